//! `Scanner.nextBigDecimal`

use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function, next_token};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Scanner",
    name: "nextBigDecimal",
    parameters: "",
    result: "BigDecimal",
    doc: "The next token as a number.",
    examples: &[("new Scanner('2.50').nextBigDecimal()", "2.50")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let number = |token: &str| NumberType::BigDecimal.parse(&token.replace(',', ""));
    number(&next_token(run, this, |token| number(token).is_ok())?)
}
