//! `StringBuilder.replace`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "StringBuilder",
    name: "replace",
    parameters: "from: Integer, to: Integer, text: String",
    result: "StringBuilder",
    doc: "Puts a text in place of the characters of a range.",
    examples: &[("new StringBuilder('abc').replace(0, 2, 'x').toString()", "xc")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 3, 3)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::StringBuilder { text, .. } = &**object else {
        return mismatch();
    };
    let letters: Vec<char> = lock(text).chars().collect();
    let to = usize::try_from(args.int(1)?).unwrap_or(0).min(letters.len());
    let Some(from) = usize::try_from(args.int(0)?).ok().filter(|from| *from <= to) else {
        return fail(Kind::Index, "there is no such range of characters");
    };
    run.room_for_text(letters.len() + args.text(2)?.len())?;
    let mut out: String = letters.iter().take(from).collect();
    out.push_str(args.text(2)?);
    out.extend(letters.iter().skip(to));
    *lock(text) = out;
    Ok(this.clone())
}
