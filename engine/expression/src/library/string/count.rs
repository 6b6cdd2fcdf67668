//! `String.count`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "count",
    parameters: "part: String",
    result: "Integer",
    doc: "How often a text occurs.",
    examples: &[("'abab'.count('ab')", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    let part = args.letters(run, 0)?;
    Ok(Value::Integer(if part.is_empty() {
        text.chars().count() + 1
    } else {
        text.matches(&*part).count()
    } as i32))
}
