//! `static Collectors.groupingBy`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collectors",
    name: "groupingBy",
    parameters: "closure: Closure",
    result: "Collector",
    doc: "A collector.",
    examples: &[],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::object(Object::Collector {
        name: "groupingBy",
        arguments: args.all().to_vec(),
    }))
}
