//! `static Pattern.compile`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Pattern",
    name: "compile",
    parameters: "regex: String",
    result: "Pattern",
    doc: "Compiles a regular expression.",
    examples: &[(
        "java.util.regex.Pattern.compile('a').matcher('a').matches()",
        "true",
    )],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::regex::compile(run, args.text(0)?).map(Value::Pattern)
}
