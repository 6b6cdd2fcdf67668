//! `URI.getAuthority`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "URI",
    name: "getAuthority",
    parameters: "",
    result: "String?",
    doc: "User, host and port.",
    examples: &[(
        "new URI('https://u@a.b:8443/p%20q?x=1#f').getAuthority()",
        "u@a.b:8443",
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
    let part = uri.authority.as_deref();
    Ok(part.map_or(Value::Null, Value::string))
}
