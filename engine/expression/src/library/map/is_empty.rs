//! `Map.isEmpty`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "isEmpty",
    parameters: "",
    result: "Boolean",
    doc: "Whether it has no entries.",
    examples: &[("[:].isEmpty()", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    Ok(Value::Boolean(run.map_len(map) == 0))
}
