//! `static Instant.ofEpochSecond`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Instant",
    name: "ofEpochSecond",
    parameters: "seconds: Long",
    result: "Instant",
    doc: "The instant so many seconds after 1970.",
    examples: &[("java.time.Instant.ofEpochSecond(1)", "1970-01-01T00:00:01Z")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::temporal::Temporal::Instant(jiff::Timestamp::UNIX_EPOCH).moved(args.long(0)?, "SECONDS")
}
