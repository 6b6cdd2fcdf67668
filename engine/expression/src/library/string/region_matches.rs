//! `String.regionMatches`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "regionMatches",
    parameters: "ignoreCase: Boolean?, from: Integer, other: String, otherFrom: Integer, length: Integer",
    result: "Boolean",
    doc: "Whether two parts are the same.",
    examples: &[
        ("'Hello'.regionMatches(1, 'xel', 1, 2)", "true"),
        ("'Hello'.regionMatches(true, 0, 'HE', 0, 2)", "true"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 4, 5)?;
    let folded = args.len() == 5 && matches!(args.value(0), Value::Boolean(true));
    let at = args.len() - 4;
    let text = to_text(run, this)?;
    let (from, other_from, length) = (args.int(at)?, args.int(at + 2)?, args.int(at + 3)?);
    let part = |text: &str, from: i32| -> Option<String> {
        let letters: Vec<char> = text.chars().collect();
        let from = usize::try_from(from).ok()?;
        let end = from.checked_add(usize::try_from(length.max(0)).ok()?)?;
        let part: String = letters.get(from..end)?.iter().collect();
        Some(if folded {
            part.to_uppercase().to_lowercase()
        } else {
            part
        })
    };
    let (one, two) = (part(&text, from), part(args.text(at + 1)?, other_from));
    Ok(Value::Boolean(one.is_some() && one == two))
}
