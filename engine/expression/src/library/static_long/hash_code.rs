//! `static Long.hashCode`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "hashCode",
    parameters: "value: Long",
    result: "Integer",
    doc: "The hash of a number.",
    examples: &[("Long.hashCode(5L)", "5")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Integer(
        crate::value::Key::new(Value::Long(args.long(0)?)).hash_code(),
    ))
}
