//! `Iterable.sum`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "sum",
    parameters: "closure: Closure?",
    result: "Object?",
    doc: "The members added up; null for none.",
    examples: &[("[1, 2].sum()", "3"), ("['a', 'b'].sum{ it.size() }", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 2)?;
    // Bytes add up to a byte.
    if let (Value::List(list), 0) = (this, args.len())
        && list.kind() == ListKind::Bytes
    {
        let bytes = run.items(list)?.into_iter().filter_map(|it| match it {
            Value::Byte(byte) => Some(byte),
            _ => None,
        });
        return Ok(Value::Byte(bytes.fold(0, i8::wrapping_add)));
    }
    let items = walk(run, this)?;
    let (initial, closure) = match args.all() {
        [] => (None, None),
        [closure @ Value::Closure(_)] => (None, Some(closure)),
        [initial] => (Some(initial.clone()), None),
        [initial, closure, ..] => (Some(initial.clone()), Some(closure)),
    };
    let mut total = initial;
    for item in items {
        let item = match closure {
            Some(closure) => invoke(run, closure, &[item])?,
            None => item,
        };
        total = Some(match total {
            Some(total) => crate::operator::add(run, &total, &item)?,
            None => item,
        });
    }
    Ok(total.unwrap_or_default())
}
