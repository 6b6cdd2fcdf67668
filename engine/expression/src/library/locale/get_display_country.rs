//! `Locale.getDisplayCountry`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Locale",
    name: "getDisplayCountry",
    parameters: "",
    result: "String",
    doc: "The country in English.",
    examples: &[(
        "new Locale('en', 'US').getDisplayCountry()",
        "United States",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.text(match text.split('_').nth(1).unwrap_or_default() {
        "" => "",
        "US" => "United States",
        "GB" => "United Kingdom",
        "DE" => "Germany",
        "FR" => "France",
        "CA" => "Canada",
        "IT" => "Italy",
        "JP" => "Japan",
        "ES" => "Spain",
        "IN" => "India",
        "CH" => "Switzerland",
        _ => {
            return fail(
                Kind::Unsupported,
                "the name of this country is not available",
            );
        }
    })
}
