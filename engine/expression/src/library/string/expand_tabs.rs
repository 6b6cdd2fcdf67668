//! `String.expandTabs`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "expandTabs",
    parameters: "tabStop: Integer?",
    result: "String",
    doc: "Tabs as blanks up to the next stop; 8 by default.",
    examples: &[("'a\\tb'.expandTabs(4)", "a   b")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let text = to_text(run, this)?;
    let stop = if args.len() == 0 { 8 } else { usize::try_from(args.int(0)?).unwrap_or(0) };
    let mut out = String::new();
    let mut column = 0;
    for letter in text.chars() {
        match letter {
            '\t' if stop > 0 => {
                let blanks = stop - column % stop;
                run.room_for_text(out.len() + blanks)?;
                out.extend(std::iter::repeat_n(' ', blanks));
                column += blanks;
            }
            '\t' => {}
            '\n' => {
                out.push(letter);
                column = 0;
            }
            _ => {
                out.push(letter);
                column += 1;
            }
        }
    }
    run.text(out)
}
