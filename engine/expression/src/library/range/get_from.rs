//! `Range.getFrom`

use crate::call::mismatch;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Range",
    name: "getFrom",
    parameters: "",
    result: "Object",
    doc: "The smallest member.",
    examples: &[("(1..3).from", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    let Value::Range(range) = this else {
        return mismatch();
    };
    Ok((if range.reverse {
        items.last()
    } else {
        items.first()
    })
    .cloned()
    .unwrap_or_default())
}
