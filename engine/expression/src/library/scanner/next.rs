//! `Scanner.next`

use crate::error::Outcome;
use crate::library::{Arguments, Function, next_token};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Scanner",
    name: "next",
    parameters: "",
    result: "String",
    doc: "The next token.",
    examples: &[("new Scanner('a b').next()", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let token = next_token(run, this, |_| true)?;
    run.text(token)
}
