//! `Iterable.getIndices`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "getIndices",
    parameters: "",
    result: "Range",
    doc: "The positions of the members.",
    examples: &[("['a', 'b'].getIndices()", "[0, 1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    crate::create::range(
        run,
        &Value::Integer(0),
        &Value::Integer(items.len() as i32),
        false,
    )
}
