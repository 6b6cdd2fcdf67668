//! `String.format` and replacement by regular expression.

use std::fmt::Write;

use crate::call::{invoke, mismatch};
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::operator::number;
use crate::run::Run;
use crate::value::{Decimal, Object, Value};

/// `replaceAll` and `replaceFirst`: the replacement is text, or a closure of the match.
pub(crate) fn replace_matches(
    run: &Run<'_>,
    text: &str,
    pattern: &Value,
    replacement: &Value,
    first_only: bool,
) -> Outcome<Value> {
    let pattern = match pattern {
        Value::Pattern(pattern) => std::sync::Arc::clone(pattern),
        Value::Null => {
            return fail(
                Kind::NullPointer,
                "a replacement needs a regular expression",
            );
        }
        other => match other.as_str() {
            Some(source) => crate::regex::compile(run, source)?,
            None => return mismatch(),
        },
    };
    match replacement {
        Value::Closure(closure) => {
            let mut out = String::new();
            let mut copied = 0;
            for groups in crate::regex::find_all(run, &pattern, text)? {
                let Some(Some((start, end))) = groups.first().copied() else {
                    break;
                };
                out.push_str(text.get(copied..start).unwrap_or_default());
                let found = crate::collection::match_value(run, text, &groups)?;
                let arguments = match &found {
                    Value::List(list) if closure.signature.types.len() > 1 => run.items(list)?,
                    other => vec![other.clone()],
                };
                crate::text::append(run, &mut out, &invoke(run, replacement, &arguments)?)?;
                copied = end;
                if first_only {
                    break;
                }
            }
            out.push_str(text.get(copied..).unwrap_or_default());
            run.text(out)
        }
        Value::Null => fail(Kind::NullPointer, "a replacement cannot be null"),
        other => match other.as_str() {
            Some(with) => crate::regex::replace(run, text, &pattern, with, first_only),
            None => mismatch(),
        },
    }
}

/// One conversion of a format: `%-08.2f`.
#[derive(Default)]
struct Conversion {
    flags: String,
    width: usize,
    precision: Option<usize>,
    letter: char,
    /// What of a date is asked for: the letter behind `t`.
    field: Option<char>,
    index: Option<usize>,
}

fn illegal<T>(message: String) -> Outcome<T> {
    Err(Box::new(
        EvalError::new(Kind::Other, message).thrown_as("java.lang.IllegalArgumentException"),
    ))
}

/// Java's `String.format`, but for hexadecimal floating numbers.
pub(crate) fn format(run: &Run<'_>, pattern: &Value, values: &[Value]) -> Outcome<Value> {
    let (pattern, values) = match (pattern, values.split_first()) {
        (Value::Object(object), Some((first, rest))) => match &**object {
            Object::Locale(name) if matches!(name.split('_').next(), Some("en" | "")) => {
                (first, rest)
            }
            Object::Locale(_) => {
                return fail(Kind::Unsupported, "formats are in English here");
            }
            _ => return mismatch(),
        },
        _ => (pattern, values),
    };
    let Some(pattern) = pattern.as_str() else {
        return mismatch();
    };
    let spread: Vec<Value>;
    let values = match values {
        [Value::List(list)] if list.kind().is_array() => {
            spread = run.items(list)?;
            &spread
        }
        other => other,
    };
    let mut out = String::new();
    let mut letters = pattern.chars().peekable();
    let mut next = 0;
    while let Some(letter) = letters.next() {
        if letter != '%' {
            out.push(letter);
            continue;
        }
        let mut conversion = Conversion::default();
        let mut digits = String::new();
        loop {
            match letters.peek().copied() {
                Some('$') if !digits.is_empty() => {
                    conversion.index = digits.parse().ok();
                    digits.clear();
                }
                Some('<') if digits.is_empty() => conversion.index = Some(next),
                Some(flag @ ('-' | '+' | ' ' | ',' | '#' | '(')) => conversion.flags.push(flag),
                Some('0') if digits.is_empty() => conversion.flags.push('0'),
                Some(digit) if digit.is_ascii_digit() => digits.push(digit),
                _ => break,
            }
            letters.next();
        }
        conversion.width = digits.parse().unwrap_or(0);
        if letters.peek() == Some(&'.') {
            letters.next();
            let mut digits = String::new();
            while let Some(digit) = letters.peek().filter(|digit| digit.is_ascii_digit()) {
                digits.push(*digit);
                letters.next();
            }
            conversion.precision = digits.parse().ok();
        }
        let Some(kind) = letters.next() else {
            return illegal("a format ends in `%`".to_owned());
        };
        conversion.letter = kind;
        if matches!(kind, 't' | 'T') {
            conversion.field = letters.next();
        }
        if conversion.width == 0 && conversion.flags.contains(['-', '0']) && kind != 'n' {
            return illegal("a flag of a format needs a width".to_owned());
        }
        if conversion.width > 10_000 || conversion.precision.is_some_and(|it| it > 1_000) {
            return crate::run::limit("a string grows too long");
        }
        match kind {
            '%' => out.push('%'),
            'n' => out.push('\n'),
            _ => {
                let at = conversion
                    .index
                    .map_or(next, |index| index.saturating_sub(1));
                next += usize::from(conversion.index.is_none());
                let Some(value) = values.get(at) else {
                    return illegal(format!("a format has no value for `%{kind}`"));
                };
                let text = convert(run, &conversion, value)?;
                out.push_str(&pad(&conversion, text));
            }
        }
        run.room_for_text(conversion.width)?;
    }
    run.text(out)
}

