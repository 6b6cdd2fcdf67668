//! `String.center`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "center",
    parameters: "width: Number, fill: String?",
    result: "String",
    doc: "Filled up on both sides.",
    examples: &[("'a'.center(4, '-')", "-a--")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let text = to_text(run, this)?;
    let fill = if args.len() == 2 { args.text(1)? } else { " " };
    let missing = usize::try_from(args.number(0)?.to_i32())
        .unwrap_or(0)
        .saturating_sub(text.chars().count());
    run.room_for_text(missing.saturating_add(text.len()))?;
    let left: String = fill.chars().cycle().take(missing / 2).collect();
    let right: String = fill.chars().cycle().take(missing - missing / 2).collect();
    run.text(format!("{left}{text}{right}"))
}
