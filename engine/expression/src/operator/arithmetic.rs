//! Arithmetic with Groovy's types: Integer and Long wrap, `/` on whole numbers is decimal, a
//! Double anywhere makes a Double.

use std::sync::Arc;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use super::number::{Number, guard_size, number, size_of};
use super::{add_lists, add_maps, ambiguous, by_zero, no_operator, remove_all};
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::run::{Run, lock};
use crate::value::{Decimal, GString, ListKind, Object, Text, Value};

/// One operation in each category of numbers.
struct Operation {
    integers: fn(i32, i32) -> i32,
    longs: fn(i64, i64) -> i64,
    bigs: fn(BigInt, BigInt) -> BigInt,
    decimals: fn(&Decimal, &Decimal) -> Decimal,
    doubles: fn(f64, f64) -> f64,
}

/// Applies the operation of the category that both numbers meet in.
fn calculate(
    run: &Run<'_>,
    left: &Number,
    right: &Number,
    operation: &Operation,
) -> Outcome<Value> {
    let rank = left.rank().max(right.rank());
    if rank == 2 || rank == 3 {
        guard_size(run, size_of(left) + size_of(right))?;
    }
    Ok(match (left, right) {
        (Number::Integer(left), Number::Integer(right)) => {
            Value::Integer((operation.integers)(*left, *right))
        }
        _ if rank == 4 => Value::Double((operation.doubles)(left.to_f64(), right.to_f64())),
        _ if rank == 3 => match (left.to_decimal(), right.to_decimal()) {
            (Some(left), Some(right)) => Value::decimal((operation.decimals)(&left, &right)),
            _ => Value::Double((operation.doubles)(left.to_f64(), right.to_f64())),
        },
        _ if rank == 2 => Value::big_integer((operation.bigs)(left.to_big(), right.to_big())),
        _ => Value::Long((operation.longs)(left.to_i64(), right.to_i64())),
    })
}

/// `left + right`
pub(crate) fn add(run: &Run<'_>, left: &Value, right: &Value) -> Outcome<Value> {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => {
            return Ok(Value::Integer(left.wrapping_add(*right)));
        }
        (Value::String(text), _) => return concatenate(run, text, right),
        (Value::Null, Value::String(_) | Value::GString(_)) => {
            return concatenate(run, "null", right);
        }
        (Value::GString(gstring), _) => return extend(run, gstring, right),
        (Value::Character(_), Value::Character(_)) => {}
        (_, Value::String(_) | Value::GString(_))
            if number(left).is_some() && !matches!(left, Value::Character(_)) =>
        {
            return concatenate(run, &crate::text::to_text(run, left)?, right);
        }
        (Value::Map(_), Value::Null) => return ambiguous("plus", left),
        (Value::List(_), _) if crate::call::holds_primitives(left) => {}
        (Value::List(list), _) => return add_lists(run, run.items(list)?, list.kind(), right),
        (Value::Range(_), _) => {
            let items = super::equality::sequence(run, left)?.unwrap_or_default();
            return add_lists(run, items, ListKind::ArrayList, right);
        }
        (Value::Map(one), Value::Map(two)) => return add_maps(run, one, two),
        (Value::Date(millis), Value::Integer(days)) => return Ok(add_days(*millis, *days)),
        (Value::Object(object), _) => {
            if let (Object::StringBuilder { text, .. }, Some(right)) = (&**object, right.as_str()) {
                let text = format!("{}{right}", lock(text));
                return run.text(text);
            }
        }
        _ => {}
    }
    match (number(left), number(right)) {
        (Some(left), Some(right)) => calculate(
            run,
            &left,
            &right,
            &Operation {
                integers: i32::wrapping_add,
                longs: i64::wrapping_add,
                bigs: |left, right| left + right,
                decimals: Decimal::add,
                doubles: |left, right| left + right,
            },
        ),
        (Some(_), None) if right.is_null() => ambiguous("plus", left),
        _ => no_operator("plus", left, right),
    }
}

