//! `static UUID.fromString`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static UUID",
    name: "fromString",
    parameters: "text: String",
    result: "UUID",
    doc: "The identifier that a text spells.",
    examples: &[(
        "UUID.fromString('123e4567-e89b-12d3-a456-426614174000').toString()",
        "123e4567-e89b-12d3-a456-426614174000",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = args.text(0)?;
    let parts: Vec<&str> = text.split('-').collect();
    let fits = parts.len() == 5
        && parts.iter().all(|part| {
            !part.is_empty()
                && part.len() <= 12
                && part.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
    if !fits {
        return fail(Kind::Other, "the text is no UUID");
    }
    let widths = [8, 4, 4, 4, 12];
    let padded: Vec<String> = parts
        .iter()
        .zip(widths)
        .map(|(part, width)| format!("{:0>width$}", part.to_lowercase()))
        .collect();
    Ok(Value::object(Object::Uuid(padded.join("-").into())))
}
