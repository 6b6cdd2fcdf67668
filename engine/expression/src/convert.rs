//! Conversions between types: `as T`, `(T) value`, and typed declarations.

use num_traits::ToPrimitive;

use crate::class::{is_instance, is_primitive, short_name, simple_name};
use crate::error::{EvalError, Kind, Outcome};
use crate::lower::TypeRef;
use crate::operator::{Number, number};
use crate::run::Run;
use crate::value::effort;
use crate::value::{LONGEST_NUMBER, ListKind, MapKind, Object, Text, Value};

fn type_at<'a>(run: &Run<'a>, index: usize) -> Option<&'a TypeRef> {
    run.tables.and_then(|tables| tables.types.get(index))
}

/// `value instanceof T`
pub(crate) fn instance(run: &Run<'_>, value: &Value, index: usize) -> Outcome<bool> {
    Ok(type_at(run, index).is_some_and(|ty| is_of_type(value, ty)))
}

fn is_of_type(value: &Value, ty: &TypeRef) -> bool {
    if ty.dimensions > 0 {
        let Value::List(list) = value else {
            return false;
        };
        return list.kind() == array_kind(&ty.name)
            || list.kind().is_array() && ty.name == "java.lang.Object";
    }
    is_of(value, &ty.name)
}

/// Whether a value is an instance of a class, by full name.
pub(crate) fn is_of(value: &Value, class: &str) -> bool {
    is_instance(value, class)
}

/// The kind of array that holds elements of a class.
pub(crate) fn array_kind(class: &str) -> ListKind {
    match class {
        "java.lang.String" => ListKind::Strings,
        "byte" => ListKind::Bytes,
        "char" => ListKind::Chars,
        "int" => ListKind::Ints,
        _ => ListKind::Objects,
    }
}

/// The message of Java's `ClassCastException`.
pub(crate) fn cannot_cast<T>(value: &Value, class: &str) -> Outcome<T> {
    let message = format!("{} cannot become {}", short_name(value), simple_name(class));
    let mut error = EvalError::new(Kind::Other, message);
    // What holds others would take long to print, in vain for most.
    if !matches!(value, Value::List(_) | Value::Map(_) | Value::Object(_)) {
        let shown: String = value.to_text().chars().take(200).collect();
        let own = match value {
            Value::Null => "null",
            other => crate::class::class_name(other),
        };
        error = error.with_java_message(format!(
            "Cannot cast object '{shown}' with class '{own}' to class '{class}'"
        ));
    }
    Err(Box::new(error.thrown_as(
        "org.codehaus.groovy.runtime.typehandling.GroovyCastException",
    )))
}

/// The message of Java's `NumberFormatException`.
pub(crate) fn not_a_number<T>(text: &str) -> Outcome<T> {
    let mut shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    Err(Box::new(
        EvalError::new(Kind::Other, format!("`{shown}` is not a number"))
            .thrown_as("java.lang.NumberFormatException")
            .with_java_message(format!("For input string: \"{shown}\"")),
    ))
}

/// A type of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberType {
    Byte,
    /// Held as an Integer.
    Short,
    Integer,
    Long,
    BigInteger,
    Float,
    Double,
    BigDecimal,
}

impl NumberType {
    pub(crate) fn of(class: &str) -> Option<Self> {
        Some(match class {
            "byte" | "java.lang.Byte" => Self::Byte,
            "int" | "java.lang.Integer" => Self::Integer,
            "short" | "java.lang.Short" => Self::Short,
            "long" | "java.lang.Long" => Self::Long,
            "float" | "java.lang.Float" => Self::Float,
            "double" | "java.lang.Double" => Self::Double,
            "java.math.BigInteger" => Self::BigInteger,
            "java.math.BigDecimal" | "java.lang.Number" => Self::BigDecimal,
            _ => return None,
        })
    }

    /// A number narrowed or widened to this type.
    pub(crate) fn convert(self, value: &Number) -> Outcome<Value> {
        Ok(match self {
            Self::Byte => Value::Byte(value.to_i32() as i8),
            Self::Short => Value::Integer(i32::from(value.to_i32() as i16)),
            Self::Integer => Value::Integer(value.to_i32()),
            Self::Long => Value::Long(value.to_i64()),
            Self::BigInteger => Value::big_integer(value.to_big()),
            Self::Float => Value::Float(value.to_f64() as f32),
            Self::Double => Value::Double(value.to_f64()),
            Self::BigDecimal => match value {
                Number::Double(value) => return exact_decimal(*value),
                _ => match value.to_decimal() {
                    Some(value) => Value::decimal(value),
                    None => return not_a_number(&crate::text::double_text(value.to_f64())),
                },
            },
        })
    }

