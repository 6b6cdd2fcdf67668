//! `String.eachWithIndex`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "eachWithIndex",
    parameters: "closure: Closure",
    result: "String",
    doc: "Calls the closure with each letter and its position.",
    examples: &[(
        "def r = ''; 'ab'.eachWithIndex{ c, i -> r += c + i }; r",
        "a0b1",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    args.closure(0)?;
    for (index, item) in walk(run, this)?.into_iter().enumerate() {
        invoke(run, args.value(0), &[item, Value::Integer(index as i32)])?;
    }
    Ok(this.clone())
}
