//! `Pattern.split`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Pattern",
    name: "split",
    parameters: "text: String, limit: Integer?",
    result: "String[]",
    doc: "The pieces of a text between matches.",
    examples: &[("java.util.regex.Pattern.compile(',').split('a,b')", "[a, b]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let Value::Pattern(pattern) = this else {
        return mismatch();
    };
    let limit = if args.len() == 2 { args.int(1)? } else { 0 };
    let pieces = crate::regex::split(run, args.text(0)?, pattern, limit)?;
    run.sequence(ListKind::Strings, pieces)
}
