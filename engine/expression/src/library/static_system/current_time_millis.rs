//! `static System.currentTimeMillis`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static System",
    name: "currentTimeMillis",
    parameters: "",
    result: "Long",
    doc: "The context's clock in milliseconds.",
    examples: &[("System.currentTimeMillis() > 0", "true")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::Long(run.state.context.clock()))
}
