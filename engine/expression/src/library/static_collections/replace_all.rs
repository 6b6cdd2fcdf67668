//! `static Collections.replaceAll`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "replaceAll",
    parameters: "list: List, old: Object, new: Object",
    result: "Boolean",
    doc: "Replaces every member that equals a value.",
    examples: &[("def l = [1, 2, 1]; Collections.replaceAll(l, 1, 9); l", "[9, 2, 9]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 3, 3)?;
    let Value::List(list) = args.value(0) else {
        return mismatch();
    };
    let wanted = Key::new(args.value(1).clone());
    let replaced = run.change(list, |items| {
        let mut replaced = false;
        for item in items.iter_mut().filter(|item| Key::new((*item).clone()) == wanted) {
            *item = args.value(2).clone();
            replaced = true;
        }
        replaced
    })?;
    Ok(Value::Boolean(replaced))
}
