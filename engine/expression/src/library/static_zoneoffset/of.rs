//! `static ZoneOffset.of`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static ZoneOffset",
    name: "of",
    parameters: "id: String",
    result: "ZoneOffset",
    doc: "The offset of an id.",
    examples: &[("java.time.ZoneOffset.of('+02:00')", "+02:00")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = args.text(0)?;
    match crate::date::offset_seconds(text) {
        Some(0) => Ok(Value::object(Object::ZoneId(Text::from("Z")))),
        Some(_) if text.len() == 6 => Ok(Value::object(Object::ZoneId(Text::from(text)))),
        Some(_) => fail(Kind::Unsupported, "offsets are written `+02:00` here"),
        None if text == "Z" => Ok(Value::object(Object::ZoneId(Text::from("Z")))),
        None => crate::temporal::refuse("there is no such offset"),
    }
}
