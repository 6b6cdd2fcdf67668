//! `Number.toString`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;
use num_bigint::BigInt;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "toString",
    parameters: "",
    result: "String",
    doc: "Its text; static for an Integer and a Long, which take the number.",
    examples: &[
        ("5.toString()", "5"),
        ("7.toString(2)", "2"),
        ("7G.toString(2)", "111"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 2)?;
    match (this, args.len()) {
        (_, 0) => {
            let text = to_text(run, this)?;
            run.text(text)
        }
        (Value::BigInteger(value), 1) => run.text(crate::library::digits(value, args.int(0)?)),
        // `Integer.toString(int)` is static: it shows its argument.
        (Value::Integer(_), 1) => run.text(args.int(0)?.to_string()),
        (Value::Integer(_), 2) => run.text(crate::library::digits(
            &BigInt::from(args.int(0)?),
            args.int(1)?,
        )),
        (Value::Long(_), 1) => run.text(args.long(0)?.to_string()),
        (Value::Long(_), 2) => run.text(crate::library::digits(
            &BigInt::from(args.long(0)?),
            args.int(1)?,
        )),
        (Value::Double(_), 1) => run.text(crate::text::double_text(args.number(0)?.to_f64())),
        _ => mismatch(),
    }
}
