//! `SimpleDateFormat.applyPattern`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "SimpleDateFormat",
    name: "applyPattern",
    parameters: "pattern: String",
    result: "null",
    doc: "Takes another pattern.",
    examples: &[("def f = new java.text.SimpleDateFormat('yyyy'); f.applyPattern('MM'); f.format(new Date(0L))", "01")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    if let Value::Object(object) = this
        && let Object::DateFormat { pattern, .. } = &**object
    {
        crate::date::check_pattern(args.text(0)?, crate::date::OF_DATES)?;
        *lock(pattern) = crate::text::to_text(run, args.value(0))?;
        return Ok(Value::Null);
    }
    mismatch()
}
