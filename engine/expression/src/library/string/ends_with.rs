//! `String.endsWith`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "endsWith",
    parameters: "suffix: String",
    result: "Boolean",
    doc: "Whether it ends with a text.",
    examples: &[("'abc'.endsWith('bc')", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "`endsWith` cannot take null");
    }
    Ok(Value::Boolean(text.ends_with(args.text(0)?)))
}
