//! The binding language: compiled templates, the value type, the function library and its limits.
//!
//! A [`Template`](bindery_grammar::ast::Template) is compiled once by an [`Engine`] into a
//! [`Program`], which is evaluated or rendered against a [`Context`] any number of times. A plain
//! path or a literal is read directly from the context; every other script is lowered to rhai text
//! whose operators and calls are named helpers of this crate (design D2). Values have Groovy's
//! types ([`Value`], design D3); rendering escapes for the [`Sink`] (design D4).
//!
//! ```text
//! Template ─ lower ─► Program ─ evaluate(Context) ─► Value
//!                        └──── render(Context) ───► Rendered (text, safe for its sink)
//! ```

mod access;
pub mod ask;
mod attribute;
mod call;
mod class;
mod collection;
mod context;
mod convert;
mod create;
mod date;
mod digest;
mod direct;
mod encoding;
mod engine;
mod error;
mod explain;
mod finding;
mod json;
mod library;
mod limits;
mod lower;
mod machine;
mod number_format;
mod operator;
mod program;
mod regex;
mod run;
mod sink;
mod suggest;
mod sum;
mod syntax;
mod temporal;
mod text;
mod uri;
mod value;
mod vocabulary;

pub use context::Context;
pub use engine::Engine;
pub use error::{CompileError, EvalError, Kind};
pub use library::{Function, functions};
pub use limits::Limits;
pub use program::{Program, Rendered, Root};
pub use sink::{Blank, Sink, encode_form};
pub use value::{List, Map, Text, Value};
