//! `MessageDigest.getAlgorithm`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "MessageDigest",
    name: "getAlgorithm",
    parameters: "",
    result: "String",
    doc: "The name of the algorithm.",
    examples: &[(
        "java.security.MessageDigest.getInstance('SHA-256').getAlgorithm()",
        "SHA-256",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Digest { algorithm, .. } = &**object else {
        return mismatch();
    };
    run.text(algorithm.name())
}
