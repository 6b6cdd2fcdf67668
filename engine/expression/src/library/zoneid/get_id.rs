//! `ZoneId.getId`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "ZoneId",
    name: "getId",
    parameters: "",
    result: "String",
    doc: "The id.",
    examples: &[("java.time.ZoneId.of('UTC').getId()", "UTC")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.text(text)
}
