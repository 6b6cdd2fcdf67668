//! `Number.step`

use std::cmp::Ordering;

use crate::call::{invoke, mismatch};
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::operator::{Number, add, compare, number};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "step",
    parameters: "to: Number, size: Number, closure: Closure",
    result: "null",
    doc: "Calls the closure with every so many numbers up to another, which is not included.",
    examples: &[
        ("def s = ''; 0.step(6, 2){ s += it }; s", "024"),
        ("def l = []; 1.0.step(2, 0.5){ l << it }; l", "[1.0, 1.5]"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 3, 3)?;
    let Some(num) = number(this) else {
        return mismatch();
    };
    let ends = [&num, &args.number(0)?, &args.number(1)?].map(|it| matches!(it, Number::Decimal(_)));
    if ends.contains(&true) {
        return step_decimals(run, this, args.value(0), args.value(1), args.value(2));
    }
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

fn step_decimals(
    run: &Run<'_>,
    from: &Value,
    to: &Value,
    size: &Value,
    closure: &Value,
) -> Outcome<Value> {
    let up = match compare(size, &Value::Integer(0))? {
        Ordering::Equal => return fail(Kind::Other, "a step of zero goes nowhere"),
        order => order.is_gt(),
    };
    let mut value = from.clone();
    loop {
        let order = compare(&value, to)?;
        if (up && order.is_ge()) || (!up && order.is_le()) {
            return Ok(Value::Null);
        }
        run.charge(1)?;
        invoke(run, closure, std::slice::from_ref(&value))?;
        value = add(run, &value, size)?;
    }
}
