//! `Array.encodeHex`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Array",
    name: "encodeHex",
    parameters: "",
    result: "Writable",
    doc: "The bytes in hexadecimal.",
    examples: &[("'a'.getBytes().encodeHex().toString()", "61")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match crate::encoding::bytes_of(run, this)? {
        Some(bytes) => {
            let text = crate::encoding::hex(&bytes);
            run.room_for_text(text.len())?;
            Ok(Value::object(Object::Encoded {
                text: text.into(),
                hex: true,
            }))
        }
        None => mismatch(),
    }
}
