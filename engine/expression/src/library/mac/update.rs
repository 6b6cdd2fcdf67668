//! `Mac.update`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Mac",
    name: "update",
    parameters: "bytes: byte[]",
    result: "null",
    doc: "Adds bytes to what is signed.",
    examples: &[(
        "def m = javax.crypto.Mac.getInstance('HmacSHA256'); m.init(new javax.crypto.spec.SecretKeySpec('key'.bytes, 'HmacSHA256')); m.update('msg'.bytes); m.doFinal().encodeBase64().toString().take(8)",
        "LZPLwb4W",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Mac { data, .. } = &**object else {
        return mismatch();
    };
    let Some(bytes) = crate::library::byte_argument(run, args.value(0))? else {
        return mismatch();
    };
    run.room_for_text(bytes.len() + lock(data).len())?;
    lock(data).extend(bytes);
    Ok(Value::Null)
}
