//! `static Duration.ofMillis`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Duration",
    name: "ofMillis",
    parameters: "amount: Long",
    result: "Duration",
    doc: "So many milliseconds.",
    examples: &[("java.time.Duration.ofMillis(1500)", "PT1.5S")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::object(Object::Duration(
        jiff::SignedDuration::from_millis(args.long(0)?),
    )))
}
