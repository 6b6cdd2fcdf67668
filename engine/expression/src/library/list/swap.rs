//! `List.swap`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "List",
    name: "swap",
    parameters: "first: Integer, second: Integer",
    result: "List",
    doc: "Exchanges two members.",
    examples: &[("[1, 2].swap(0, 1)", "[2, 1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    let (first, second, length) = (args.int(0)?, args.int(1)?, run.len(list));
    match (usize::try_from(first), usize::try_from(second)) {
        (Ok(one), Ok(two)) if one < length && two < length => {
            run.change(list, |stored| {
                if one < stored.len() && two < stored.len() {
                    stored.swap(one, two);
                }
            })?;
            Ok(this.clone())
        }
        _ => crate::access::out_of_range(i64::from(first.max(second)), length),
    }
}
