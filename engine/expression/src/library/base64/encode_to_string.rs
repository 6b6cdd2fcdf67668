//! `Base64.encodeToString`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Base64",
    name: "encodeToString",
    parameters: "bytes: byte[]",
    result: "String",
    doc: "The bytes in Base64.",
    examples: &[("Base64.encoder.encodeToString('a'.bytes)", "YQ==")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    match (&**object, crate::encoding::bytes_of(run, args.value(0))?) {
        (Object::Encoder { kind: "url" }, Some(bytes)) => {
            run.text(crate::encoding::base64_url(&bytes))
        }
        (Object::Encoder { kind: "encode" }, Some(bytes)) => {
            run.text(crate::encoding::base64(&bytes))
        }
        _ => mismatch(),
    }
}
