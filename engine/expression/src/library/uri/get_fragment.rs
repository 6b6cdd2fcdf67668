//! `URI.getFragment`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "URI",
    name: "getFragment",
    parameters: "",
    result: "String?",
    doc: "What stands after `#`.",
    examples: &[(
        "new URI('https://u@a.b:8443/p%20q?x=1#f').getFragment()",
        "f",
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
    if uri.is_url {
        return mismatch();
    }
    let part = uri.fragment.as_deref();
    Ok(part.map_or(Value::Null, |part| Value::string(crate::uri::decoded(part))))
}
