//! `static Period.ofDays`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Period",
    name: "ofDays",
    parameters: "amount: Integer",
    result: "Period",
    doc: "So many days.",
    examples: &[("java.time.Period.ofDays(5)", "P5D")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let amount = args.int(0)?;
    Ok(Value::object(Object::Period {
        days: amount,
        years: 0,
        months: 0,
    }))
}
