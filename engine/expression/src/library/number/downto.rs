//! `Number.downto`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::{Number, number};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "downto",
    parameters: "to: Number, closure: Closure",
    result: "null",
    doc: "Calls the closure with each number down to another.",
    examples: &[("def s = ''; 3.downto(1){ s += it }; s", "321")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Some(num) = number(this) else {
        return mismatch();
    };
    args.closure(1)?;
    for value in (args.number(0)?.to_i64()..=num.to_i64()).rev() {
        run.charge(1)?;
        invoke(
            run,
            args.value(1),
            &[if matches!(num, Number::Integer(_)) {
                Value::Integer(value as i32)
            } else {
                Value::Long(value)
            }],
        )?;
    }
    Ok(Value::Null)
}
