//! `static Pattern.matches`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Pattern",
    name: "matches",
    parameters: "regex: String, text: String",
    result: "Boolean",
    doc: "Whether a whole text matches.",
    examples: &[("java.util.regex.Pattern.matches('a+', 'aa')", "true")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let pattern = crate::regex::compile(run, args.text(0)?)?;
    Ok(Value::Boolean(
        crate::regex::matches(run, &pattern, args.text(1)?)?.is_some(),
    ))
}
