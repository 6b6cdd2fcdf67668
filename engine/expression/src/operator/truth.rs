//! Groovy's truth: null, false, zero, and whatever is empty are false.

use num_traits::Zero;

use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) fn truth(run: &Run<'_>, value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Boolean(value) => *value,
        Value::Byte(value) => *value != 0,
        Value::Integer(value) => *value != 0,
        Value::Long(value) => *value != 0,
        Value::Float(value) => *value != 0.0,
        Value::Double(value) => *value != 0.0,
        Value::Character(value) => *value != '\0',
        Value::String(text) => !text.is_empty(),
        Value::GString(gstring) => !gstring.text.is_empty(),
        Value::BigInteger(value) => !value.is_zero(),
        Value::BigDecimal(value) => !value.digits.is_zero(),
        Value::List(list) => run.len(list) > 0,
        Value::Map(map) => run.map_len(map) > 0,
        Value::Range(range) => range.len() > 0,
        Value::Object(object) => match &**object {
            Object::Matcher { .. } => crate::regex::find_from_start(run, object),
            Object::Iterator { items, next } => *lock(next) < items.len(),
            Object::StringBuilder { text, .. } => !lock(text).is_empty(),
            _ => true,
        },
        Value::Date(_) | Value::Class(_) | Value::Pattern(_) | Value::Closure(_) => true,
    }
}
