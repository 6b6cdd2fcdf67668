//! `static System.lineSeparator`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static System",
    name: "lineSeparator",
    parameters: "",
    result: "String",
    doc: "The end of a line.",
    examples: &[("System.lineSeparator().size()", "1")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    run.text("\n")
}
