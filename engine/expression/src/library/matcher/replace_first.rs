//! `Matcher.replaceFirst`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, replace_matches};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Matcher",
    name: "replaceFirst",
    parameters: "replacement: String",
    result: "String",
    doc: "The text with the first match replaced.",
    examples: &[("('a1b2' =~ /\\d/).replaceFirst('#')", "a#b2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    if let Value::Object(object) = this
        && let Object::Matcher { pattern, text, .. } = &**object
    {
        return replace_matches(run, text, pattern, args.value(0), true);
    }
    mismatch()
}
