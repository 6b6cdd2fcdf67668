//! `TimeZone.getID`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "TimeZone",
    name: "getID",
    parameters: "",
    result: "String",
    doc: "The name.",
    examples: &[("TimeZone.getTimeZone('UTC').ID", "UTC")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::TimeZone(id) = &**object else {
        return mismatch();
    };
    Ok(Value::String(id.clone()))
}
