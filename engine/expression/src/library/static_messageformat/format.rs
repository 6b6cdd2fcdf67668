//! `static MessageFormat.format`

use crate::error::Outcome;
use crate::library::{Arguments, Function, message};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static MessageFormat",
    name: "format",
    parameters: "pattern: String, values: Object...",
    result: "String",
    doc: "Texts in the places `{0}`, `{1,number,#.#}` of a pattern.",
    examples: &[("java.text.MessageFormat.format('{0} is {1}', 'a', 5)", "a is 5"), ("java.text.MessageFormat.format('{0,number,#.##}', 3.14159)", "3.14")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, usize::MAX)?;
    let spread;
    let values = match args.all().get(1..) {
        Some([Value::List(list)]) if list.kind().is_array() => {
            spread = run.items(list)?;
            spread.as_slice()
        }
        values => values.unwrap_or_default(),
    };
    message(run, args.text(0)?, values)
}
