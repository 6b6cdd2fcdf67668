//! `String.replace`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "replace",
    parameters: "target: String, replacement: String",
    result: "String",
    doc: "Replaces every occurrence of a text, taken literally.",
    examples: &[("'a.b'.replace('.', '-')", "a-b")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let text = to_text(run, this)?;
    if let Value::Map(pairs) = args.value(0) {
        let mut out = text.to_string();
        for (key, value) in run.entries(pairs)? {
            out = out.replace(&*to_text(run, &key.to_value())?, &to_text(run, &value)?);
            run.room_for_text(out.len())?;
        }
        return run.text(out);
    }
    if args.len() != 2 {
        return mismatch();
    }
    if args.value(0).is_null() || args.value(1).is_null() {
        return if args.value(0).is_null() && args.value(1).is_null() {
            crate::operator::ambiguous("replace", this)
        } else {
            fail(Kind::NullPointer, "`replace` cannot take null")
        };
    }
    let (target, replacement) = (args.letters(run, 0)?, args.letters(run, 1)?);
    let found = text.matches(&*target).count();
    run.room_for_text(text.len() + found.saturating_mul(replacement.len()))?;
    run.text(text.replace(&*target, &replacement))
}
