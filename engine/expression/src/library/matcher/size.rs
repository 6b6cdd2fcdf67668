//! `Matcher.size`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Matcher",
    name: "size",
    parameters: "",
    result: "Integer",
    doc: "The number of matches.",
    examples: &[("('aa' =~ /a/).size()", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    Ok(Value::Integer(items.len() as i32))
}
