//! `Random.nextGaussian`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, random_double, strict_logarithm};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Random",
    name: "nextGaussian",
    parameters: "",
    result: "Double",
    doc: "The next Double around 0 with a standard deviation of 1.",
    examples: &[("new Random(42).nextGaussian()", "1.1419053154730547")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Random { spare, .. } = &**object else {
        return mismatch();
    };
    if let Some(spare) = lock(spare).take() {
        return Ok(Value::Double(spare));
    }
    loop {
        run.charge(1)?;
        let one = 2.0 * random_double(this)? - 1.0;
        let two = 2.0 * random_double(this)? - 1.0;
        let square = one * one + two * two;
        if square < 1.0 && square != 0.0 {
            let scale = (-2.0 * strict_logarithm(square) / square).sqrt();
            *lock(spare) = Some(two * scale);
            return Ok(Value::Double(one * scale));
        }
    }
}
