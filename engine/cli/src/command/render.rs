//! `bindery render`: what the bindings of an attribute become, without a store and without sending.
//! Secrets are hidden, as in a dry run.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use bindery_definition::json::pointer;
use bindery_definition::{AttributeContent, Text};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Engine, EvalError, Kind, Limits, Sink, Value};
use clap::Args;
use serde_json::Value as Json;

use crate::command::eval::read_context;
use crate::exit::{End, Exit, Failure};
use crate::opening::ConnectorArguments;
use crate::output::Output;
use crate::system::{SystemClock, SystemRandom};
use bindery_connector::Outcome;
use bindery_connector::mask::Masker;
use bindery_connector::ports::{Clock, Random};

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
        if context.get("access_token").is_none() {
            context.set("access_token", Value::from("<access_token>"));
        }
        let mut renderer = Renderer {
            engine: Engine::new(Limits::default()),
            context: context
                .with_clock(SystemClock.now())
                .with_seed(SystemRandom::new().next()),
            texts: texts
                .map(|t| (t.place().path.unwrap_or_default(), t))
                .collect(),
            problems: Vec::new(),
        };
        let mut document = root.to_serde();
        renderer.walk(&mut document, "");
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

/// Puts what texts become into the place of the texts; one that fails stays as it was written.
struct Renderer<'a> {
    engine: Engine,
    context: Context,
    texts: BTreeMap<String, &'a Text>,
    problems: Vec<Diagnostic>,
}

impl Renderer<'_> {
    fn walk(&mut self, value: &mut Json, path: &str) {
        match value {
            Json::Object(members) => {
                for (key, member) in members {
                    self.walk(member, &pointer(path, key));
                }
            }
            Json::Array(elements) => {
                for (index, element) in elements.iter_mut().enumerate() {
                    self.walk(element, &format!("{path}/{index}"));
                }
            }
            Json::String(written) => self.text(written, path),
            Json::Null | Json::Bool(_) | Json::Number(_) => {}
        }
    }

    fn text(&mut self, written: &mut String, path: &str) {
        if let Some(text) = self.texts.get(path) {
            match evaluate(&self.engine, text, &self.context) {
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
            self.walk(&mut nested, path);
            *written = nested.to_string();
        }
    }
}

fn evaluate(engine: &Engine, text: &Text, context: &Context) -> Outcome<String> {
    let Some(template) = text.template() else {
        let found = Diagnostic::new(codes::SYNTAX, "a binding of this text is not valid");
        return Err(Box::new(
            found
                .at(text.place(), "")
                .with_help("run `bindery check` for the place"),
        ));
    };
    let program = engine.compile(template, Sink::Text).map_err(|errors| {
        let first = errors.into_iter().next();
        let error = first.unwrap_or_else(|| EvalError::new(Kind::Other, "it cannot be compiled"));
        found(text, &error)
    })?;
    let value = program
        .evaluate(context)
        .map_err(|error| found(text, &error))?;
    Ok(value.to_text())
}

fn found(text: &Text, error: &EvalError) -> Box<Diagnostic> {
    Box::new(error.finding(Some(text.place_of(error.span.clone()))))
}
