//! `static Collections.indexOfSubList`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "indexOfSubList",
    parameters: "list: Collection, part: Collection",
    result: "Integer",
    doc: "Where a list first holds another, or -1.",
    examples: &[("Collections.indexOfSubList([1, 2, 3], [2, 3])", "1")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let keys = |at: usize| -> Outcome<Vec<Key>> {
        Ok(walk(run, args.value(at))?.into_iter().map(Key::new).collect())
    };
    let (all, part) = (keys(0)?, keys(1)?);
    run.charge(all.len().saturating_mul(part.len().max(1)))?;
    let found = (0..=all.len().saturating_sub(part.len()))
        .find(|at| all.get(*at..*at + part.len()) == Some(part.as_slice()));
    Ok(Value::Integer(found.map_or(-1, |at| at as i32)))
}
