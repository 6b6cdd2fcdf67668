//! `URI.toASCIIString`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "URI",
    name: "toASCIIString",
    parameters: "",
    result: "String",
    doc: "The address with only ASCII.",
    examples: &[(
        "new URI('https://u@a.b:8443/p%20q?x=1#f').toASCIIString()",
        "https://u@a.b:8443/p%20q?x=1#f",
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
    if uri.text.is_ascii() {
        Ok(Value::String(uri.text.clone()))
    } else {
        fail(
            Kind::Unsupported,
            "addresses beyond ASCII are not available here",
        )
    }
}
