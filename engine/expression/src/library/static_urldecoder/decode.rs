//! `static URLDecoder.decode`

use crate::encoding::Charset;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static URLDecoder",
    name: "decode",
    parameters: "text: String, charset: String?",
    result: "String",
    doc: "The text that a form encoded.",
    examples: &[("URLDecoder.decode('a+b%21', 'UTF-8')", "a b!")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "`decode` cannot take null");
    }
    let charset = args
        .get(1)
        .map_or(Ok(Charset::Utf8), |name| Charset::of(run, name))?;
    run.text(charset.decode(&crate::encoding::url_decode(args.text(0)?)?))
}
