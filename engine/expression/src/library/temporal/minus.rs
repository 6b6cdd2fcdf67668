//! `Temporal.minus`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "minus",
    parameters: "amount: Object, unit: ChronoUnit?",
    result: "Temporal",
    doc: "Moved by an amount of a unit, a Duration or a Period.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').minus(1, java.time.temporal.ChronoUnit.DAYS)",
        "2024-01-30",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    if args.len() == 2 {
        let unit = crate::temporal::constant_name(args.value(1), "java.time.temporal.ChronoUnit")?;
        return crate::temporal::Temporal::of(this)?.moved(args.long(0)?.saturating_neg(), unit);
    }
    let Value::Object(amount) = args.value(0) else {
        return mismatch();
    };
    match &**amount {
        Object::Duration(amount) => {
            let moved = crate::temporal::Temporal::of(this)?
                .moved(amount.as_secs().saturating_neg(), "SECONDS")?;
            crate::temporal::Temporal::of(&moved)?
                .moved(i64::from(amount.subsec_nanos()).saturating_neg(), "NANOS")
        }
        Object::Period {
            years,
            months,
            days,
        } => {
            let total = i64::from(*years) * 12 + i64::from(*months);
            let moved =
                crate::temporal::Temporal::of(this)?.moved(total.saturating_neg(), "MONTHS")?;
            crate::temporal::Temporal::of(&moved)?.moved(i64::from(*days).saturating_neg(), "DAYS")
        }
        _ => mismatch(),
    }
}
