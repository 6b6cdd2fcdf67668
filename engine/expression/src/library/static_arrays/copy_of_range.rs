//! `static Arrays.copyOfRange`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Arrays",
    name: "copyOfRange",
    parameters: "array: Object, from: Integer, to: Integer",
    result: "Object",
    doc: "Part of an array.",
    examples: &[("Arrays.copyOfRange([1, 2, 3] as int[], 1, 3)", "[2, 3]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 3, 3)?;
    let Value::List(list) = args.value(0) else {
        return mismatch();
    };
    let items = run.items(list)?;
    let (from, to) = (
        usize::try_from(args.int(1)?).unwrap_or(usize::MAX),
        usize::try_from(args.int(2)?).unwrap_or(0),
    );
    match items.get(from..to) {
        Some(part) if list.kind().is_array() => run.sequence(list.kind(), part.to_vec()),
        Some(_) => mismatch(),
        None => fail(
            Kind::Unsupported,
            "a part beyond the array is not available",
        ),
    }
}
