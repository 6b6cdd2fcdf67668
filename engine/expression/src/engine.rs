//! The compiler of templates: one per limit profile.

use std::sync::Arc;

use bindery_grammar::ast::Template;
use bindery_grammar::parse_template;

use crate::error::CompileError;
use crate::limits::Limits;
use crate::program::Program;
use crate::sink::Sink;

/// Compiles templates under one limit profile. Cloning is cheap.
#[derive(Debug, Clone)]
pub struct Engine {
    limits: Arc<Limits>,
}

impl Engine {
    /// An engine with these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits: Arc::new(limits),
        }
    }

    /// The limits of this engine.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Compiles a parsed template for a sink.
    ///
    /// # Errors
    /// All problems of the template: unknown classes, refused names, unsupported syntax.
    pub fn compile(&self, _template: &Template, _sink: Sink) -> Result<Program, Vec<CompileError>> {
        Ok(Program {})
    }

    /// Parses and compiles a template.
    ///
    /// # Errors
    /// All problems of its syntax, or else those of [`compile`](Self::compile).
    pub fn compile_text(&self, text: &str, sink: Sink) -> Result<Program, Vec<CompileError>> {
        let template = parse_template(text).map_err(|errors| {
            let errors = errors.into_iter();
            errors.map(CompileError::from).collect::<Vec<_>>()
        })?;
        self.compile(&template, sink)
    }
}
