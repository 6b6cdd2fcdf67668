//! `List.addAll`

use crate::call::mismatch;
use crate::collection::walk;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "List",
    name: "addAll",
    parameters: "values: Collection",
    result: "Boolean",
    doc: "Adds all values at the end or at a position.",
    examples: &[("def a = [1]; a.addAll([2, 3]); a", "[1, 2, 3]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    let values = match args.all().last() {
        Some(values @ (Value::List(_) | Value::Range(_))) => walk(run, values)?,
        Some(Value::Null) => return fail(Kind::NullPointer, "`addAll` cannot take null"),
        _ => return mismatch(),
    };
    let changed = !values.is_empty();
    let at = if args.len() == 2 {
        args.int(0)?
    } else {
        run.len(list) as i32
    };
    let at = usize::try_from(at).unwrap_or(0).min(run.len(list));
    run.change(list, |stored| {
        stored.splice(at..at, values);
    })?;
    Ok(Value::Boolean(changed))
}
