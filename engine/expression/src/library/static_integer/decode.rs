//! `static Integer.decode`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "decode",
    parameters: "text: String",
    result: "Integer",
    doc: "A number written in base 10, 16 (`0x`, `#`) or 8 (`0`).",
    examples: &[
        ("Integer.decode('0x1F')", "31"),
        ("Integer.decode('-010')", "-8"),
    ],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = args.text(0)?;
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let hexadecimal = ["0x", "0X", "#"]
        .iter()
        .find_map(|prefix| rest.strip_prefix(prefix));
    let octal = rest.strip_prefix('0').filter(|rest| !rest.is_empty());
    let (digits, radix) = match (hexadecimal, octal) {
        (Some(digits), _) => (digits, 16),
        (None, Some(digits)) => (digits, 8),
        (None, None) => (rest, 10),
    };
    if digits.starts_with(['-', '+']) {
        return crate::convert::not_a_number(text);
    }
    i32::from_str_radix(&format!("{sign}{digits}"), radix).map_or_else(
        |_| crate::convert::not_a_number(text),
        |value| Ok(Value::Integer(value)),
    )
}
