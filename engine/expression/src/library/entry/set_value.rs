//! `Entry.setValue`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Entry",
    name: "setValue",
    parameters: "value: Object",
    result: "Object?",
    doc: "Replaces the value in the map.",
    examples: &[("def m = [a: 1]; m.each{ it.setValue(2) }; m", "[a:2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let old = crate::access::property(run, this, "value")?;
    crate::access::set_member(run, this, &Value::string("value"), args.value(0).clone())?;
    Ok(old)
}
