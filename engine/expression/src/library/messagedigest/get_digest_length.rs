//! `MessageDigest.getDigestLength`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "MessageDigest",
    name: "getDigestLength",
    parameters: "",
    result: "Integer",
    doc: "How many bytes a digest has.",
    examples: &[(
        "java.security.MessageDigest.getInstance('SHA-256').getDigestLength()",
        "32",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Digest { algorithm, .. } = &**object else {
        return mismatch();
    };
    Ok(Value::Integer(algorithm.length() as i32))
}
