//! `String.dropWhile`

use crate::call::invoke;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "dropWhile",
    parameters: "closure: Closure",
    result: "String",
    doc: "Without the first letters that the closure accepts.",
    examples: &[("'aab'.dropWhile{ it == 'a' }", "b")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    args.closure(0)?;
    let text = to_text(run, this)?;
    for (at, letter) in text.char_indices() {
        let verdict = invoke(run, args.value(0), &[Value::Character(letter)])?;
        if !truth(run, &verdict) {
            return run.text(text.get(at..).unwrap_or_default());
        }
    }
    run.text("")
}
