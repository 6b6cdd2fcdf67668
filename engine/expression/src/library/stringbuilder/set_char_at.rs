//! `StringBuilder.setCharAt`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "StringBuilder",
    name: "setCharAt",
    parameters: "index: Integer, character: Character",
    result: "null",
    doc: "Puts another character at a place.",
    examples: &[("def b = new StringBuilder('ab'); b.setCharAt(0, 'x' as char); b.toString()", "xb")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let (Value::Object(object), Value::Character(letter)) = (this, args.value(1)) else {
        return mismatch();
    };
    let Object::StringBuilder { text, .. } = &**object else {
        return mismatch();
    };
    let mut letters: Vec<char> = lock(text).chars().collect();
    run.charge(letters.len() / 16)?;
    match usize::try_from(args.int(0)?).ok().and_then(|at| letters.get_mut(at)) {
        Some(slot) => *slot = *letter,
        None => return fail(Kind::Index, "there is no character at this place"),
    }
    *lock(text) = letters.into_iter().collect();
    Ok(Value::Null)
}
