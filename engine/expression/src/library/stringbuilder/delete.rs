//! `StringBuilder.delete`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "StringBuilder",
    name: "delete",
    parameters: "begin: Integer, end: Integer",
    result: "StringBuilder",
    doc: "Removes characters.",
    examples: &[("new StringBuilder('abc').delete(0, 2)", "c")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let (begin, end) = (
        usize::try_from(args.int(0)?).unwrap_or(usize::MAX),
        usize::try_from(args.int(1)?).unwrap_or(0),
    );
    crate::library::rewrite(run, this, |text| {
        let letters: Vec<char> = text.chars().collect();
        let left = letters.get(..begin)?;
        let right = letters.get(end.min(letters.len()).max(begin)..)?;
        Some(left.iter().chain(right).collect())
    })
}