pub(crate) fn add_days(millis: i64, days: i32) -> Value {
    Value::Date(millis.saturating_add(i64::from(days) * 86_400_000))
}

fn concatenate(run: &Run<'_>, left: &str, right: &Value) -> Outcome<Value> {
    match right {
        Value::String(right) => {
            run.room_for_text(left.len() + right.len())?;
            let mut text = String::with_capacity(left.len() + right.len());
            text.push_str(left);
            text.push_str(right);
            Ok(Value::string(text))
        }
        _ => {
            run.room_for_text(left.len())?;
            let mut text = left.to_owned();
            match right {
                Value::Range(range) => text.push_str(&range.ends()),
                _ => crate::text::append(run, &mut text, right)?,
            }
            Ok(Value::string(text))
        }
    }
}

fn extend(run: &Run<'_>, left: &GString, right: &Value) -> Outcome<Value> {
    let mut text = left.text.to_string();
    run.room_for_text(text.len())?;
    crate::text::append(run, &mut text, right)?;
    let (mut strings, mut values) = (left.strings.clone(), left.values.clone());
    if strings.len() == values.len() {
        strings.push(Text::default());
    }
    let mut lazy = left.lazy;
    match right {
        Value::GString(right) => {
            lazy |= right.lazy;
            values.extend(right.values.iter().cloned());
            let mut more = right.strings.iter();
            if let (Some(last), Some(first)) = (strings.last_mut(), more.next()) {
                *last = Text::from(format!("{last}{first}"));
            }
            strings.extend(more.cloned());
        }
        other => {
            let tail = crate::text::to_text(run, other)?;
            if let Some(last) = strings.last_mut() {
                *last = Text::from(format!("{last}{tail}"));
            }
        }
    }
    run.room_for_items(strings.len() + values.len())?;
    Ok(Value::GString(Arc::new(GString {
        lazy,
        strings,
        values,
        text: text.into(),
    })))
}

/// `left - right`
pub(crate) fn subtract(run: &Run<'_>, left: &Value, right: &Value) -> Outcome<Value> {
    if let (Some(one), Some(two)) = (number(left), number(right)) {
        return calculate(
            run,
            &one,
            &two,
            &Operation {
                integers: i32::wrapping_sub,
                longs: i64::wrapping_sub,
                bigs: |left, right| left - right,
                decimals: Decimal::subtract,
                doubles: |left, right| left - right,
            },
        );
    }
    match (left, right) {
        (Value::String(_) | Value::GString(_), Value::Pattern(pattern)) => {
            let text = left.as_str().unwrap_or_default();
            crate::regex::replace_first(run, text, pattern, "")
        }
        (Value::String(_) | Value::GString(_), _) => {
            let text = left.as_str().unwrap_or_default();
            let unwanted = crate::text::to_text(run, right)?;
            run.text(text.replacen(&*unwanted, "", 1))
        }
        (Value::Map(_), Value::Null) => Ok(left.clone()),
        (Value::List(list), _) => remove_all(run, list, right),
        (Value::Map(one), Value::Map(two)) => {
            let mut kept = Vec::new();
            for (key, value) in run.entries(one)? {
                match run.lookup_key(two, &key) {
                    Some(other) if super::equal(run, &value, &other)? => {}
                    _ => kept.push((key, value)),
                }
            }
            run.map(kept)
        }
        (Value::Date(millis), Value::Integer(days)) => Ok(add_days(*millis, days.wrapping_neg())),
        (Value::Date(left), Value::Date(right)) => {
            let day = |millis: i64| millis.div_euclid(86_400_000);
            Ok(Value::Integer((day(*left) - day(*right)) as i32))
        }
        (Value::Date(_), Value::Null) => fail(Kind::NullPointer, "a date less null"),
        (_, Value::Null) if number(left).is_some() => ambiguous("minus", left),
        _ => no_operator("minus", left, right),
    }
}

