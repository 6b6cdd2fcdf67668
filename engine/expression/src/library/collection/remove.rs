//! `Collection.remove`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Collection",
    name: "remove",
    parameters: "what: Object",
    result: "Object?",
    doc: "Removes the member at a position, or the first one equal to a value.",
    examples: &[
        ("def a = [5, 6]; a.remove(0); a", "[6]"),
        ("def b = ['x', 'y']; b.remove('x'); b", "[y]"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    let by_value = list.kind().is_set() || list.as_view().is_some();
    if let (Value::Integer(index), false) = (args.value(0), by_value) {
        let length = run.len(list);
        return match usize::try_from(*index) {
            Ok(at) if at < length => run.change(list, |stored| {
                if at < stored.len() {
                    stored.remove(at)
                } else {
                    Value::Null
                }
            }),
            _ => crate::access::out_of_range(i64::from(*index), length),
        };
    }
    let wanted = Key::new(args.value(0).clone());
    let found = run
        .items(list)?
        .into_iter()
        .position(|item| Key::new(item) == wanted);
    match found {
        Some(at) => {
            run.change(list, |stored| {
                if at < stored.len() {
                    stored.remove(at);
                }
            })?;
            Ok(Value::Boolean(true))
        }
        None => Ok(Value::Boolean(false)),
    }
}
