//! `static Arrays.fill`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Arrays",
    name: "fill",
    parameters: "array: Object, value: Object",
    result: "null",
    doc: "Sets all members.",
    examples: &[("def a = new int[2]; Arrays.fill(a, 7); a", "[7, 7]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    match args.value(0) {
        Value::List(list) if list.kind().is_array() => {
            let value = args.value(1).clone();
            run.change(list, |items| items.fill(value))?;
            Ok(Value::Null)
        }
        _ => mismatch(),
    }
}
