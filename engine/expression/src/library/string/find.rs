//! `String.find`

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
    name: "find",
    parameters: "regex: String, closure: Closure?",
    result: "String?",
    doc: "The first match, or what the closure gives for it and its groups.",
    examples: &[("'a12'.find('[0-9]+')", "12")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let text = to_text(run, this)?;
    let pattern = match args.value(0) {
        Value::Pattern(pattern) => Arc::clone(pattern),
        Value::Closure(_) => {
            for item in walk(run, this)? {
                let accepted = invoke(run, args.value(0), std::slice::from_ref(&item))?;
                if truth(run, &accepted) {
                    return Ok(item);
                }
            }
            return Ok(Value::Null);
        }
        _ => crate::regex::compile(run, args.text(0)?)?,
    };
    let Some(groups) = crate::regex::find_at(run, &pattern, &text, 0)? else {
        return Ok(Value::Null);
    };
    if args.len() == 2 {
        return invoke(
            run,
            args.value(1),
            &[crate::collection::match_value(run, &text, &groups)?],
        );
    }
    let whole = groups.first().copied().flatten();
    run.text(crate::regex::slice(&text, whole).unwrap_or_default())
}
