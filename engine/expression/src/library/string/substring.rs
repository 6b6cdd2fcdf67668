//! `String.substring`

use crate::error::{EvalError, Kind, Outcome};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "substring",
    parameters: "begin: Integer, end: Integer?",
    result: "String",
    doc: "The characters from a position to another, which is not included.",
    examples: &[("'abcd'.substring(1, 3)", "bc")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let text = to_text(run, this)?;
    let letters: Vec<char> = text.chars().collect();
    let begin = args.int(0)?;
    let end = if args.len() == 2 {
        args.int(1)?
    } else {
        letters.len() as i32
    };
    let picked = match (usize::try_from(begin), usize::try_from(end)) {
        (Ok(begin), Ok(end)) => letters.get(begin..end),
        _ => None,
    };
    match picked {
        Some(picked) => run.text(picked.iter().collect::<String>()),
        None => {
            let length = letters.len();
            let message =
                format!("characters {begin} to {end} are outside a string of {length}");
            let java = format!("begin {begin}, end {end}, length {length}");
            let error = EvalError::new(Kind::Index, message);
            Err(Box::new(
                error
                    .with_java_message(java)
                    .thrown_as("java.lang.StringIndexOutOfBoundsException"),
            ))
        }
    }
}
