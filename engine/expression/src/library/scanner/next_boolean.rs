//! `Scanner.nextBoolean`

use crate::error::Outcome;
use crate::library::{Arguments, Function, next_token};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Scanner",
    name: "nextBoolean",
    parameters: "",
    result: "Boolean",
    doc: "The next token, which must be true or false.",
    examples: &[("new Scanner('true').nextBoolean()", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let said = |token: &str| token.to_lowercase().parse::<bool>().ok();
    let token = next_token(run, this, |token| said(token).is_some())?;
    Ok(Value::Boolean(said(&token) == Some(true)))
}
