//! `Iterable.inject`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "inject",
    parameters: "initial: Object?, closure: Closure",
    result: "Object?",
    doc: "Folds the members into one value.",
    examples: &[("[1, 2, 3].inject(0){ a, b -> a + b }", "6")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let items = walk(run, this)?;
    let mut rest = items.into_iter();
    let mut result = if args.len() == 2 {
        args.value(0).clone()
    } else {
        match rest.next() {
            Some(first) => first,
            None => return fail(Kind::Other, "an empty list has no first member"),
        }
    };
    let closure = args.all().last().cloned().unwrap_or_default();
    for item in rest {
        result = invoke(run, &closure, &[result, item])?;
    }
    Ok(result)
}
