//! `java.math.BigDecimal`: digits and a scale, so that 2.50 keeps its zero and 10/4 is 2.5.

use std::cmp::Ordering;
use std::fmt;

use num_bigint::{BigInt, Sign};
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::effort::{self, bits_of_digits};

/// `digits × 10^-scale`. Equality is Java's: 2.0 is not 2.00.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    pub(crate) digits: BigInt,
    pub(crate) scale: i64,
}

/// Digits that an exact quotient may have; Groovy rounds what does not end.
const LONGEST_SCALE: i64 = 5_000;
/// Digits of a number written as text: reading them takes time that grows with their square.
pub(crate) const LONGEST_NUMBER: usize = 5_000;

impl Decimal {
    pub(crate) const fn new(digits: BigInt, scale: i64) -> Self {
        Self { digits, scale }
    }

    /// Reads what `new BigDecimal(String)` reads; exponents beyond four digits are refused, and so
    /// is what is longer than [`LONGEST_NUMBER`].
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST_NUMBER {
            return None;
        }
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (text.get(..at)?, text.get(at + 1..)?.parse::<i64>().ok()?),
            None => (text, 0),
        };
        if exponent.abs() > LONGEST_SCALE || !effort::divide(bits_of_digits(text.len())) {
            return None;
        }
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let unsigned = whole.strip_prefix(['+', '-']).unwrap_or(whole);
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if unsigned.is_empty() && fraction.is_empty()
            || !all_digits(unsigned)
            || !all_digits(fraction)
        {
            return None;
        }
        let mut digits: BigInt = format!("0{unsigned}{fraction}").parse().ok()?;
        if whole.starts_with('-') {
            digits = -digits;
        }
        Some(Self::new(
            digits,
            i64::try_from(fraction.len()).ok()? - exponent,
        ))
    }

    /// `new BigDecimal(double.toString())`, as Groovy converts a Double.
    pub(crate) fn from_f64(value: f64) -> Option<Self> {
        Self::parse(&crate::text::double_text(value))
    }

    /// Bits that calculating with it goes through.
    fn bits(&self) -> u64 {
        let zeros = usize::try_from(self.scale.unsigned_abs()).unwrap_or(usize::MAX);
        self.digits.bits() + bits_of_digits(zeros)
    }

    pub(crate) fn to_f64(&self) -> f64 {
        effort::divide(self.bits());
        format!("{}e{}", self.digits, -self.scale)
            .parse()
            .unwrap_or(f64::NAN)
    }

    /// Truncated towards zero.
    pub(crate) fn to_integer(&self) -> BigInt {
        effort::divide(self.bits());
        if self.scale <= 0 {
            &self.digits * power_of_ten(-self.scale)
        } else {
            &self.digits / power_of_ten(self.scale)
        }
    }

    pub(crate) fn precision(&self) -> i64 {
        effort::divide(self.digits.bits());
        if self.digits.is_zero() {
            1
        } else {
            self.digits.abs().to_string().len() as i64
        }
    }

    fn aligned(&self, other: &Self) -> (BigInt, BigInt, i64) {
        if self.scale == other.scale {
            return (self.digits.clone(), other.digits.clone(), self.scale);
        }
        effort::divide(self.bits() + other.bits());
        let scale = self.scale.max(other.scale);
        let left = &self.digits * power_of_ten(scale - self.scale);
        let right = &other.digits * power_of_ten(scale - other.scale);
        (left, right, scale)
    }

    pub(crate) fn add(&self, other: &Self) -> Self {
        let (left, right, scale) = self.aligned(other);
        Self::new(left + right, scale)
    }

    pub(crate) fn subtract(&self, other: &Self) -> Self {
        let (left, right, scale) = self.aligned(other);
        Self::new(left - right, scale)
    }

    pub(crate) fn multiply(&self, other: &Self) -> Self {
        Self::new(&self.digits * &other.digits, self.scale + other.scale)
    }

    /// Division as Groovy does it: exact where the quotient ends, otherwise rounded half up to
    /// ten digits more than the longer operand, and at most the larger scale or ten places.
    pub(crate) fn divide(&self, other: &Self) -> Self {
        if let Some(exact) = self.divide_exactly(other) {
            return exact;
        }
        let precision = self.precision().max(other.precision()) + 10;
        let quotient = self.divide_to_precision(other, precision);
        let scale = self.scale.max(other.scale).max(10);
        if quotient.scale > scale {
            quotient.with_scale(scale)
        } else {
            quotient
        }
    }

    fn divide_exactly(&self, other: &Self) -> Option<Self> {
        // The divisor that both share takes more steps than a quotient.
        for _ in 0..2 {
            effort::divide(self.digits.bits() + other.digits.bits());
        }
        let preferred = self.scale - other.scale;
        if self.digits.is_zero() {
            return Some(Self::new(BigInt::zero(), preferred.max(0)));
        }
        let divisor = &other.digits / gcd(&self.digits, &other.digits);
        let (mut rest, mut twos, mut fives) = (divisor.abs(), 0_i64, 0_i64);
        let (two, five) = (BigInt::from(2), BigInt::from(5));
        while (&rest % &two).is_zero() && twos < LONGEST_SCALE {
            rest /= &two;
            twos += 1;
        }
        while (&rest % &five).is_zero() && fives < LONGEST_SCALE {
            rest /= &five;
            fives += 1;
        }
        if !rest.is_one() {
            return None;
        }
        let places = twos.max(fives);
        let digits = &self.digits * power_of_ten(places) / &other.digits;
        Some(Self::new(digits, preferred + places).stripped_to(preferred))
    }

    fn divide_to_precision(&self, other: &Self, precision: i64) -> Self {
        effort::divide(self.bits() + other.bits());
        let extra = (precision + other.precision() - self.precision() + 3).max(0);
        let digits = &self.digits * power_of_ten(extra) / &other.digits;
        Self::new(digits, self.scale - other.scale + extra).rounded(precision)
    }

    /// Rounded half up to so many significant digits.
    pub(crate) fn rounded(&self, precision: i64) -> Self {
        let surplus = self.precision() - precision;
        if surplus <= 0 {
            self.clone()
        } else {
            self.with_scale(self.scale - surplus)
        }
    }

    /// With so many places, rounded half up.
    pub(crate) fn with_scale(&self, scale: i64) -> Self {
        effort::divide(self.bits());
        if scale >= self.scale {
            return Self::new(&self.digits * power_of_ten(scale - self.scale), scale);
        }
        let unit = power_of_ten(self.scale - scale);
        let half = &unit / 2;
        let digits = if self.digits.sign() == Sign::Minus {
            (&self.digits - half) / unit
        } else {
            (&self.digits + half) / unit
        };
        Self::new(digits, scale)
    }

    /// Without trailing zeros, but not below `scale` places.
    pub(crate) fn stripped_to(&self, scale: i64) -> Self {
        effort::divide(self.bits());
        let ten = BigInt::from(10);
        let mut result = self.clone();
        while result.scale > scale && (&result.digits % &ten).is_zero() {
            result.digits /= &ten;
            result.scale -= 1;
        }
        result
    }

    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        let (left, right, _) = self.aligned(other);
        left.cmp(&right)
    }

    /// Digits without an exponent.
    pub(crate) fn to_plain(&self) -> String {
        effort::divide(self.bits());
        if self.scale <= 0 {
            return (&self.digits * power_of_ten(-self.scale)).to_string();
        }
        let digits = self.digits.abs().to_string();
        let places = usize::try_from(self.scale).unwrap_or(0);
        // A scale may be larger than the width of a format can be.
        let zeros = (places + 1).saturating_sub(digits.len());
        let padded = "0".repeat(zeros) + digits.as_str();
        let (whole, fraction) = padded.split_at(padded.len() - places);
        let sign = if self.digits.is_negative() { "-" } else { "" };
        format!("{sign}{whole}.{fraction}")
    }
}

impl From<BigInt> for Decimal {
    fn from(digits: BigInt) -> Self {
        Self::new(digits, 0)
    }
}

impl fmt::Display for Decimal {
    /// `BigDecimal.toString`: an exponent when the scale is negative or the number very small.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        effort::divide(self.bits());
        let digits = self.digits.abs().to_string();
        let exponent = digits.len() as i64 - 1 - self.scale;
        if self.scale >= 0 && exponent >= -6 {
            return formatter.write_str(&self.to_plain());
        }
        let sign = if self.digits.is_negative() { "-" } else { "" };
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        write!(formatter, "{sign}{first}{point}{rest}")?;
        if exponent == 0 {
            Ok(())
        } else {
            write!(formatter, "E{exponent:+}")
        }
    }
}

pub(crate) fn power_of_ten(exponent: i64) -> BigInt {
    let exponent = exponent.clamp(0, 4 * LONGEST_SCALE).to_u32().unwrap_or(0);
    BigInt::from(10).pow(exponent)
}

fn gcd(left: &BigInt, right: &BigInt) -> BigInt {
    let (mut left, mut right) = (left.abs(), right.abs());
    while !right.is_zero() {
        let rest = &left % &right;
        left = right;
        right = rest;
    }
    left
}
