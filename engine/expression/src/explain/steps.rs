//! The next step of an error that has none of its own: one for each kind.

use crate::error::{EvalError, Kind};

pub(super) fn next(error: &EvalError) -> String {
    let message = error.message.as_str();
    match error.kind {
        Kind::NullPointer => "guard with `?.`, or give a default with `?:`",
        Kind::MissingVariable => "see which names are bound for this operation",
        Kind::MissingProperty => "look at the value: it is of another class than expected",
        Kind::MissingMethod => "the function reference lists the methods of each class",
        Kind::Syntax if message.starts_with("there is no class") => {
            "write the class as Java does, capital letters included"
        }
        Kind::Syntax if message.contains("the end of") => {
            "add what is missing before the end of the binding"
        }
        Kind::Syntax => "change the part under the caret",
        Kind::Arithmetic => "test the divisor first, as in `d ? n / d : 0`",
        Kind::Index => "test `size()` first; a list answers null past its end with `list[i]`",
        Kind::Limit => "do less in one binding: a connector needs no heavy work here",
        Kind::Unsupported => "write it another way; the function reference lists what is there",
        Kind::Other if message.ends_with("is not a number") => {
            "test the text first, as in `x?.isInteger() ? x.toInteger() : 0`"
        }
        Kind::Other if message.contains(" no date") => {
            "compare the pattern with the text, letter by letter"
        }
        Kind::Other if message.contains("regular expression") => {
            "escape `( ) [ ] { } . * + ? ^ $ |` with a backslash, or use `replace`, which takes text"
        }
        Kind::Other if message.contains("cannot become") => {
            "leave the cast away, or convert with `toString()`, `toInteger()` or `toList()`"
        }
        Kind::Other if message.starts_with("an empty list") => "test the list first, as in `list ? list.first() : null`",
        Kind::Other if message.contains("JSON") => "look at the text: it is not the JSON expected",
        Kind::Other if message.starts_with("the script threw") => {
            "the script itself raises this; look at its condition"
        }
        Kind::Other => "look at the values that it is given",
    }
    .to_owned()
}