fn convert(run: &Run<'_>, conversion: &Conversion, value: &Value) -> Outcome<String> {
    let wrong = || {
        illegal(format!(
            "`%{}` does not take {}",
            conversion.letter,
            crate::class::short_name(value)
        ))
    };
    if value.is_null() && conversion.letter != 'b' {
        return Ok("null".to_owned());
    }
    let mut text = match conversion.letter {
        's' | 'S' => crate::text::java_text(run, value)?.to_string(),
        'b' | 'B' => match value {
            Value::Boolean(value) => value.to_string(),
            other => (!other.is_null()).to_string(),
        },
        'c' => match value {
            Value::Character(letter) => letter.to_string(),
            Value::Integer(code) => char::from_u32(*code as u32)
                .map(String::from)
                .unwrap_or_default(),
            _ => return wrong(),
        },
        'd' => match value {
            Value::Byte(_) | Value::Integer(_) | Value::Long(_) | Value::BigInteger(_) => {
                signed(conversion, value.to_text())
            }
            _ => return wrong(),
        },
        'x' | 'X' | 'o' => {
            let Some(number) = value.as_i64() else {
                return wrong();
            };
            let bits = match value {
                Value::Byte(number) => u64::from(*number as u8),
                Value::Integer(number) => u64::from(*number as u32),
                _ => number as u64,
            };
            let (prefix, digits) = if conversion.letter == 'o' {
                ("0", format!("{bits:o}"))
            } else {
                ("0x", format!("{bits:x}"))
            };
            let has = |flag| conversion.flags.contains(flag);
            let prefix = if has('#') { prefix } else { "" };
            let width = match conversion.width {
                width if has('0') => width.saturating_sub(prefix.len()),
                _ => 0,
            };
            format!("{prefix}{digits:0>width$}")
        }
        'f' => {
            let Some(decimal) = decimal_of(value) else {
                return wrong();
            };
            let places = conversion.precision.unwrap_or(6) as i64;
            signed(conversion, plain(&decimal, places))
        }
        'e' | 'E' | 'g' | 'G' => {
            let Some(decimal) = decimal_of(value) else {
                return wrong();
            };
            let places = conversion.precision.unwrap_or(6);
            let text = if matches!(conversion.letter, 'e' | 'E') {
                scientific(&decimal, places as i64)
            } else {
                general(&decimal, places.max(1) as i64)
            };
            signed(conversion, text)
        }
        't' | 'T' => dated(run, conversion, value)?,
        'h' | 'H' => {
            let code = crate::call::named(run, value, "hashCode", &[])?;
            format!("{:x}", code.as_i64().unwrap_or(0) as i32)
        }
        other => return illegal(format!("`%{other}` is no conversion of a format")),
    };
    if let (Some(precision), 's' | 'S') = (conversion.precision, conversion.letter) {
        text = text.chars().take(precision).collect();
    }
    if conversion.letter.is_ascii_uppercase() {
        text = text.to_uppercase();
    }
    Ok(text)
}

/// A decimal with one digit before the point and so many behind it: `1.234568e+04`.
fn scientific(decimal: &Decimal, places: i64) -> String {
    let rounded = match decimal.digits.sign() {
        num_bigint::Sign::NoSign => Decimal::new(0.into(), places),
        _ => {
            let wanted = decimal.scale - decimal.precision() + places + 1;
            decimal.with_scale(wanted)
        }
    };
    // Rounding may have added a digit: 9.99 to 10.0.
    let zero = rounded.digits.sign() == num_bigint::Sign::NoSign;
    let exponent = if zero {
        0
    } else {
        rounded.precision() - rounded.scale - 1
    };
    let mantissa = Decimal::new(rounded.digits.clone(), rounded.scale + exponent);
    let sign = if exponent < 0 { '-' } else { '+' };
    format!(
        "{}e{sign}{:02}",
        plain(&mantissa, places),
        exponent.unsigned_abs()
    )
}

