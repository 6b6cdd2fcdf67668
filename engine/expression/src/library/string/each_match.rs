//! `String.eachMatch`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "eachMatch",
    parameters: "regex: String, closure: Closure",
    result: "String",
    doc: "Calls the closure with each match.",
    examples: &[(
        "def r = []; 'a1b2'.eachMatch(/\\d/){ r << it }; r",
        "[1, 2]",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    args.closure(1)?;
    let found = crate::call::named(
        run,
        this,
        "findAll",
        &[args.value(0).clone(), args.value(1).clone()],
    )?;
    let _ = found;
    Ok(this.clone())
}
