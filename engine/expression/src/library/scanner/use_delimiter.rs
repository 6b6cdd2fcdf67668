//! `Scanner.useDelimiter`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Scanner",
    name: "useDelimiter",
    parameters: "regex: String",
    result: "Scanner",
    doc: "Splits at what the regular expression finds.",
    examples: &[("new Scanner('a,b').useDelimiter(',').next()", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Scanner { delimiter, .. } = &**object else {
        return mismatch();
    };
    let source = match args.value(0) {
        Value::Pattern(pattern) => pattern.source.clone(),
        _ => crate::regex::compile(run, args.text(0)?)?.source.clone(),
    };
    *lock(delimiter) = Some(source);
    Ok(this.clone())
}
