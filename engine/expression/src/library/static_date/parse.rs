//! `static Date.parse`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Date",
    name: "parse",
    parameters: "pattern: String, text: String, zone: TimeZone?",
    result: "Date",
    doc: "The date that a text spells by a pattern.",
    examples: &[("Date.parse('yyyy-MM-dd', '1970-01-02').time", "86400000")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 3)?;
    if args.value(1).is_null() {
        return fail(Kind::NullPointer, "a date needs a text");
    }
    let zone = match args.value(2) {
        Value::Object(object) => match &**object {
            Object::TimeZone(id) => crate::date::zone_named(id).1,
            _ => return mismatch(),
        },
        _ => run.state.context.zone().clone(),
    };
    let now = run.state.context.clock();
    Ok(Value::Date(crate::date::parse(
        args.text(1)?,
        args.text(0)?,
        &zone,
        now,
    )?))
}
