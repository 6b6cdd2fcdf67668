//! `Iterable.plus`

use crate::collection::walk;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "plus",
    parameters: "at: Integer?, other: Object",
    result: "List",
    doc: "The members and those of another collection, or one more value.",
    examples: &[("[1].plus([2])", "[1, 2]"), ("[1, 2].plus(1, [9])", "[1, 9, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    if args.len() == 1 {
        return crate::operator::add(run, this, args.value(0));
    }
    let mut items = walk(run, this)?;
    let Some(at) = usize::try_from(args.int(0)?).ok().filter(|at| *at <= items.len()) else {
        return fail(Kind::Index, "there is no such place in the list");
    };
    items.splice(at..at, walk(run, args.value(1))?);
    run.list(items)
}
