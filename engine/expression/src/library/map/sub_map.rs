//! `Map.subMap`

use crate::call::mismatch;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "subMap",
    parameters: "keys: Collection",
    result: "Map",
    doc: "The entries of some keys.",
    examples: &[("[a: 1, b: 2].subMap(['a'])", "[a:1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let mut kept = Vec::new();
    for key in walk(run, args.value(0))? {
        let key = Key::new(key);
        if let Some(value) = run.lookup_key(map, &key) {
            kept.push((key, value));
        }
    }
    run.map(kept)
}
