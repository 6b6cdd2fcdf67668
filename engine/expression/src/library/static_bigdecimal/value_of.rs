//! `static BigDecimal.valueOf`

use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::Number;
use crate::run::Run;
use crate::value::{Decimal, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static BigDecimal",
    name: "valueOf",
    parameters: "value: Number, scale: Integer?",
    result: "BigDecimal",
    doc: "The decimal of a number.",
    examples: &[("BigDecimal.valueOf(5, 2)", "0.05")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    if args.len() == 2 {
        return Ok(Value::decimal(Decimal::new(
            args.long(0)?.into(),
            i64::from(args.int(1)?),
        )));
    }
    match args.number(0)? {
        Number::Double(value) => NumberType::BigDecimal.parse(&Value::Double(value).to_text()),
        number => NumberType::BigDecimal.convert(&number),
    }
}
