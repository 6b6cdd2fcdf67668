//! `String.tr`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "tr",
    parameters: "from: String, to: String",
    result: "String",
    doc: "Letters replaced one by one; `a-z` is a range.",
    examples: &[
        ("'hello'.tr('el', 'ip')", "hippo"),
        ("'hello'.tr('a-y', 'b-z')", "ifmmp"),
        ("'hello'.tr('a-z', 'A')", "AAAAA"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let text = to_text(run, this)?;
    let (from, to) = (
        crate::library::letter_range(args.text(0)?)?,
        crate::library::letter_range(args.text(1)?)?,
    );
    if to.is_empty() {
        return fail(
            Kind::Unsupported,
            "replacing letters by nothing is not available",
        );
    }
    let out: String = text
        .chars()
        .map(
            |letter| match from.iter().rposition(|known| *known == letter) {
                Some(at) => to.get(at).or(to.last()).copied().unwrap_or(letter),
                None => letter,
            },
        )
        .collect();
    run.text(out)
}
