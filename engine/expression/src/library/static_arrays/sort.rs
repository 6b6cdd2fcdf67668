//! `static Arrays.sort`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Arrays",
    name: "sort",
    parameters: "array: Object",
    result: "null",
    doc: "Sorts an array in place.",
    examples: &[("def a = [3, 1] as int[]; Arrays.sort(a); a", "[1, 3]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match args.value(0) {
        Value::List(list) if list.kind().is_array() => {
            let sorted = crate::library::sorted(run, run.items(list)?, None)?;
            run.change(list, |items| *items = sorted)?;
            Ok(Value::Null)
        }
        _ => mismatch(),
    }
}
