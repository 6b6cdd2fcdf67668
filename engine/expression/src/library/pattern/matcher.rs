//! `Pattern.matcher`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Pattern",
    name: "matcher",
    parameters: "text: String",
    result: "Matcher",
    doc: "A matcher over a text.",
    examples: &[("(~/a/).matcher('a').matches()", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::regex::matcher(run, args.value(0), this)
}
