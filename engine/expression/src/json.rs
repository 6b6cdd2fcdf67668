//! The two JSON writers of the field: Groovy's `JsonOutput` and Jackson's `ObjectMapper`.

use crate::error::Outcome;
use crate::run::Run;
use crate::value::Value;

/// `JsonOutput.toJson`
pub(crate) fn groovy_json(run: &Run<'_>, value: &Value) -> Outcome<String> {
    let _ = run;
    Ok(value.to_json().to_string())
}
