//! `Iterator.nextToken`

use crate::error::Outcome;
use crate::library::Function;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterator",
    name: "nextToken",
    parameters: "",
    result: "Object?",
    doc: "The next token of a tokenizer.",
    examples: &[("new StringTokenizer('a b').nextToken()", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    crate::call::named(run, this, "next", arguments)
}
