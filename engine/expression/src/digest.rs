//! Message digests and keyed ones: MD5, SHA-1, SHA-256, SHA-384 and SHA-512.

use hmac::digest::KeyInit;
use hmac::{Hmac, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::error::{EvalError, Kind, Outcome};

/// A digest algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    #[doc(hidden)]
    Md5,
    #[doc(hidden)]
    Sha1,
    #[doc(hidden)]
    Sha256,
    #[doc(hidden)]
    Sha384,
    #[doc(hidden)]
    Sha512,
}

impl Algorithm {
    /// The algorithm of `MessageDigest.getInstance`.
    pub(crate) fn named(name: &str) -> Outcome<Self> {
        Ok(match name.to_ascii_uppercase().as_str() {
            "MD5" => Self::Md5,
            "SHA-1" | "SHA1" | "SHA" => Self::Sha1,
            "SHA-256" | "SHA256" => Self::Sha256,
            "SHA-384" | "SHA384" => Self::Sha384,
            "SHA-512" | "SHA512" => Self::Sha512,
            "MD2" | "SHA-224" | "SHA-512/224" | "SHA-512/256" | "SHA3-224" | "SHA3-256"
            | "SHA3-384" | "SHA3-512" => {
                let message = format!("the digest {name} is not available");
                return Err(Box::new(EvalError::new(Kind::Unsupported, message)));
            }
            _ => return unknown(name),
        })
    }

    /// The algorithm of `Mac.getInstance`.
    pub(crate) fn keyed(name: &str) -> Outcome<Self> {
        Ok(match name.to_ascii_uppercase().as_str() {
            "HMACMD5" => Self::Md5,
            "HMACSHA1" => Self::Sha1,
            "HMACSHA256" => Self::Sha256,
            "HMACSHA384" => Self::Sha384,
            "HMACSHA512" => Self::Sha512,
            upper if upper.starts_with("HMACSHA") || upper.starts_with("PBE") => {
                let message = format!("the algorithm {name} is not available");
                return Err(Box::new(EvalError::new(Kind::Unsupported, message)));
            }
            _ => return unknown(name),
        })
    }

    /// The name of the digest.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// How many bytes a digest has.
    pub(crate) const fn length(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// The digest of bytes.
    pub(crate) fn digest(self, data: &[u8]) -> Vec<u8> {
        match self {
            Self::Md5 => Md5::digest(data).to_vec(),
            Self::Sha1 => Sha1::digest(data).to_vec(),
            Self::Sha256 => Sha256::digest(data).to_vec(),
            Self::Sha384 => Sha384::digest(data).to_vec(),
            Self::Sha512 => Sha512::digest(data).to_vec(),
        }
    }

    /// The keyed digest of bytes; a key of any length does.
    pub(crate) fn sign(self, key: &[u8], data: &[u8]) -> Vec<u8> {
        fn of<M: Mac + KeyInit>(key: &[u8], data: &[u8]) -> Vec<u8> {
            <M as KeyInit>::new_from_slice(key)
                .map(|mac| mac.chain_update(data).finalize().into_bytes().to_vec())
                .unwrap_or_default()
        }
        match self {
            Self::Md5 => of::<Hmac<Md5>>(key, data),
            Self::Sha1 => of::<Hmac<Sha1>>(key, data),
            Self::Sha256 => of::<Hmac<Sha256>>(key, data),
            Self::Sha384 => of::<Hmac<Sha384>>(key, data),
            Self::Sha512 => of::<Hmac<Sha512>>(key, data),
        }
    }
}

/// 128 bits as the text of a UUID.
pub(crate) fn uuid_text(bits: u128) -> String {
    let digits = format!("{bits:032x}");
    let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default();
    [
        part(0..8),
        part(8..12),
        part(12..16),
        part(16..20),
        part(20..32),
    ]
    .join("-")
}

fn unknown<T>(name: &str) -> Outcome<T> {
    Err(Box::new(
        EvalError::new(Kind::Other, format!("there is no algorithm {name}"))
            .thrown_as("java.security.NoSuchAlgorithmException"),
    ))
}
