//! `bindery render`: what the bindings of an attribute become, without a store and without sending.
//! Each text is escaped for where it goes (a URL, a header, a body of its content type), as in a
//! request. Secrets are hidden, as in a dry run.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use bindery_definition::json::pointer;
use bindery_definition::{AttributeContent, Text};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Engine, EvalError, Kind, Sink, Value};
use bindery_model::catalogue::{AttributeKind, Scope, bindings_at, find_attribute};
use clap::Args;
use serde_json::{Map, Value as Json};

use crate::command::eval::read_context;
use crate::exit::{End, Exit, Failure};
use crate::opening::ConnectorArguments;
use crate::output::Output;
use crate::system::{SystemClock, SystemRandom};
use crate::wiring::{limits, time_zone};
use bindery_connector::Outcome;
use bindery_connector::mask::Masker;
use bindery_connector::ports::{Clock, Random};
use bindery_connector::request::body_sink;

const AFTER_HELP: &str = "\
Examples:
  bindery render connectors/bynder CreateAccountJSON --context user.json
  bindery render Bynder.zip ImportAccountEntJSON";

/// Show what every text of an attribute becomes, without sending anything
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Render {
    #[command(flatten)]
    connector: ConnectorArguments,

    /// The attribute, such as CreateAccountJSON
    attribute: String,

    /// A JSON file whose members are the names that the bindings can read; `-` is standard input
    #[arg(long, value_name = "FILE")]
    context: Option<PathBuf>,
}

impl Render {
    /// Renders every text of the attribute and prints the attribute as it then stands.
    pub fn run(self, output: &mut Output) -> End {
        let opened = self.connector.open()?;
        let connection = opened.connection()?;
        let named = |name: &str| name.eq_ignore_ascii_case(&self.attribute);
        let attribute = connection.attributes.values().find(|a| named(&a.name));
        let Some(AttributeContent::Json(root)) = attribute.map(|a| &a.content) else {
            return Err(self.nothing(&opened)?);
        };
        let texts = connection
            .definition
            .templates
            .iter()
            .map(|used| &used.text);
        let texts = texts.filter(|text| text.attribute().is_some_and(named));
        let mut context = match &self.context {
            Some(path) => Context::from_json(&read_context(path)?).with_objects(),
            None => Context::new(),
        };
        for name in known_nulls(&self.attribute) {
            if context.get(name).is_none() {
                context.set(name, Value::Null);
            }
        }
        if context.get("access_token").is_none() {
            context.set("access_token", Value::from("<access_token>"));
        }
        if let Some(zone) = time_zone(&connection.manifest, &opened.endpoint)? {
            context = context.clone().with_zone(&zone).unwrap_or(context);
        }
        let mut renderer = Renderer {
            engine: Engine::new(limits(connection.manifest.limits)),
            context: context
                .with_clock(SystemClock.now())
                .with_seed(SystemRandom::new().next()),
            texts: texts
                .map(|t| (t.place().path.unwrap_or_default(), t))
                .collect(),
            problems: opened.errors_of_the_whole(),
        };
        let mut document = root.to_serde();
        renderer.walk(&mut document, "", Sink::Text);
        let masker = Masker::default();
        for secret in opened.parameters.iter().filter(|p| !p.is_written_out()) {
            masker.learn(secret.value());
        }
        masker.document(&mut document);
        let text = serde_json::to_string_pretty(&document).map_err(std::io::Error::from)?;
        writeln!(output, "{text}")?;
        if renderer.problems.is_empty() {
            return Ok(Exit::Fine);
        }
        Err(opened.failure(renderer.problems, Exit::Errors))
    }

    fn nothing(&self, opened: &crate::opening::Opened) -> Result<Failure, Failure> {
        let connection = opened.connection()?;
        let names: Vec<&str> = connection.attributes.keys().map(String::as_str).collect();
        Ok(Failure::usage(
            format!(
                "the connection has nothing to render in `{}`",
                self.attribute
            ),
            format!("its attributes are {}", names.join(", ")),
        ))
    }
}

/// The names that an operation's attribute may read and that can be null: what the context leaves
/// out is null, as it is for a task that lacks it.
fn known_nulls(attribute: &str) -> impl Iterator<Item = &'static str> {
    let operation = match find_attribute(attribute).map(|entry| entry.kind) {
        Some(AttributeKind::Operation(operation)) => Some(operation),
        _ => None,
    };
    operation
        .into_iter()
        .flat_map(|operation| bindings_at(Scope::Provisioning(operation)))
        .filter(|entry| entry.nullable && entry.name != "binding")
        .map(|entry| entry.name)
}

/// Puts what texts become into the place of the texts; one that fails stays as it was written.
struct Renderer<'a> {
    engine: Engine,
    context: Context,
    texts: BTreeMap<String, &'a Text>,
    problems: Vec<Diagnostic>,
}

impl Renderer<'_> {
    fn walk(&mut self, value: &mut Json, path: &str, sink: Sink) {
        match value {
            Json::Object(members) => {
                let content_type = member(members, "httpContentType").map(str::to_owned);
                for (key, member) in members {
                    let sink = match key.to_ascii_lowercase().as_str() {
                        "url" | "nexturlpath" => Sink::Url,
                        "httpheaders" => Sink::Header,
                        // The members of a body written as JSON are escaped as a whole.
                        "httpparams" if member.is_string() => body_sink(content_type.as_deref()),
                        "httpparams" => Sink::Text,
                        _ => sink,
                    };
                    self.walk(member, &pointer(path, key), sink);
                }
            }
            Json::Array(elements) => {
                for (index, element) in elements.iter_mut().enumerate() {
                    self.walk(element, &format!("{path}/{index}"), sink);
                }
            }
            Json::String(written) => self.text(written, path, sink),
            Json::Null | Json::Bool(_) | Json::Number(_) => {}
        }
    }

    fn text(&mut self, written: &mut String, path: &str, sink: Sink) {
        if let Some(text) = self.texts.get(path) {
            match evaluate(&self.engine, text, sink, &self.context) {
                Ok(rendered) => *written = rendered,
                Err(found) => self.problems.push(*found),
            }
            return;
        }
        // JSON in a string, whose own strings are the texts.
        let inside = format!("{path}/");
        if self.texts.keys().any(|known| known.starts_with(&inside))
            && let Ok(mut nested) = serde_json::from_str::<Json>(written)
        {
            self.walk(&mut nested, path, Sink::Text);
            *written = nested.to_string();
        }
    }
}

/// A text member, whatever the case of its key.
fn member<'a>(members: &'a Map<String, Json>, name: &str) -> Option<&'a str> {
    let found = members
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.and_then(|(_, value)| value.as_str())
}

fn evaluate(engine: &Engine, text: &Text, sink: Sink, context: &Context) -> Outcome<String> {
    let Some(template) = text.template() else {
        let found = Diagnostic::new(codes::SYNTAX, "a binding of this text is not valid");
        return Err(Box::new(
            found
                .at(text.place(), "")
                .with_help("run `bindery check` for the place"),
        ));
    };
    let program = engine.compile(template, sink).map_err(|errors| {
        let first = errors.into_iter().next();
        let error = first.unwrap_or_else(|| EvalError::new(Kind::Other, "it cannot be compiled"));
        found(text, &error)
    })?;
    let rendered = program
        .render(context)
        .map_err(|error| found(text, &error))?;
    Ok(rendered.text)
}

fn found(text: &Text, error: &EvalError) -> Box<Diagnostic> {
    Box::new(error.finding(Some(text.place_of(error.span.clone()))))
}
