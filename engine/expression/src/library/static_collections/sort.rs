//! `static Collections.sort`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "sort",
    parameters: "list: List, by: Comparator?",
    result: "null",
    doc: "Sorts a list in place.",
    examples: &[("def a = [2, 1]; Collections.sort(a); a", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    crate::call::named(run, args.value(0), "sort", arguments.get(1..).unwrap_or_default())?;
    Ok(Value::Null)
}
