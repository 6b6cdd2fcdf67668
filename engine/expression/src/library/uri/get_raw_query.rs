//! `URI.getRawQuery`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "URI",
    name: "getRawQuery",
    parameters: "",
    result: "String?",
    doc: "The query as written.",
    examples: &[(
        "new URI('https://u@a.b:8443/p%20q?x=1#f').getRawQuery()",
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
    if uri.is_url {
        return mismatch();
    }
    let part = uri.query.as_deref();
    Ok(part.map_or(Value::Null, Value::string))
}
