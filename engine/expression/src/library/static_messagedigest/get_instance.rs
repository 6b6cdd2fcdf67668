//! `static MessageDigest.getInstance`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static MessageDigest",
    name: "getInstance",
    parameters: "algorithm: String",
    result: "MessageDigest",
    doc: "A digest algorithm.",
    examples: &[(
        "java.security.MessageDigest.getInstance('SHA-256').digestLength",
        "32",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::object(Object::Digest {
        algorithm: crate::digest::Algorithm::named(args.text(0)?)?,
        data: Vec::new().into(),
    }))
}
