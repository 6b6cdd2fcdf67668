//! `Period.toTotalMonths`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Period",
    name: "toTotalMonths",
    parameters: "",
    result: "Long",
    doc: "Years and months as months.",
    examples: &[("java.time.Period.ofYears(2).toTotalMonths()", "24")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match this {
        Value::Object(object) => match &**object {
            Object::Period { years, months, .. } => {
                Ok(Value::Long(i64::from(*years) * 12 + i64::from(*months)))
            }
            _ => mismatch(),
        },
        _ => mismatch(),
    }
}
