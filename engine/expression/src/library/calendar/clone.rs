//! `Calendar.clone`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "clone",
    parameters: "",
    result: "Calendar",
    doc: "Another calendar at the same time.",
    examples: &[("def c = Calendar.instance; def d = c.clone(); d.add(Calendar.YEAR, 1); d.after(c)", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Calendar { millis, zone } = &**object else {
        return mismatch();
    };
    run.allocate(64)?;
    Ok(Value::object(Object::Calendar {
        millis: (*lock(millis)).into(),
        zone: lock(zone).clone().into(),
    }))
}
