//! `String.charAt`

use crate::error::{EvalError, Kind, Outcome};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "charAt",
    parameters: "index: Integer",
    result: "Character",
    doc: "The character at a position.",
    examples: &[("'abc'.charAt(1)", "b")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    let index = args.int(0)?;
    match usize::try_from(index)
        .ok()
        .and_then(|at| text.chars().nth(at))
    {
        Some(letter) => Ok(Value::Character(letter)),
        None => {
            let message = format!("there is no character {index}");
            let java = format!("String index out of range: {index}");
            let error = EvalError::new(Kind::Index, message);
            Err(Box::new(
                error
                    .with_java_message(java)
                    .thrown_as("java.lang.StringIndexOutOfBoundsException"),
            ))
        }
    }
}
