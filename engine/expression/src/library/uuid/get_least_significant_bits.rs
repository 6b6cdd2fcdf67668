//! `UUID.getLeastSignificantBits`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "UUID",
    name: "getLeastSignificantBits",
    parameters: "",
    result: "Long",
    doc: "The second half.",
    examples: &[("new UUID(1L, 2L).getLeastSignificantBits()", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = crate::text::to_text(run, this)?.replace('-', "");
    let Ok(bits) = u128::from_str_radix(&text, 16) else {
        return mismatch();
    };
    Ok(Value::Long(bits as u64 as i64))
}
