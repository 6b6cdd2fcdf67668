//! `String.readLines`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "readLines",
    parameters: "",
    result: "List",
    doc: "The lines.",
    examples: &[("'a\\nb'.readLines()", "[a, b]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.list(text.lines().map(Value::string).collect())
}
