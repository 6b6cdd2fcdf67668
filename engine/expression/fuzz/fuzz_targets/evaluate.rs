//! Any script that compiles ends: in a value that can be shown, or in an error of the code book.
#![no_main]

use bindery_expression_fuzz::answer;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| answer(&format!("${{{text}}}")));
