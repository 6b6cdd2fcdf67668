//! `String.findAll`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;
use std::sync::Arc;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "findAll",
    parameters: "regex: String, closure: Closure?",
    result: "List",
    doc: "Every match, or what the closure gives for each.",
    examples: &[("'a1b2'.findAll('[0-9]')", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let text = to_text(run, this)?;
    let pattern = match args.value(0) {
        Value::Pattern(pattern) => Arc::clone(pattern),
        Value::Closure(_) => {
            let mut kept = Vec::new();
            for item in walk(run, this)? {
                let accepted = invoke(run, args.value(0), std::slice::from_ref(&item))?;
                if truth(run, &accepted) {
                    kept.push(item);
                }
            }
            return run.list(kept);
        }
        _ => crate::regex::compile(run, args.text(0)?)?,
    };
    let mut found = Vec::new();
    for groups in crate::regex::find_all(run, &pattern, &text)? {
        found.push(if args.len() == 2 {
            invoke(
                run,
                args.value(1),
                &[crate::collection::match_value(run, &text, &groups)?],
            )?
        } else {
            let whole = groups.first().copied().flatten();
            Value::string(crate::regex::slice(&text, whole).unwrap_or_default())
        });
    }
    run.list(found)
}