    /// An Integer or a Long from text in a radix.
    pub(crate) fn parse_in(self, text: &str, radix: i32) -> Outcome<Value> {
        let Some(radix) = u32::try_from(radix).ok().filter(|it| (2..=36).contains(it)) else {
            return not_a_number(text);
        };
        match i64::from_str_radix(text, radix) {
            Ok(number) if self == Self::Long => Ok(Value::Long(number)),
            Ok(number) => i32::try_from(number)
                .map_or_else(|_| not_a_number(text), |it| Ok(Value::Integer(it))),
            Err(_) => not_a_number(text),
        }
    }

    /// A number of this type from text, as the `valueOf` of its class reads it.
    pub(crate) fn parse(self, text: &str) -> Outcome<Value> {
        let plain = |text: &str| {
            text.strip_prefix('+')
                .map_or(text.to_owned(), str::to_owned)
        };
        if !effort::read(text.len()) {
            return not_a_number(text);
        }
        let value = match self {
            Self::Byte => plain(text).parse().ok().map(Value::Byte),
            Self::Short => {
                let short: Option<i16> = plain(text).parse().ok();
                short.map(|it| Value::Integer(i32::from(it)))
            }
            Self::Integer => plain(text).parse().ok().map(Value::Integer),
            Self::Long => plain(text).parse().ok().map(Value::Long),
            Self::BigInteger if text.len() <= LONGEST_NUMBER => {
                effort::divide(effort::bits_of_digits(text.len()));
                plain(text).parse().ok().map(Value::big_integer)
            }
            Self::BigInteger => None,
            Self::Float => java_double(text).map(|value| Value::Float(value as f32)),
            Self::Double => java_double(text).map(Value::Double),
            Self::BigDecimal => crate::value::Decimal::parse(text).map(Value::decimal),
        };
        // Java says of decimals which of their signs is wrong.
        match (value, self) {
            (Some(value), _) => Ok(value),
            (None, Self::BigDecimal) => not_a_number(text).map_err(|mut error| {
                error.origin.message = None;
                error
            }),
            (None, _) => not_a_number(text),
        }
    }
}

/// All digits of a double.
fn exact_decimal(value: f64) -> Outcome<Value> {
    if !value.is_finite() {
        return not_a_number(&crate::text::double_text(value));
    }
    let text = format!("{value:.1100}");
    let trimmed = text.trim_end_matches('0').trim_end_matches('.');
    NumberType::BigDecimal.parse(trimmed)
}

/// What `Double.parseDouble` reads.
fn java_double(text: &str) -> Option<f64> {
    let text = text.trim();
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match unsigned {
        "NaN" | "Infinity" => return text.replace("Infinity", "inf").parse().ok(),
        _ => {}
    }
    let text = text.strip_suffix(['d', 'D', 'f', 'F']).unwrap_or(text);
    if unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        text.parse().ok()
    } else {
        None
    }
}

/// `value as T`
pub(crate) fn as_type(run: &Run<'_>, value: &Value, index: usize) -> Outcome<Value> {
    let Some(ty) = type_at(run, index) else {
        return Ok(value.clone());
    };
    convert_as(run, value, ty)
}

/// `value.asType(T)`
pub(crate) fn as_class(run: &Run<'_>, value: &Value, class: &str) -> Outcome<Value> {
    let ty = TypeRef {
        name: class.to_owned(),
        dimensions: 0,
    };
    convert_as(run, value, &ty)
}

/// What an array of a kind keeps of a value that is put into it.
pub(crate) fn stored(run: &Run<'_>, kind: ListKind, value: &Value) -> Outcome<Value> {
    let class = match kind {
        ListKind::Ints => "int",
        ListKind::Bytes => "byte",
        ListKind::Chars => "char",
        ListKind::Strings if matches!(value, Value::GString(_)) => {
            let message = "putting a GString into an array of strings is not supported";
            return crate::error::fail(Kind::Unsupported, message);
        }
        ListKind::Strings => "java.lang.String",
        _ => return Ok(value.clone()),
    };
    if value.is_null() && kind != ListKind::Strings {
        let message = format!("null cannot become {class}");
        return Err(Box::new(EvalError::new(Kind::NullPointer, message)));
    }
    let ty = TypeRef {
        name: class.to_owned(),
        dimensions: 0,
    };
    cast_to(run, value, &ty)
}

