//! `Closure.ncurry`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Closure",
    name: "ncurry",
    parameters: "index: Integer, arguments: Object...",
    result: "Closure",
    doc: "The closure with arguments given from the first on; other places are not supported.",
    examples: &[("def f = { a, b -> a - b }; f.ncurry(0, 5)(3)", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, usize::MAX)?;
    if args.int(0)? != 0 {
        return fail(
            Kind::Unsupported,
            "`ncurry` from the second argument on is not supported",
        );
    }
    crate::library::curry(run, this, arguments.get(1..).unwrap_or_default(), true)
}
