//! `ObjectMapper.writeValueAsString`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "ObjectMapper",
    name: "writeValueAsString",
    parameters: "value: Object",
    result: "String",
    doc: "The JSON of a value.",
    examples: &[(
        "new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString([a: 1])",
        "{\"a\":1}",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Mapper { pretty } = &**object else {
        return mismatch();
    };
    run.text(crate::json::jackson_json(run, args.value(0), *pretty)?)
}
