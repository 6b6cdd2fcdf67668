//! `SimpleDateFormat.setLenient`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "SimpleDateFormat",
    name: "setLenient",
    parameters: "lenient: Boolean",
    result: "null",
    doc: "Whether numbers out of range carry over, as they do at first, or are refused.",
    examples: &[
        (
            "def f = new java.text.SimpleDateFormat('yyyy-MM-dd'); f.lenient = false; \
             try { f.parse('2024-02-30') } catch (e) { 'no' }",
            "no",
        ),
        (
            "new java.text.SimpleDateFormat('yyyy-MM-dd').parse('2024-02-30').format('MM-dd')",
            "03-01",
        ),
    ],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let (Value::Object(object), Some(wanted)) = (this, args.value(0).as_bool()) else {
        return mismatch();
    };
    let Object::DateFormat { lenient, .. } = &**object else {
        return mismatch();
    };
    *lock(lenient) = wanted;
    Ok(Value::Null)
}
