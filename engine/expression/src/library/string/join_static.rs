//! `static String.join`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static String",
    name: "join",
    parameters: "separator: String, parts: Object...",
    result: "String",
    doc: "The parts with a separator between them.",
    examples: &[("String.join('-', ['a', 'b'])", "a-b")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, usize::MAX)?;
    let separator = args.text(0)?;
    let parts = match args.all() {
        [_, list @ Value::List(_)] => walk(run, list)?,
        other => other.get(1..).unwrap_or_default().to_vec(),
    };
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.push_str(separator);
        }
        crate::text::append(run, &mut out, part)?;
    }
    run.text(out)
}
