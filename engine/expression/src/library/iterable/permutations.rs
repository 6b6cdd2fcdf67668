//! `Iterable.permutations`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "permutations",
    parameters: "",
    result: "Set",
    doc: "Every order of the members.",
    examples: &[("[1, 2, 3].permutations().size()", "6")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    if items.len() > 7 {
        return crate::run::limit("there are too many orders");
    }
    let mut orders: Vec<Vec<Value>> = vec![Vec::new()];
    for item in items {
        orders = orders
            .iter()
            .flat_map(|order| {
                (0..=order.len()).map(|at| {
                    let mut longer = order.clone();
                    longer.insert(at, item.clone());
                    longer
                })
            })
            .collect();
        run.charge(orders.len())?;
    }
    let mut lists = Vec::with_capacity(orders.len());
    for order in orders {
        lists.push(run.list(order)?);
    }
    crate::collection::set_of(run, ListKind::HashSet, lists)
}
