//! `static Locale.getDefault`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Locale",
    name: "getDefault",
    parameters: "",
    result: "Locale",
    doc: "The locale of the context, which is US English.",
    examples: &[("Locale.getDefault()", "en_US")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::object(Object::Locale(Text::from("en_US"))))
}
