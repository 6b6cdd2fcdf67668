//! `static Integer.toString`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "toString",
    parameters: "value: Integer, radix: Integer?",
    result: "String",
    doc: "The digits of an Integer.",
    examples: &[("Integer.toString(12)", "12")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    if args.len() == 2 {
        return fail(
            Kind::Unsupported,
            "digits in another radix are not available",
        );
    }
    run.text(args.int(0)?.to_string())
}
