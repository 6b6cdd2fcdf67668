//! `MessageDigest.update`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "MessageDigest",
    name: "update",
    parameters: "bytes: byte[]",
    result: "null",
    doc: "Adds bytes to what is digested.",
    examples: &[(
        "def d = java.security.MessageDigest.getInstance('SHA-256'); d.update('a'.bytes); d.digest().encodeHex().toString().take(8)",
        "ca978112",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Digest { data, .. } = &**object else {
        return mismatch();
    };
    let Some(bytes) = crate::library::byte_argument(run, args.value(0))? else {
        return mismatch();
    };
    run.room_for_text(bytes.len() + lock(data).len())?;
    lock(data).extend(bytes);
    Ok(Value::Null)
}
