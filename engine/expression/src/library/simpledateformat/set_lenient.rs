//! `SimpleDateFormat.setLenient`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "SimpleDateFormat",
    name: "setLenient",
    parameters: "lenient: Boolean",
    result: "null",
    doc: "Whether numbers out of range carry over.",
    examples: &[],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    if args.value(0).as_bool() == Some(true) {
        return Ok(Value::Null);
    }
    fail(Kind::Unsupported, "strict date formats are not supported")
}
