//! `static Objects.hashCode`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Objects",
    name: "hashCode",
    parameters: "value: Object",
    result: "Integer",
    doc: "The hash of a value, 0 for null.",
    examples: &[("Objects.hashCode(null)", "0")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Integer(Key::new(args.value(0).clone()).hash_code()))
}
