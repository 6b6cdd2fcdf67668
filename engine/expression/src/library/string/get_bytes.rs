//! `String.getBytes`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "getBytes",
    parameters: "charset: String?",
    result: "byte[]",
    doc: "The bytes of the text in UTF-8.",
    examples: &[("'ab'.getBytes()", "[97, 98]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let text = to_text(run, this)?;
    if args.len() == 1 {
        let charset = to_text(run, args.value(0))?.to_ascii_uppercase();
        if !matches!(charset.as_str(), "UTF-8" | "UTF8" | "US-ASCII" | "ASCII") {
            return fail(
                Kind::Unsupported,
                format!("bytes in {charset} are not available"),
            );
        }
    }
    crate::encoding::byte_array(run, text.as_bytes())
}
