//! `static URI.create`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static URI",
    name: "create",
    parameters: "text: String",
    result: "URI",
    doc: "An address taken apart.",
    examples: &[("URI.create('https://a.b/p').host", "a.b")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::library::address(args.text(0)?, false)
}
