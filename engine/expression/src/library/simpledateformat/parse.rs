//! `SimpleDateFormat.parse`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "SimpleDateFormat",
    name: "parse",
    parameters: "text: String",
    result: "Date",
    doc: "The date that a text spells.",
    examples: &[(
        "new java.text.SimpleDateFormat('yyyy').parse('1970').time",
        "0",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "a date needs a text");
    }
    let (pattern, zone) = crate::library::date_format(run, this)?;
    Ok(Value::Date(crate::date::parse(
        args.text(0)?,
        &pattern,
        &zone,
        run.state.context.clock(),
    )?))
}
