//! `List.removeAt`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "List",
    name: "removeAt",
    parameters: "index: Integer",
    result: "Object?",
    doc: "Removes the member at a position.",
    examples: &[("def a = [5, 6]; a.removeAt(0)", "5")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::call::named(run, this, "remove", args.all())
}
