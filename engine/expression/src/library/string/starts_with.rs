//! `String.startsWith`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "startsWith",
    parameters: "prefix: String, offset: Integer?",
    result: "Boolean",
    doc: "Whether it begins with a text.",
    examples: &[("'abc'.startsWith('ab')", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let text = to_text(run, this)?;
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "`startsWith` cannot take null");
    }
    let offset = if args.len() == 2 { args.int(1)? } else { 0 };
    let tail: String = text
        .chars()
        .skip(usize::try_from(offset).unwrap_or(usize::MAX))
        .collect();
    Ok(Value::Boolean(tail.starts_with(args.text(0)?)))
}
