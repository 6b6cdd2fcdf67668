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
    doc: "Reads `2024-01-31T10:20:30Z`.",
    examples: &[(
        "java.time.Instant.parse('2024-01-31T10:20:30Z')",
        "2024-01-31T10:20:30Z",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::temporal::zoned(args.text(0)?, false).map_or_else(
        || fail(Kind::Other, "the text is no instant"),
        |at| Ok(Value::object(Object::Instant(at.timestamp()))),
    )
}
