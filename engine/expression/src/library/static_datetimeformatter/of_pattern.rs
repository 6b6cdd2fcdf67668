//! `static DateTimeFormatter.ofPattern`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static DateTimeFormatter",
    name: "ofPattern",
    parameters: "pattern: String",
    result: "DateTimeFormatter",
    doc: "A formatter of a pattern.",
    examples: &[(
        "java.time.LocalDate.of(2024, 1, 2).format(java.time.format.DateTimeFormatter.ofPattern('yyyy'))",
        "2024",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let pattern = args.text(0)?;
    crate::date::check_pattern(pattern)?;
    Ok(Value::object(Object::Formatter(Text::from(pattern))))
}
