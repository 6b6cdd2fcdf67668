//! Number literals. Without a suffix an integer takes the first of int, long and `BigInteger` that
//! holds it; a literal with a point or exponent is a `BigDecimal`.

use pest::iterators::Pair;

use super::{Converter, Result};
use crate::ast::Number;
use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::limits::MAX_NUMBER;
use crate::script::Rule;

impl Converter<'_> {
    /// The rule `number`.
    pub(super) fn number(&self, pair: &Pair<'_, Rule>) -> Result<Number> {
        let span = self.span(pair);
        let refuse = |message: &str, help: &str| {
            Err(SyntaxError::new(SyntaxErrorKind::Literal, span, message).help(help))
        };
        let text: String = pair.as_str().chars().filter(|c| *c != '_').collect();
        if text.len() > MAX_NUMBER {
            return refuse("the number has too many digits", "parse it from a string");
        }
        let lower = text.to_ascii_lowercase();
        let (radix, digits) = match lower.get(..2) {
            Some("0x") => (16, lower.get(2..).unwrap_or_default()),
            Some("0b") => (2, lower.get(2..).unwrap_or_default()),
            _ => (10, lower.as_str()),
        };
        // `d` and `f` are digits of a hexadecimal literal.
        let suffixes: &[char] = if radix == 16 {
            &['i', 'l', 'g']
        } else {
            &['i', 'l', 'g', 'd', 'f']
        };
        let suffix = digits.chars().last().filter(|c| suffixes.contains(c));
        let digits = suffix.map_or(digits, |_| {
            digits.get(..digits.len() - 1).unwrap_or_default()
        });
        let fraction = radix == 10 && digits.contains(['.', 'e']);
        match suffix {
            Some('d') if radix == 10 => return Ok(Number::Double(digits.to_owned())),
            Some('f') if radix == 10 => return Ok(Number::Float(digits.to_owned())),
            Some('d' | 'f') => {
                return refuse("the suffix does not fit a binary number", "leave it out");
            }
            Some('i' | 'l') if fraction => {
                return refuse(
                    "an integer's suffix follows a decimal number",
                    "leave out the suffix, or the digits behind the point",
                );
            }
            _ if fraction => return Ok(Number::BigDecimal(digits.to_owned())),
            _ => {}
        }
        let (radix, digits) = match digits.strip_prefix('0') {
            Some(octal) if radix == 10 && !octal.is_empty() => (8, octal),
            _ => (radix, digits),
        };
        let Some(digits) = decimal(digits, radix) else {
            return refuse(
                "a number that starts with 0 is octal and has no 8 or 9",
                "leave out the leading zero",
            );
        };
        let too_large = "the number does not fit its suffix";
        match suffix {
            Some('g') => Ok(Number::BigInteger(digits)),
            Some('i') => match digits.parse() {
                Ok(value) => Ok(Number::Integer(value)),
                Err(_) => refuse(too_large, "use the suffix `L` or `G`"),
            },
            Some(_) => match digits.parse() {
                Ok(value) => Ok(Number::Long(value)),
                Err(_) => refuse(too_large, "use the suffix `G`"),
            },
            None => Ok(match (digits.parse(), digits.parse()) {
                (Ok(value), _) => Number::Integer(value),
                (_, Ok(value)) => Number::Long(value),
                _ => Number::BigInteger(digits),
            }),
        }
    }
}

/// The digits of a whole number in base ten, without leading zeros.
fn decimal(digits: &str, radix: u32) -> Option<String> {
    // Least significant first.
    let mut value: Vec<u32> = vec![0];
    for digit in digits.chars() {
        let mut carry = digit.to_digit(radix)?;
        for place in &mut value {
            carry += *place * radix;
            *place = carry % 10;
            carry /= 10;
        }
        while carry > 0 {
            value.push(carry % 10);
            carry /= 10;
        }
    }
    value
        .iter()
        .rev()
        .map(|digit| char::from_digit(*digit, 10))
        .collect()
}
