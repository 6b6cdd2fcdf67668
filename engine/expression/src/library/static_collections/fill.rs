//! `static Collections.fill`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "fill",
    parameters: "list: List, value: Object",
    result: "null",
    doc: "Puts a value in every place of a list.",
    examples: &[("def l = [1, 2]; Collections.fill(l, 'x'); l", "[x, x]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Value::List(list) = args.value(0) else {
        return mismatch();
    };
    run.change(list, |items| items.fill(args.value(1).clone()))?;
    Ok(Value::Null)
}
