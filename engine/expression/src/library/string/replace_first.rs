//! `String.replaceFirst`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "replaceFirst",
    parameters: "regex: String, replacement: String",
    result: "String",
    doc: "Replaces the first match.",
    examples: &[("'aa'.replaceFirst('a', 'b')", "ba")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let text = to_text(run, this)?;
    crate::library::replace_matches(run, &text, args.value(0), args.value(1), true)
}
