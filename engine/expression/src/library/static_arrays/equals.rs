//! `static Arrays.equals`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Arrays",
    name: "equals",
    parameters: "one: Object, two: Object",
    result: "Boolean",
    doc: "Whether two arrays have the same members.",
    examples: &[("Arrays.equals([1] as int[], [1] as int[])", "true")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    match (args.value(0), args.value(1)) {
        (Value::List(one), Value::List(two))
            if one.kind().is_array() && two.kind() == one.kind() =>
        {
            let (one, two) = (run.list(run.items(one)?)?, run.list(run.items(two)?)?);
            Ok(Value::Boolean(Key::new(one) == Key::new(two)))
        }
        _ => mismatch(),
    }
}
