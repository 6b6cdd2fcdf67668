//! `Scanner.nextLine`

use crate::error::{EvalError, Kind, Outcome};
use crate::library::{Arguments, Function, next_line};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Scanner",
    name: "nextLine",
    parameters: "",
    result: "String",
    doc: "The rest of the line.",
    examples: &[("new Scanner('a b').nextLine()", "a b")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match next_line(this, true)? {
        Some(line) => run.text(line),
        None => {
            let error = EvalError::new(Kind::Other, "the scanner has no more lines");
            Err(Box::new(
                error.thrown_as("java.util.NoSuchElementException"),
            ))
        }
    }
}
