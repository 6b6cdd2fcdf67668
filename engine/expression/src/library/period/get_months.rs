//! `Period.getMonths`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Period",
    name: "getMonths",
    parameters: "",
    result: "Integer",
    doc: "Its months.",
    examples: &[("java.time.Period.ofMonths(5).getMonths()", "5")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match this {
        Value::Object(object) => match &**object {
            Object::Period { months, .. } => Ok(Value::Integer(*months)),
            _ => mismatch(),
        },
        _ => mismatch(),
    }
}
