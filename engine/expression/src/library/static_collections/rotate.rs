//! `static Collections.rotate`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "rotate",
    parameters: "list: List, distance: Integer",
    result: "null",
    doc: "Moves the members of a list on by a distance.",
    examples: &[("def l = [1, 2, 3]; Collections.rotate(l, 1); l", "[3, 1, 2]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let (Value::List(list), distance) = (args.value(0), args.int(1)?) else {
        return mismatch();
    };
    run.change(list, |items| {
        let length = i64::try_from(items.len()).unwrap_or(1).max(1);
        let places = i64::from(distance).rem_euclid(length);
        items.rotate_right(usize::try_from(places).unwrap_or(0));
    })?;
    Ok(Value::Null)
}
