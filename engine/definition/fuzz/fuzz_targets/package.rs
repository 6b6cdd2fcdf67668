//! Any bytes are a package, a definition, or findings.
#![no_main]

use bindery_definition::load_from_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let name = if bytes.starts_with(b"PK") {
        "package.zip"
    } else {
        "ConnectionJSON.json"
    };
    let loaded = load_from_bytes(name, bytes);
    let _ = loaded.all_diagnostics();
    for connection in &loaded.connections {
        let _ = connection.unfilled();
    }
});
