//! Labels, and the jumps that leave several loops at once.
//!
//! rhai leaves one loop at a time. A jump sets the flag of its label and leaves the innermost loop;
//! behind each loop on the way out the flag says to leave the next one, and in the body of the
//! labelled loop it says how that goes on.

use bindery_grammar::ast::{Name, Statement, StatementKind};

use super::{Lowering, Tail};
use crate::error::Kind;

/// The label of a loop.
pub(super) struct Label {
    name: String,
    /// 1 while its loop is being left, 2 while it goes on with its next round.
    flag: String,
    /// How many loops and switches stand around its body.
    level: usize,
}

impl Lowering<'_> {
    pub(super) fn labelled(&mut self, label: &Name, body: &Statement, tail: Tail) {
        let is_loop = matches!(
            body.kind,
            StatementKind::ForIn { .. } | StatementKind::For { .. } | StatementKind::While { .. }
        );
        if !is_loop {
            return self.statement(body, tail);
        }
        let flag = self.temporary();
        self.push(&format!("let {flag} = 0; "));
        self.labels.push(Label {
            name: label.text.clone(),
            flag,
            level: self.switches.len() + 1,
        });
        self.statement(body, tail);
        self.labels.pop();
    }

    pub(super) fn jump(&mut self, label: &Name, resume: bool) {
        let found = self.labels.iter().rev().find(|it| it.name == label.text);
        let Some((flag, level)) = found.map(|it| (it.flag.clone(), it.level)) else {
            let message = format!("no loop around here is called `{}`", label.text);
            return self.refuse(Kind::Syntax, label.span, message);
        };
        match (self.switches.len() > level, resume) {
            (true, _) => self.push(&format!("{flag} = {}; break; ", 1 + i32::from(resume))),
            (false, true) => self.continue_loop(),
            (false, false) => self.push("break; "),
        }
    }

    /// Goes on with the jumps that the loop or switch just written was left by.
    pub(super) fn after_loop(&mut self) {
        let mut jumps = String::new();
        for Label { flag, level, .. } in &self.labels {
            if self.switches.len() > *level {
                jumps.push_str(&format!("if {flag} != 0 {{ break; }} "));
            } else if self.switches.len() == *level {
                jumps.push_str(&format!("if {flag} == 1 {{ break; }} "));
                jumps.push_str(&format!("if {flag} == 2 {{ {flag} = 0; continue; }} "));
            }
        }
        self.push(&jumps);
    }
}
