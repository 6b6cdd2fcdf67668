//! `Constant.minus`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Constant",
    name: "minus",
    parameters: "amount: Long",
    result: "Object",
    doc: "So many months or days of the week further.",
    examples: &[("java.time.DayOfWeek.MONDAY.minus(7)", "MONDAY")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
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
    crate::temporal::further(class, *ordinal, args.long(0)?.saturating_neg())
        .map_or_else(mismatch, Ok)
}
