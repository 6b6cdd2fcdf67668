//! `Iterator.countTokens`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterator",
    name: "countTokens",
    parameters: "",
    result: "Integer",
    doc: "How many tokens are left.",
    examples: &[("new StringTokenizer('a b').countTokens()", "2")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    if let Value::Object(object) = this
        && let Object::Iterator { items, next } = &**object
    {
        let left = items.len().saturating_sub(*lock(next));
        return Ok(Value::Integer(left as i32));
    }
    mismatch()
}
