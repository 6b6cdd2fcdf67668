//! Bodies: a template text, pairs, or JSON whose strings are templates.

use bindery_definition::{Body, JsonTemplate, Text};
use bindery_expression::{Context, Sink};
use serde_json::{Map, Number, Value};

use super::encoding::{self, Encoding};
use super::template::{Compiler, Template};
use crate::Outcome;

/// A compiled body.
#[derive(Debug, Clone)]
pub(crate) enum BodyTemplate {
    /// Nothing is sent.
    None,
    /// The text of the body.
    Text(Template),
    /// Pairs: form fields, parts, or the parameters of a GET.
    Pairs(Vec<(Template, Template)>),
    /// JSON.
    Json(JsonBody),
}

/// JSON with compiled strings.
#[derive(Debug, Clone)]
pub(crate) enum JsonBody {
    Constant(Value),
    Text(Template),
    List(Vec<Self>),
    Object(Vec<(Template, Self)>),
}

/// A rendered body.
pub(crate) struct RenderedBody {
    pub bytes: Vec<u8>,
    /// The boundary of a multipart body; else empty.
    pub boundary: String,
}

impl BodyTemplate {
    /// Compiles a body for its encoding. With `as_query`, an object becomes pairs whatever the
    /// encoding: a GET appends it to its URL (`rest-dialect §0.3`).
    pub fn compile(
        compiler: &mut Compiler<'_>,
        body: Option<&Body>,
        encoding: Encoding,
        as_query: bool,
    ) -> Self {
        let Some(body) = body.filter(|b| !b.is_empty()) else {
            return Self::None;
        };
        let pairs = as_query || matches!(encoding, Encoding::Form { .. } | Encoding::Multipart);
        match body {
            _ if encoding == Encoding::Nothing && !as_query => Self::None,
            Body::Json(JsonTemplate::Object(members)) if pairs => {
                Self::Pairs(compile_pairs(compiler, members))
            }
            Body::Json(json) => Self::Json(JsonBody::compile(compiler, json)),
            Body::Text(text) => match pairs.then(|| pairs_in(text)).flatten() {
                Some(pairs) => Self::Pairs(
                    pairs
                        .iter()
                        .map(|(name, value)| {
                            let name = compiler.compile(&Text::plain(name.as_str()), Sink::Text);
                            (
                                name,
                                compiler.compile(&Text::plain(value.as_str()), Sink::Text),
                            )
                        })
                        .collect(),
                ),
                None => Self::Text(compiler.compile(text, encoding.sink())),
            },
        }
    }

    /// Adds what it is rendered from.
    pub fn templates<'t>(&'t self, all: &mut Vec<&'t Template>) {
        match self {
            Self::None => {}
            Self::Text(text) => all.push(text),
            Self::Pairs(pairs) => all.extend(pairs.iter().flat_map(|(n, v)| [n, v])),
            Self::Json(json) => json.templates(all),
        }
    }

    /// Whether any part reads a name.
    pub fn reads(&self, name: &str) -> bool {
        match self {
            Self::None => false,
            Self::Text(text) => text.reads(name),
            Self::Pairs(pairs) => pairs.iter().any(|(n, v)| n.reads(name) || v.reads(name)),
            Self::Json(json) => json.reads(name),
        }
    }

    /// The pairs with their bindings filled in.
    pub fn pairs(&self, context: &Context) -> Outcome<Vec<(String, String)>> {
        match self {
            Self::Pairs(pairs) => pairs
                .iter()
                .map(|(n, v)| Ok((n.text(context)?, v.text(context)?)))
                .collect(),
            _ => Ok(Vec::new()),
        }
    }

    /// The body's bytes; `None` for no body: absent, null or blank (design D4).
    pub fn render(&self, context: &Context, encoding: Encoding) -> Outcome<Option<RenderedBody>> {
        let (text, boundary) = match self {
            Self::None => return Ok(None),
            Self::Text(template) => {
                let rendered = template.render(context)?;
                if rendered.null || rendered.text.trim().is_empty() {
                    return Ok(None);
                }
                (rendered.text, String::new())
            }
            Self::Pairs(_) => {
                let pairs = self.pairs(context)?;
                if encoding == Encoding::Multipart {
                    let (boundary, text) = encoding::multipart(&pairs);
                    (text, boundary)
                } else {
                    let plus = encoding == Encoding::Form { plus: true };
                    (encoding::form(&pairs, plus), String::new())
                }
            }
            Self::Json(json) => (json.render(context)?.to_string(), String::new()),
        };
        Ok(Some(RenderedBody {
            bytes: text.into_bytes(),
            boundary,
        }))
    }
}

