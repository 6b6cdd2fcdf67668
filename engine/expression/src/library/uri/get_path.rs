//! `URI.getPath`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "URI",
    name: "getPath",
    parameters: "",
    result: "String?",
    doc: "The path, decoded.",
    examples: &[(
        "new URI('https://u@a.b:8443/p%20q?x=1#f').getPath()",
        "/p q",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Uri(uri) = &**object else {
        return mismatch();
    };
    if uri.is_opaque() {
        return Ok(Value::Null);
    }
    run.text(if uri.is_url {
        uri.path.clone()
    } else {
        crate::uri::decoded(&uri.path)
    })
}
