//! Keys from a password, as PKCS#12 makes them (RFC 7292, appendix B).

use ring::{digest, hmac};

/// What a key is for: the diversifier of the derivation.
pub const KEY: u8 = 1;
pub const IV: u8 = 2;
pub const MAC: u8 = 3;

/// A hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// By its object identifier.
    pub const fn find(oid: &[u8]) -> Option<Self> {
        match oid {
            [0x2b, 0x0e, 3, 2, 0x1a] => Some(Self::Sha1),
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1] => Some(Self::Sha256),
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2] => Some(Self::Sha384),
            [0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3] => Some(Self::Sha512),
            _ => None,
        }
    }

    fn algorithm(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        }
    }

    /// Bytes of a digest.
    pub fn length(self) -> usize {
        self.algorithm().output_len()
    }

    /// The code that authenticates with it.
    pub const fn mac(self) -> hmac::Algorithm {
        match self {
            Self::Sha1 => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => hmac::HMAC_SHA256,
            Self::Sha384 => hmac::HMAC_SHA384,
            Self::Sha512 => hmac::HMAC_SHA512,
        }
    }
}

/// `length` bytes from a password, for one purpose.
pub fn derive(
    hash: Hash,
    purpose: u8,
    password: &str,
    salt: &[u8],
    rounds: u32,
    length: usize,
) -> Vec<u8> {
    let algorithm = hash.algorithm();
    let block = algorithm.block_len();
    // The password is UTF-16, most significant byte first, with a zero at its end.
    let units = password.encode_utf16().chain([0]);
    let password: Vec<u8> = units.flat_map(u16::to_be_bytes).collect();
    let mut input = filled(salt, block);
    input.extend(filled(&password, block));
    let diversifier = vec![purpose; block];
    let mut key = Vec::new();
    while key.len() < length {
        let mut first = digest::Context::new(algorithm);
        first.update(&diversifier);
        first.update(&input);
        let mut digest = first.finish();
        for _ in 1..rounds {
            digest = digest::digest(algorithm, digest.as_ref());
        }
        key.extend_from_slice(digest.as_ref());
        let addend = filled(digest.as_ref(), block);
        for chunk in input.chunks_mut(block) {
            add_one_more(chunk, &addend);
        }
    }
    key.truncate(length);
    key
}

/// Bytes repeated to whole blocks; none of none.
fn filled(bytes: &[u8], block: usize) -> Vec<u8> {
    let length = bytes.len().div_ceil(block) * block;
    bytes.iter().copied().cycle().take(length).collect()
}

/// Adds a number and one to another of the same length, most significant byte first.
fn add_one_more(number: &mut [u8], addend: &[u8]) {
    let mut carry = 1_u16;
    for (digit, more) in number.iter_mut().zip(addend).rev() {
        let [high, low] = (u16::from(*digit) + u16::from(*more) + carry).to_be_bytes();
        *digit = low;
        carry = u16::from(high);
    }
}
