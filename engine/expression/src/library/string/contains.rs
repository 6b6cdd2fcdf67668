//! `String.contains`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "contains",
    parameters: "part: String",
    result: "Boolean",
    doc: "Whether the text holds another.",
    examples: &[("'abc'.contains('b')", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "`contains` cannot take null");
    }
    let part = match args.value(0) {
        Value::String(_) | Value::GString(_) => args.letters(run, 0)?,
        _ => return mismatch(),
    };
    Ok(Value::Boolean(text.contains(&*part)))
}
