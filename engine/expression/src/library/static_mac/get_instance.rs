//! `static Mac.getInstance`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Mac",
    name: "getInstance",
    parameters: "algorithm: String",
    result: "Mac",
    doc: "A keyed digest.",
    examples: &[(
        "javax.crypto.Mac.getInstance('HmacSHA256').algorithm",
        "HmacSHA256",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::object(Object::Mac {
        algorithm: crate::digest::Algorithm::keyed(args.text(0)?)?,
        name: Text::from(args.text(0)?),
        key: None.into(),
        data: Vec::new().into(),
    }))
}
