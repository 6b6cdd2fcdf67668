//! `static Integer.numberOfLeadingZeros`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "numberOfLeadingZeros",
    parameters: "value: Integer",
    result: "Integer",
    doc: "How many high bits are clear.",
    examples: &[("Integer.numberOfLeadingZeros(1)", "31")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Integer(args.int(0)?.leading_zeros() as i32))
}
