//! `static LocalDate.now`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static LocalDate",
    name: "now",
    parameters: "",
    result: "LocalDate",
    doc: "The day of the context's clock.",
    examples: &[],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::object(Object::LocalDate(
        crate::date::zoned(run.state.context.clock(), run.state.context.zone())?.date(),
    )))
}
