//! How a value of a response reads as text (`rest-dialect §2.7`, §5.27).
//!
//! Strings are themselves, booleans `true` and `false`. Numbers keep the digits the target sent,
//! because an id such as 12345678901234567890 must survive; only a fraction of nothing but zeros is
//! cut (`7.0` is `7`) and an exponent is written out (`1.0E10` is `10000000000`). Objects and lists
//! are compact JSON. Null has no text.

use serde_json::{Number, Value};

/// The largest exponent that is written out; beyond it a number keeps the target's notation, so
/// that `1e999999` costs nothing.
const WIDEST_EXPONENT: i64 = 64;

/// The text of a value; `None` for null.
#[must_use]
pub fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Bool(true) => Some("true".to_owned()),
        Value::Bool(false) => Some("false".to_owned()),
        Value::Number(number) => Some(number_text(number)),
        Value::Array(_) | Value::Object(_) => Some(value.to_string()),
    }
}

/// The text of a scalar; `None` for null, lists and objects, which cannot be ids.
#[must_use]
pub fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::Array(_) | Value::Object(_) => None,
        scalar => text_of(scalar),
    }
}

/// The digits of a number.
#[must_use]
pub fn number_text(number: &Number) -> String {
    let raw = number.to_string();
    plain_digits(&raw).unwrap_or(raw)
}

/// Writes a JSON number without exponent and without a zero fraction; `None` where the text should
/// stay as it is.
fn plain_digits(raw: &str) -> Option<String> {
    let (mantissa, exponent) = match raw.find(['e', 'E']) {
        Some(at) => (raw.get(..at)?, raw.get(at + 1..)?.parse::<i64>().ok()?),
        None => (raw, 0),
    };
    if exponent.abs() > WIDEST_EXPONENT {
        return None;
    }
    let (sign, digits) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if exponent == 0 {
        let zeros = !fraction.is_empty() && fraction.bytes().all(|b| b == b'0');
        return zeros.then(|| format!("{sign}{whole}"));
    }
    let all = format!("{whole}{fraction}");
    let point = i64::try_from(whole.len()).ok()? + exponent;
    let (whole, fraction) = if point <= 0 {
        let zeros = "0".repeat(usize::try_from(-point).ok()?);
        ("0".to_owned(), format!("{zeros}{all}"))
    } else {
        let point = usize::try_from(point).ok()?;
        match all.split_at_checked(point) {
            Some((w, f)) => (w.to_owned(), f.to_owned()),
            None => (
                format!("{all}{}", "0".repeat(point - all.len())),
                String::new(),
            ),
        }
    };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    Some(if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn number(raw: &str) -> String {
        text_of(&serde_json::from_str(raw).unwrap()).unwrap()
    }

    #[test]
    fn numbers_keep_their_digits() {
        for (raw, expected) in [
            ("12345678901", "12345678901"),
            ("12345678901234567890123", "12345678901234567890123"),
            ("2.50", "2.50"),
            ("7.0", "7"),
            ("-7.000", "-7"),
            ("1.0E10", "10000000000"),
            ("1.5e3", "1500"),
            ("1.25e1", "12.5"),
            ("-2e-3", "-0.002"),
            ("0e5", "0"),
            ("1e+2", "100"),
        ] {
            assert_eq!(number(raw), expected, "{raw}");
        }
    }

    #[test]
    fn a_huge_exponent_is_left_alone() {
        assert!(number("1e999999").contains("999999"));
    }

    #[test]
    fn null_has_no_text_and_lists_are_no_ids() {
        assert_eq!(text_of(&Value::Null), None);
        assert_eq!(scalar_text(&serde_json::json!([1])), None);
        assert_eq!(
            text_of(&serde_json::json!({"id": "r"})).unwrap(),
            r#"{"id":"r"}"#
        );
    }
}
