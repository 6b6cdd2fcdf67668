//! `Date.downto`

use crate::call::{invoke, mismatch};
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "downto",
    parameters: "end: Date, closure: Closure",
    result: "null",
    doc: "Calls the closure with each day.",
    examples: &[(
        "def r = 0; Date.parse('dd', '10').downto(Date.parse('dd', '8')){ r++ }; r",
        "3",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    args.closure(1)?;
    let (Value::Date(start), Value::Date(end)) = (this, args.value(0)) else {
        return mismatch();
    };
    if start < end {
        return fail(Kind::Other, "the days lie the other way round");
    }
    let mut at = *start;
    while at >= *end {
        run.charge(2)?;
        invoke(run, args.value(1), &[Value::Date(at)])?;
        at = crate::date::add_to_field(&crate::date::zoned(at, run.state.context.zone())?, 5, -1)?;
    }
    Ok(Value::Null)
}
