//! `Matcher.find`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Matcher",
    name: "find",
    parameters: "",
    result: "Boolean",
    doc: "Whether the text has another match.",
    examples: &[("('ab' =~ /b/).find()", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::library::matcher_step(run, this, crate::library::Search::Next)
}
