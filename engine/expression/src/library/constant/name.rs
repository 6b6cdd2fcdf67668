//! `Constant.name`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Constant",
    name: "name",
    parameters: "",
    result: "String",
    doc: "Its name.",
    examples: &[("java.time.DayOfWeek.MONDAY.name()", "MONDAY")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
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
    let _ = (class, ordinal);
    run.text(*name)
}
