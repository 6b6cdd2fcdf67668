//! `static ZoneOffset.ofHours`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static ZoneOffset",
    name: "ofHours",
    parameters: "hours: Integer",
    result: "ZoneOffset",
    doc: "The offset of whole hours.",
    examples: &[("java.time.ZoneOffset.ofHours(2)", "+02:00")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match args.int(0)? {
        0 => Ok(Value::object(Object::ZoneId(Text::from("Z")))),
        hours @ -18..=18 => Ok(Value::object(Object::ZoneId(Text::from(format!(
            "{hours:+03}:00"
        ))))),
        _ => crate::temporal::refuse("there is no such offset"),
    }
}
