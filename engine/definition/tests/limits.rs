//! What no package has, and strangers send: too large, too deep, too many, cut off, badly encoded.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Cursor, Write};

use bindery_definition::json::{MAX_VALUES, parse};
use bindery_definition::{MAX_FILE, load, load_from_bytes, unpack};
use bindery_diagnostics::codes;
use proptest::prelude::*;

const EXPORT: &str = r#"{"acme": {"connectionname": "acme", "externalconnectiontype": "REST", "EXTERNAL_ATTR": [
  {"attributename": "CreateAccountJSON", "encryptedattributevalue": "{\"call\": [{\"name\": \"c\", \"url\": \"https://h.test/\u00e9\", \"httpContentType\": \"application/json\", \"httpParams\": \"{\\\"a\\\": 1}\"}]}"}]}}"#;

fn zip(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_file_larger_than_the_limit_is_refused_and_one_as_large_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.json");
    let file = std::fs::File::create(&path).unwrap();
    file.set_len(MAX_FILE + 1).unwrap();
    let codes_of = |path| -> Vec<_> {
        load(path)
            .all_diagnostics()
            .iter()
            .map(|d| d.code)
            .collect()
    };
    assert_eq!(codes_of(&path), [codes::REFUSED_PACKAGE]);
    let mut text = EXPORT.as_bytes().to_vec();
    text.resize(usize::try_from(MAX_FILE).unwrap(), b' ');
    std::fs::write(&path, &text).unwrap();
    assert!(load(&path).select(None).is_ok());
}

#[test]
fn more_values_than_any_definition_has_are_not_read() {
    for (open, unit, close) in [
        ("[", "0,", "0]"),
        ("{", "\"a\":0,", "\"b\":0}"),
        ("[", "[],", "[]]"),
    ] {
        let text = format!("{open}{}{close}", unit.repeat(MAX_VALUES + 10));
        let parsed = parse(&text);
        let last = parsed
            .problems
            .iter()
            .find(|p| p.message.contains("more than"));
        assert!(!parsed.is_structured());
        assert!(last.is_some(), "{open}");
    }
    let enough = format!("[{}0]", "0,".repeat(MAX_VALUES - 2));
    assert!(parse(&enough).is_sound());
}

#[test]
fn ten_thousand_levels_are_read_without_a_deep_stack() {
    std::thread::Builder::new()
        .stack_size(512 * 1024)
        .spawn(|| {
            for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
                for closed in [true, false] {
                    let end = if closed {
                        close.repeat(10_000)
                    } else {
                        String::new()
                    };
                    let text = format!("{}{end}", open.repeat(10_000));
                    assert!(!parse(&text).is_sound());
                    assert!(
                        load_from_bytes("a.json", text.as_bytes())
                            .connections
                            .is_empty()
                    );
                }
            }
        })
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn a_zip_cut_anywhere_is_refused_or_read() {
    let whole = zip(&[
        ("Connection_1.json".to_owned(), EXPORT.as_bytes().to_vec()),
        ("ObjectSummary_1.json".to_owned(), b"{}".to_vec()),
    ]);
    for length in 0..whole.len() {
        let cut = &whole[..length];
        assert!(
            load_from_bytes("a.zip", cut).connections.is_empty(),
            "{length}"
        );
        assert!(unpack("a.zip", cut, None).is_err(), "{length}");
    }
    assert!(unpack("a.zip", &whole, None).is_ok());
}

#[test]
fn bombs_of_many_entries_are_refused_when_they_are_unpacked_too() {
    let bombs = [
        zip(&[("Connection_1.json".to_owned(), vec![b' '; 8 * 1024 * 1024])]),
        zip(&[
            ("Connection_1.json".to_owned(), EXPORT.as_bytes().to_vec()),
            ("picture.png".to_owned(), vec![0; 8 * 1024 * 1024]),
        ]),
        zip(&(0..1001)
            .map(|i| (format!("{i}.txt"), Vec::new()))
            .collect::<Vec<_>>()),
    ];
    for bomb in &bombs {
        let refusal = unpack("bomb.zip", bomb, None).unwrap_err();
        assert_eq!(refusal.diagnostics[0].code, codes::REFUSED_PACKAGE);
    }
}

#[test]
fn utf_16_is_read_in_both_orders_and_half_pairs_are_no_panic() {
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let mut bytes: Vec<u8> = order(0xFEFF).to_vec();
        bytes.extend(EXPORT.encode_utf16().flat_map(order));
        assert!(load_from_bytes("a.json", &bytes).select(None).is_ok());
        assert!(unpack("a.json", &bytes, None).is_ok());
        bytes.extend(order(0xD800));
        bytes.push(b'x');
        let _ = load_from_bytes("a.json", &bytes).all_diagnostics();
        let _ = unpack("a.json", &bytes, None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// What can be unpacked holds nothing that leaves its folder.
    #[test]
    fn a_damaged_package_is_unpacked_inside_its_folder_or_refused(
        at in any::<prop::sample::Index>(), put in "[\\[\\]{}:,\"\\\\ 'n1./$@]{0,4}", cut in 0usize..12, twice: bool,
    ) {
        let mut chars: Vec<char> = EXPORT.chars().collect();
        let from = at.index(chars.len());
        chars.splice(from..(from + cut).min(EXPORT.chars().count()), put.chars());
        let mut text: String = chars.into_iter().collect();
        if twice {
            text = text.replace("\"acme\"", "\"../acme\"");
        }
        let bytes = zip(&[("Connection_1.json".to_owned(), text.into_bytes())]);
        if let Ok(unpacked) = unpack("a.zip", &bytes, None) {
            for (path, _) in &unpacked.files {
                prop_assert!(!path.starts_with('/') && path.split('/').all(|s| s != ".." && !s.is_empty()), "{path}");
            }
        }
    }
}
