//! Constants of classes: `Math.PI`, `Integer.MAX_VALUE`, `Calendar.MONTH`.

use crate::class::simple_name;
use crate::value::{Decimal, Object, Text, Value};

/// A static field of a class, or a property that every class has.
pub(crate) fn constant(class: &str, name: &str) -> Option<Value> {
    let short = simple_name(class);
    match name {
        "name" | "canonicalName" | "typeName" => return Some(Value::string(class)),
        "simpleName" => {
            let shown = match class {
                "[Ljava.lang.String;" => "String[]",
                "[Ljava.lang.Object;" => "Object[]",
                "[B" => "byte[]",
                "[C" => "char[]",
                "[I" => "int[]",
                _ => short,
            };
            return Some(Value::string(shown));
        }
        _ => {}
    }
    if let Some(value) = crate::temporal::enumerated(class, name) {
        return Some(value);
    }
    Some(match (short, name) {
        ("DateFormat" | "SimpleDateFormat", "FULL") => Value::Integer(0),
        ("DateFormat" | "SimpleDateFormat", "LONG") => Value::Integer(1),
        ("DateFormat" | "SimpleDateFormat", "MEDIUM" | "DEFAULT") => Value::Integer(2),
        ("DateFormat" | "SimpleDateFormat", "SHORT") => Value::Integer(3),
        ("Calendar" | "GregorianCalendar", "SHORT") => Value::Integer(1),
        ("Calendar" | "GregorianCalendar", "LONG") => Value::Integer(2),
        ("Pattern", "CASE_INSENSITIVE") => Value::Integer(2),
        ("Pattern", "COMMENTS") => Value::Integer(4),
        ("Pattern", "MULTILINE") => Value::Integer(8),
        ("Pattern", "LITERAL") => Value::Integer(16),
        ("Pattern", "DOTALL") => Value::Integer(32),
        ("Pattern", "UNICODE_CASE") => Value::Integer(64),
        ("String", "CASE_INSENSITIVE_ORDER") => super::comparator(false),
        ("Normalizer", "Form") => Value::Class(Text::from("java.text.Normalizer$Form")),
        ("Integer", "SIZE") => Value::Integer(32),
        ("Integer", "BYTES") => Value::Integer(4),
        ("Long", "SIZE") => Value::Integer(64),
        ("Long", "BYTES") => Value::Integer(8),
        ("Float", "MAX_VALUE") => Value::Float(f32::MAX),
        ("Float", "NaN") => Value::Float(f32::NAN),
        ("Float", "POSITIVE_INFINITY") => Value::Float(f32::INFINITY),
        ("Float", "NEGATIVE_INFINITY") => Value::Float(f32::NEG_INFINITY),
        ("Byte", "MAX_VALUE") => Value::Byte(i8::MAX),
        ("Byte", "MIN_VALUE") => Value::Byte(i8::MIN),
        ("Short", "MAX_VALUE") => Value::Integer(i32::from(i16::MAX)),
        ("Short", "MIN_VALUE") => Value::Integer(i32::from(i16::MIN)),
        ("BigInteger", "TWO") => Value::big_integer(2.into()),
        ("Duration", "ZERO") => Value::object(Object::Duration(jiff::SignedDuration::ZERO)),
        ("Instant", "EPOCH") => Value::object(Object::Instant(jiff::Timestamp::UNIX_EPOCH)),
        ("Locale", "FRANCE") => Value::object(Object::Locale(Text::from("fr_FR"))),
        ("Locale", "FRENCH") => Value::object(Object::Locale(Text::from("fr"))),
        ("Locale", "GERMANY") => Value::object(Object::Locale(Text::from("de_DE"))),
        ("Locale", "GERMAN") => Value::object(Object::Locale(Text::from("de"))),
        ("Locale", "CANADA") => Value::object(Object::Locale(Text::from("en_CA"))),
        ("Locale", "ITALY") => Value::object(Object::Locale(Text::from("it_IT"))),
        ("Locale", "JAPAN") => Value::object(Object::Locale(Text::from("ja_JP"))),
        ("Math", "PI") => Value::Double(std::f64::consts::PI),
        ("Math", "E") => Value::Double(std::f64::consts::E),
        ("Integer", "MAX_VALUE") => Value::Integer(i32::MAX),
        ("Integer", "MIN_VALUE") => Value::Integer(i32::MIN),
        ("Long", "MAX_VALUE") => Value::Long(i64::MAX),
        ("Long", "MIN_VALUE") => Value::Long(i64::MIN),
        ("Double", "MAX_VALUE") => Value::Double(f64::MAX),
        ("Double", "MIN_VALUE") => Value::Double(5e-324),
        ("Double", "NaN") => Value::Double(f64::NAN),
        ("Double", "POSITIVE_INFINITY") => Value::Double(f64::INFINITY),
        ("Double", "NEGATIVE_INFINITY") => Value::Double(f64::NEG_INFINITY),
        ("Boolean", "TRUE") => Value::Boolean(true),
        ("Boolean", "FALSE") => Value::Boolean(false),
        ("BigDecimal", "ZERO") => Value::decimal(Decimal::new(0.into(), 0)),
        ("BigDecimal", "ONE") => Value::decimal(Decimal::new(1.into(), 0)),
        ("BigDecimal", "TEN") => Value::decimal(Decimal::new(10.into(), 0)),
        ("BigInteger", "ZERO") => Value::big_integer(0.into()),
        ("BigInteger", "ONE") => Value::big_integer(1.into()),
        ("BigInteger", "TEN") => Value::big_integer(10.into()),
        ("BigDecimal", _) if name.starts_with("ROUND_") => {
            Value::Integer(rounding(name.strip_prefix("ROUND_")?)?)
        }
        ("RoundingMode", mode) if rounding(mode).is_some() => Value::object(Object::Plain {
            class: Text::from(mode),
        }),
        ("Collections", "EMPTY_LIST") => Value::list(Vec::new()),
        ("Collections", "EMPTY_MAP") => Value::map(Vec::<(&str, Value)>::new()),
        ("Calendar" | "GregorianCalendar", _) => Value::Integer(match name {
            "ERA" => 0,
            "YEAR" => 1,
            "MONTH" => 2,
            "WEEK_OF_YEAR" => 3,
            "WEEK_OF_MONTH" => 4,
            "DATE" | "DAY_OF_MONTH" => 5,
            "DAY_OF_YEAR" => 6,
            "DAY_OF_WEEK" => 7,
            "DAY_OF_WEEK_IN_MONTH" => 8,
            "AM_PM" => 9,
            "HOUR" => 10,
            "HOUR_OF_DAY" => 11,
            "MINUTE" => 12,
            "SECOND" => 13,
            "MILLISECOND" => 14,
            "JANUARY" | "AM" => 0,
            "FEBRUARY" | "PM" | "SUNDAY" => 1,
            "MARCH" | "MONDAY" => 2,
            "APRIL" | "TUESDAY" => 3,
            "MAY" | "WEDNESDAY" => 4,
            "JUNE" | "THURSDAY" => 5,
            "JULY" | "FRIDAY" => 6,
            "AUGUST" | "SATURDAY" => 7,
            "SEPTEMBER" => 8,
            "OCTOBER" => 9,
            "NOVEMBER" => 10,
            "DECEMBER" => 11,
            _ => return None,
        }),
        ("Locale", "US") => Value::object(Object::Locale(Text::from("en_US"))),
        ("Locale", "ENGLISH") => Value::object(Object::Locale(Text::from("en"))),
        ("Locale", "UK") => Value::object(Object::Locale(Text::from("en_GB"))),
        ("Locale", "ROOT") => Value::object(Object::Locale(Text::default())),
        ("StandardCharsets", "UTF_8") => charset("UTF-8"),
        ("StandardCharsets", "ISO_8859_1") => charset("ISO-8859-1"),
        ("StandardCharsets", "US_ASCII") => charset("US-ASCII"),
        ("StandardCharsets", "UTF_16") => charset("UTF-16"),
        ("ZoneOffset", "UTC") => Value::object(Object::ZoneId(Text::from("Z"))),
        (
            "DateTimeFormatter",
            "ISO_DATE"
            | "ISO_LOCAL_DATE"
            | "ISO_LOCAL_TIME"
            | "ISO_TIME"
            | "ISO_LOCAL_DATE_TIME"
            | "ISO_DATE_TIME"
            | "ISO_OFFSET_DATE_TIME"
            | "ISO_ZONED_DATE_TIME"
            | "ISO_INSTANT"
            | "BASIC_ISO_DATE",
        ) => Value::object(Object::Formatter(Text::from(format!("#{name}")))),
        _ => return None,
    })
}

/// A character set, which prints its name.
fn charset(name: &'static str) -> Value {
    Value::object(Object::Constant {
        class: "java.nio.charset.Charset",
        name,
        ordinal: 0,
    })
}

/// Whether a name is that of a rounding mode.
pub(crate) fn is_rounding(mode: &str) -> bool {
    rounding(mode).is_some()
}

/// The number of a rounding mode of `BigDecimal`.
pub(crate) fn rounding(mode: &str) -> Option<i32> {
    let modes = [
        "UP",
        "DOWN",
        "CEILING",
        "FLOOR",
        "HALF_UP",
        "HALF_DOWN",
        "HALF_EVEN",
        "UNNECESSARY",
    ];
    modes
        .iter()
        .position(|known| *known == mode)
        .map(|index| index as i32)
}
