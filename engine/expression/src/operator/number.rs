//! Numbers by the category that decides the type of a result, their order, and how long they may get.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::error::Outcome;
use crate::run::{Run, limit};
use crate::value::{Decimal, Value, effort};

/// A number in the category that decides the type of a result.
#[derive(Debug, Clone)]
pub(crate) enum Number {
    Integer(i32),
    Long(i64),
    Big(BigInt),
    Decimal(Decimal),
    Double(f64),
}

/// Bits a number may grow to, some ten thousand digits: the longest of the field are digests of 512
/// bits, and what a number of this size costs is still less than a millisecond.
const LONGEST_BITS: u64 = 32_768;

/// The number that a value is, a Character included.
pub(crate) fn number(value: &Value) -> Option<Number> {
    Some(match value {
        Value::Byte(value) => Number::Integer(i32::from(*value)),
        Value::Integer(value) => Number::Integer(*value),
        Value::Long(value) => Number::Long(*value),
        Value::BigInteger(value) => Number::Big((**value).clone()),
        Value::BigDecimal(value) => Number::Decimal((**value).clone()),
        Value::Float(value) => Number::Double(f64::from(*value)),
        Value::Double(value) => Number::Double(*value),
        Value::Character(value) => Number::Integer(*value as i32),
        _ => return None,
    })
}

impl Number {
    pub(super) const fn rank(&self) -> u8 {
        match self {
            Self::Integer(_) => 0,
            Self::Long(_) => 1,
            Self::Big(_) => 2,
            Self::Decimal(_) => 3,
            Self::Double(_) => 4,
        }
    }

    pub(crate) fn to_f64(&self) -> f64 {
        match self {
            Self::Integer(value) => f64::from(*value),
            Self::Long(value) => *value as f64,
            Self::Big(value) => value.to_f64().unwrap_or(f64::NAN),
            Self::Decimal(value) => value.to_f64(),
            Self::Double(value) => *value,
        }
    }

    /// Truncated to 64 bits, as `longValue()` does.
    pub(crate) fn to_i64(&self) -> i64 {
        match self {
            Self::Integer(value) => i64::from(*value),
            Self::Long(value) => *value,
            Self::Big(value) => low_bits(value),
            Self::Decimal(value) => low_bits(&value.to_integer()),
            Self::Double(value) => *value as i64,
        }
    }

    /// Truncated to 32 bits, as `intValue()` does.
    pub(crate) fn to_i32(&self) -> i32 {
        match self {
            Self::Double(value) => *value as i32,
            other => other.to_i64() as i32,
        }
    }

    pub(crate) fn to_big(&self) -> BigInt {
        match self {
            Self::Integer(value) => BigInt::from(*value),
            Self::Long(value) => BigInt::from(*value),
            Self::Big(value) => value.clone(),
            Self::Decimal(value) => value.to_integer(),
            Self::Double(value) => {
                Decimal::from_f64(*value).map_or_else(BigInt::zero, |value| value.to_integer())
            }
        }
    }

    pub(crate) fn to_decimal(&self) -> Option<Decimal> {
        match self {
            Self::Decimal(value) => Some(value.clone()),
            Self::Double(value) => Decimal::from_f64(*value),
            other => Some(Decimal::from(other.to_big())),
        }
    }

    pub(crate) const fn is_whole(&self) -> bool {
        matches!(self, Self::Integer(_) | Self::Long(_) | Self::Big(_))
    }
}

fn low_bits(value: &BigInt) -> i64 {
    let digits = value.iter_u64_digits().next().unwrap_or(0);
    let low = digits as i64;
    if value.is_negative() {
        low.wrapping_neg()
    } else {
        low
    }
}

/// The order of two numbers; `None` only for NaN.
pub(crate) fn compare_numbers(left: &Number, right: &Number) -> Option<Ordering> {
    match (left, right) {
        (Number::Integer(left), Number::Integer(right)) => Some(left.cmp(right)),
        _ if left.rank() == 4 || right.rank() == 4 => {
            // `Double.compareTo`: NaN equals itself and is largest.
            Some(
                left.to_f64()
                    .partial_cmp(&right.to_f64())
                    .unwrap_or_else(|| left.to_f64().is_nan().cmp(&right.to_f64().is_nan())),
            )
        }
        _ if left.rank() == 3 || right.rank() == 3 => {
            Some(left.to_decimal()?.compare(&right.to_decimal()?))
        }
        _ if left.rank() == 2 || right.rank() == 2 => Some(left.to_big().cmp(&right.to_big())),
        _ => Some(left.to_i64().cmp(&right.to_i64())),
    }
}

/// Charges a number before it is made.
pub(super) fn guard_size(run: &Run<'_>, bits: u64) -> Outcome<()> {
    if bits > LONGEST_BITS {
        return limit("a number grows too long");
    }
    const SQUARE_PER_UNIT: usize = 128;
    run.charge(effort::square(bits) / SQUARE_PER_UNIT)?;
    run.allocate(usize::try_from(bits / 8).unwrap_or(usize::MAX))
}

/// About how many bits a number has.
pub(super) fn size_of(number: &Number) -> u64 {
    match number {
        Number::Big(value) => value.bits(),
        Number::Decimal(value) => value.digits.bits() + value.scale.unsigned_abs() * 4,
        _ => 64,
    }
}
