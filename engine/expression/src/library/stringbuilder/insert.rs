//! `StringBuilder.insert`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "StringBuilder",
    name: "insert",
    parameters: "index: Integer, value: Object",
    result: "StringBuilder",
    doc: "Puts the text of a value at a position.",
    examples: &[("new StringBuilder('ac').insert(1, 'b')", "abc")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let at = usize::try_from(args.int(0)?).unwrap_or(usize::MAX);
    let more = to_text(run, args.value(1))?;
    crate::library::rewrite(run, this, |text| {
        let letters: Vec<char> = text.chars().collect();
        let (left, right) = letters.split_at_checked(at)?;
        Some(
            left.iter()
                .copied()
                .chain(more.chars())
                .chain(right.iter().copied())
                .collect(),
        )
    })
}
