//! `static Period.ofMonths`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Period",
    name: "ofMonths",
    parameters: "amount: Integer",
    result: "Period",
    doc: "So many months.",
    examples: &[("java.time.Period.ofMonths(5)", "P5M")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let amount = args.int(0)?;
    Ok(Value::object(Object::Period {
        months: amount,
        years: 0,
        days: 0,
    }))
}
