//! `SimpleDateFormat.format`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "SimpleDateFormat",
    name: "format",
    parameters: "date: Date",
    result: "String",
    doc: "The date by the pattern.",
    examples: &[(
        "new java.text.SimpleDateFormat('yyyy').format(new Date(0L))",
        "1970",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let (pattern, zone) = crate::library::date_format(run, this)?;
    let millis = match args.value(0) {
        Value::Date(millis) => *millis,
        Value::Integer(_) | Value::Long(_) => args.long(0)?,
        Value::Null => return fail(Kind::Other, "null is no date to format"),
        _ => return fail(Kind::Other, "only dates can be formatted"),
    };
    let pattern = crate::library::in_language(this, &pattern, millis, &zone)?;
    run.text(crate::date::format(millis, &pattern, &zone)?)
}
