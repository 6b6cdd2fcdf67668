//! `static Collections.swap`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "swap",
    parameters: "list: List, one: Integer, two: Integer",
    result: "null",
    doc: "Swaps two members.",
    examples: &[("def l = [1, 2]; Collections.swap(l, 0, 1); l", "[2, 1]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 3, 3)?;
    crate::call::named(
        run,
        args.value(0),
        "swap",
        &[args.value(1).clone(), args.value(2).clone()],
    )?;
    Ok(Value::Null)
}
