//! Reading: spanned JSON to the typed model, collecting everything that is wrong.
//!
//! Every reader takes what it can and reports the rest; none stops at the first problem. Keys match
//! case-insensitively, booleans and integers may be strings, null counts as absent (rest-dialect §0.2).

mod calls;
mod connection;
mod fields;
mod http;
mod import;
mod links;
mod lookups;
mod provisioning;
mod rules;
mod settings;
mod status;
mod users;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use bindery_diagnostics::{Code, Diagnostic, Place, Severity, codes};
use bindery_grammar::ast::{Part, Span, Template};
use bindery_grammar::{SyntaxError, SyntaxErrorKind};
use bindery_model::catalogue::{Operation, Scope};

use crate::json::{JsonString, Node, SharedText, SpanMap, Value};
use crate::literals;
use crate::model::{Definition, TemplateUse, UrlUse};
use crate::origin::Origin;
use crate::parameters::{ParameterUse, Parameters, fill};
use crate::pointer::Pointer;
use crate::shape::Shape;
use crate::text::{Text, Word};

pub(crate) use connection::connection;
pub(crate) use fields::Fields;
pub(crate) use import::{Imported, import};
pub(crate) use lookups::{lookup, read_back};
pub(crate) use provisioning::{document, user_actions};
pub(crate) use settings::{config, endpoints_filter, password_policy};
pub(crate) use status::status_attribute;
pub(crate) use users::user_import;

/// What a template is for; it decides which placeholders count and what is registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A URL.
    Url,
    /// Anything else.
    Other,
}

/// The state of reading one attribute.
pub(crate) struct Reader<'a> {
    pub origin: Arc<Origin>,
    pub scope: Scope,
    pub parameters: &'a Parameters,
    pub definition: &'a mut Definition,
    pub diagnostics: &'a mut Vec<Diagnostic>,
    /// Calls that `connector.toml` marks as idempotent, as `operation` or `operation/call`.
    pub idempotent: &'a [String],
    /// Templates that were parsed already: `${access_token}` stands in every call.
    pub known: HashMap<SharedText, Arc<Template>>,
    /// How often each code was reported.
    pub counts: HashMap<Code, usize>,
}

/// The most findings of one code that are kept of an attribute: nobody reads a thousand, and a text of
/// a million mistakes would exhaust memory.
pub const MOST_OF_A_CODE: usize = 1_000;

/// The most uses of parameters that are kept of a definition: each has a place, and a hostile text has
/// millions.
const MOST_PARAMETERS: usize = 100_000;

/// Said with the last finding of a code that is kept.
pub const LEFT_OUT: &str = "further findings of this kind are left out";

/// What is kept for long takes no more room than it fills.
pub(crate) fn kept<T>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut kept: Vec<T> = items.into_iter().collect();
    kept.shrink_to_fit();
    kept
}

