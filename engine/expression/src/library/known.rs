//! Methods that Groovy's library has for some receiver and bindery lacks.
//!
//! Asking for one is `unsupported`, never `missing_method`: a script must not see an error that
//! Groovy would not raise.

use super::known_names::{BIG, COLLECTION, DATE, MAP, MATH, NUMBER, OBJECT, STATICS, STRING};
use crate::value::{Object, Value};

/// Whether Groovy knows a method of that name for the value's class.
pub(crate) fn is_known_elsewhere(target: &Value, name: &str) -> bool {
    if matches!(
        target,
        Value::Byte(_) | Value::Integer(_) | Value::Long(_) | Value::Float(_) | Value::Double(_)
    ) && BIG.contains(&name)
        || name == "bitCount" && matches!(target, Value::BigDecimal(_))
    {
        // `Integer.max(int, int)` and its like are statics, which a number answers too.
        let statics = ["max", "min", "signum"].contains(&name);
        return statics && !matches!(target, Value::Integer(_));
    }
    if OBJECT.contains(&name) {
        return true;
    }
    let own: &[&[&str]] = match target {
        Value::String(_) | Value::GString(_) => &[STRING],
        Value::List(_) | Value::Range(_) => &[COLLECTION],
        Value::Map(_) => &[MAP],
        Value::Byte(_)
        | Value::Integer(_)
        | Value::Long(_)
        | Value::Float(_)
        | Value::Double(_)
        | Value::BigInteger(_)
        | Value::BigDecimal(_) => &[NUMBER],
        Value::Date(_) => &[DATE],
        Value::Character(_) => &[&[
            "isDigit",
            "isLetter",
            "toUpperCase",
            "toLowerCase",
            "next",
            "plus",
        ]],
        Value::Object(object) => match &**object {
            Object::Plain { class } if super::is_rounding(class) => return true,
            Object::Plain { .. } | Object::Throwable { .. } => &[],
            Object::Encoded { .. } => return name == "writeTo",
            Object::StringBuilder { .. } => return !is_of_strings_only(name),
            // Anything may be a method of the objects that the library knows only in part.
            _ => return true,
        },
        // Classes have statics that the library lacks.
        Value::Class(class) => {
            return match class.as_str() {
                // Its tests take characters, which a text is not.
                "java.lang.Character" => !name.starts_with("is"),
                "java.lang.Math" => MATH.contains(&name),
                "java.lang.Integer" | "java.lang.Double" => STATICS.contains(&name),
                _ => true,
            };
        }
        _ => &[],
    };
    // A function that exists was called with arguments it does not take.
    own.iter().any(|names| names.contains(&name)) && !has(target, name)
}

/// Methods that a String has and a StringBuilder lacks.
const OF_STRINGS_ONLY: [&str; 33] = [
    "collectReplacements",
    "compareToIgnoreCase",
    "concat",
    "contentEquals",
    "copyValueOf",
    "decodeBase64",
    "decodeHex",
    "describeConstable",
    "endsWith",
    "equalsIgnoreCase",
    "format",
    "formatted",
    "getBytes",
    "indent",
    "intern",
    "isBlank",
    "join",
    "lines",
    "matches",
    "regionMatches",
    "repeat",
    "resolveConstantDesc",
    "split",
    "startsWith",
    "strip",
    "stripLeading",
    "stripTrailing",
    "toBoolean",
    "toCharArray",
    "toCharacter",
    "toLowerCase",
    "toUpperCase",
    "trim",
];

/// Whether a String answers a method that no StringBuilder does.
pub(crate) fn is_of_strings_only(name: &str) -> bool {
    OF_STRINGS_ONLY.contains(&name)
}

/// What arrays of numbers or characters answer, of what collections do.
const OF_ARRAYS: [&str; 33] = [
    "any",
    "asBoolean",
    "asType",
    "clone",
    "collect",
    "contains",
    "count",
    "each",
    "eachByte",
    "eachWithIndex",
    "encodeBase64",
    "encodeHex",
    "equals",
    "every",
    "find",
    "findAll",
    "findIndexOf",
    "findIndexValues",
    "findLastIndexOf",
    "findResult",
    "flatten",
    "getAt",
    "grep",
    "inject",
    "join",
    "putAt",
    "size",
    "split",
    "sum",
    "swap",
    "toList",
    "toSet",
    "toString",
];

/// Whether an array of numbers or characters answers a function of collections.
pub(crate) fn is_of_arrays(function: &super::Function) -> bool {
    function.receiver == "Object" || OF_ARRAYS.contains(&function.name)
}

fn has(target: &Value, name: &str) -> bool {
    super::named(name).iter().any(|function| match target {
        Value::String(_) | Value::GString(_) => function.receiver == "String",
        Value::List(_) | Value::Range(_) => {
            matches!(
                function.receiver,
                "List" | "Collection" | "Iterable" | "Array" | "Set"
            )
        }
        Value::Map(_) => function.receiver == "Map",
        Value::Date(_) => function.receiver == "Date",
        Value::BigDecimal(_) => matches!(function.receiver, "Number" | "BigDecimal"),
        Value::BigInteger(_) => matches!(function.receiver, "Number" | "BigInteger"),
        _ => matches!(function.receiver, "Number" | "Integer"),
    })
}
