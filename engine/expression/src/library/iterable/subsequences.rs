//! `Iterable.subsequences`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "subsequences",
    parameters: "",
    result: "Set",
    doc: "Every choice of members in their order, but for none of them.",
    examples: &[("[1, 2, 3].subsequences().size()", "7")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    if items.len() > 12 {
        return crate::run::limit("there are too many subsequences");
    }
    // Set by set, as Groovy makes them: the order of a set tells in which it was filled.
    let mut known: Vec<Value> = Vec::new();
    for item in items {
        let mut more = Vec::with_capacity(2 * known.len() + 1);
        for choice in &known {
            let mut longer = walk(run, choice)?;
            longer.push(item.clone());
            run.charge(longer.len())?;
            more.push(run.list(longer)?);
        }
        more.append(&mut known);
        more.push(run.list(vec![item.clone()])?);
        let set = crate::collection::set_of(run, ListKind::HashSet, more)?;
        known = walk(run, &set)?;
    }
    crate::collection::set_of(run, ListKind::HashSet, known)
}
