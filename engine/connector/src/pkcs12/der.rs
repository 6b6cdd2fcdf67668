//! A walk over DER: elements one after the other, each with its tag.

use super::{Read, Unreadable};

pub const INTEGER: u8 = 0x02;
pub const OCTETS: u8 = 0x04;
pub const OID: u8 = 0x06;
pub const SEQUENCE: u8 = 0x30;
pub const SET: u8 = 0x31;

/// More rounds of a hash than any honest store has would only cost time.
const MOST_ROUNDS: u32 = 10_000_000;

/// Elements that were not looked at yet.
#[derive(Clone, Copy)]
pub struct Der<'b>(pub &'b [u8]);

impl<'b> Der<'b> {
    /// Whether none is left.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tag of the next one.
    pub fn tag(&self) -> Option<u8> {
        self.0.first().copied()
    }

    /// The content of the next one, which must have this tag.
    pub fn take(&mut self, tag: u8) -> Read<&'b [u8]> {
        let (found, content, after) = element(self.0).ok_or(Unreadable::Form)?;
        if found != tag {
            return Err(Unreadable::Form);
        }
        self.0 = after;
        Ok(content)
    }

    /// The elements inside the next one.
    pub fn enter(&mut self, tag: u8) -> Read<Self> {
        self.take(tag).map(Self)
    }

    /// Leaves the next one out.
    pub fn skip(&mut self) -> Read<()> {
        let (.., after) = element(self.0).ok_or(Unreadable::Form)?;
        self.0 = after;
        Ok(())
    }

    /// The next one as an object identifier, in its encoded form.
    pub fn oid(&mut self) -> Read<&'b [u8]> {
        self.take(OID)
    }

    /// The next one as a number of rounds: at least one, and bounded.
    pub fn rounds(&mut self) -> Read<u32> {
        let digits = self.take(INTEGER)?;
        if digits.len() > 5 {
            return Err(Unreadable::Form);
        }
        let number = digits.iter().fold(0_u64, |n, b| (n << 8) | u64::from(*b));
        match u32::try_from(number) {
            Ok(rounds @ 1..=MOST_ROUNDS) => Ok(rounds),
            _ => Err(Unreadable::Form),
        }
    }
}

/// The first element: its tag, its content, and what follows.
pub fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let [tag, length, rest @ ..] = bytes else {
        return None;
    };
    let (length, rest) = match *length {
        short @ 0..=127 => (usize::from(short), rest),
        long => {
            let count = usize::from(long & 0x7f);
            if count == 0 || count > 4 {
                return None;
            }
            let (digits, rest) = rest.split_at_checked(count)?;
            let length = digits
                .iter()
                .fold(0_usize, |n, b| (n << 8) | usize::from(*b));
            (length, rest)
        }
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((*tag, content, after))
}
