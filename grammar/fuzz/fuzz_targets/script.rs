//! What a script prints parses to an equal script.
#![no_main]

use bindery_grammar::parse_script;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(script) = parse_script(text) {
        let printed = script.to_string();
        match parse_script(&printed) {
            Ok(again) => assert_eq!(again, script, "{printed}"),
            Err(error) => panic!("{printed}: {error:?}"),
        }
    }
});
