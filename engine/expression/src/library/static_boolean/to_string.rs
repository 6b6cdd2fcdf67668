//! `static Boolean.toString`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Boolean",
    name: "toString",
    parameters: "value: Boolean",
    result: "String",
    doc: "`true` or `false`.",
    examples: &[("Boolean.toString(true)", "true")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Boolean(value) = args.value(0) else {
        return mismatch();
    };
    run.text(value.to_string())
}
