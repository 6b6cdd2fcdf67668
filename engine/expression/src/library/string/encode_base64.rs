//! `Array.encodeBase64`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Array",
    name: "encodeBase64",
    parameters: "",
    result: "Writable",
    doc: "The bytes in Base64.",
    examples: &[("'a'.getBytes().encodeBase64().toString()", "YQ==")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match crate::encoding::bytes_of(run, this)? {
        Some(bytes) => {
            let text = crate::encoding::base64(&bytes);
            run.room_for_text(text.len())?;
            Ok(Value::object(Object::Encoded {
                text: text.into(),
                hex: false,
            }))
        }
        None => mismatch(),
    }
}