fn convert_as(run: &Run<'_>, value: &Value, ty: &TypeRef) -> Outcome<Value> {
    if ty.dimensions > 0 {
        return to_array(run, value, ty, convert_element);
    }
    if value.is_null() {
        return Ok(match ty.name.as_str() {
            "boolean" => Value::Boolean(false),
            name if is_primitive(name) => return cannot_cast(value, name),
            _ => Value::Null,
        });
    }
    if is_of(value, &ty.name) {
        return Ok(value.clone());
    }
    if let (Some(target), Some(text)) = (NumberType::of(&ty.name), value.as_str()) {
        return target.parse(text.trim());
    }
    if matches!(ty.name.as_str(), "char" | "java.lang.Character")
        && let Some(text) = value.as_str()
    {
        return match text.chars().next() {
            Some(letter) => Ok(Value::Character(letter)),
            None => crate::access::out_of_range(0, 0),
        };
    }
    match (ty.name.as_str(), value) {
        // Groovy's own text of collections, not Java's.
        ("java.lang.String", Value::Map(_) | Value::List(_) | Value::Range(_))
            if !crate::call::holds_primitives(value) =>
        {
            crate::text::to_text(run, value).map(Value::String)
        }
        (
            "java.util.List"
            | "java.util.ArrayList"
            | "java.util.Collection"
            | "java.lang.Iterable",
            _,
        ) if value.as_str().is_some() => run.list(crate::collection::walk(run, value)?),
        ("java.util.List", Value::List(list))
            if list.kind().is_set() || list.as_view().is_some() =>
        {
            run.list(run.items(list)?)
        }
        ("java.util.HashSet", Value::List(_) | Value::Range(_)) => {
            let items = crate::collection::walk(run, value)?;
            crate::collection::set_of(run, ListKind::HashSet, items)
        }
        _ => cast_to(run, value, ty),
    }
}

/// `(T) value`
pub(crate) fn cast(run: &Run<'_>, value: &Value, index: usize) -> Outcome<Value> {
    let Some(ty) = type_at(run, index) else {
        return Ok(value.clone());
    };
    cast_to(run, value, ty)
}

/// The value of a variable declared with a type.
pub(crate) fn coerce(run: &Run<'_>, value: &Value, index: usize) -> Outcome<Value> {
    cast(run, value, index)
}

/// Whether a value is what a type of the tables says, without conversion; null is any object.
pub(crate) fn is_exactly(run: &Run<'_>, value: &Value, index: usize) -> bool {
    type_at(run, index).is_none_or(|ty| {
        is_of_type(value, ty)
            || value.is_null() && !is_primitive(&ty.name)
            || is_primitive(&ty.name) && ty.dimensions == 0 && is_boxed(value, &ty.name)
    })
}

/// Whether a value is of the class that a primitive type is boxed in.
fn is_boxed(value: &Value, primitive: &str) -> bool {
    match primitive {
        "int" => matches!(value, Value::Integer(_)),
        "long" => matches!(value, Value::Long(_)),
        "double" => matches!(value, Value::Double(_)),
        "float" => matches!(value, Value::Float(_)),
        "boolean" => matches!(value, Value::Boolean(_)),
        "char" => matches!(value, Value::Character(_)),
        "byte" => matches!(value, Value::Byte(_)),
        _ => false,
    }
}

/// The value of a typed parameter: no conversion beyond numbers and strings.
pub(crate) fn parameter(run: &Run<'_>, value: &Value, index: usize) -> Outcome<Value> {
    let Some(ty) = type_at(run, index) else {
        return Ok(value.clone());
    };
    let fits = value.is_null()
        || is_of_type(value, ty)
        || matches!(value, Value::GString(_)) && ty.name == "java.lang.String"
        || number(value).is_some() && NumberType::of(&ty.name).is_some()
        || matches!(value, Value::Boolean(_)) && ty.name == "boolean"
        || ty.dimensions > 0 && matches!(value, Value::List(_));
    if fits {
        return cast_to(run, value, ty);
    }
    let message = format!("a closure takes {} here", simple_name(&ty.name));
    Err(Box::new(EvalError::new(Kind::MissingMethod, message)))
}

/// An element of what becomes an array by `as`.
fn convert_element(run: &Run<'_>, value: &Value, ty: &TypeRef) -> Outcome<Value> {
    if value.is_null() && ty.dimensions == 0 && is_primitive(&ty.name) {
        let message = format!("null cannot become {}", ty.name);
        return Err(Box::new(EvalError::new(Kind::NullPointer, message)));
    }
    convert_as(run, value, ty)
}

