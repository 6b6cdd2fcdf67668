//! `SimpleDateFormat.toPattern`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "SimpleDateFormat",
    name: "toPattern",
    parameters: "",
    result: "String",
    doc: "The pattern.",
    examples: &[("new java.text.SimpleDateFormat('yyyy').toPattern()", "yyyy")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let (pattern, _) = crate::library::date_format(run, this)?;
    Ok(Value::String(pattern))
}
