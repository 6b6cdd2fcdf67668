//! `static Arrays.copyOf`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Arrays",
    name: "copyOf",
    parameters: "array: Object, length: Integer",
    result: "Object",
    doc: "An array of a length with the members of another, or what stands for none.",
    examples: &[("Arrays.copyOf([1, 2, 3] as int[], 2)", "[1, 2]"), ("Arrays.copyOf([1] as int[], 2)", "[1, 0]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Value::List(list) = args.value(0) else {
        return mismatch();
    };
    let none = match list.kind() {
        ListKind::Ints => Value::Integer(0),
        ListKind::Bytes => Value::Byte(0),
        ListKind::Chars => Value::Character('\0'),
        ListKind::Strings | ListKind::Objects => Value::Null,
        _ => return mismatch(),
    };
    let Ok(length) = usize::try_from(args.int(1)?) else {
        return fail(Kind::Other, "the length of an array is no count");
    };
    run.room_for_items(length)?;
    let mut items = run.items(list)?;
    items.resize(length, none);
    run.sequence(list.kind(), items)
}
