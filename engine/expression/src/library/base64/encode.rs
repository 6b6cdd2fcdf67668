//! `Base64.encode`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Base64",
    name: "encode",
    parameters: "bytes: byte[]",
    result: "byte[]",
    doc: "The bytes in Base64, as bytes.",
    examples: &[("new String(Base64.encoder.encode('a'.bytes))", "YQ==")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match crate::encoding::bytes_of(run, args.value(0))? {
        Some(bytes) => crate::encoding::byte_array(run, crate::encoding::base64(&bytes).as_bytes()),
        None => mismatch(),
    }
}
