//! Bits of whole numbers and truths, and the shifts, of which `<<` also appends.

use num_bigint::BigInt;

use super::no_operator;
use super::number::{Number, guard_size, number, size_of};
use crate::error::{Kind, Outcome, fail};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

/// `~value`: a pattern from a string, the complement of a number.
pub(crate) fn bit_not(run: &Run<'_>, value: &Value) -> Outcome<Value> {
    match value {
        Value::String(_) | Value::GString(_) => {
            crate::regex::compile(run, value.as_str().unwrap_or_default()).map(Value::Pattern)
        }
        Value::Integer(value) => Ok(Value::Integer(!value)),
        Value::Long(value) => Ok(Value::Long(!value)),
        Value::BigInteger(value) => Ok(Value::big_integer(-(&**value) - 1)),
        _ => no_operator("bitwiseNegate", value, &Value::Null),
    }
}

fn bits(
    run: &Run<'_>,
    method: &str,
    left: &Value,
    right: &Value,
    booleans: fn(bool, bool) -> bool,
    longs: fn(i64, i64) -> i64,
    bigs: fn(BigInt, BigInt) -> BigInt,
) -> Outcome<Value> {
    match (left, right) {
        (Value::Boolean(left), Value::Boolean(right)) => {
            Ok(Value::Boolean(booleans(*left, *right)))
        }
        (Value::Boolean(left), Value::Null) => Ok(Value::Boolean(booleans(*left, false))),
        _ => match (number(left), number(right)) {
            (Some(Number::Integer(left)), Some(Number::Integer(right))) => Ok(Value::Integer(
                longs(i64::from(left), i64::from(right)) as i32,
            )),
            (Some(left), Some(right)) if left.is_whole() && right.is_whole() => {
                if left.rank().max(right.rank()) == 2 {
                    guard_size(run, size_of(&left) + size_of(&right))?;
                    return Ok(Value::big_integer(bigs(left.to_big(), right.to_big())));
                }
                Ok(Value::Long(longs(left.to_i64(), right.to_i64())))
            }
            (Some(_), Some(_)) => fail(Kind::Other, "bits exist in whole numbers only"),
            _ => no_operator(method, left, right),
        },
    }
}

/// `left & right`
pub(crate) fn bit_and(run: &Run<'_>, left: &Value, right: &Value) -> Outcome<Value> {
    bits(
        run,
        "and",
        left,
        right,
        |a, b| a & b,
        |a, b| a & b,
        |a, b| a & b,
    )
}

/// `left | right`
pub(crate) fn bit_or(run: &Run<'_>, left: &Value, right: &Value) -> Outcome<Value> {
    bits(
        run,
        "or",
        left,
        right,
        |a, b| a | b,
        |a, b| a | b,
        |a, b| a | b,
    )
}

/// `left ^ right`
pub(crate) fn bit_xor(run: &Run<'_>, left: &Value, right: &Value) -> Outcome<Value> {
    bits(
        run,
        "xor",
        left,
        right,
        |a, b| a ^ b,
        |a, b| a ^ b,
        |a, b| a ^ b,
    )
}

/// `left << right`: appends to lists, maps and builders, shifts numbers.
pub(crate) fn shift_left(run: &Run<'_>, left: &Value, right: &Value) -> Outcome<Value> {
    match (left, right) {
        (Value::Closure(_), Value::Closure(_)) => crate::call::compose(right, left),
        (Value::List(list), _) if list.kind().is_set() => {
            crate::collection::add_to_set(run, list, right.clone())?;
            Ok(left.clone())
        }
        (Value::List(list), _) if !list.kind().is_array() => {
            run.append(list, right.clone())?;
            Ok(left.clone())
        }
        (Value::Map(map), Value::Map(other)) => {
            for (key, value) in run.entries(other)? {
                run.put(map, key, value)?;
            }
            Ok(left.clone())
        }
        (Value::Map(map), Value::Object(object)) => {
            if let Object::Entry { key, value, .. } = &**object {
                let value = lock(value).clone();
                run.put(map, key.clone(), value)?;
                return Ok(left.clone());
            }
            no_operator("leftShift", left, right)
        }
        (Value::String(_) | Value::GString(_), _) => {
            let mut text = left.as_str().unwrap_or_default().to_owned();
            crate::text::append(run, &mut text, right)?;
            Ok(Value::object(Object::builder(text, true)))
        }
        (Value::Object(object), _) => {
            if let Object::StringBuilder { text, .. } = &**object {
                let more = crate::text::to_text(run, right)?;
                run.room_for_text(lock(text).len() + more.len())?;
                lock(text).push_str(&more);
                return Ok(left.clone());
            }
            no_operator("leftShift", left, right)
        }
        _ => shift(
            run,
            "leftShift",
            left,
            right,
            |value, by| value.wrapping_shl(by),
            |value, by| value.wrapping_shl(by),
        ),
    }
}

fn shift(
    run: &Run<'_>,
    method: &str,
    left: &Value,
    right: &Value,
    integers: fn(i32, u32) -> i32,
    longs: fn(i64, u32) -> i64,
) -> Outcome<Value> {
    match (number(left), number(right)) {
        (Some(left), Some(right)) if left.is_whole() && right.is_whole() => {
            let by = right.to_i32();
            match left {
                Number::Integer(value) => Ok(Value::Integer(integers(value, by as u32))),
                Number::Long(value) => Ok(Value::Long(longs(value, by as u32))),
                other => {
                    guard_size(run, size_of(&other) + u64::from(by.unsigned_abs()))?;
                    let value = other.to_big();
                    let left_shift = (method == "leftShift") == (by >= 0);
                    let by = by.unsigned_abs();
                    Ok(Value::big_integer(if left_shift {
                        value << by
                    } else {
                        value >> by
                    }))
                }
            }
        }
        (Some(_), Some(_)) => fail(Kind::Other, "only whole numbers can be shifted"),
        _ => no_operator(method, left, right),
    }
}

/// `left >> right`
pub(crate) fn shift_right(run: &Run<'_>, left: &Value, right: &Value) -> Outcome<Value> {
    if let (Value::Closure(_), Value::Closure(_)) = (left, right) {
        return crate::call::compose(left, right);
    }
    shift(
        run,
        "rightShift",
        left,
        right,
        |value, by| value.wrapping_shr(by),
        |value, by| value.wrapping_shr(by),
    )
}

/// `left >>> right`
pub(crate) fn shift_right_unsigned(run: &Run<'_>, left: &Value, right: &Value) -> Outcome<Value> {
    shift(
        run,
        "rightShiftUnsigned",
        left,
        right,
        |value, by| ((value as u32).wrapping_shr(by)) as i32,
        |value, by| ((value as u64).wrapping_shr(by)) as i64,
    )
}
