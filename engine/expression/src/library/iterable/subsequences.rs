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
    let mut choices: Vec<Vec<Value>> = Vec::new();
    for item in items {
        let mut more = vec![vec![item.clone()]];
        for choice in &choices {
            let mut longer = choice.clone();
            longer.push(item.clone());
            run.charge(longer.len())?;
            more.push(longer);
        }
        choices.extend(more);
    }
    let mut lists = Vec::with_capacity(choices.len());
    for choice in choices {
        lists.push(run.list(choice)?);
    }
    crate::collection::set_of(run, ListKind::HashSet, lists)
}
