//! What a script prints parses to an equal script, unless the parentheses that printing adds nest
//! deeper than a script may. Refused syntax is kept as text, whose blanks the parentheses change.
#![no_main]

use bindery_grammar::{SyntaxErrorKind, parse_script};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(script) = parse_script(text) {
        let printed = script.to_string();
        match parse_script(&printed) {
            Ok(_) if format!("{script:?}").contains("Unsupported {") => {}
            Ok(again) => assert_eq!(again, script, "{printed}"),
            Err(error) if error.kind == SyntaxErrorKind::Limit => {}
            Err(error) => panic!("{printed}: {error:?}"),
        }
    }
});
