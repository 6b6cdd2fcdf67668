//! JSON in and out. Numbers keep their digits in both directions.

use num_bigint::BigInt;
use serde_json::Value as Json;

use super::decimal::LONGEST_NUMBER;
use super::{Decimal, Key, Text, Value};

impl Value {
    /// A frozen value of the JSON. Whole numbers become Integer, Long or BigInteger by size,
    /// others BigDecimal. `{"$date": "…"}` is a date in RFC 3339.
    #[must_use]
    pub fn from_json(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Boolean(*value),
            Json::Number(number) => number_from_text(&number.to_string()),
            Json::String(text) => Self::string(text.as_str()),
            Json::Array(items) => Self::list(items.iter().map(Self::from_json).collect()),
            Json::Object(members) => {
                if let (1, Some(Json::String(date))) = (members.len(), members.get("$date"))
                    && let Ok(instant) = date.parse::<jiff::Timestamp>()
                {
                    return Self::Date(instant.as_millisecond());
                }
                Self::map(
                    members
                        .iter()
                        .map(|(key, value)| (key.as_str(), Self::from_json(value))),
                )
            }
        }
    }

    /// The JSON of the value: a date as `from_json` reads it, text for what JSON lacks.
    #[must_use]
    pub fn to_json(&self) -> Json {
        json_of(self, 0)
    }
}

/// Deeper structures are cut off: serde_json reads no deeper either.
const DEPTH: usize = 120;

fn json_of(value: &Value, depth: usize) -> Json {
    match value {
        _ if depth > DEPTH => Json::Null,
        Value::Null => Json::Null,
        Value::Boolean(value) => Json::Bool(*value),
        Value::Byte(value) => Json::from(*value),
        Value::Integer(value) => Json::from(*value),
        Value::Long(value) => Json::from(*value),
        Value::BigInteger(_) | Value::BigDecimal(_) | Value::Float(_) | Value::Double(_) => {
            serde_json::from_str(&value.to_text()).unwrap_or_else(|_| Json::String(value.to_text()))
        }
        Value::Date(millis) => {
            let text = match jiff::Timestamp::from_millisecond(*millis) {
                Ok(at) => format!("{at:.3}"),
                Err(_) => crate::date::far_text(*millis),
            };
            serde_json::json!({ "$date": text })
        }
        Value::List(list) => Json::Array(
            list.snapshot()
                .iter()
                .map(|item| json_of(item, depth + 1))
                .collect(),
        ),
        Value::Range(range) => Json::Array(
            (0..range.len().min(100_000))
                .filter_map(|index| range.get(index))
                .map(|item| json_of(&item, depth + 1))
                .collect(),
        ),
        Value::Map(map) => {
            let entries = map.snapshot();
            Json::Object(
                entries
                    .iter()
                    .map(|(key, value)| (key.to_value().to_text(), json_of(value, depth + 1)))
                    .collect(),
            )
        }
        other => Json::String(other.to_text()),
    }
}

/// The number a JSON or Groovy literal of this text is.
pub(crate) fn number_from_text(text: &str) -> Value {
    if !text.contains(['.', 'e', 'E']) {
        if let Ok(number) = text.parse::<i64>() {
            return Value::integer(number);
        }
        if text.len() <= LONGEST_NUMBER
            && let Ok(number) = text.parse::<BigInt>()
        {
            return Value::big_integer(number);
        }
    }
    Decimal::parse(text).map_or_else(|| Value::string(text), Value::decimal)
}

impl From<Text> for Key {
    fn from(text: Text) -> Self {
        Self::String(text)
    }
}
