//! `String.expand`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "expand",
    parameters: "width: Integer?",
    result: "String",
    doc: "Tabs as blanks.",
    examples: &[("'a\\tb'.expand(4)", "a   b")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let width = if args.len() == 1 {
        usize::try_from(args.int(0)?).unwrap_or(0)
    } else {
        8
    };
    if !(1..=1000).contains(&width) {
        return fail(Kind::Unsupported, "this width of tabs is not available");
    }
    let text = to_text(run, this)?;
    run.room_for_text(text.matches('\t').count().saturating_mul(width))?;
    if text.contains(['\r', '\u{c}']) {
        return fail(
            Kind::Unsupported,
            "tabs beside carriage returns are not available",
        );
    }
    let mut out = String::new();
    let mut column = 0;
    for letter in text.chars() {
        match letter {
            '\t' => {
                let blanks = width - column % width;
                out.push_str(&" ".repeat(blanks));
                column += blanks;
            }
            '\n' => {
                out.push('\n');
                column = 0;
            }
            other => {
                out.push(other);
                column += 1;
            }
        }
    }
    run.text(out)
}
