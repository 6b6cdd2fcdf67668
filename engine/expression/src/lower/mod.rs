//! Scripts to rhai text (design D2).
//!
//! Every operator, condition, property and call becomes a call of a named helper that takes the
//! running evaluation `rt` first; rhai itself only keeps variables, branches and loops. A helper
//! that can fail starts a line of its own, and `Tables::sites` holds the place of each line, so that
//! rhai's position of an error leads back to the template. What a helper needs beyond its operands
//! (names, types, constants, paths) stands in tables and is passed by index.

mod assignment;
mod call;
mod chain;
mod closure;
mod control;
mod date;
mod expression;
mod label;
mod looping;
mod names;
mod operator;
mod quote;
mod quotes;
mod statement;
mod tables;

use std::collections::HashMap;
use std::fmt::Write;

use bindery_grammar::ast::{Script, Span};

use crate::error::{CompileError, EvalError, Kind};
use crate::limits::LOWERED_BYTES;
use crate::program::Root;
use crate::syntax::{BIND, KEY};

pub(crate) use chain::{Chain, LinkKind};
use label::Label;
use names::StaticImport;
pub(crate) use names::refused;
pub(crate) use quotes::holds_any;
pub(crate) use tables::{Path, Segment, Step, Tables, TypeRef};

/// What lowering one script needs to remember.
pub(crate) struct Lowering<'a> {
    pub(crate) tables: &'a mut Tables,
    pub(crate) roots: &'a mut Vec<Root>,
    pub(crate) errors: &'a mut Vec<CompileError>,
    out: String,
    scopes: Vec<HashMap<String, Local>>,
    imports: HashMap<String, String>,
    methods: Vec<String>,
    fresh: usize,
    depth: usize,
    /// The deepest level since the innermost closure began.
    deepest: usize,
    nesting: usize,
    /// The flag that a `continue` sets to leave the `switch` around it, if any.
    switches: Vec<Option<String>>,
    /// The labels of the loops around, outermost first.
    labels: Vec<Label>,
    static_imports: Vec<StaticImport>,
    dates: date::Dates,
    sites: Vec<Span>,
    /// Whether a string of the script holds a closure, called whenever it is printed.
    lazy: bool,
    /// How many closures are around, loops written as closures included.
    closures: usize,
    /// For each closure around, whether it calls itself.
    recursive: Vec<bool>,
    /// The declared type of what the next closure gives, where it is the body of a method.
    result: Option<usize>,
}

/// A variable of the script.
#[derive(Debug, Clone)]
struct Local {
    /// Its name in the rhai text.
    name: String,
    /// The declared type that assignments are coerced to, as an index of the types.
    ty: Option<usize>,
}

/// A script as rhai text.
pub(crate) struct Lowered {
    pub(crate) code: String,
    /// The place in the template of each line after the first.
    pub(crate) sites: Vec<Span>,
}

/// What becomes of the value of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tail {
    /// Nothing.
    Discard,
    /// It is the value of the block.
    Value,
    /// It is returned.
    Return,
}

impl<'a> Lowering<'a> {
    pub(crate) fn new(
        tables: &'a mut Tables,
        roots: &'a mut Vec<Root>,
        errors: &'a mut Vec<CompileError>,
        nesting: usize,
    ) -> Self {
        Self {
            tables,
            roots,
            errors,
            out: format!("{KEY} {BIND}_0(rt);"),
            scopes: vec![HashMap::new()],
            imports: HashMap::new(),
            methods: Vec::new(),
            fresh: 0,
            depth: 0,
            deepest: 0,
            nesting,
            switches: Vec::new(),
            recursive: Vec::new(),
            result: None,
            closures: 0,
            lazy: false,
            labels: Vec::new(),
            static_imports: Vec::new(),
            dates: date::Dates::default(),
            sites: Vec::new(),
        }
    }

    /// Lowers a whole script.
    pub(crate) fn script(mut self, script: &Script) -> Lowered {
        self.dates = date::Dates::of(script);
        self.hoist_methods(&script.statements);
        self.statements(&script.statements, Tail::Value);
        Lowered {
            code: self.out,
            sites: self.sites,
        }
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Starts a call of a helper on a line of its own, up to where its first operand goes.
    fn helper(&mut self, name: &str, span: Span) {
        self.sites.push(span);
        let line = self.sites.len() + 1;
        // Writing to a string cannot fail.
        let _ = write!(self.out, "\n{KEY} {name}_{line}(");
    }

    /// A name that the script cannot have.
    fn temporary(&mut self) -> String {
        self.fresh += 1;
        format!("t{}", self.fresh)
    }

    fn refuse(&mut self, kind: Kind, span: Span, message: impl Into<String>) {
        self.errors
            .push(EvalError::new(kind, message).at(span.range()));
        self.out.push_str("()");
    }

    fn refuse_with(&mut self, error: EvalError, span: Span) {
        self.errors.push(error.at(span.range()));
        self.out.push_str("()");
    }

    /// What is too large is told once: nothing that follows is written out.
    fn refuse_size(&mut self, span: Span) {
        if self.errors.is_empty() {
            self.refuse(Kind::Limit, span, "the expression is too large");
        }
    }

    /// Runs `body` one level deeper, unless that is too deep for rhai's own recursion.
    fn deeper(&mut self, span: Span, body: impl FnOnce(&mut Self)) {
        if self.depth >= self.nesting {
            return self.refuse(Kind::Limit, span, "the expression is nested too deeply");
        }
        if self.out.len() > LOWERED_BYTES {
            return self.refuse_size(span);
        }
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        body(self);
        self.depth -= 1;
    }

    fn scoped(&mut self, body: impl FnOnce(&mut Self)) {
        self.scopes.push(HashMap::new());
        body(self);
        self.scopes.pop();
    }

    fn local(&self, name: &str) -> Option<&Local> {
        self.scopes.iter().rev().find_map(|scope| scope.get(name))
    }

    /// Declares a variable that Groovy does not compile where one around it has its name.
    fn declare_new(&mut self, name: &str, span: Span, ty: Option<usize>) -> String {
        if self.local(name).is_some() {
            let message = format!("`{name}` is declared twice");
            let error = EvalError::new(Kind::Syntax, message).at(span.range());
            self.errors.push(error);
        }
        self.declare(name, ty)
    }

    /// Declares a variable and returns its name in the rhai text.
    fn declare(&mut self, name: &str, ty: Option<usize>) -> String {
        self.fresh += 1;
        let local = Local {
            name: format!("v{}", self.fresh),
            ty,
        };
        let rhai_name = local.name.clone();
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name.to_owned(), local);
        }
        rhai_name
    }
}

#[cfg(test)]
mod tests;
