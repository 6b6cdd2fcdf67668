//! `StringBuilder.reverse`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "StringBuilder",
    name: "reverse",
    parameters: "",
    result: "StringBuilder",
    doc: "Turns the text around.",
    examples: &[("new StringBuilder('ab').reverse()", "ba")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::library::rewrite(run, this, |text| Some(text.chars().rev().collect()))
}
