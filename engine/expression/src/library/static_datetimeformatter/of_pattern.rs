//! `static DateTimeFormatter.ofPattern`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static DateTimeFormatter",
    name: "ofPattern",
    parameters: "pattern: String, locale: Locale?",
    result: "DateTimeFormatter",
    doc: "A formatter by letters.",
    examples: &[(
        "java.time.format.DateTimeFormatter.ofPattern('yyyy').format(java.time.LocalDate.parse('2024-01-31'))",
        "2024",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let pattern = args.text(0)?;
    crate::date::check_pattern(pattern, crate::date::OF_FORMATTERS)?;
    Ok(Value::object(Object::Formatter(Text::from(pattern))))
}