/// `left * right`
pub(crate) fn multiply(run: &Run<'_>, left: &Value, right: &Value) -> Outcome<Value> {
    if let (Some(one), Some(two)) = (number(left), number(right)) {
        return calculate(
            run,
            &one,
            &two,
            &Operation {
                integers: i32::wrapping_mul,
                longs: i64::wrapping_mul,
                bigs: |left, right| left * right,
                decimals: Decimal::multiply,
                doubles: |left, right| left * right,
            },
        );
    }
    let Some(times) = number(right).map(|times| times.to_i32()) else {
        return match right {
            Value::Null if number(left).is_some() || left.as_str().is_some() => {
                ambiguous("multiply", left)
            }
            _ => no_operator("multiply", left, right),
        };
    };
    match left {
        Value::String(_) | Value::GString(_) => {
            let text = left.as_str().unwrap_or_default();
            let Ok(times) = usize::try_from(times) else {
                return fail(
                    Kind::Other,
                    "a string cannot be repeated a negative number of times",
                );
            };
            run.room_for_text(text.len().saturating_mul(times))?;
            Ok(Value::string(text.repeat(times)))
        }
        Value::List(list) => {
            let items = run.items(list)?;
            let times = usize::try_from(times).unwrap_or(0);
            run.room_for_items(items.len().saturating_mul(times))?;
            run.list((0..times).flat_map(|_| items.iter().cloned()).collect())
        }
        _ => no_operator("multiply", left, right),
    }
}

/// `left / right`
pub(crate) fn divide(run: &Run<'_>, left: &Value, right: &Value) -> Outcome<Value> {
    let (Some(one), Some(two)) = (number(left), number(right)) else {
        if right.is_null() && number(left).is_some() {
            return ambiguous("div", left);
        }
        return no_operator("div", left, right);
    };
    if one.rank() == 4 || two.rank() == 4 {
        return Ok(Value::Double(one.to_f64() / two.to_f64()));
    }
    let (Some(one), Some(two)) = (one.to_decimal(), two.to_decimal()) else {
        return Ok(Value::Double(one.to_f64() / two.to_f64()));
    };
    if two.digits.is_zero() {
        return by_zero("Division by zero");
    }
    guard_size(run, one.digits.bits() + two.digits.bits())?;
    Ok(Value::decimal(one.divide(&two)))
}

/// `left % right`
pub(crate) fn remainder(run: &Run<'_>, left: &Value, right: &Value) -> Outcome<Value> {
    let (Some(one), Some(two)) = (number(left), number(right)) else {
        if right.is_null() && number(left).is_some() {
            return ambiguous("mod", left);
        }
        return no_operator("mod", left, right);
    };
    if one.rank() == 3 || two.rank() == 3 {
        if one.rank().max(two.rank()) == 4 {
            return Ok(Value::Double(one.to_f64() % two.to_f64()));
        }
        return Err(Box::new(
            EvalError::new(Kind::Other, "`%` does not work on decimal numbers")
                .thrown_as("java.lang.UnsupportedOperationException"),
        ));
    }
    let zero = match &two {
        Number::Integer(value) => *value == 0,
        Number::Long(value) => *value == 0,
        Number::Big(value) => value.is_zero(),
        _ => false,
    };
    if zero {
        return by_zero("/ by zero");
    }
    calculate(
        run,
        &one,
        &two,
        &Operation {
            integers: i32::wrapping_rem,
            longs: i64::wrapping_rem,
            bigs: |left, right| {
                // `BigInteger.mod` is never negative.
                let rest = left % &right;
                if rest.is_negative() {
                    rest + right.abs()
                } else {
                    rest
                }
            },
            decimals: |left, _| left.clone(),
            doubles: |left, right| left % right,
        },
    )
}

