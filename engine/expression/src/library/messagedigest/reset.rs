//! `MessageDigest.reset`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "MessageDigest",
    name: "reset",
    parameters: "",
    result: "null",
    doc: "Forgets what it was given.",
    examples: &[(
        "def d = java.security.MessageDigest.getInstance('SHA-256'); d.reset(); d.algorithm",
        "SHA-256",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Digest { data, .. } = &**object else {
        return mismatch();
    };
    lock(data).clear();
    Ok(Value::Null)
}
