//! `Map.values`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Part, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "values",
    parameters: "",
    result: "Collection",
    doc: "The values, as they are whenever one looks; removing one removes its entry.",
    examples: &[("[a: 1].values()", "[1]"), ("def m = [a: 1, b: 2]; def v = m.values(); m.c = 3; v.remove(1); v + m.size()", "[2, 3, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    run.view(map, Part::Values)
}
