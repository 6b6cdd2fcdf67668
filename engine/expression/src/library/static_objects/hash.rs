//! `static Objects.hash`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Objects",
    name: "hash",
    parameters: "values: Object...",
    result: "Integer",
    doc: "The hash of values in order.",
    examples: &[("Objects.hash(1, 2)", "994")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, usize::MAX)?;
    Ok(Value::Integer(args.all().iter().fold(
        1_i32,
        |hash, value| {
            hash.wrapping_mul(31)
                .wrapping_add(Key::new(value.clone()).hash_code())
        },
    )))
}
