//! `URI.getHost`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "URI",
    name: "getHost",
    parameters: "",
    result: "String?",
    doc: "The host.",
    examples: &[("new URI('https://u@a.b:8443/p%20q?x=1#f').getHost()", "a.b")],
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
    let (host, _) = uri.host();
    Ok(host.map_or(
        if uri.is_url {
            Value::string("")
        } else {
            Value::Null
        },
        Value::string,
    ))
}
