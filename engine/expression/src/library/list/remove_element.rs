//! `List.removeElement`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "List",
    name: "removeElement",
    parameters: "value: Object",
    result: "Boolean",
    doc: "Removes the first member that equals a value.",
    examples: &[("def l = [3, 1]; l.removeElement(3); l", "[1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    let wanted = Key::new(args.value(0).clone());
    let found = run
        .items(list)?
        .into_iter()
        .position(|item| Key::new(item) == wanted);
    if let Some(at) = found {
        run.change(list, |items| {
            if at < items.len() {
                items.remove(at);
            }
        })?;
    }
    Ok(Value::Boolean(found.is_some()))
}
