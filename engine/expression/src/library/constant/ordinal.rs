//! `Constant.ordinal`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Constant",
    name: "ordinal",
    parameters: "",
    result: "Integer",
    doc: "Its place, from 0.",
    examples: &[("java.time.DayOfWeek.MONDAY.ordinal()", "0")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Constant {
        class,
        name,
        ordinal,
    } = &**object
    else {
        return mismatch();
    };
    let _ = (class, name);
    Ok(Value::Integer(*ordinal))
}
