//! `String.decodeHex`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "decodeHex",
    parameters: "",
    result: "byte[]",
    doc: "The bytes of hexadecimal digits.",
    examples: &[("new String('616263'.decodeHex())", "abc")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    if text.len() % 2 == 1 {
        return fail(Kind::Other, "hexadecimal digits come in pairs");
    }
    let digits: Option<Vec<u32>> = text.chars().map(|letter| letter.to_digit(16)).collect();
    match digits {
        Some(digits) => {
            let bytes: Vec<u8> = digits
                .chunks(2)
                .map(|pair| pair.iter().fold(0, |byte, digit| byte * 16 + *digit as u8))
                .collect();
            crate::encoding::byte_array(run, &bytes)
        }
        None => fail(Kind::Other, "the text is not hexadecimal"),
    }
}
