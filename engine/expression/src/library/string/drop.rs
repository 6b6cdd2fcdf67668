//! `String.drop`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "drop",
    parameters: "count: Integer",
    result: "String",
    doc: "Without the first characters.",
    examples: &[("'abc'.drop(2)", "c")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    run.text(
        text.chars()
            .skip(usize::try_from(args.int(0)?).unwrap_or(0))
            .collect::<String>(),
    )
}