type Convert = fn(&Run<'_>, &Value, &TypeRef) -> Outcome<Value>;

fn to_array(run: &Run<'_>, value: &Value, ty: &TypeRef, convert: Convert) -> Outcome<Value> {
    if value.is_null() {
        return Ok(Value::Null);
    }
    let kind = array_kind(&ty.name);
    if let Value::List(list) = value
        && list.kind() == kind
    {
        return Ok(value.clone());
    }
    let items = match value {
        Value::List(_) | Value::Range(_) => crate::collection::walk(run, value)?,
        Value::String(_) | Value::GString(_)
            if matches!(kind, ListKind::Strings | ListKind::Chars | ListKind::Ints) =>
        {
            crate::collection::walk(run, value)?
        }
        Value::Integer(_) if kind == ListKind::Ints => vec![value.clone()],
        _ => return cannot_cast(value, &format!("{}[]", ty.name)),
    };
    let element = TypeRef {
        name: ty.name.clone(),
        dimensions: ty.dimensions - 1,
    };
    let mut converted = Vec::with_capacity(items.len());
    for item in &items {
        converted.push(run.deeper(|| convert(run, item, &element))?);
    }
    run.sequence(kind, converted)
}

fn cast_to(run: &Run<'_>, value: &Value, ty: &TypeRef) -> Outcome<Value> {
    if ty.dimensions > 0 {
        return to_array(run, value, ty, cast_to);
    }
    let class = ty.name.as_str();
    if class == "boolean" {
        return Ok(Value::Boolean(crate::operator::truth(run, value)));
    }
    if value.is_null() {
        return if is_primitive(class) {
            cannot_cast(value, class)
        } else {
            Ok(Value::Null)
        };
    }
    if is_of(value, class) || class == "def" {
        return Ok(value.clone());
    }
    if let Some(target) = NumberType::of(class) {
        return to_number(value, target, class);
    }
    match class {
        "java.lang.Boolean" => Ok(Value::Boolean(crate::operator::truth(run, value))),
        "java.lang.String" => match value {
            Value::List(list) if list.kind() == ListKind::Chars => {
                let items = run.items(list)?;
                run.text(items.iter().map(Value::to_text).collect::<String>())
            }
            Value::Range(range) => run.text(range.ends()),
            _ => Ok(Value::String(crate::text::java_text(run, value)?)),
        },
        "char" | "java.lang.Character" => to_character(value, class),
        "java.util.List"
        | "java.util.ArrayList"
        | "java.util.Collection"
        | "java.lang.Iterable" => match value {
            Value::List(list) if list.kind().is_array() => run.list(run.items(list)?),
            Value::List(_) | Value::Range(_) if class == "java.util.ArrayList" => {
                run.list(crate::collection::walk(run, value)?)
            }
            _ => cannot_cast(value, class),
        },
        "java.util.Set" | "java.util.LinkedHashSet" | "java.util.HashSet" | "java.util.TreeSet" => {
            let kind = match class {
                "java.util.HashSet" => ListKind::HashSet,
                "java.util.TreeSet" => ListKind::TreeSet,
                _ => ListKind::LinkedSet,
            };
            match value {
                Value::List(_) | Value::Range(_) => {
                    let items = crate::collection::walk(run, value)?;
                    crate::collection::set_of(run, kind, items)
                }
                _ => cannot_cast(value, class),
            }
        }
        "java.util.LinkedList" => match value {
            Value::List(_) | Value::Range(_) => {
                run.sequence(ListKind::LinkedList, crate::collection::walk(run, value)?)
            }
            _ => cannot_cast(value, class),
        },
        "java.util.TreeMap" | "java.util.HashMap" | "java.util.LinkedHashMap" => match value {
            Value::Map(map) => {
                let kind = if class.ends_with("TreeMap") {
                    MapKind::Tree
                } else {
                    MapKind::Linked
                };
                let entries = run.entries(map)?;
                run.room_for_items(entries.len())?;
                Ok(Value::Map(crate::value::Map::fresh(kind, entries)))
            }
            _ => cannot_cast(value, class),
        },
        "java.lang.Class" => match value.as_str().map(crate::class::resolve) {
            Some(crate::class::ClassName::Known(name)) => Ok(Value::Class(Text::from(name))),
            _ => cannot_cast(value, class),
        },
        "java.lang.StringBuilder" | "java.lang.StringBuffer" if value.as_str().is_some() => Ok(
            Value::object(Object::builder(value.to_text(), class.ends_with("Buffer"))),
        ),
        _ => cannot_cast(value, class),
    }
}

fn to_number(value: &Value, target: NumberType, class: &str) -> Outcome<Value> {
    if let Some(number) = number(value) {
        return target.convert(&number);
    }
    let mut letters = value.as_str().unwrap_or_default().chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => target.convert(&Number::Integer(letter as i32)),
        _ => cannot_cast(value, class),
    }
}

fn to_character(value: &Value, class: &str) -> Outcome<Value> {
    if let Some(number) = number(value) {
        let letter = number.to_i32().to_u32().and_then(char::from_u32);
        return letter.map_or_else(|| cannot_cast(value, class), |it| Ok(Value::Character(it)));
    }
    let mut letters = value.as_str().unwrap_or_default().chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Ok(Value::Character(letter)),
        _ => cannot_cast(value, class),
    }
}
