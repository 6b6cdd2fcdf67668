//! `Character.toLowerCase`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Character",
    name: "toLowerCase",
    parameters: "",
    result: "Character",
    doc: "In lower case.",
    examples: &[("'A'.charAt(0).toLowerCase()", "a")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Character(letter) = this else {
        return mismatch();
    };
    Ok(Value::Character(
        letter.to_lowercase().next().unwrap_or(*letter),
    ))
}
