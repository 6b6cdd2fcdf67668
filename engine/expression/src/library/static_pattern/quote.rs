//! `static Pattern.quote`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Pattern",
    name: "quote",
    parameters: "text: String",
    result: "String",
    doc: "A regular expression for a text.",
    examples: &[("'a.b'.split(java.util.regex.Pattern.quote('.'))", "[a, b]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    run.text(format!("\\Q{}\\E", args.text(0)?))
}
