//! The compiler of templates: one per limit profile.

use std::fmt;
use std::sync::Arc;

use bindery_grammar::ast::{
    self, BinaryOperator, Expression, ExpressionKind, Script, StatementKind, Template,
};
use bindery_grammar::parse_template;

use crate::error::CompileError;
use crate::limits::Limits;
use crate::lower::{Lowering, Path, Tables, holds_any};
use crate::program::{Binding, Code, Compiled, Part, Program, Root, Simple, refused_by_rhai};
use crate::sink::Sink;
use crate::sum::{Sum, Term};
use crate::value::Value;

/// Compiles templates under one limit profile. Cloning is cheap.
#[derive(Clone)]
pub struct Engine {
    limits: Arc<Limits>,
    rhai: Arc<rhai::Engine>,
}

impl fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Engine")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self::new(Limits::default())
    }
}

impl Engine {
    /// An engine with these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let rhai = Arc::new(crate::machine::engine(&limits));
        Self {
            limits: Arc::new(limits),
            rhai,
        }
    }

    /// The limits of this engine.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Parses and compiles a template.
    ///
    /// # Errors
    /// All problems of its syntax, or else those of [`compile`](Self::compile).
    pub fn compile_text(&self, text: &str, sink: Sink) -> Result<Program, Vec<CompileError>> {
        let template = parse_template(text).map_err(|errors| {
            let errors = errors.into_iter();
            let mut errors: Vec<_> = errors.map(CompileError::from).collect();
            errors.iter_mut().for_each(crate::explain::complete);
            errors
        })?;
        self.compile_owned(template, sink)
    }

    /// Compiles a parsed template for a sink.
    ///
    /// # Errors
    /// All problems of the template: unknown classes, refused names, unsupported syntax.
    pub fn compile(&self, template: &Template, sink: Sink) -> Result<Program, Vec<CompileError>> {
        self.compile_owned(template.clone(), sink)
    }

    fn compile_owned(&self, template: Template, sink: Sink) -> Result<Program, Vec<CompileError>> {
        let mut tables = Tables::default();
        let mut roots = Vec::new();
        let mut errors = Vec::new();
        let mut parts = Vec::with_capacity(template.parts.len());
        for part in &template.parts {
            parts.push(match part {
                ast::Part::Literal { text, .. } => Part::Literal(text.clone()),
                ast::Part::Binding(binding) => Part::Binding(Binding {
                    code: self.binding(binding, &mut tables, &mut roots, &mut errors),
                    span: binding.span,
                    quotes: holds_any(&binding.script, &['"']),
                    slashes: holds_any(&binding.script, &['/', '?', '&', '=']),
                }),
            });
        }
        if !errors.is_empty() {
            errors.iter_mut().for_each(crate::explain::complete);
            return Err(errors);
        }
        Ok(Program::new(Compiled {
            parts,
            tables: Arc::new(tables),
            roots,
            sink,
            engine: Arc::clone(&self.rhai),
            limits: Arc::clone(&self.limits),
            template,
        }))
    }

    fn binding(
        &self,
        binding: &ast::Binding,
        tables: &mut Tables,
        roots: &mut Vec<Root>,
        errors: &mut Vec<CompileError>,
    ) -> Code {
        let mut lowering = Lowering::new(tables, roots, errors, self.limits.nesting);
        if let Some(code) = direct(&mut lowering, &binding.script) {
            return code;
        }
        let lowered = lowering.script(&binding.script);
        if !errors.is_empty() {
            return Code::Constant(Value::Null);
        }
        match self.rhai.compile(&lowered.code) {
            Ok(mut ast) => {
                ast.clear_source();
                Code::Script {
                    ast: Box::new(ast),
                    sites: lowered.sites,
                }
            }
            Err(error) => {
                errors.push(refused_by_rhai(&error.0).at(binding.span.range()));
                Code::Constant(Value::Null)
            }
        }
    }
}

/// A script that needs no rhai: a literal, a path, the null guard of one, or a sum of such.
fn direct(lowering: &mut Lowering<'_>, script: &Script) -> Option<Code> {
    let expression = match &*script.statements {
        [] => return Some(Code::Constant(Value::Null)),
        [statement] => match &statement.kind {
            StatementKind::Expression(expression) => expression,
            StatementKind::Return(Some(expression)) => expression,
            StatementKind::Return(None) => return Some(Code::Constant(Value::Null)),
            _ => return None,
        },
        _ => return None,
    };
    if let ExpressionKind::Ternary {
        condition,
        then,
        otherwise,
    } = &expression.kind
    {
        let (path, equal) = null_test(lowering, condition)?;
        return Some(Code::NullGuard {
            path,
            equal,
            then: lowering.simple(then)?,
            otherwise: lowering.simple(otherwise)?,
        });
    }
    match lowering.simple(expression) {
        Some(Simple::Constant(value)) => Some(Code::Constant(value)),
        Some(Simple::Path(path)) => Some(Code::Path(path)),
        None => sum(lowering, expression).map(Code::Sum),
    }
}

/// `a + b + c`, and the one term alone.
fn sum(lowering: &mut Lowering<'_>, expression: &Expression) -> Option<Sum> {
    let mut added = Vec::new();
    let mut first = expression;
    while let ExpressionKind::Binary {
        operator: BinaryOperator::Add,
        left,
        right,
    } = &first.kind
    {
        added.push((first.span, right));
        first = left;
    }
    let mut term = |expression: &Expression| {
        Some(match lowering.simple(expression) {
            Some(simple) => Term::Simple(simple),
            None => Term::Chain(i64::try_from(lowering.chain_from_path(expression)?).ok()?),
        })
    };
    Some(Sum {
        first: term(first)?,
        added: added
            .into_iter()
            .rev()
            .map(|(span, right)| Some((span, term(right)?)))
            .collect::<Option<_>>()?,
    })
}

/// `path == null`, `path != null` and their mirrors.
fn null_test(lowering: &mut Lowering<'_>, condition: &Expression) -> Option<(Path, bool)> {
    let ExpressionKind::Binary {
        operator,
        left,
        right,
    } = &condition.kind
    else {
        return None;
    };
    let equal = match operator {
        BinaryOperator::Equal => true,
        BinaryOperator::NotEqual => false,
        _ => return None,
    };
    let tested = match (&left.kind, &right.kind) {
        (_, ExpressionKind::Null) => left,
        (ExpressionKind::Null, _) => right,
        _ => return None,
    };
    match lowering.simple(tested)? {
        Simple::Path(path) => Some((path, equal)),
        Simple::Constant(_) => None,
    }
}
