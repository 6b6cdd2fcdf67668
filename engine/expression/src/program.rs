//! A compiled template: its parts, what it reads, how it is evaluated and rendered.

use std::cell::OnceCell;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use bindery_grammar::ast::{Span, Template};
use rhai::Scope;

use crate::access::read_path;
use crate::context::Context;
use crate::direct::peek;
use crate::error::{EvalError, Kind, Outcome};
use crate::limits::Limits;
use crate::lower::{Path, Tables};
use crate::machine::{Rt, Running, from_rhai, from_rhai_error};
use crate::run::{Run, State, limit};
use crate::sink::{Piece, Sink};
use crate::sum::Sum;
use crate::value::Value;
use crate::value::effort::{Effort, is_spent};
use crate::value::weight::weigh;

/// A template compiled for one sink. Send, Sync and cheap to clone.
#[derive(Clone)]
pub struct Program {
    inner: Arc<Compiled>,
}

pub(crate) struct Compiled {
    pub(crate) parts: Vec<Part>,
    pub(crate) tables: Arc<Tables>,
    pub(crate) roots: Vec<Root>,
    pub(crate) sink: Sink,
    pub(crate) engine: Arc<rhai::Engine>,
    pub(crate) limits: Arc<Limits>,
    /// What it was compiled from, to explain its errors.
    pub(crate) template: Template,
}

/// A part of a compiled template.
pub(crate) enum Part {
    Literal(String),
    Binding(Binding),
}

/// A compiled binding with its place.
pub(crate) struct Binding {
    pub(crate) code: Code,
    pub(crate) span: Span,
    /// A literal of it holds a `"`: the author writes JSON by hand.
    pub(crate) quotes: bool,
    /// A literal of it holds one of `/ ? & =`: the author writes a URL by hand.
    pub(crate) slashes: bool,
}

/// How a binding is evaluated (design D2).
pub(crate) enum Code {
    Constant(Value),
    Path(Path),
    /// `path == null ? a : b` over constants and paths.
    NullGuard {
        path: Path,
        equal: bool,
        then: Simple,
        otherwise: Simple,
    },
    Sum(Sum),
    Script {
        ast: Box<rhai::AST>,
        sites: Vec<Span>,
    },
}

/// A constant or a path.
#[derive(Debug)]
pub(crate) enum Simple {
    Constant(Value),
    Path(Path),
}

/// A root name that a template reads, with the place of its first mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The name: `user`, `response`, `access_token`.
    pub name: String,
    /// The bytes of the template.
    pub span: Range<usize>,
}

/// What a template became for its sink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// Whether the whole template was one binding that gave null: no body, no next page.
    pub null: bool,
}

impl fmt::Debug for Program {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.inner.parts.len();
        write!(
            formatter,
            "Program({parts} parts for {:?})",
            self.inner.sink
        )
    }
}

impl Program {
    pub(crate) fn new(compiled: Compiled) -> Self {
        Self {
            inner: Arc::new(compiled),
        }
    }

    /// The names it reads from the context, in the order of their first mention.
    #[must_use]
    pub fn roots(&self) -> &[Root] {
        &self.inner.roots
    }

    /// The sink it was compiled for.
    #[must_use]
    pub fn sink(&self) -> Sink {
        self.inner.sink
    }

