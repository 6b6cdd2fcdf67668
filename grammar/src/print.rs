//! Trees as text that parses to an equal tree.
//!
//! The text is canonical, not the author's: strings are quoted anew, blocks stand on one line,
//! operands are put in parentheses unless they bind tighter than any operator. `Unsupported` nodes
//! print the text they were read from, without comments. The one tree whose text does not parse is a chain of more
//! operators than brackets may nest ([`MAX_DEPTH`](crate::limits::MAX_DEPTH)).

mod expression;
mod statement;
mod string;

use std::fmt;

use crate::ast::{Binding, Expression, Part, Script, Spelling, Statement, Template};

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                Part::Literal { text, .. } => f.write_str(text)?,
                Part::Binding(binding) => binding.fmt(f)?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.spelling {
            Spelling::Braces => write!(f, "${{{}}}", self.script),
            Spelling::Angles => write!(f, "$<{}>", self.script),
        }
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        statement::statements(f, &self.statements)
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        statement::statement(f, self)
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        expression::expression(f, self)
    }
}
