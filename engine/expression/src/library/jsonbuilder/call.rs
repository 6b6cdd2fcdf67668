//! `JsonBuilder.call`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::Function;
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "JsonBuilder",
    name: "call",
    parameters: "content: Object, closure: Closure?",
    result: "Object",
    doc: "Replaces what it holds, by the calls of a closure where it is one.",
    examples: &[
        (
            "def b = new groovy.json.JsonBuilder(); b([a: 1]); b.toString()",
            "{\"a\":1}",
        ),
        (
            "def b = new groovy.json.JsonBuilder(); b { name 'x'; l 1, 2; m { k 1 } }; b.toString()",
            "{\"name\":\"x\",\"l\":[1,2],\"m\":{\"k\":1}}",
        ),
        (
            "def b = new groovy.json.JsonBuilder(); b([1, 2]) { v it }; b.toString()",
            "[{\"v\":1},{\"v\":2}]",
        ),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::JsonBuilder(content) = &**object else {
        return mismatch();
    };
    let made = match arguments {
        [value @ (Value::Map(_) | Value::List(_))] => value.clone(),
        [Value::Closure(_)] | [Value::List(_) | Value::Range(_), Value::Closure(_)] => {
            crate::json::member(run, arguments)?
        }
        [_, _, ..] if !arguments.iter().any(|it| matches!(it, Value::Closure(_))) => {
            run.list(arguments.to_vec())?
        }
        _ => return mismatch(),
    };
    if crate::json::holds_builder(run, &made) {
        return crate::error::fail(
            crate::error::Kind::Unsupported,
            "a JSON builder in a JSON builder is not supported",
        );
    }
    *lock(content) = made.clone();
    Ok(made)
}
