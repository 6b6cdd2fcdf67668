//! `MessageDigest.digest`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "MessageDigest",
    name: "digest",
    parameters: "bytes: byte[]?",
    result: "byte[]",
    doc: "The digest of what it was given; it starts afresh.",
    examples: &[
        (
            "java.security.MessageDigest.getInstance('SHA-256').digest('a'.bytes).encodeHex().toString().take(8)",
            "ca978112",
        ),
        (
            "java.security.MessageDigest.getInstance('MD5').digest('a'.bytes).encodeHex().toString()",
            "0cc175b9c0f1b6a831c399e269772661",
        ),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Digest { algorithm, data } = &**object else {
        return mismatch();
    };
    let mut all = std::mem::take(&mut *lock(data));
    if args.len() == 1 {
        let Some(bytes) = crate::library::byte_argument(run, args.value(0))? else {
            return mismatch();
        };
        all.extend(bytes);
    }
    run.charge(all.len() / 16)?;
    crate::encoding::byte_array(run, &algorithm.digest(&all))
}
