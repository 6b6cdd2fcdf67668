//! `new Integer(…)` and its like.

use crate::class::simple_name;
use crate::convert::NumberType;
use crate::error::{Kind, Outcome, fail};
use crate::operator::{Number, number};
use crate::value::{ListKind, Value};

use super::object::no_constructor;

/// A number from text, another number, or bytes.
pub(super) fn number_object(
    target: NumberType,
    class: &str,
    arguments: &[Value],
) -> Outcome<Value> {
    match arguments {
        [text] if text.as_str().is_some() => target.parse(text.as_str().unwrap_or_default()),
        [Value::Null] => fail(
            Kind::Other,
            format!("{} cannot be made from null", simple_name(class)),
        ),
        [value] => match (target, value, number(value)) {
            // Of its constructors, that of a double takes a decimal.
            (NumberType::BigDecimal, Value::BigDecimal(decimal), _) => {
                target.convert(&Number::Double(decimal.to_f64()))
            }
            (_, _, Some(number)) => target.convert(&number),
            _ => no_constructor(class, arguments),
        },
        [] => no_constructor(class, arguments),
        [text, Value::Integer(radix @ 2..=36)]
            if target == NumberType::BigInteger
                && text.as_str().is_some_and(|it| it.len() <= 5_000) =>
        {
            let text = text.as_str().unwrap_or_default();
            num_bigint::BigInt::parse_bytes(text.as_bytes(), *radix as u32).map_or_else(
                || crate::convert::not_a_number(text),
                |number| Ok(Value::big_integer(number)),
            )
        }
        [Value::Integer(sign @ (-1..=1)), Value::List(bytes)]
            if target == NumberType::BigInteger && bytes.kind() == ListKind::Bytes =>
        {
            let bytes: Vec<u8> = bytes.peek_with(|items| {
                let bytes = items.iter().filter_map(Value::as_i64);
                bytes.map(|byte| byte as u8).collect()
            });
            let number = num_bigint::BigInt::from_bytes_be(num_bigint::Sign::Plus, &bytes);
            Ok(Value::big_integer(number * *sign))
        }
        _ => fail(
            Kind::Unsupported,
            format!("this way to make a {} is not available", simple_name(class)),
        ),
    }
}
