//! `Calendar.getActualMaximum`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "getActualMaximum",
    parameters: "field: Integer",
    result: "Integer",
    doc: "The largest value of a field here.",
    examples: &[(
        "Date.parse('yyyy-MM-dd', '2024-02-01').toCalendar().getActualMaximum(Calendar.DAY_OF_MONTH)",
        "29",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let at = crate::library::calendar_zoned(this)?;
    Ok(Value::Integer(match args.int(0)? {
        2 => 11,
        5 => i32::from(at.date().days_in_month()),
        6 => i32::from(at.date().days_in_year()),
        7 => 7,
        10 => 11,
        11 => 23,
        12 | 13 => 59,
        14 => 999,
        _ => {
            return fail(
                Kind::Unsupported,
                "the largest value of this field is not available",
            );
        }
    }))
}
