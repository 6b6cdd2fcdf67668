//! `Constant.getValue`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Constant",
    name: "getValue",
    parameters: "",
    result: "Integer",
    doc: "The number of a month or day of the week, from 1.",
    examples: &[("java.time.DayOfWeek.MONDAY.getValue()", "1")],
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
    let _ = name;
    match *class {
        "java.time.Month" | "java.time.DayOfWeek" => Ok(Value::Integer(*ordinal + 1)),
        _ => mismatch(),
    }
}
