//! `Period.getYears`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Period",
    name: "getYears",
    parameters: "",
    result: "Integer",
    doc: "Its years.",
    examples: &[("java.time.Period.ofMonths(5).getYears()", "0")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match this {
        Value::Object(object) => match &**object {
            Object::Period { years, .. } => Ok(Value::Integer(*years)),
            _ => mismatch(),
        },
        _ => mismatch(),
    }
}
