//! `Temporal.with`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::temporal::{ADJUSTER, Temporal, adjusted};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "with",
    parameters: "adjuster: TemporalAdjuster",
    result: "Temporal",
    doc: "Another day by an adjuster; a closure runs as of any object.",
    examples: &[("java.time.LocalDate.of(2024, 2, 14).with(java.time.temporal.TemporalAdjusters.lastDayOfMonth())", "2024-02-29")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = args.value(0) else {
        return (super::super::object::with::FUNCTION.run)(run, this, arguments);
    };
    let Object::Constant {
        class: ADJUSTER,
        name,
        ordinal,
    } = &**object
    else {
        return mismatch();
    };
    let at = Temporal::of(this)?;
    match at.date().map(|date| adjusted(date, name, *ordinal)) {
        Some(Some(date)) => at.with_date(date),
        Some(None) => crate::temporal::refuse("the date is out of the calendar"),
        None => mismatch(),
    }
}
