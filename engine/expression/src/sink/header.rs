//! Header values: a line break would start another header.

use super::{Piece, unsafe_text};
use crate::error::Outcome;

pub(super) fn assemble(pieces: &[Piece<'_>]) -> Outcome<String> {
    for piece in pieces {
        if piece.text.contains(['\r', '\n', '\0']) {
            return unsafe_text(
                piece.origin,
                "a header value holds a line break".to_owned(),
                "remove it with `.replaceAll('\\\\s+', ' ')`",
            );
        }
    }
    Ok(pieces.iter().map(|piece| &*piece.text).collect())
}
