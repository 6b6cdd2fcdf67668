//! `static UUID.nameUUIDFromBytes`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static UUID",
    name: "nameUUIDFromBytes",
    parameters: "name: byte[]",
    result: "UUID",
    doc: "The identifier that the MD5 of bytes gives.",
    examples: &[(
        "UUID.nameUUIDFromBytes('a'.bytes)",
        "0cc175b9-c0f1-36a8-b1c3-99e269772661",
    )],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Some(bytes) = crate::library::byte_argument(run, args.value(0))? else {
        return mismatch();
    };
    let mut hash = crate::digest::Algorithm::Md5.digest(&bytes);
    if let Some(byte) = hash.get_mut(6) {
        *byte = *byte & 0x0f | 0x30;
    }
    if let Some(byte) = hash.get_mut(8) {
        *byte = *byte & 0x3f | 0x80;
    }
    let hex = crate::encoding::hex(&hash);
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    let text = format!(
        "{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    );
    Ok(Value::object(Object::Uuid(text.into())))
}
