//! Form bodies: the template is split into pairs first, then names and values are encoded.

use super::{Piece, percent};

/// What a blank becomes in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blank {
    /// `%20`
    Percent,
    /// `+`
    Plus,
}

/// Encodes pairs as a form body.
#[must_use]
pub fn encode_form<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    blank: Blank,
) -> String {
    let mut out = String::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push('&');
        }
        encode(&mut out, name, blank, b"");
        out.push('=');
        encode(&mut out, value, blank, b"");
    }
    out
}

fn encode(out: &mut String, text: &str, blank: Blank, kept: &[u8]) {
    match blank {
        Blank::Percent => percent(out, text, kept),
        Blank::Plus => {
            let mut encoded = String::new();
            percent(&mut encoded, text, kept);
            out.push_str(&encoded.replace("%20", "+"));
        }
    }
}

pub(super) fn assemble(pieces: &[Piece<'_>], blank: Blank) -> String {
    let mut out = String::new();
    // A body that is one binding carries its own pairs.
    let whole = pieces.len() == 1;
    for piece in pieces {
        let structural = piece.origin.is_none() || whole;
        encode(
            &mut out,
            &piece.text,
            blank,
            if structural { b"&=+" } else { b"" },
        );
    }
    out
}
