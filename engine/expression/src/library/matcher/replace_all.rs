//! `Matcher.replaceAll`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Matcher",
    name: "replaceAll",
    parameters: "replacement: String",
    result: "String",
    doc: "The text with every match replaced.",
    examples: &[("('aa' =~ /a/).replaceAll('b')", "bb")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Matcher { pattern, text, .. } = &**object else {
        return mismatch();
    };
    crate::library::replace_matches(run, text, pattern, args.value(0), false)
}
