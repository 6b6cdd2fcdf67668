//! `Iterable.join`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "join",
    parameters: "separator: String?",
    result: "String",
    doc: "The texts of the members with a separator between them.",
    examples: &[("[1, 2].join('-')", "1-2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let items = walk(run, this)?;
    let separator = match args.get(0) {
        None | Some(Value::Null) => Text::default(),
        Some(_) => args.letters(run, 0)?,
    };
    let mut out = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            run.room_for_text(separator.len())?;
            out.push_str(&separator);
        }
        crate::text::append(run, &mut out, item)?;
    }
    run.text(out)
}
