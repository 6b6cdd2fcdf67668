//! `Matcher.hasGroup`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Matcher",
    name: "hasGroup",
    parameters: "",
    result: "Boolean",
    doc: "Whether the pattern has groups.",
    examples: &[("('ab' =~ /a(b)/).hasGroup()", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let count = crate::call::named(run, this, "groupCount", &[])?;
    Ok(Value::Boolean(count.as_i64().unwrap_or(0) > 0))
}
