//! `JsonBuilder.call`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "JsonBuilder",
    name: "call",
    parameters: "content: Object",
    result: "Object",
    doc: "Replaces what it holds.",
    examples: &[(
        "def b = new groovy.json.JsonBuilder(); b([a: 1]); b.toString()",
        "{\"a\":1}",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::JsonBuilder(content) = &**object else {
        return mismatch();
    };
    match args.value(0) {
        value @ (Value::Map(_) | Value::List(_)) if !crate::json::holds_builder(run, value) => {
            *lock(content) = value.clone();
            Ok(value.clone())
        }
        _ => fail(
            Kind::Unsupported,
            "building JSON by closures is not supported",
        ),
    }
}
