//! `List.add`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "List",
    name: "add",
    parameters: "index: Integer?, value: Object",
    result: "Boolean",
    doc: "Adds a value at the end or at a position.",
    examples: &[("def a = [1]; a.add(2); a", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    if args.len() == 1 {
        let value = args.value(0).clone();
        run.append(list, value)?;
        return Ok(Value::Boolean(true));
    }
    let (index, value, length) = (args.int(0)?, args.value(1).clone(), run.len(list));
    match usize::try_from(index) {
        Ok(at) if at <= length => {
            run.change(list, |stored| stored.insert(at.min(stored.len()), value))?;
            Ok(Value::Null)
        }
        _ => crate::access::out_of_range(i64::from(index), length),
    }
}
