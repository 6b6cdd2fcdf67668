//! `Iterator.hasMoreTokens`

use crate::error::Outcome;
use crate::library::Function;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterator",
    name: "hasMoreTokens",
    parameters: "",
    result: "Boolean",
    doc: "Whether a tokenizer has another token.",
    examples: &[("new StringTokenizer('a').hasMoreTokens()", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    crate::call::named(run, this, "hasNext", arguments)
}