/// `left ** right`
pub(crate) fn power(run: &Run<'_>, left: &Value, right: &Value) -> Outcome<Value> {
    let (Some(base), Some(exponent)) = (number(left), number(right)) else {
        if right.is_null() && number(left).is_some() {
            return ambiguous("power", left);
        }
        return no_operator("power", left, right);
    };
    if let Number::Integer(times) = exponent
        && let Ok(times) = u32::try_from(times)
    {
        match &base {
            Number::Integer(_) | Number::Long(_) | Number::Big(_) => {
                let big = base.to_big();
                guard_size(run, big.bits().max(1).saturating_mul(u64::from(times)))?;
                let result = big.pow(times);
                return Ok(match (&base, result.to_i32(), result.to_i64()) {
                    (Number::Integer(_), Some(small), _) => Value::Integer(small),
                    (Number::Long(_), _, Some(long)) => Value::Long(long),
                    _ => Value::big_integer(result),
                });
            }
            Number::Decimal(decimal) => {
                // The places multiply too, and are written out as zeros.
                let size = size_of(&base).max(1);
                guard_size(run, size.saturating_mul(u64::from(times)))?;
                let digits = decimal.digits.pow(times);
                return Ok(Value::decimal(Decimal::new(
                    digits,
                    decimal.scale * i64::from(times),
                )));
            }
            Number::Double(_) => {}
        }
    }
    let result = base.to_f64().powf(exponent.to_f64());
    let integer = result as i32;
    if f64::from(integer) == result {
        return Ok(Value::Integer(integer));
    }
    let long = result as i64;
    if long as f64 == result && result.abs() < 9.0e18 {
        return Ok(Value::Long(long));
    }
    Ok(Value::Double(result))
}

/// `-value`
pub(crate) fn negate(run: &Run<'_>, value: &Value) -> Outcome<Value> {
    match value {
        Value::Byte(value) => Ok(Value::Integer(-i32::from(*value))),
        Value::Float(value) => Ok(Value::Float(-value)),
        Value::Character(_) => no_operator("negative", value, &Value::Null),
        Value::List(list) => {
            let items = run.items(list)?;
            let items: Outcome<Vec<Value>> = items
                .iter()
                .map(|item| run.deeper(|| negate(run, item)))
                .collect();
            run.list(items?)
        }
        _ => Ok(match number(value) {
            Some(Number::Integer(value)) => Value::Integer(value.wrapping_neg()),
            Some(Number::Long(value)) => Value::Long(value.wrapping_neg()),
            Some(Number::Big(value)) => Value::big_integer(-value),
            Some(Number::Decimal(value)) => {
                Value::decimal(Decimal::new(-value.digits, value.scale))
            }
            Some(Number::Double(value)) => Value::Double(-value),
            None => return no_operator("negative", value, &Value::Null),
        }),
    }
}

/// `+value`
pub(crate) fn positive(value: &Value) -> Outcome<Value> {
    match value {
        Value::Character(_) => no_operator("positive", value, &Value::Null),
        _ if number(value).is_some() => Ok(value.clone()),
        _ => no_operator("positive", value, &Value::Null),
    }
}

/// `++value` and `--value`.
pub(crate) fn step(run: &Run<'_>, value: &Value, delta: i32) -> Outcome<Value> {
    match value {
        Value::Date(millis) => Ok(add_days(*millis, delta)),
        Value::Character(_) => Ok(value.clone()),
        Value::String(text) => {
            let mut letters: Vec<char> = text.chars().collect();
            let Some(last) = letters.pop() else {
                return Ok(value.clone());
            };
            let next = (last as u32).saturating_add_signed(delta);
            letters.push(char::from_u32(next).unwrap_or(last));
            run.text(letters.into_iter().collect::<String>())
        }
        Value::Null => no_operator(if delta > 0 { "next" } else { "previous" }, value, value),
        _ if number(value).is_some() => add(run, value, &Value::Integer(delta)),
        _ => no_operator(
            if delta > 0 { "next" } else { "previous" },
            value,
            &Value::Null,
        ),
    }
}
