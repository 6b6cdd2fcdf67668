//! `static Collections.binarySearch`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::compare;
use crate::run::Run;
use crate::value::Value;
use std::cmp::Ordering;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "binarySearch",
    parameters: "list: List, key: Object",
    result: "Integer",
    doc: "Where a sorted list holds a value; else how far below zero it would go.",
    examples: &[("Collections.binarySearch([1, 3, 5], 3)", "1"), ("Collections.binarySearch([1, 3, 5], 4)", "-3")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let items = walk(run, args.value(0))?;
    let (mut low, mut high) = (0, items.len());
    while low < high {
        let middle = (low + high - 1) / 2;
        match compare(items.get(middle).unwrap_or(&Value::Null), args.value(1))? {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return Ok(Value::Integer(middle as i32)),
        }
    }
    Ok(Value::Integer(-(low as i32) - 1))
}
