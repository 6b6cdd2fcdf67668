//! `MessageFormat.format`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, message};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "MessageFormat",
    name: "format",
    parameters: "values: Object[]",
    result: "String",
    doc: "The pattern with texts in its places.",
    examples: &[("new java.text.MessageFormat('{0}!').format(['a'] as Object[])", "a!")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    if let Value::Object(object) = this
        && let Object::MessageFormat(pattern) = &**object
        && let Value::List(list) = args.value(0)
        && list.kind().is_array()
    {
        return message(run, pattern, &run.items(list)?);
    }
    mismatch()
}
