//! `SecretKeySpec.getAlgorithm`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "SecretKeySpec",
    name: "getAlgorithm",
    parameters: "",
    result: "String",
    doc: "The name of the algorithm.",
    examples: &[(
        "new javax.crypto.spec.SecretKeySpec('k'.bytes, 'AES').getAlgorithm()",
        "AES",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::SecretKey { algorithm, .. } = &**object else {
        return mismatch();
    };
    Ok(Value::String(algorithm.clone()))
}
