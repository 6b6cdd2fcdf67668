//! `String.stripMargin`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::{Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "stripMargin",
    parameters: "margin: String?",
    result: "String",
    doc: "Lines without what stands before and at the margin.",
    examples: &[("' |a'.stripMargin()", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let text = to_text(run, this)?;
    let margin = if args.len() == 1 {
        args.letters(run, 0)?
    } else {
        Text::from("|")
    };
    let lines: Vec<&str> = text
        .lines()
        .map(|line| line.trim_start().strip_prefix(&*margin).unwrap_or(line))
        .collect();
    run.text(lines.join("\n"))
}