    /// The text of a template without bindings.
    #[must_use]
    pub fn literal(&self) -> Option<&str> {
        match &*self.inner.parts {
            [] => Some(""),
            [Part::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// Whether the whole template is exactly one binding, which then keeps its type.
    #[must_use]
    pub fn is_single_binding(&self) -> bool {
        matches!(&*self.inner.parts, [Part::Binding(_)])
    }

    /// The value: typed for a single binding, otherwise the text. Never escapes.
    ///
    /// # Errors
    /// What Groovy would throw, what the sandbox refuses, and the limits.
    pub fn evaluate(&self, context: &Context) -> Result<Value, EvalError> {
        if let [Part::Binding(binding)] = &*self.inner.parts {
            if let Some(value) = binding.code.peek(context)
                && !matches!(value, Value::Range(_))
            {
                return Ok(value.clone());
            }
            if let Code::Sum(sum) = &binding.code
                && let Some(text) = sum.join(context, self.inner.limits.string_bytes)
            {
                return Ok(Value::string(text));
            }
            return self.within(context, |evaluation| {
                let value = evaluation.value(binding)?;
                let run = evaluation.run();
                weigh(&run, &value).map_err(|error| Box::new(error.at(binding.span.range())))?;
                let value = crate::create::settled(&run, run.settle(value))?;
                if matches!(value, Value::Object(_) | Value::Closure(_)) {
                    // Nobody can read what has no text.
                    crate::text::to_text(&run, &value)
                        .map_err(|error| Box::new(error.at(binding.span.range())))?;
                }
                Ok(value)
            });
        }
        self.within(context, |evaluation| {
            let mut out = String::with_capacity(self.room());
            for part in &self.inner.parts {
                match part {
                    Part::Literal(text) => out.push_str(text),
                    Part::Binding(binding) => evaluation.append(&mut out, binding)?,
                }
            }
            Ok(Value::string(out))
        })
    }

    /// The bytes that the text will likely take.
    fn room(&self) -> usize {
        const VALUE: usize = 16;
        let parts = self.inner.parts.iter();
        parts.fold(0, |room, part| {
            room + match part {
                Part::Literal(text) => text.len(),
                Part::Binding(_) => VALUE,
            }
        })
    }

    /// The text, escaped for the sink it was compiled for (design D4).
    ///
    /// # Errors
    /// Those of [`evaluate`](Self::evaluate), and text that is not safe for the sink.
    pub fn render(&self, context: &Context) -> Result<Rendered, EvalError> {
        self.within(context, |evaluation| {
            let single = self.is_single_binding();
            let mut null = false;
            let mut pieces = Vec::with_capacity(self.inner.parts.len());
            for part in &self.inner.parts {
                pieces.push(match part {
                    Part::Literal(text) => Piece::literal(text),
                    Part::Binding(binding) => {
                        let value = evaluation.value(binding)?;
                        null = single && value.is_null();
                        let text = match value {
                            Value::String(text) => text,
                            other => crate::text::to_text(&evaluation.run(), &other)
                                .map_err(|error| Box::new(error.at(binding.span.range())))?,
                        };
                        Piece::binding(text.to_string(), binding)
                    }
                });
            }
            let text = if null {
                "null".to_owned()
            } else {
                self.inner.sink.assemble(&pieces)?
            };
            Ok(Rendered { text, null })
        })
    }

    fn within<T>(
        &self,
        context: &Context,
        body: impl FnOnce(&Evaluation<'_>) -> Outcome<T>,
    ) -> Result<T, EvalError> {
        let evaluation = Evaluation {
            compiled: &self.inner,
            context,
            state: OnceCell::new(),
        };
        let effort = Effort::begin(self.inner.limits.work);
        let mut result = body(&evaluation);
        if result.is_ok() && is_spent() {
            result = limit("the script does too much work");
        }
        drop(effort);
        if let Some(state) = evaluation.state.get() {
            state.finish();
        }
        result.map_err(|mut error| {
            crate::explain::explain(&self.inner.template, context, &mut error);
            error.message = context.mask(&error.message);
            error.help = error.help.take().map(|help| context.mask(&help));
            *error
        })
    }
}

impl Code {
    /// The value of a binding that needs neither a script nor the general walk of a path.
    fn peek<'a>(&'a self, context: &'a Context) -> Option<&'a Value> {
        match self {
            Self::Constant(value) => Some(value),
            Self::Path(path) => peek(context, path),
            Self::NullGuard {
                path,
                equal,
                then,
                otherwise,
            } => match if peek(context, path)?.is_null() == *equal {
                then
            } else {
                otherwise
            } {
                Simple::Constant(value) => Some(value),
                Simple::Path(path) => peek(context, path),
            },
            Self::Sum(_) | Self::Script { .. } => None,
        }
    }
}

/// One evaluation of a program. Its state is made for the first binding that needs one.
struct Evaluation<'p> {
    compiled: &'p Compiled,
    context: &'p Context,
    state: OnceCell<Arc<State>>,
}

impl<'p> Evaluation<'p> {
    fn state(&self) -> &Arc<State> {
        self.state.get_or_init(|| {
            let limits = Arc::clone(&self.compiled.limits);
            Arc::new(State::new(self.context.clone(), limits))
        })
    }

    fn run(&self) -> Run<'_> {
        Run {
            state: self.state(),
            native: None,
            tables: Some(&self.compiled.tables),
        }
    }

    fn peek(&self, binding: &'p Binding) -> Option<&'p Value> {
        if self.state.get().is_none_or(|state| state.is_untouched()) {
            binding.code.peek(self.context)
        } else {
            None
        }
    }

    /// Appends the text of a binding.
    fn append(&self, out: &mut String, binding: &'p Binding) -> Outcome<()> {
        match self.peek(binding) {
            Some(Value::String(text)) => {
                if out.len().saturating_add(text.len()) > self.compiled.limits.string_bytes {
                    return limit("a string grows too long");
                }
                out.push_str(text);
                Ok(())
            }
            _ => {
                let value = self.value(binding)?;
                crate::text::append(&self.run(), out, &value)
                    .map_err(|error| Box::new(error.at(binding.span.range())))
            }
        }
    }

    fn value(&self, binding: &'p Binding) -> Outcome<Value> {
        if let Some(value) = self.peek(binding) {
            return Ok(value.clone());
        }
        let result = match &binding.code {
            Code::Constant(value) => Ok(value.clone()),
            Code::Path(path) => read_path(&self.run(), path),
            Code::NullGuard {
                path,
                equal,
                then,
                otherwise,
            } => {
                let run = self.run();
                read_path(&run, path).and_then(|value| {
                    match if value.is_null() == *equal {
                        then
                    } else {
                        otherwise
                    } {
                        Simple::Constant(value) => Ok(value.clone()),
                        Simple::Path(path) => read_path(&run, path),
                    }
                })
            }
            Code::Sum(sum) => sum.value(&self.run()),
            Code::Script { ast, sites } => self.script(ast, sites),
        };
        result.map_err(|error| Box::new(error.at(binding.span.range())))
    }

    fn script(&self, ast: &rhai::AST, sites: &[Span]) -> Outcome<Value> {
        let mut scope = Scope::new();
        let rt = Rt(Arc::new(Running {
            state: Arc::clone(self.state()),
            tables: Arc::clone(&self.compiled.tables),
        }));
        scope.push("rt", rt);
        match self
            .compiled
            .engine
            .eval_ast_with_scope::<rhai::Dynamic>(&mut scope, ast)
        {
            Ok(value) => Ok(from_rhai(value)),
            Err(error) => {
                let (mut error, line) = from_rhai_error(*error);
                let line = error.origin.line.take().or(line);
                let site = line.and_then(|line| sites.get(line.checked_sub(2)?));
                Err(Box::new(match site {
                    Some(site) => error.at(site.range()),
                    None => *error,
                }))
            }
        }
    }
}

/// A script that rhai refuses to compile is a fault of ours or a limit.
pub(crate) fn refused_by_rhai(error: &rhai::ParseErrorType) -> EvalError {
    match error {
        rhai::ParseErrorType::ExprTooDeep
        | rhai::ParseErrorType::TooManyFunctions
        | rhai::ParseErrorType::LiteralTooLarge(..) => {
            EvalError::new(Kind::Limit, "the script is too large")
        }
        _ => EvalError::new(Kind::Unsupported, "this script cannot be compiled")
            .with_code("R9001")
            .with_help("this is a fault of bindery: please report the binding"),
    }
}
