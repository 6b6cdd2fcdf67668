//! `Date.copyWith`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "copyWith",
    parameters: "fields: Map",
    result: "Date",
    doc: "A copy with some fields replaced.",
    examples: &[("new Date(0L).copyWith(year: 2000).format('yyyy')", "2000")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    crate::library::with_fields(run, *millis, args.map(0)?)
}