fn compile_pairs(
    compiler: &mut Compiler<'_>,
    members: &[(Text, JsonTemplate)],
) -> Vec<(Template, Template)> {
    members
        .iter()
        .map(|(name, value)| {
            let name = compiler.compile(name, Sink::Text);
            let value = match value {
                JsonTemplate::Text(text) => compiler.compile(text, Sink::Text),
                JsonTemplate::Null => compiler.compile(&Text::plain(""), Sink::Text),
                JsonTemplate::Bool(b) => compiler.compile(&Text::plain(b.to_string()), Sink::Text),
                JsonTemplate::Number(n) => compiler.compile(&Text::plain(n.as_str()), Sink::Text),
                JsonTemplate::List(_) | JsonTemplate::Object(_) => {
                    compiler.compile(&Text::plain(plain_json(value)), Sink::Text)
                }
            };
            (name, value)
        })
        .collect()
}

/// JSON whose strings are templates, as the author wrote it: a form field that holds JSON.
pub(crate) fn plain_json(json: &JsonTemplate) -> String {
    fn value(json: &JsonTemplate) -> Value {
        match json {
            JsonTemplate::Null => Value::Null,
            JsonTemplate::Bool(b) => Value::Bool(*b),
            JsonTemplate::Number(n) => number(n),
            JsonTemplate::Text(text) => Value::from(text.raw()),
            JsonTemplate::List(items) => items.iter().map(value).collect(),
            JsonTemplate::Object(members) => Value::Object(
                members
                    .iter()
                    .map(|(n, v)| (n.raw().to_owned(), value(v)))
                    .collect(),
            ),
        }
    }
    value(json).to_string()
}

/// A form body that the author wrote as the text of a JSON object (`rest-dialect §1.1`).
fn pairs_in(text: &Text) -> Option<Vec<(String, String)>> {
    let written = text.literal().unwrap_or_else(|| text.raw().to_owned());
    let Ok(Value::Object(members)) = serde_json::from_str::<Value>(written.trim()) else {
        return None;
    };
    Some(
        members
            .into_iter()
            .map(|(name, value)| match value {
                Value::String(text) => (name, text),
                Value::Null => (name, String::new()),
                other => (name, other.to_string()),
            })
            .collect(),
    )
}

fn number(text: &str) -> Value {
    serde_json::from_str::<Number>(text).map_or_else(|_| Value::from(text), Value::Number)
}

impl JsonBody {
    /// Compiles JSON whose strings are templates.
    pub fn compile(compiler: &mut Compiler<'_>, json: &JsonTemplate) -> Self {
        match json {
            JsonTemplate::Null => Self::Constant(Value::Null),
            JsonTemplate::Bool(b) => Self::Constant(Value::Bool(*b)),
            JsonTemplate::Number(n) => Self::Constant(number(n)),
            JsonTemplate::Text(text) => Self::Text(compiler.compile(text, Sink::Text)),
            JsonTemplate::List(items) => {
                Self::List(items.iter().map(|i| Self::compile(compiler, i)).collect())
            }
            JsonTemplate::Object(members) => Self::Object(
                members
                    .iter()
                    .map(|(name, value)| {
                        let name = compiler.compile(name, Sink::Text);
                        (name, Self::compile(compiler, value))
                    })
                    .collect(),
            ),
        }
    }

    fn templates<'t>(&'t self, all: &mut Vec<&'t Template>) {
        match self {
            Self::Constant(_) => {}
            Self::Text(text) => all.push(text),
            Self::List(items) => items.iter().for_each(|item| item.templates(all)),
            Self::Object(members) => {
                for (name, value) in members {
                    all.push(name);
                    value.templates(all);
                }
            }
        }
    }

    fn reads(&self, name: &str) -> bool {
        match self {
            Self::Constant(_) => false,
            Self::Text(text) => text.reads(name),
            Self::List(items) => items.iter().any(|i| i.reads(name)),
            Self::Object(members) => members.iter().any(|(n, v)| n.reads(name) || v.reads(name)),
        }
    }

    /// The JSON with its bindings filled in; a string stays a string.
    pub fn render(&self, context: &Context) -> Outcome<Value> {
        Ok(match self {
            Self::Constant(value) => value.clone(),
            Self::Text(text) => Value::String(text.text(context)?),
            Self::List(items) => Value::Array(
                items
                    .iter()
                    .map(|i| i.render(context))
                    .collect::<Outcome<_>>()?,
            ),
            Self::Object(members) => {
                let mut map = Map::new();
                for (name, value) in members {
                    map.insert(name.text(context)?, value.render(context)?);
                }
                Value::Object(map)
            }
        })
    }
}
