//! `static Double.toString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Double",
    name: "toString",
    parameters: "value: Number",
    result: "String",
    doc: "The text of a number.",
    examples: &[("Double.toString(1.5)", "1.5")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    run.text(crate::text::double_text(args.number(0)?.to_f64()))
}
