//! What the functions on UUIDs share: their bits.

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::Arguments;
use crate::run::Run;
use crate::value::Value;

/// The bits of a UUID that is asked without arguments.
pub(crate) fn uuid_bits(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<u128> {
    Arguments::new(arguments, 0, 0)?;
    let text = crate::text::to_text(run, this)?.replace('-', "");
    match u128::from_str_radix(&text, 16) {
        Ok(bits) => Ok(bits),
        Err(_) => mismatch(),
    }
}
