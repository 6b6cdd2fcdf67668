//! `Number.step`

use crate::call::{invoke, mismatch};
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "step",
    parameters: "to: Number, size: Number, closure: Closure",
    result: "null",
    doc: "Calls the closure with every so many numbers up to another, which is not included.",
    examples: &[("def s = ''; 0.step(6, 2){ s += it }; s", "024")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 3, 3)?;
    let Some(num) = number(this) else {
        return mismatch();
    };
    let (to, size, mut value) = (
        args.number(0)?.to_i64(),
        args.number(1)?.to_i64(),
        num.to_i64(),
    );
    if size == 0 {
        return fail(Kind::Other, "a step of zero goes nowhere");
    }
    while (size > 0 && value < to) || (size < 0 && value > to) {
        run.charge(1)?;
        invoke(run, args.value(2), &[Value::integer(value)])?;
        value = value.saturating_add(size);
    }
    Ok(Value::Null)
}
