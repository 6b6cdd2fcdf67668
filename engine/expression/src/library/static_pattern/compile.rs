//! `static Pattern.compile`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Pattern",
    name: "compile",
    parameters: "regex: String, flags: Integer?",
    result: "Pattern",
    doc: "Compiles a regular expression.",
    examples: &[(
        "java.util.regex.Pattern.compile('a').matcher('a').matches()",
        "true",
    )],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let flags = if args.len() == 2 { args.int(1)? } else { 0 };
    let known = [(2, 'i'), (4, 'x'), (8, 'm'), (32, 's')];
    let letters: String = known
        .iter()
        .filter(|(bit, _)| flags & bit != 0)
        .map(|(_, letter)| letter)
        .collect();
    let mut source = args.text(0)?.to_owned();
    if flags & 16 != 0 {
        source = fancy_regex::escape(&source).into_owned();
    }
    if !letters.is_empty() {
        source = format!("(?{letters}){source}");
    }
    crate::regex::compile(run, &source).map(Value::Pattern)
}
