//! `URI.getFile`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "URI",
    name: "getFile",
    parameters: "",
    result: "String",
    doc: "Path and query of a URL.",
    examples: &[("new URL('https://a.b/p?x=1').getFile()", "/p?x=1")],
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
    if !uri.is_url {
        return mismatch();
    }
    let query = uri
        .query
        .as_deref()
        .map_or(String::new(), |query| format!("?{query}"));
    run.text(format!("{}{query}", uri.path))
}
