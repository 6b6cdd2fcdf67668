//! `static URLEncoder.encode`

use crate::encoding::Charset;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static URLEncoder",
    name: "encode",
    parameters: "text: String, charset: String?",
    result: "String",
    doc: "The text as a form encodes it.",
    examples: &[("URLEncoder.encode('a b', 'UTF-8')", "a+b")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "`encode` cannot take null");
    }
    let charset = args
        .get(1)
        .map_or(Ok(Charset::Utf8), |name| Charset::of(run, name))?;
    let text = args.text(0)?;
    run.charge(text.len() / 16)?;
    run.text(crate::encoding::url_encode(&charset.encode(text)))
}
