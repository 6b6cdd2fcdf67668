//! Numbers by the patterns of `DecimalFormat`: `#,##0.00`, `0.0%`, `0.00;(0.00)`, `0.00E0`.

use crate::error::{EvalError, Kind, Outcome, fail};
use crate::library::rounded;
use crate::operator::Number;
use crate::value::{Decimal, Value};

/// `HALF_EVEN`, the rounding of every new format.
const HALF_EVEN: i32 = 6;

/// How a number is written.
#[derive(Debug, Clone)]
pub struct NumberPattern {
    prefix: String,
    suffix: String,
    /// What stands around negative numbers; a minus before the prefix where there is none.
    negative: Option<(String, String)>,
    pub(crate) least_whole: usize,
    pub(crate) least_places: usize,
    pub(crate) most_places: usize,
    /// Digits of a group; none where digits are not grouped.
    pub(crate) grouped: bool,
    /// The power of ten a number is multiplied with: 2 for a percentage.
    shift: i64,
    /// Least digits of an exponent.
    exponent: Option<usize>,
    pub(crate) rounding: i32,
    /// Whether parsing stops at the point.
    pub(crate) whole_only: bool,
}

/// One half of a pattern.
#[derive(Default)]
struct Half {
    prefix: String,
    body: String,
    suffix: String,
    shift: i64,
}

fn illegal<T>(message: &str) -> Outcome<T> {
    Err(Box::new(
        EvalError::new(Kind::Other, message).thrown_as("java.lang.IllegalArgumentException"),
    ))
}

/// Takes a pattern apart: prefix, digits and suffix of the positive and the negative half.
fn halves(pattern: &str) -> Outcome<(Half, Option<Half>)> {
    let mut halves = vec![Half::default()];
    let mut letters = pattern.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        let Some(half) = halves.last_mut() else { break };
        let digits_go_on = half.suffix.is_empty();
        let affix = if half.body.is_empty() {
            &mut half.prefix
        } else {
            &mut half.suffix
        };
        match letter {
            '\'' if letters.peek() == Some(&'\'') => {
                letters.next();
                affix.push('\'');
            }
            '\'' => quoted = !quoted,
            _ if quoted => affix.push(letter),
            ';' => halves.push(Half::default()),
            '#' | '0' | ',' | '.' if half.body.is_empty() || digits_go_on => half.body.push(letter),
            'E' if !half.body.is_empty() && digits_go_on && letters.peek() == Some(&'0') => {
                half.body.push('E');
            }
            '#' | '0' | ',' | '.' => return illegal("a number pattern has digits twice"),
            '%' => {
                half.shift = 2;
                affix.push('%');
            }
            '\u{2030}' => {
                half.shift = 3;
                affix.push(letter);
            }
            '\u{a4}' => affix.push('$'),
            letter => affix.push(letter),
        }
    }
    if quoted {
        return illegal("a quote in the number pattern is not closed");
    }
    let mut halves = halves.into_iter();
    Ok((halves.next().unwrap_or_default(), halves.next()))
}

impl NumberPattern {
    /// Reads a pattern.
    pub(crate) fn parse(pattern: &str) -> Outcome<Self> {
        if pattern.len() > 100 {
            return fail(Kind::Unsupported, "this number pattern is too long");
        }
        let (positive, negative) = halves(pattern)?;
        let (digits, exponent) = match positive.body.split_once('E') {
            Some((digits, exponent)) => (digits, Some(exponent.len())),
            None => (positive.body.as_str(), None),
        };
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let misplaced = |text: &str, late: char, early: char| {
            text.find(late)
                .is_some_and(|at| text.get(at..).unwrap_or_default().contains(early))
        };
        if places.contains(['.', ',']) || misplaced(whole, '0', '#') || misplaced(places, '#', '0')
        {
            return illegal("this is no pattern of numbers");
        }
        let count = |text: &str, letter: char| text.matches(letter).count();
        let (mut least_whole, least_places) = (count(whole, '0'), count(places, '0'));
        if digits.contains('.') && !whole.is_empty() && least_whole + least_places == 0 {
            least_whole = 1;
        }
        if exponent.is_some() && (whole.contains('#') || least_whole == 0) {
            return fail(Kind::Unsupported, "this number pattern is not supported");
        }
        if whole
            .rsplit_once(',')
            .is_some_and(|(_, group)| group.len() != 3)
        {
            return fail(Kind::Unsupported, "digits are grouped by three here");
        }
        Ok(Self {
            prefix: positive.prefix,
            suffix: positive.suffix,
            negative: negative.map(|half| (half.prefix, half.suffix)),
            least_whole,
            least_places,
            most_places: places.len(),
            grouped: whole.contains(','),
            shift: positive.shift,
            exponent,
            rounding: HALF_EVEN,
            whole_only: false,
        })
    }

