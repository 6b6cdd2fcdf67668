//! `Date.getDay`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "getDay",
    parameters: "",
    result: "Integer",
    doc: "The day of the week counted from Sunday as 0.",
    examples: &[("new Date(0L).day", "4")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    Ok(Value::Integer(i32::from(
        crate::date::zoned(*millis, run.state.context.zone())?
            .weekday()
            .to_sunday_zero_offset(),
    )))
}
