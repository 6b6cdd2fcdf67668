//! `Number.abs`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "abs",
    parameters: "",
    result: "Number",
    doc: "Without its sign.",
    examples: &[("(-5).abs()", "5")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Some(num) = number(this) else {
        return mismatch();
    };
    if num.to_f64() < 0.0 {
        crate::operator::negate(run, this)
    } else {
        Ok(this.clone())
    }
}
