//! `SimpleDateFormat.parse`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

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
    crate::library::reads_english(this, &pattern)?;
    let lenient = match this {
        Value::Object(object) => match &**object {
            Object::DateFormat { lenient, .. } => *lock(lenient),
            _ => true,
        },
        _ => true,
    };
    Ok(Value::Date(crate::date::parse_as(
        args.text(0)?,
        &pattern,
        &zone,
        run.state.context.clock(),
        lenient,
    )?))
}
