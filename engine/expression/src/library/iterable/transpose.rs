//! `Iterable.transpose`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "transpose",
    parameters: "",
    result: "List",
    doc: "Rows as columns.",
    examples: &[("[[1, 2], [3, 4]].transpose()", "[[1, 3], [2, 4]]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    let mut rows = Vec::new();
    for item in &items {
        if !matches!(item, Value::List(_) | Value::Range(_)) {
            return crate::convert::cannot_cast(item, "java.util.List");
        }
        rows.push(walk(run, item)?);
    }
    let width = rows.iter().map(Vec::len).min().unwrap_or(0);
    let mut columns = Vec::with_capacity(width);
    for index in 0..width {
        let column = rows
            .iter()
            .filter_map(|row| row.get(index).cloned())
            .collect();
        columns.push(run.list(column)?);
    }
    run.list(columns)
}
