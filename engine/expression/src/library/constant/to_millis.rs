//! `Constant.toMillis`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Constant",
    name: "toMillis",
    parameters: "amount: Long",
    result: "Long",
    doc: "An amount of the unit in millis.",
    examples: &[("java.util.concurrent.TimeUnit.DAYS.toMillis(1)", "86400000")],
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
    let own = [
        1,
        1_000,
        1_000_000,
        1_000_000_000,
        60_000_000_000,
        3_600_000_000_000,
        86_400_000_000_000_i128,
    ];
    let (Some(own), true) = (own.get(*ordinal as usize), class.ends_with("TimeUnit")) else {
        return mismatch();
    };
    let total = i128::from(args.long(0)?) * own / 1000000;
    Ok(Value::Long(
        total.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64,
    ))
}
