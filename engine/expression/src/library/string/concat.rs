//! `String.concat`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "concat",
    parameters: "other: String",
    result: "String",
    doc: "Both texts in turn.",
    examples: &[("'a'.concat('b')", "ab")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "`concat` cannot take null");
    }
    run.text(format!("{text}{}", args.text(0)?))
}
