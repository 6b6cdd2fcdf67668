//! `String.contentEquals`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "contentEquals",
    parameters: "other: CharSequence",
    result: "Boolean",
    doc: "Whether both have the same letters.",
    examples: &[("'a'.contentEquals('a')", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    let other = to_text(run, args.value(0))?;
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "there is no text to compare with");
    }
    Ok(Value::Boolean(text == other))
}
