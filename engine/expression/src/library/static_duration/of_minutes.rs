//! `static Duration.ofMinutes`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Duration",
    name: "ofMinutes",
    parameters: "amount: Long",
    result: "Duration",
    doc: "So many minutes.",
    examples: &[("java.time.Duration.ofMinutes(1)", "PT1M")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    args.long(0)?.checked_mul(60).map_or_else(
        || fail(Kind::Arithmetic, "the amount is out of range"),
        |seconds| {
            Ok(Value::object(Object::Duration(
                jiff::SignedDuration::from_secs(seconds),
            )))
        },
    )
}
