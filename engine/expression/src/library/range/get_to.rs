//! `Range.getTo`

use crate::call::mismatch;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Range",
    name: "getTo",
    parameters: "",
    result: "Object",
    doc: "The largest member.",
    examples: &[("(1..3).to", "3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    let Value::Range(range) = this else {
        return mismatch();
    };
    Ok((if range.reverse {
        items.first()
    } else {
        items.last()
    })
    .cloned()
    .unwrap_or_default())
}
