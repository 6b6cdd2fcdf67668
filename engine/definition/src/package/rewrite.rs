//! Putting changed texts back: into a file as it was encoded, into a zip beside its other entries.
//!
//! Nothing but the changed text changes: a byte order mark stays, the other entries of a zip keep
//! their compressed bytes, dates and order, and the same change gives the same bytes each time.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use bindery_diagnostics::{Diagnostic, codes};
use zip::{ZipArchive, ZipWriter};

/// A text as it was read and as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// The decoded text.
    pub before: String,
    /// The text in its place.
    pub after: String,
}

impl Rewrite {
    /// The changed bytes of a file; `None` where it does not hold the text as it was read: it changed
    /// meanwhile, or it is not UTF-8.
    #[must_use]
    pub fn apply(&self, original: &[u8]) -> Option<Vec<u8>> {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        let (mark, text) = original
            .strip_prefix(MARK)
            .map_or((&[][..], original), |text| (MARK, text));
        (text == self.before.as_bytes()).then(|| [mark, self.after.as_bytes()].concat())
    }
}

/// The bytes of a zip with the texts of some entries changed.
///
/// # Errors
/// An entry is missing or is not the text that was read; the zip cannot be read or written.
pub fn rewrite_archive(
    name: &str,
    archive: &[u8],
    changes: &BTreeMap<String, Rewrite>,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    rewrite(archive, changes).map_err(|entry| {
        let what = entry.map_or_else(
            || format!("`{name}` cannot be written anew"),
            |entry| format!("`{entry}` in `{name}` is not text in UTF-8 and is left as it is"),
        );
        Box::new(
            Diagnostic::new(codes::UNREADABLE, what)
                .with_help("unpack the package and mend its files"),
        )
    })
}

/// `Err(Some(entry))` names an entry that is not what was read.
fn rewrite(archive: &[u8], changes: &BTreeMap<String, Rewrite>) -> Result<Vec<u8>, Option<String>> {
    let mut from = ZipArchive::new(Cursor::new(archive)).map_err(|_| None)?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    to.set_raw_comment(from.comment().to_vec().into_boxed_slice())
        .map_err(|_| None)?;
    for index in 0..from.len() {
        let mut entry = from.by_index(index).map_err(|_| None)?;
        let path = entry.name().map_err(|_| None)?.into_owned();
        let Some(change) = changes.get(&path) else {
            drop(entry);
            let entry = from.by_index_raw(index).map_err(|_| None)?;
            to.raw_copy_file(entry).map_err(|_| None)?;
            continue;
        };
        let options = entry.options();
        let mut content = Vec::new();
        entry
            .by_ref()
            .take(super::MAX_EXPANDED + 1)
            .read_to_end(&mut content)
            .map_err(|_| None)?;
        let changed = change.apply(&content).ok_or(Some(path.clone()))?;
        to.start_file(path, options).map_err(|_| None)?;
        to.write_all(&changed).map_err(|_| None)?;
    }
    let written = to.finish().map_err(|_| None)?;
    Ok(written.into_inner())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive() -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let stored =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, text, options) in [
            ("ä/ObjectSummary.json", "{ }", stored),
            (
                "Connection.json",
                "\u{feff}{\"a\": 1,}",
                SimpleFileOptions::default(),
            ),
            ("wide.json", "\u{0}a", stored),
        ] {
            zip.start_file(name, options).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn change(entry: &str, before: &str, after: &str) -> BTreeMap<String, Rewrite> {
        let rewrite = Rewrite {
            before: before.to_owned(),
            after: after.to_owned(),
        };
        BTreeMap::from([(entry.to_owned(), rewrite)])
    }

    #[test]
    fn an_entry_is_changed_and_the_others_keep_their_bytes() {
        let before = archive();
        let changes = change("Connection.json", "{\"a\": 1,}", "{\"a\": 1}");
        let after = rewrite_archive("p.zip", &before, &changes).unwrap();
        assert_eq!(after, rewrite_archive("p.zip", &before, &changes).unwrap());
        let mut zip = ZipArchive::new(Cursor::new(after.as_slice())).unwrap();
        let mut old = ZipArchive::new(Cursor::new(before.as_slice())).unwrap();
        assert_eq!(zip.len(), old.len());
        let mut text = String::new();
        let mut entry = zip.by_name("Connection.json").unwrap();
        entry.read_to_string(&mut text).unwrap();
        assert_eq!(text, "\u{feff}{\"a\": 1}");
        drop(entry);
        for index in [0, 2] {
            let (new, old) = (zip.by_index(index).unwrap(), old.by_index(index).unwrap());
            assert_eq!(new.name_raw(), old.name_raw());
            assert_eq!(new.compression(), old.compression());
            assert_eq!(new.crc32(), old.crc32());
            assert_eq!(new.last_modified(), old.last_modified());
        }
    }

    #[test]
    fn an_entry_that_is_not_what_was_read_is_refused() {
        let changes = change("wide.json", "a", "b");
        let refused = rewrite_archive("p.zip", &archive(), &changes).unwrap_err();
        assert!(refused.message.contains("wide.json"), "{}", refused.message);
    }
}
