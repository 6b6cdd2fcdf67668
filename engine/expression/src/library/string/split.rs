//! `String.split`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "split",
    parameters: "regex: String?, limit: Integer?",
    result: "String[]",
    doc: "Splits around matches of a regular expression, without empty pieces at the end; without one, around blanks.",
    examples: &[
        ("'a,b,,'.split(',')", "[a, b]"),
        ("'a b'.split()", "[a, b]"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 2)?;
    let text = to_text(run, this)?;
    if args.len() == 0 {
        let words = run.pieces(text.split_whitespace())?;
        return run.sequence(ListKind::Strings, words);
    }
    if let Value::Closure(_) = args.value(0) {
        return crate::library::partition(run, this, args.value(0));
    }
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "`split` needs a regular expression");
    }
    let source = args.text(0)?;
    let limit = if args.len() == 2 { args.int(1)? } else { 0 };
    let pieces = match crate::regex::literal(source) {
        Some(literal) => crate::regex::split_literal(run, &text, literal, limit)?,
        None => {
            let pattern = crate::regex::compile(run, source)?;
            crate::regex::split(run, &text, &pattern, limit)?
        }
    };
    run.sequence(ListKind::Strings, pieces)
}
