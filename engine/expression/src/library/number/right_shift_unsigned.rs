//! `Number.rightShiftUnsigned`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "rightShiftUnsigned",
    parameters: "bits: Number",
    result: "Number",
    doc: "The bits moved to the right, filled with zeros.",
    examples: &[("(-1).rightShiftUnsigned(28)", "15")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::shift_right_unsigned(run, this, args.value(0))
}
