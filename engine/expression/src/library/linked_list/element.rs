//! `LinkedList.element`

use crate::collection::walk;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "LinkedList",
    name: "element",
    parameters: "",
    result: "Object",
    doc: "The first or last member, as the name says.",
    examples: &[("new LinkedList([1, 2]).element()", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    items
        .first()
        .cloned()
        .map_or_else(|| fail(Kind::Other, "the list has no members"), Ok)
}
