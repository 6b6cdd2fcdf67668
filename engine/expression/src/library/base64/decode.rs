//! `Base64.decode`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Base64",
    name: "decode",
    parameters: "text: String",
    result: "byte[]",
    doc: "The bytes that a Base64 text stands for.",
    examples: &[("new String(Base64.decoder.decode('YQ=='))", "a")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match crate::encoding::bytes_of(run, args.value(0))? {
        Some(bytes) => crate::encoding::byte_array(
            run,
            &crate::encoding::from_base64(&String::from_utf8_lossy(&bytes))?,
        ),
        None => mismatch(),
    }
}
