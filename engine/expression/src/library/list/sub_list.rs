//! `List.subList`

use crate::collection::walk;
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "List",
    name: "subList",
    parameters: "from: Integer, to: Integer",
    result: "List",
    doc: "The members from a position to another, which is not included.",
    examples: &[("[1, 2, 3].subList(1, 3)", "[2, 3]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let (from, to) = (args.int(0)?, args.int(1)?);
    let items = walk(run, this)?;
    match (usize::try_from(from), usize::try_from(to)) {
        (Ok(from), Ok(to)) if from <= to && to <= items.len() => {
            run.list(items.get(from..to).unwrap_or_default().to_vec())
        }
        (Ok(from), Ok(to)) if from > to && to <= items.len() => {
            let message = format!("member {from} is not before member {to}");
            let error = EvalError::new(Kind::Other, message);
            Err(Box::new(
                error.thrown_as("java.lang.IllegalArgumentException"),
            ))
        }
        _ => fail(
            Kind::Index,
            format!(
                "members {from} to {to} are outside a list of {}",
                items.len()
            ),
        ),
    }
}
