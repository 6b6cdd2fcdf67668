//! What several functions on numbers do the same way.

use num_bigint::{BigInt, Sign};
use num_traits::{Signed, Zero};

use super::Arguments;
use super::constants::rounding;
use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::operator::Number;
use crate::value::{Decimal, Object, Value, power_of_ten};

/// An operation on two whole numbers that must fit their type.
pub(crate) fn exact(
    arguments: Arguments<'_>,
    integers: fn(i32, i32) -> Option<i32>,
    longs: fn(i64, i64) -> Option<i64>,
) -> Outcome<Value> {
    let result = match (arguments.number(0)?, arguments.number(1)?) {
        (Number::Integer(one), Number::Integer(two)) => integers(one, two).map(Value::Integer),
        (
            one @ (Number::Integer(_) | Number::Long(_)),
            two @ (Number::Integer(_) | Number::Long(_)),
        ) => longs(one.to_i64(), two.to_i64()).map(Value::Long),
        _ => return mismatch(),
    };
    result.map_or_else(
        || fail(Kind::Arithmetic, "the result does not fit its type"),
        Ok,
    )
}

/// The digits of a whole number in a base; a base that Java does not have is 10.
pub(crate) fn digits(number: &BigInt, radix: i32) -> String {
    let radix = u32::try_from(radix).unwrap_or(10);
    number.to_str_radix(if (2..=36).contains(&radix) { radix } else { 10 })
}

/// An operation on two numbers in the wider of their primitive types.
pub(crate) fn meet(
    arguments: Arguments<'_>,
    longs: fn(i64, i64) -> i64,
    doubles: fn(f64, f64) -> f64,
) -> Outcome<Value> {
    Ok(match (arguments.number(0)?, arguments.number(1)?) {
        (Number::Integer(one), Number::Integer(two)) => {
            Value::Integer(longs(i64::from(one), i64::from(two)) as i32)
        }
        (
            one @ (Number::Integer(_) | Number::Long(_)),
            two @ (Number::Integer(_) | Number::Long(_)),
        ) => Value::Long(longs(one.to_i64(), two.to_i64())),
        // Java cannot choose between its overloads.
        (Number::Decimal(_), Number::Integer(_) | Number::Long(_))
        | (Number::Integer(_) | Number::Long(_), Number::Decimal(_)) => {
            return crate::operator::undecided(arguments.value(0), arguments.value(1));
        }
        (Number::Big(_), _) | (_, Number::Big(_)) => {
            return fail(Kind::Unsupported, "this function takes no BigInteger here");
        }
        (one, two) => Value::Double(doubles(one.to_f64(), two.to_f64())),
    })
}

/// The number of a rounding mode given as `RoundingMode.X` or `BigDecimal.ROUND_X`.
pub(crate) fn rounding_of(mode: &Value) -> Option<i32> {
    match mode {
        Value::Integer(mode) => Some(*mode),
        Value::Object(object) => match &**object {
            Object::Plain { class } => rounding(class),
            _ => None,
        },
        _ => None,
    }
}

/// A decimal with so many places, by a rounding mode; `None` where that is not exact and must be.
pub(crate) fn rounded(decimal: &Decimal, places: i64, mode: i32) -> Option<Decimal> {
    if places >= decimal.scale {
        return Some(decimal.with_scale(places));
    }
    let unit = power_of_ten(decimal.scale - places);
    let (quotient, rest) = (&decimal.digits / &unit, &decimal.digits % &unit);
    if rest.is_zero() {
        return Some(Decimal::new(quotient, places));
    }
    let negative = decimal.digits.sign() == Sign::Minus;
    let half = (rest.abs() * 2_i32).cmp(&unit);
    let odd = !(&quotient % 2_i32).is_zero();
    let away = match mode {
        0 => true,
        1 => false,
        2 => !negative,
        3 => negative,
        4 => half.is_ge(),
        5 => half.is_gt(),
        6 => half.is_gt() || half.is_eq() && odd,
        _ => return None,
    };
    let step = BigInt::from(match (away, negative) {
        (false, _) => 0,
        (true, false) => 1,
        (true, true) => -1,
    });
    Some(Decimal::new(quotient + step, places))
}
