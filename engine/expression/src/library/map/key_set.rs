//! `Map.keySet`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Part, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "keySet",
    parameters: "",
    result: "Set",
    doc: "The keys, as they are whenever one looks; removing one removes its entry.",
    examples: &[("[a: 1].keySet()", "[a]"), ("def m = [a: 1, b: 2]; m.keySet().remove('a'); m", "[b:2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    run.view(map, Part::Keys)
}
