//! Any bytes are unpacked inside their folder, or refused; laid-out text means the same.
#![no_main]

use bindery_definition::json::{format, parse};
use bindery_definition::unpack;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(unpacked) = unpack("package.zip", bytes, None) {
        for (path, text) in &unpacked.files {
            assert!(!path.starts_with('/') && path.split('/').all(|s| s != ".."));
            let parsed = parse(text);
            if let (Some(root), true) = (&parsed.root, parsed.is_structured()) {
                let once = format(text, root);
                let again = parse(&once);
                assert!(again.root.is_some_and(|r| r.is_same(root)));
            }
        }
    }
});
