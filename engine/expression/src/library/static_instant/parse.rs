//! `static Instant.parse`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Instant",
    name: "parse",
    parameters: "text: String",
    result: "Instant",
    doc: "The instant that a text spells.",
    examples: &[(
        "java.time.Instant.parse('1970-01-01T00:00:00Z').toEpochMilli()",
        "0",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match args.text(0)?.parse() {
        Ok(instant) => Ok(Value::object(Object::Instant(instant))),
        Err(_) => fail(Kind::Other, "the text is no instant"),
    }
}
