//! `Iterator.nextElement`

use crate::error::Outcome;
use crate::library::Function;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterator",
    name: "nextElement",
    parameters: "",
    result: "Object?",
    doc: "The next element.",
    examples: &[("new StringTokenizer('a b').nextElement()", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    crate::call::named(run, this, "next", arguments)
}
