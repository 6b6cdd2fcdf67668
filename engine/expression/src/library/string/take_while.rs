//! `String.takeWhile`

use crate::call::invoke;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "takeWhile",
    parameters: "closure: Closure",
    result: "String",
    doc: "The characters before the first that the closure refuses.",
    examples: &[("'a1'.takeWhile{ it != '1' }", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    let mut out = String::new();
    for letter in text.chars() {
        let accepted = invoke(run, args.value(0), &[Value::string(letter.to_string())])?;
        if !truth(run, &accepted) {
            break;
        }
        out.push(letter);
    }
    run.text(out)
}
