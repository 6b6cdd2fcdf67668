//! `URI.getQuery`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "URI",
    name: "getQuery",
    parameters: "",
    result: "String?",
    doc: "The query, decoded.",
    examples: &[(
        "new URI('https://u@a.b:8443/p%20q?x=1#f').getQuery()",
        "x=1",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Uri(uri) = &**object else {
        return mismatch();
    };
    let is_url = uri.is_url;
    let part = uri.query.as_deref();
    Ok(part.map_or(Value::Null, |part| {
        Value::string(if is_url {
            part.to_owned()
        } else {
            crate::uri::decoded(part)
        })
    }))
}
