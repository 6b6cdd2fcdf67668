//! `String.collectReplacements`

use crate::call::invoke;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "collectReplacements",
    parameters: "closure: Closure",
    result: "String",
    doc: "Letters replaced by what the closure gives, kept where it gives null.",
    examples: &[("'abc'.collectReplacements{ it == 'b' ? 'X' : null }", "aXc")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    args.closure(0)?;
    let text = to_text(run, this)?;
    let mut out = String::new();
    for letter in text.chars() {
        match invoke(run, args.value(0), &[Value::Character(letter)])? {
            Value::Null => out.push(letter),
            made => crate::text::append(run, &mut out, &made)?,
        }
    }
    run.text(out)
}
