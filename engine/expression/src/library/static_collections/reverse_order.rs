//! `static Collections.reverseOrder`

use crate::error::Outcome;
use crate::library::{Arguments, Function, comparator};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "reverseOrder",
    parameters: "",
    result: "Comparator",
    doc: "The comparator of the falling order.",
    examples: &[("[2, 3, 1].toSorted(Collections.reverseOrder())", "[3, 2, 1]")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(comparator(true))
}
