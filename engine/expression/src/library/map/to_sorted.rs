//! `Map.toSorted`

use crate::call::mismatch;
use crate::collection::walk;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "toSorted",
    parameters: "closure: Closure?",
    result: "Map",
    doc: "A sorted copy: by value, or by a closure.",
    examples: &[
        ("[b: 2, a: 1].toSorted{ it.key }", "[a:1, b:2]"),
        ("[b: 1, a: 2].toSorted()", "[b:1, a:2]"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let mut sorted = Vec::new();
    let entries = walk(run, this)?;
    if args.len() == 1 {
        for item in crate::library::sorted(run, entries, args.get(0))? {
            crate::library::add_entry(run, &mut sorted, &item)?;
        }
    } else {
        sorted = run.entries(map)?;
        let mut failed = None;
        sorted.sort_by(|one, two| {
            crate::operator::compare(&one.1, &two.1).unwrap_or_else(|error| {
                failed = Some(error);
                std::cmp::Ordering::Equal
            })
        });
        if failed.is_some() {
            return fail(
                Kind::Unsupported,
                "values that cannot be compared are not sorted here",
            );
        }
    }
    run.map(sorted)
}
