//! What a route does to the tables, one operation per file.

mod list;
mod member;
mod single;
mod write;

pub(crate) use write::accept;

use serde_json::Value;

use crate::answer::{Answer, Refusal};
use crate::description::{Operation, Refused, Route};
use crate::request::Request;
use crate::shape::{Words, fill, show, text_of};
use crate::world::{Row, World};

/// Everything an operation works with.
pub(crate) struct Job<'a> {
    pub(crate) world: &'a mut World,
    pub(crate) route: &'a Route,
    pub(crate) resource: &'a str,
    pub(crate) request: &'a Request,
    pub(crate) subject: Option<&'a str>,
    pub(crate) now_ms: u64,
    /// A fault: the list has no rows.
    pub(crate) without_rows: bool,
}

/// Runs the operation of a route.
pub(crate) fn run(job: &mut Job<'_>) -> Result<Answer, Refusal> {
    match job.route.operation {
        Operation::List => list::list(job),
        Operation::Read => single::read(job),
        Operation::Own => single::own(job),
        Operation::Create => write::create(job),
        Operation::Modify => write::modify(job),
        Operation::Delete => write::delete(job),
        Operation::Link => member::link(job),
        Operation::Unlink => member::unlink(job),
        Operation::Token => Err(Refusal::new(
            Refused::Failed,
            "tokens are handed out elsewhere",
        )),
    }
}

impl Job<'_> {
    fn noun(&self) -> &str {
        let about = self.world.description.resources.get(self.resource);
        about.map_or("row", |about| about.noun.as_str())
    }

    fn not_found(&self) -> Refusal {
        let noun = self.noun();
        let mut letters = noun.chars();
        let first: String = letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        Refusal::new(
            Refused::NotFound,
            format!("{first}{} not found", letters.as_str()),
        )
    }

    /// The id of the row that the path names: by the last parameter that isn't the upper row's.
    fn target(&self) -> Result<String, Refusal> {
        let upper = self.route.within.as_ref().map(|w| w.parameter.as_str());
        let text = self
            .request
            .parameters
            .iter()
            .rev()
            .find(|(name, _)| Some(name.as_str()) != upper)
            .map(|(_, value)| value.as_str())
            .unwrap_or_default();
        self.world
            .find(self.resource, &self.route.keys, text)
            .ok_or_else(|| self.not_found())
    }

    /// The answer with one row, or without a body when the route has no shape.
    fn single(&self, row: &Row) -> Answer {
        let status = self.status();
        let mut answer = match &self.route.shape {
            None => Answer::empty(status),
            Some(shape) => {
                let item = show(self.world, self.resource, row, shape, 0);
                match &self.route.envelope {
                    None => Answer::json(status, &item),
                    Some(envelope) => {
                        Answer::json(status, &fill(envelope, &vec![("@item", item)], 0))
                    }
                }
            }
        };
        answer.headers = headers(self.route, &Vec::new());
        answer
    }

    fn status(&self) -> u16 {
        self.route
            .status
            .unwrap_or_else(|| self.route.operation.usual_status())
    }
}

fn headers(route: &Route, words: &Words) -> Vec<(String, String)> {
    route
        .headers
        .iter()
        .map(|(name, value)| {
            let value = fill(&Value::String(value.clone()), words, 0);
            (name.clone(), text_of(&value))
        })
        .filter(|(_, value)| !value.is_empty())
        .collect()
}
