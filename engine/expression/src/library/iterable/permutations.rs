//! `Iterable.permutations`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "permutations",
    parameters: "closure: Closure?",
    result: "Collection",
    doc: "Every order of the members, as a set, or what the closure makes of each.",
    examples: &[
        ("[1, 2, 3].permutations().size()", "6"),
        ("[1, 2].permutations{ it.join('') }.sort()", "[12, 21]"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let items = walk(run, this)?;
    if items.len() > 7 {
        return crate::run::limit("there are too many orders");
    }
    let mut places: Vec<usize> = (0..items.len()).collect();
    let mut orders = Vec::new();
    loop {
        run.charge(1 + items.len())?;
        let order = places.iter().filter_map(|at| items.get(*at).cloned());
        orders.push(run.list(order.collect())?);
        if !next_order(&mut places) {
            break;
        }
    }
    if args.len() == 0 {
        return crate::collection::set_of(run, ListKind::HashSet, orders);
    }
    let closure = args.closure(0)?;
    let Value::List(set) = crate::collection::set_of(run, ListKind::HashSet, orders)? else {
        return Ok(Value::Null);
    };
    let mut made = Vec::new();
    for order in run.items(&set)? {
        made.push(crate::call::invoke_closure(
            run,
            closure,
            std::slice::from_ref(&order),
        )?);
    }
    run.list(made)
}

/// The next order of the places as a dictionary has them; false after the last.
fn next_order(places: &mut [usize]) -> bool {
    let Some(fall) = places.windows(2).rposition(|pair| pair.is_sorted()) else {
        return false;
    };
    let pivot = places.get(fall).copied().unwrap_or_default();
    let larger = places.iter().rposition(|place| *place > pivot);
    places.swap(fall, larger.unwrap_or(fall));
    if let Some(tail) = places.get_mut(fall + 1..) {
        tail.reverse();
    }
    true
}
