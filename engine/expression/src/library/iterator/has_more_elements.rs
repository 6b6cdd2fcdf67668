//! `Iterator.hasMoreElements`

use crate::error::Outcome;
use crate::library::Function;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterator",
    name: "hasMoreElements",
    parameters: "",
    result: "Boolean",
    doc: "Whether there is another element.",
    examples: &[("new StringTokenizer('a').hasMoreElements()", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    crate::call::named(run, this, "hasNext", arguments)
}
