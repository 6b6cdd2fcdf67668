//! `Mac.init`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Mac",
    name: "init",
    parameters: "key: SecretKeySpec",
    result: "null",
    doc: "Sets the key.",
    examples: &[(
        "def m = javax.crypto.Mac.getInstance('HmacSHA256'); m.init(new javax.crypto.spec.SecretKeySpec('key'.bytes, 'HmacSHA256')); m.macLength",
        "32",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Mac { key, data, .. } = &**object else {
        return mismatch();
    };
    let Value::Object(given) = args.value(0) else {
        return mismatch();
    };
    let Object::SecretKey { key: bytes, .. } = &**given else {
        return mismatch();
    };
    *lock(key) = Some(bytes.clone());
    lock(data).clear();
    Ok(Value::Null)
}
