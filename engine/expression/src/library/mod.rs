//! The function library: one function per file, `library/<receiver>/<name>.rs`.
//!
//! Each file declares a `FUNCTION` with its receiver, parameters, result, documentation and
//! examples; the examples run as tests. `build.rs` collects the files, so adding a function touches
//! one file. Statics of a class have the receiver `static <Class>`.

mod arguments;
mod calculation;
mod constants;
mod dating;
mod identifying;
mod known;
mod known_names;
mod messaging;
mod printf;
mod sources;
mod stateful;
mod streaming;
mod time_unit;
mod walking;

use std::collections::HashMap;
use std::sync::LazyLock;

pub(crate) use arguments::Arguments;
pub(crate) use calculation::{digits, exact, meet, rounded, rounding_of};
pub(crate) use constants::{constant, is_rounding};
pub(crate) use dating::{
    calendar_at, calendar_millis, calendar_zoned, date_format, date_style, in_language,
    move_calendar, read_temporal, reads_english, redated, styles, time_style, with_fields,
};
pub(crate) use identifying::uuid_bits;
pub(crate) use known::{is_known_elsewhere, is_of_arrays, is_of_strings_only};
pub(crate) use messaging::{
    digits_shown, format_number, in_english, message, number_format, number_format_in,
    number_pattern,
};
pub(crate) use printf::{format, grouped, replace_matches};
pub(crate) use sources::{
    next_line, next_token, random_below, random_bits, random_double, strict_logarithm, token,
};
pub(crate) use stateful::{
    Search, address, byte_argument, letter_range, matcher_group, matcher_place, matcher_step,
    rewrite,
};
pub(crate) use streaming::{map_stream, streamed};
pub(crate) use walking::{
    add_entry, apply_entry, comparator, curry, distinct, extreme, flatten, keep, like, map_like,
    nothing_there, partition, sorted, unchangeable,
};

use crate::error::Outcome;
use crate::run::Run;
use crate::value::Value;

/// A function of the library.
#[derive(Debug)]
pub struct Function {
    /// The class it is called on: `String`, `Iterable`, `static Math`.
    pub receiver: &'static str,
    /// The method's name.
    pub name: &'static str,
    /// The parameters: `regex: String, limit: Integer?`.
    pub parameters: &'static str,
    /// The class of the result, with `?` where it may be null; `null` where it is nothing else.
    pub result: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// Expressions and the text of their value.
    pub examples: &'static [(&'static str, &'static str)],
    pub(crate) run: Implementation,
}

pub(crate) type Implementation = fn(&Run<'_>, &Value, &[Value]) -> Outcome<Value>;

include!(concat!(env!("OUT_DIR"), "/functions.rs"));

static BY_NAME: LazyLock<HashMap<&'static str, Vec<&'static Function>>> = LazyLock::new(|| {
    let mut by_name: HashMap<&'static str, Vec<&'static Function>> = HashMap::new();
    for function in FUNCTIONS {
        by_name.entry(function.name).or_default().push(function);
    }
    by_name
});

/// The functions of a name, whatever their receiver.
pub(crate) fn named(name: &str) -> &'static [&'static Function] {
    BY_NAME.get(name).map_or(&[], Vec::as_slice)
}

/// Every function of the library, ordered by receiver and name.
#[must_use]
pub fn functions() -> &'static [&'static Function] {
    FUNCTIONS
}

#[cfg(test)]
mod tests;
