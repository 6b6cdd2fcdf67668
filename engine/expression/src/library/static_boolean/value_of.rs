//! `static Boolean.valueOf`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Boolean",
    name: "valueOf",
    parameters: "value: Object",
    result: "Boolean",
    doc: "The Boolean of a text.",
    examples: &[("Boolean.valueOf('yes')", "false"), ("Boolean.valueOf(null)", "false")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match args.value(0) {
        Value::Boolean(value) => Ok(Value::Boolean(*value)),
        Value::Null => Ok(Value::Boolean(false)),
        _ => Ok(Value::Boolean(args.text(0)?.eq_ignore_ascii_case("true"))),
    }
}
