//! `static Collections.nCopies`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "nCopies",
    parameters: "count: Integer, value: Object",
    result: "List",
    doc: "A list of one value so many times.",
    examples: &[("Collections.nCopies(2, 'a')", "[a, a]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let count = usize::try_from(args.int(0)?).unwrap_or(0);
    run.room_for_items(count)?;
    run.sequence(ListKind::Immutable, vec![args.value(1).clone(); count])
}
