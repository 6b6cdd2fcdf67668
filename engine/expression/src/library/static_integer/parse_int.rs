//! `static Integer.parseInt`

use crate::convert::NumberType;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "parseInt",
    parameters: "text: String, radix: Integer?",
    result: "Integer",
    doc: "The Integer that a text spells.",
    examples: &[("Integer.parseInt('12')", "12")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    if args.value(0).is_null() {
        return fail(Kind::Other, "null is not a number");
    }
    if args.len() == 2 {
        let radix = u32::try_from(args.int(1)?).unwrap_or(0);
        if !(2..=36).contains(&radix) {
            return fail(Kind::Other, "a radix is from 2 to 36");
        }
        return i32::from_str_radix(args.text(0)?, radix).map_or_else(
            |_| crate::convert::not_a_number(args.text(0).unwrap_or_default()),
            |value| Ok(Value::Integer(value)),
        );
    }
    NumberType::Integer.parse(args.text(0)?)
}
