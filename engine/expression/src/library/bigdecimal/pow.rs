//! `BigDecimal.pow`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigDecimal",
    name: "pow",
    parameters: "exponent: Integer",
    result: "BigDecimal",
    doc: "The power.",
    examples: &[("1.5.pow(2)", "2.25")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    if args.int(0)? < 0 {
        return fail(Kind::Arithmetic, "the exponent is negative");
    }
    crate::operator::power(run, this, args.value(0))
}