impl Reader<'_> {
    /// The place of a node.
    pub fn place(&self, node: &Node, pointer: &Pointer) -> Place {
        self.origin.place(node.span(), pointer)
    }

    /// Keeps a finding, and says with the last that is kept of its code that more are left out.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let count = self.counts.entry(diagnostic.code).or_default();
        *count += 1;
        match (*count).cmp(&MOST_OF_A_CODE) {
            Ordering::Less => self.diagnostics.push(diagnostic),
            Ordering::Equal => self.diagnostics.push(diagnostic.with_note(LEFT_OUT)),
            Ordering::Greater => {}
        }
    }

    /// Whether further findings of a code would be left out.
    pub fn is_full(&self, code: Code) -> bool {
        self.counts.get(&code).is_some_and(|n| *n >= MOST_OF_A_CODE)
    }

    /// Reports a value of the wrong type, unless it has been reported as unreadable.
    pub fn wrong_type(&mut self, node: &Node, pointer: &Pointer, key: &str, wanted: &str) {
        if node.value == Value::Invalid {
            return;
        }
        let diagnostic = Diagnostic::new(
            codes::WRONG_TYPE,
            format!("`{key}` takes {wanted}, not {}", node.noun()),
        )
        .at(self.place(node, pointer), format!("{} here", node.noun()))
        .with_help(format!("give {wanted}"));
        // An empty text says nothing, whatever was to stand there.
        let is_blank = node.as_str().is_some_and(|t| t.trim().is_empty());
        self.report(if is_blank {
            diagnostic.with_severity(Severity::Warning)
        } else {
            diagnostic
        });
    }

    /// Opens an object against its table of keys. Null is absent.
    pub fn open<'n>(
        &mut self,
        node: &'n Node,
        pointer: &Pointer,
        shape: &'static Shape,
    ) -> Option<Fields<'n>> {
        match &node.value {
            Value::Object(members) => Some(Fields::open(self, node, members, pointer, shape)),
            Value::Null => None,
            _ => {
                self.wrong_type(node, pointer, shape.noun, "an object");
                None
            }
        }
    }

    /// Reads a scalar as a template.
    pub fn template(
        &mut self,
        node: &Node,
        pointer: &Pointer,
        key: &str,
        role: Role,
    ) -> Option<Text> {
        match &node.value {
            Value::String(string) => Some(self.text(string, node, pointer, role)),
            Value::Number(number) => Some(self.scalar_text(number.clone(), node, pointer)),
            Value::Bool(b) => {
                let text = if *b { "true" } else { "false" };
                let map = SpanMap::verbatim(node.span().start, text.len());
                let text = JsonString::decoded(text, map).text;
                Some(self.scalar_text(text, node, pointer))
            }
            Value::Null => None,
            _ => {
                self.wrong_type(node, pointer, key, "a string");
                None
            }
        }
    }

    /// A number or a word, whose text stands in no quotes.
    fn scalar_text(&self, text: SharedText, node: &Node, pointer: &Pointer) -> Text {
        let template = Template {
            parts: vec![Part::Literal {
                text: text.to_string(),
                span: Span::new(0, text.len()),
            }],
        };
        Text::new(
            JsonString { text },
            Some(Arc::new(template)),
            &self.origin,
            node.span(),
            pointer,
        )
    }

    /// Parses a string as a template, fills its parameters and registers what it uses.
    pub fn text(
        &mut self,
        string: &JsonString,
        node: &Node,
        pointer: &Pointer,
        role: Role,
    ) -> Text {
        let template = self.parsed(string, pointer, role);
        let text = Text::new(string.clone(), template, &self.origin, node.span(), pointer);
        // A text without bindings makes its template when it is asked for it, which is hardly ever.
        if text.has_bindings() && text.template().is_some() {
            self.definition.templates.push(TemplateUse {
                text: text.clone(),
                scope: self.scope,
            });
        }
        text
    }

    /// The template of a string; `None` where its syntax is broken, which is reported.
    fn parsed(
        &mut self,
        string: &JsonString,
        pointer: &Pointer,
        role: Role,
    ) -> Option<Arc<Template>> {
        if let Some(known) = self.known.get(&string.text) {
            return Some(Arc::clone(known));
        }
        match bindery_grammar::parse_template(&string.text) {
            Ok(mut template) => {
                self.fill(&mut template, string, pointer, role);
                template.parts.shrink_to_fit();
                let template = Arc::new(template);
                // What may hold a parameter is filled, and counted, wherever it stands.
                if !template.is_literal() && !string.text.contains(['@', '<']) {
                    let known = (string.text.clone(), Arc::clone(&template));
                    self.known.insert(known.0, known.1);
                }
                Some(template)
            }
            Err(errors) => {
                for error in errors {
                    self.syntax(&error, string, pointer);
                }
                None
            }
        }
    }

    fn fill(
        &mut self,
        template: &mut Template,
        string: &JsonString,
        pointer: &Pointer,
        role: Role,
    ) {
        let parameters = self.parameters;
        let origin = Arc::clone(&self.origin);
        let mut uses: Vec<ParameterUse> = Vec::new();
        let place_at = |from: usize, to: usize| origin.place(string.map().outer(from..to), pointer);
        for part in &mut template.parts {
            match part {
                Part::Literal { text, span } => {
                    let verbatim = text.len() == span.end - span.start;
                    let filled = fill(text, role == Role::Url, parameters, |found, has_value| {
                        let place = if verbatim {
                            place_at(span.start + found.range.start, span.start + found.range.end)
                        } else {
                            place_at(span.start, span.end)
                        };
                        if uses.len() < MOST_PARAMETERS
                            || !has_value && uses.last().is_none_or(|u| u.filled)
                        {
                            uses.push(ParameterUse {
                                name: found.name.clone(),
                                place,
                                filled: has_value,
                            });
                        }
                    });
                    if let Some(filled) = filled {
                        *text = filled;
                    }
                }
                Part::Binding(binding) => {
                    literals::visit(&mut binding.script, &mut |text, span| {
                        let filled = fill(text, false, parameters, |found, has_value| {
                            let wanted = text.get(found.range.clone()).unwrap_or_default();
                            let within = string.text.get(span.start..span.end).unwrap_or_default();
                            let (from, to) =
                                within.find(wanted).map_or((span.start, span.end), |i| {
                                    (span.start + i, span.start + i + wanted.len())
                                });
                            uses.push(ParameterUse {
                                name: found.name.clone(),
                                place: place_at(from, to),
                                filled: has_value,
                            });
                        });
                        if let Some(filled) = filled {
                            *text = filled;
                        }
                    })
                }
            }
        }
        for one in uses {
            self.uses_parameter(one);
        }
    }

    /// Keeps the use of a parameter, as many as any definition has; beyond them one that has no value,
    /// which keeps the definition from running.
    fn uses_parameter(&mut self, one: ParameterUse) {
        let parameters = &mut self.definition.parameters;
        let is_needed = !one.filled && parameters.last().is_none_or(|last| last.filled);
        if parameters.len() < MOST_PARAMETERS || is_needed {
            parameters.push(one);
        }
    }

    fn syntax(&mut self, error: &SyntaxError, string: &JsonString, pointer: &Pointer) {
        let code = match error.kind {
            SyntaxErrorKind::Unterminated => codes::UNTERMINATED,
            _ => codes::SYNTAX,
        };
        let place = self
            .origin
            .place(string.map().outer(error.span.range()), pointer);
        let label = if error.expected.is_empty() {
            String::new()
        } else {
            format!("expected {}", error.expected.join(" or "))
        };
        let mut diagnostic = Diagnostic::new(code, error.message.clone()).at(place, label);
        if let Some(help) = &error.help {
            diagnostic = diagnostic.with_help(help.clone());
        }
        self.report(diagnostic);
    }

    /// Reads a scalar as a word, parameters filled.
    pub fn word(&mut self, node: &Node, pointer: &Pointer, key: &str) -> Option<Word> {
        let text = match &node.value {
            Value::String(string) => {
                self.unevaluated(string, pointer, key);
                let mut uses = Vec::new();
                let filled = fill(&string.text, false, self.parameters, |found, has_value| {
                    uses.push((found.clone(), has_value));
                });
                for (found, has_value) in uses {
                    let place = self.origin.place(string.map().outer(found.range), pointer);
                    self.uses_parameter(ParameterUse {
                        name: found.name,
                        place,
                        filled: has_value,
                    });
                }
                filled.map_or_else(|| string.text.clone(), SharedText::from)
            }
            Value::Number(n) => n.clone(),
            Value::Bool(b) => b.to_string().into(),
            Value::Null => return None,
            _ => {
                self.wrong_type(node, pointer, key, "a string");
                return None;
            }
        };
        Some(Word::new(text, &self.origin, node.span(), pointer))
    }

    /// Reports a binding where a string is taken as it is.
    fn unevaluated(&mut self, string: &JsonString, pointer: &Pointer, key: &str) {
        let Some(at) = string.text.find("${") else {
            return;
        };
        let place = self.origin.place(string.map().outer(at..at + 2), pointer);
        self.report(
            Diagnostic::new(
                codes::BINDING_NOT_EVALUATED,
                format!("`{key}` is taken as it is written; the binding in it is not evaluated"),
            )
            .at(place, "never evaluated")
            .with_help("write the text itself, or use `@NAME@` for what differs between tenants"),
        );
    }

    /// Reads a boolean, also as a string.
    pub fn boolean(&mut self, node: &Node, pointer: &Pointer, key: &str) -> Option<bool> {
        match &node.value {
            Value::Bool(b) => return Some(*b),
            Value::String(s) if s.text.trim().eq_ignore_ascii_case("true") => return Some(true),
            Value::String(s) if s.text.trim().eq_ignore_ascii_case("false") => return Some(false),
            Value::String(s) if s.text.trim().is_empty() => return None,
            Value::Null => return None,
            _ => {}
        }
        self.wrong_type(node, pointer, key, "true or false");
        None
    }

    /// Reads a whole number, also as a string.
    pub fn integer(&mut self, node: &Node, pointer: &Pointer, key: &str) -> Option<i64> {
        let text = match &node.value {
            Value::Number(n) => n.to_string(),
            Value::String(_) => self.word(node, pointer, key)?.as_str().trim().to_owned(),
            Value::Null => return None,
            _ => String::from("-"),
        };
        if text.is_empty() {
            return None;
        }
        let whole = text.strip_suffix(".0").unwrap_or(&text);
        match whole.parse() {
            Ok(number) => Some(number),
            Err(_) if crate::parameters::find(&text, false).is_empty() => {
                self.wrong_type(node, pointer, key, "a whole number");
                None
            }
            Err(_) => None,
        }
    }

    /// Reads a whole number that is not negative.
    pub fn count(&mut self, node: &Node, pointer: &Pointer, key: &str) -> Option<u64> {
        let number = self.integer(node, pointer, key)?;
        let count = u64::try_from(number).ok();
        if count.is_none() {
            self.wrong_type(node, pointer, key, "a number that is not negative");
        }
        count
    }

    /// Reads a list of scalars; a single scalar is a list of one.
    pub fn scalars<'n>(
        &mut self,
        node: &'n Node,
        pointer: &Pointer,
        key: &str,
    ) -> Vec<(&'n Node, Pointer)> {
        match &node.value {
            Value::Array(elements) => elements
                .iter()
                .enumerate()
                .map(|(i, e)| (e, pointer.index(i)))
                .collect(),
            Value::Object(_) => {
                self.wrong_type(node, pointer, key, "a list");
                Vec::new()
            }
            Value::Null | Value::Invalid => Vec::new(),
            _ => vec![(node, pointer.clone())],
        }
    }

    /// Registers a URL that is requested.
    pub fn register_url(&mut self, url: &Text, connection: Option<&Word>) {
        self.definition.urls.push(UrlUse {
            text: url.clone(),
            of_authentication: self.scope == Scope::Connection,
            connection: connection.map(|w| (w.as_str().to_owned(), w.place().clone())),
        });
    }

    /// The scope of a provisioning operation.
    pub const fn provisioning(operation: Operation) -> Scope {
        Scope::Provisioning(operation)
    }
}
