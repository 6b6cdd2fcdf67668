//! `static Normalizer.normalize`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Normalizer",
    name: "normalize",
    parameters: "text: CharSequence, form: Form",
    result: "String",
    doc: "Unicode normalization.",
    examples: &[(
        "java.text.Normalizer.normalize('é', java.text.Normalizer.Form.NFD).length()",
        "2",
    )],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    use unicode_normalization::UnicodeNormalization;
    let text = args.text(0)?;
    let form = crate::temporal::constant_name(args.value(1), "java.text.Normalizer$Form")?;
    run.room_for_text(text.len().saturating_mul(4))?;
    run.text(match form {
        "NFD" => text.nfd().collect::<String>(),
        "NFC" => text.nfc().collect(),
        "NFKD" => text.nfkd().collect(),
        _ => text.nfkc().collect(),
    })
}
