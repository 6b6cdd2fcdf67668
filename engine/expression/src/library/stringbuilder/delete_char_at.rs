//! `StringBuilder.deleteCharAt`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "StringBuilder",
    name: "deleteCharAt",
    parameters: "index: Integer",
    result: "StringBuilder",
    doc: "Removes a character.",
    examples: &[("new StringBuilder('abc').deleteCharAt(1)", "ac")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let at = usize::try_from(args.int(0)?).unwrap_or(usize::MAX);
    crate::library::rewrite(run, this, |text| {
        let mut letters: Vec<char> = text.chars().collect();
        if at >= letters.len() {
            return None;
        }
        letters.remove(at);
        Some(letters.into_iter().collect())
    })
}
