//! `static Integer.signum`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "signum",
    parameters: "value: Integer",
    result: "Integer",
    doc: "-1, 0 or 1 by the sign.",
    examples: &[("Integer.signum(-5)", "-1")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Integer(args.int(0)?.signum()))
}
