//! `UUID.version`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "UUID",
    name: "version",
    parameters: "",
    result: "Integer",
    doc: "How it was made: 4 at random, 3 of a name.",
    examples: &[("new UUID(1L, 2L).version()", "0")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = crate::text::to_text(run, this)?.replace('-', "");
    let Ok(bits) = u128::from_str_radix(&text, 16) else {
        return mismatch();
    };
    Ok(Value::Integer((bits >> 76) as i32 & 15))
}
