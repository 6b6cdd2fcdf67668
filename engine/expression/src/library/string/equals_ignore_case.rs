//! `String.equalsIgnoreCase`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "equalsIgnoreCase",
    parameters: "other: String",
    result: "Boolean",
    doc: "Whether both are the same but for case.",
    examples: &[("'A'.equalsIgnoreCase('a')", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    match args.value(0) {
        Value::Null => Ok(Value::Boolean(false)),
        _ => {
            let lower = |text| str::chars(text).flat_map(char::to_lowercase);
            let other = args.text(0)?;
            run.charge(text.len() / 16)?;
            Ok(Value::Boolean(
                text.eq_ignore_ascii_case(other) || lower(&text).eq(lower(other)),
            ))
        }
    }
}
