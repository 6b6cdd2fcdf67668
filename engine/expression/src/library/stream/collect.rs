//! `Stream.collect`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function, streamed};
use crate::run::Run;
use crate::value::{ListKind, Map, MapKind, Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "collect",
    parameters: "collector: Collector",
    result: "Object",
    doc: "What a collector makes of all of them.",
    examples: &[(
        "['a', 'b'].stream().collect(java.util.stream.Collectors.joining(','))",
        "a,b",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = streamed(this)?;
    let Value::Object(given) = args.value(0) else {
        return mismatch();
    };
    let Object::Collector { name, arguments } = &**given else {
        return mismatch();
    };
    match *name {
        "toList" => run.list(items.to_vec()),
        "toSet" => crate::collection::set_of(run, ListKind::HashSet, items.to_vec()),
        "counting" => Ok(Value::Long(items.len() as i64)),
        "joining" => {
            let mut texts = Vec::new();
            for item in items {
                match item.as_str() {
                    Some(text) => texts.push(text.to_owned()),
                    None => return fail(Kind::Other, "only texts can be joined"),
                }
            }
            let part = |at: usize| arguments.get(at).map(Value::to_text).unwrap_or_default();
            run.text(format!("{}{}{}", part(1), texts.join(&part(0)), part(2)))
        }
        "groupingBy" => {
            let list = run.list(items.to_vec())?;
            let groups = crate::call::named(run, &list, "groupBy", arguments)?;
            match groups {
                Value::Map(map) => {
                    let entries = run.entries(&map)?;
                    Ok(Value::Map(Map::fresh(MapKind::Hash, entries)))
                }
                other => Ok(other),
            }
        }
        _ => mismatch(),
    }
}
