//! `static String.valueOf`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::java_text;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static String",
    name: "valueOf",
    parameters: "value: Object",
    result: "String",
    doc: "The text of a value.",
    examples: &[("String.valueOf(5)", "5")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    if let Value::List(list) = args.value(0)
        && list.kind() == ListKind::Chars
    {
        let letters: String = run.items(list)?.iter().map(Value::to_text).collect();
        return run.text(letters);
    }
    Ok(Value::String(java_text(run, args.value(0))?))
}