    /// A number by the pattern.
    pub(crate) fn format(&self, number: &Number) -> Outcome<String> {
        let below = match number {
            Number::Double(value) if value.is_nan() => return Ok("NaN".to_owned()),
            Number::Double(value) => value.is_sign_negative(),
            _ => false,
        };
        let Some(decimal) = number.to_decimal() else {
            return Ok(self.around(below, "\u{221e}"));
        };
        let negative = below || decimal.digits.sign() == num_bigint::Sign::Minus;
        let positive = Decimal::new(
            decimal.digits.magnitude().clone().into(),
            decimal.scale - self.shift,
        );
        let body = match self.exponent {
            Some(least) => self.scientific(&positive, least, negative)?,
            None => self.plain(&positive, negative)?,
        };
        Ok(self.around(negative, &body))
    }

    fn around(&self, negative: bool, body: &str) -> String {
        match (&self.negative, negative) {
            (Some((prefix, suffix)), true) => format!("{prefix}{body}{suffix}"),
            (_, negative) => {
                let sign = if negative { "-" } else { "" };
                format!("{sign}{}{body}{}", self.prefix, self.suffix)
            }
        }
    }

    /// Rounds the digits of a number whose sign is written by itself.
    fn round(&self, digits: &Decimal, places: i64, negative: bool) -> Outcome<Decimal> {
        let signed = if negative {
            Decimal::new(-digits.digits.clone(), digits.scale)
        } else {
            digits.clone()
        };
        match rounded(&signed, places, self.rounding) {
            Some(rounded) => Ok(Decimal::new(
                rounded.digits.magnitude().clone().into(),
                rounded.scale,
            )),
            None => fail(Kind::Arithmetic, "rounding is necessary"),
        }
    }

    fn plain(&self, number: &Decimal, negative: bool) -> Outcome<String> {
        let text = self
            .round(number, self.most_places as i64, negative)?
            .to_plain();
        let (units, places) = text.split_once('.').unwrap_or((&text, ""));
        let width = self.least_whole;
        let mut units = format!("{:0>width$}", units.trim_start_matches('0'));
        if self.grouped {
            units = crate::library::grouped(&units);
        }
        let places = self.trimmed(places);
        if units.is_empty() && places.is_empty() {
            units.push('0');
        }
        let point = if places.is_empty() { "" } else { "." };
        Ok(format!("{units}{point}{places}"))
    }

    fn trimmed<'a>(&self, places: &'a str) -> &'a str {
        let mut places = places;
        while places.len() > self.least_places && places.ends_with('0') {
            places = places.get(..places.len() - 1).unwrap_or_default();
        }
        places
    }

    fn scientific(&self, number: &Decimal, least: usize, negative: bool) -> Outcome<String> {
        let zero = number.digits.sign() == num_bigint::Sign::NoSign;
        let (whole, most) = (self.least_whole as i64, self.most_places as i64);
        let exponent = |number: &Decimal| number.precision() - number.scale - whole;
        let mut power = if zero { 0 } else { exponent(number) };
        let mut mantissa = self.round(number, most - power, negative)?;
        if !zero && exponent(&mantissa) > power {
            // Rounding added a digit.
            power = exponent(&mantissa);
            mantissa = self.round(number, most - power, negative)?;
        }
        let text = Decimal::new(mantissa.digits, mantissa.scale + power)
            .with_scale(most)
            .to_plain();
        let (units, places) = text.split_once('.').unwrap_or((&text, ""));
        let places = self.trimmed(places);
        let point = if places.is_empty() { "" } else { "." };
        let sign = if power < 0 { "-" } else { "" };
        let power = power.unsigned_abs();
        Ok(format!("{units}{point}{places}E{sign}{power:0>least$}"))
    }

    /// The number at the start of a text: a Long where it is whole, else a Double.
    pub(crate) fn read(&self, text: &str) -> Outcome<Value> {
        let unparseable = || {
            let error = EvalError::new(Kind::Other, format!("`{text}` is no number"));
            Err(Box::new(error.thrown_as("java.text.ParseException")))
        };
        let (minus, rest) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text),
        };
        let rest = match rest.strip_prefix(self.prefix.as_str()) {
            Some(rest) => rest,
            None => return unparseable(),
        };
        let mut digits = String::from(minus);
        let mut pointed = false;
        for letter in rest.chars() {
            match letter {
                '0'..='9' => digits.push(letter),
                ',' if self.grouped && !pointed => {}
                '.' if !pointed && !self.whole_only => {
                    pointed = true;
                    digits.push('.');
                }
                _ => break,
            }
        }
        let Some(mut decimal) = Decimal::parse(digits.trim_end_matches('.')) else {
            return unparseable();
        };
        decimal.scale += self.shift;
        let decimal = decimal.stripped_to(0);
        if decimal.scale == 0
            && let Ok(whole) = i64::try_from(&decimal.digits)
        {
            return Ok(Value::Long(whole));
        }
        Ok(Value::Double(decimal.to_f64()))
    }
}
