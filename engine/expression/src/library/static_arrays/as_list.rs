//! `static Arrays.asList`

use crate::collection::walk;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Arrays",
    name: "asList",
    parameters: "values: Object...",
    result: "List",
    doc: "The values as a list of fixed length.",
    examples: &[("Arrays.asList(1, 2)", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, usize::MAX)?;
    match args.all() {
        [array @ Value::List(list)] if list.kind().is_array() => {
            run.sequence(ListKind::Fixed, walk(run, array)?)
        }
        [Value::Null] => fail(Kind::NullPointer, "`asList` cannot take null"),
        values => run.sequence(ListKind::Fixed, values.to_vec()),
    }
}
