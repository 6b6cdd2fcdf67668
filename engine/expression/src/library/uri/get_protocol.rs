//! `URI.getProtocol`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "URI",
    name: "getProtocol",
    parameters: "",
    result: "String?",
    doc: "The scheme of a URL.",
    examples: &[("new URL('https://a.b').getProtocol()", "https")],
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
    if !uri.is_url {
        return mismatch();
    }
    let part = uri.scheme.as_deref();
    Ok(part.map_or(Value::Null, |part| Value::string(part.to_lowercase())))
}
