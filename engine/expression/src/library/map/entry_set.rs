//! `Map.entrySet`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Part, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "entrySet",
    parameters: "",
    result: "Set",
    doc: "The entries, as they are whenever one looks; removing one removes it from the map.",
    examples: &[("[a: 1].entrySet()", "[a=1]"), ("def m = [a: 1, b: 2]; m.entrySet().removeIf{ it.value > 1 }; m", "[a:1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    run.view(map, Part::Entries)
}