/// `%g`: so many digits, in scientific notation where the number is very large or small.
fn general(decimal: &Decimal, digits: i64) -> String {
    if decimal.digits.sign() == num_bigint::Sign::NoSign {
        return plain(decimal, digits - 1);
    }
    let exponent = decimal.precision() - decimal.scale - 1;
    let rounded = decimal.with_scale(digits - 1 - exponent);
    let exponent = rounded.precision() - rounded.scale - 1;
    if (-4..digits).contains(&exponent) {
        plain(decimal, digits - 1 - exponent)
    } else {
        scientific(decimal, digits - 1)
    }
}

/// `%tY` and its like: a part of a date.
fn dated(run: &Run<'_>, conversion: &Conversion, value: &Value) -> Outcome<String> {
    let context = run.state.context.zone();
    let at = match value {
        Value::Date(millis) | Value::Long(millis) => crate::date::zoned(*millis, context)?,
        Value::Object(object) => match &**object {
            Object::Calendar { .. } => crate::library::calendar_zoned(value)?,
            Object::Zoned(at) | Object::OffsetDateTime(at) => at.clone(),
            Object::LocalDateTime(at) => match jiff::tz::TimeZone::UTC
                .to_ambiguous_zoned_datetime(*at)
                .compatible()
            {
                Ok(at) => at,
                Err(_) => return illegal("the date is out of the calendar".to_owned()),
            },
            _ => return fail(Kind::Unsupported, "`%t` takes dates with a time here"),
        },
        other => {
            let class = crate::class::short_name(other);
            return illegal(format!("`%t` does not take {class}"));
        }
    };
    let pattern = match conversion.field {
        Some('Y') => "yyyy",
        Some('y') => "yy",
        Some('m') => "MM",
        Some('d') => "dd",
        Some('e') => "d",
        Some('B') => "MMMM",
        Some('b' | 'h') => "MMM",
        Some('A') => "EEEE",
        Some('a') => "EEE",
        Some('H') => "HH",
        Some('k') => "H",
        Some('I') => "hh",
        Some('l') => "h",
        Some('M') => "mm",
        Some('S') => "ss",
        Some('L') => "SSS",
        Some('p') => "a",
        Some('Z') => "z",
        Some('z') => "Z",
        Some('j') => "DDD",
        Some('T') => "HH:mm:ss",
        Some('R') => "HH:mm",
        Some('r') => "hh:mm:ss a",
        Some('D') => "MM/dd/yy",
        Some('F') => "yyyy-MM-dd",
        Some('c') => "EEE MMM dd HH:mm:ss z yyyy",
        Some('s') => return Ok(at.timestamp().as_second().to_string()),
        Some('Q') => return Ok(at.timestamp().as_millisecond().to_string()),
        Some('C') => return Ok(format!("{:02}", at.year() / 100)),
        Some('N') => return Ok(format!("{:09}", at.subsec_nanosecond())),
        _ => return illegal("`%t` needs a part of a date".to_owned()),
    };
    let text = crate::date::format_zoned(&at, pattern)?;
    Ok(match conversion.field {
        Some('p') => text.to_lowercase(),
        _ => text,
    })
}

/// A decimal with so many places.
pub(crate) fn plain(decimal: &Decimal, places: i64) -> String {
    decimal.with_scale(places).to_plain()
}

fn signed(conversion: &Conversion, text: String) -> String {
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |rest| ("-", rest));
    let mut out = digits.to_owned();
    if conversion.flags.contains(',') {
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        out = grouped(whole);
        if !fraction.is_empty() {
            out.push('.');
            out.push_str(fraction);
        }
    }
    let has = |flag| conversion.flags.contains(flag);
    if sign == "-" && has('(') {
        return format!("({out})");
    }
    let sign = match sign {
        "" if has('+') => "+",
        "" if has(' ') => " ",
        sign => sign,
    };
    if conversion.flags.contains('0') {
        let width = conversion.width.saturating_sub(sign.len());
        out = format!("{out:0>width$}");
    }
    format!("{sign}{out}")
}

/// Digits in groups of three.
pub(crate) fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn pad(conversion: &Conversion, text: String) -> String {
    let width = conversion.width;
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = if conversion.flags.contains('-') {
        write!(out, "{text:<width$}")
    } else {
        write!(out, "{text:>width$}")
    };
    out
}

/// The decimal of a number that has a point.
fn decimal_of(value: &Value) -> Option<Decimal> {
    match value {
        Value::BigDecimal(_) | Value::Double(_) | Value::Float(_) => number(value)?.to_decimal(),
        _ => None,
    }
}
