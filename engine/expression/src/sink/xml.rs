//! XML: the five characters that mean something are escaped in bindings.

use super::Piece;

pub(super) fn assemble(pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        if piece.origin.is_none_or(|origin| origin.quotes) {
            out.push_str(&piece.text);
            continue;
        }
        for letter in piece.text.chars() {
            match letter {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&apos;"),
                _ => out.push(letter),
            }
        }
    }
    out
}
