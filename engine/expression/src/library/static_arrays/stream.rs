//! `static Arrays.stream`

use crate::call::mismatch;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Arrays",
    name: "stream",
    parameters: "array: Object",
    result: "Stream",
    doc: "The members of an array as a stream.",
    examples: &[("Arrays.stream([1, 2] as int[]).sum()", "3")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match args.value(0) {
        array @ Value::List(list) if list.kind().is_array() => {
            crate::call::named(run, &run.list(walk(run, array)?)?, "stream", &[])
        }
        _ => mismatch(),
    }
}
