//! Functions of the library on receivers and arguments of every kind: each byte picks a piece.
#![no_main]

use bindery_expression_fuzz::{answer, script_of};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|picks: &[u8]| answer(&format!("${{{}}}", script_of(picks))));
