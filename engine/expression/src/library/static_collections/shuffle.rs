//! `static Collections.shuffle`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, random_below};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "shuffle",
    parameters: "list: List, random: Random?",
    result: "null",
    doc: "Puts the members of a list in a random order.",
    examples: &[("def l = [1, 2, 3]; Collections.shuffle(l, new Random(7)); l.sum()", "6")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let Value::List(list) = args.value(0) else {
        return mismatch();
    };
    let source = match args.get(1) {
        Some(source) => source.clone(),
        None => Value::object(Object::random(run.random())),
    };
    let mut items = run.items(list)?;
    for last in (1..items.len()).rev() {
        let bound = i32::try_from(last + 1).unwrap_or(i32::MAX);
        let other = random_below(run, &source, bound)?;
        items.swap(last, usize::try_from(other).unwrap_or(0));
    }
    run.change(list, |stored| *stored = items)?;
    Ok(Value::Null)
}
