//! Files to text: size, byte order marks, encodings.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use bindery_diagnostics::{Diagnostic, codes};

/// The largest file that is read: real packages have some dozens of kilobytes, and a thousand times
/// that leaves room without letting a file exhaust memory.
pub const MAX_FILE: u64 = 64 * 1024 * 1024;

/// Reads a file of at most [`MAX_FILE`] bytes.
///
/// # Errors
/// It cannot be read, or it is larger.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Box<Diagnostic>> {
    let unreadable = |error: &std::io::Error| {
        let (message, help) = match error.kind() {
            std::io::ErrorKind::NotFound => ("does not exist", "check the path"),
            std::io::ErrorKind::PermissionDenied => ("may not be read", "check its permissions"),
            _ => (
                "cannot be read",
                "check that it is a file and its disk is sound",
            ),
        };
        let message = format!("`{}` {message}", path.display());
        Box::new(Diagnostic::new(codes::UNREADABLE, message).with_help(help))
    };
    let file = std::fs::File::open(path).map_err(|e| unreadable(&e))?;
    let mut bytes = Vec::new();
    file.take(MAX_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| unreadable(&e))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(too_large(&path.display().to_string()));
    }
    Ok(bytes)
}

/// The refusal of a file that is too large.
pub(super) fn too_large(name: &str) -> Box<Diagnostic> {
    let message = format!("`{name}` is larger than {} MiB", MAX_FILE / 1024 / 1024);
    Box::new(
        Diagnostic::new(codes::REFUSED_PACKAGE, message)
            .with_help("no connector package is that large; give the package itself"),
    )
}

/// Decodes UTF-8, or UTF-16 with a byte order mark; the mark is removed. `name` is for the error.
///
/// # Errors
/// The bytes are no text.
pub fn decode<'a>(name: &str, bytes: impl Into<Cow<'a, [u8]>>) -> Result<String, Box<Diagnostic>> {
    let bytes = bytes.into();
    match &*bytes {
        [0xFF, 0xFE, rest @ ..] => return Ok(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => return Ok(utf16(rest, u16::from_be_bytes)),
        _ => {}
    }
    // A large file is not copied.
    let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => rest.to_vec(),
        None => bytes.into_owned(),
    };
    String::from_utf8(bytes).map_err(|error| {
        let message = format!(
            "`{name}` is not UTF-8 text: byte {} fits no character",
            error.utf8_error().valid_up_to()
        );
        Box::new(
            Diagnostic::new(codes::UNREADABLE, message)
                .with_help("save it as UTF-8, or give the zip or JSON file that EIC exported"),
        )
    })
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [a, b] => read([*a, *b]),
        _ => 0xFFFD,
    });
    char::decode_utf16(units)
        .map(|c| c.unwrap_or('\u{fffd}'))
        .collect()
}
