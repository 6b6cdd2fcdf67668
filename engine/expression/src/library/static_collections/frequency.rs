//! `static Collections.frequency`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "frequency",
    parameters: "values: Collection, value: Object",
    result: "Integer",
    doc: "How often a value occurs.",
    examples: &[("Collections.frequency([1, 1], 1)", "2")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let wanted = Key::new(args.value(1).clone());
    let count = walk(run, args.value(0))?
        .into_iter()
        .filter(|item| Key::new(item.clone()) == wanted)
        .count();
    Ok(Value::Integer(count as i32))
}
