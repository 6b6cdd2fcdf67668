//! `Matcher.groupCount`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Matcher",
    name: "groupCount",
    parameters: "",
    result: "Integer",
    doc: "The number of groups.",
    examples: &[("('ab' =~ /a(b)/).groupCount()", "1")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Matcher {
        pattern: Value::Pattern(pattern),
        ..
    } = &**object
    else {
        return mismatch();
    };
    Ok(Value::Integer(pattern.regex.captures_len() as i32 - 1))
}
