//! Sealing: what makes a secret in the store worthless to whoever only has the file.
//!
//! ChaCha20-Poly1305 of `ring`, which TLS brings along anyway: one kept, audited implementation and
//! no crate more, where `age` would add some fifty for recipients and a file format that nothing
//! here needs. The key is 32 random bytes of the operator's, so no slow derivation is needed. Each
//! secret has a nonce of its own, and is bound to its connection and name, so that rows cannot be
//! exchanged.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bindery_connector::Outcome;
use bindery_diagnostics::{Diagnostic, codes};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::digest;
use ring::rand::{SecureRandom, SystemRandom};

/// Bytes of a key.
const KEY_LEN: usize = 32;

/// A key that seals and opens.
pub struct SealKey {
    key: LessSafeKey,
    id: String,
}

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealKey({})", self.id)
    }
}

/// A sealed secret.
pub(crate) struct Sealed {
    pub key: String,
    pub nonce: Vec<u8>,
    pub content: Vec<u8>,
}

impl Sealed {
    /// Reads a row of key, nonce and content.
    pub fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            key: row.get(0)?,
            nonce: row.get(1)?,
            content: row.get(2)?,
        })
    }
}

impl SealKey {
    /// Reads a key: 32 bytes as base64, or as 64 hexadecimal digits.
    ///
    /// # Errors
    /// `R2005` for anything else.
    pub fn read(text: &str) -> Outcome<Self> {
        let text = text.trim();
        let bytes = hexadecimal(text)
            .or_else(|| STANDARD.decode(text).ok())
            .or_else(|| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok())
            .filter(|bytes| bytes.len() == KEY_LEN);
        let key = bytes
            .as_ref()
            .and_then(|bytes| UnboundKey::new(&CHACHA20_POLY1305, bytes).ok());
        let (Some(bytes), Some(key)) = (bytes, key) else {
            return Err(Box::new(
                Diagnostic::new(codes::SEAL, "the key for sealed secrets is no key")
                    .with_note("it has to be 32 bytes, as base64 or as 64 hexadecimal digits")
                    .with_help("make one with `openssl rand -base64 32`"),
            ));
        };
        let hash = digest::digest(&digest::SHA256, &bytes);
        let id = hash.as_ref().iter().take(4);
        Ok(Self {
            key: LessSafeKey::new(key),
            id: id.map(|b| format!("{b:02x}")).collect(),
        })
    }

    /// A new key, and the text that [`SealKey::read`] reads. `None` where the system has no randomness.
    pub(crate) fn generate() -> Option<(Self, String)> {
        let mut bytes = [0; KEY_LEN];
        SystemRandom::new().fill(&mut bytes).ok()?;
        let text = STANDARD.encode(bytes);
        Some((Self::read(&text).ok()?, text))
    }

    /// Which key this is: the beginning of its hash.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Seals a secret for its place.
    pub(crate) fn seal(&self, place: &str, secret: &str) -> Option<Sealed> {
        let mut nonce = [0; NONCE_LEN];
        SystemRandom::new().fill(&mut nonce).ok()?;
        let mut content = secret.as_bytes().to_vec();
        let sealing = Nonce::assume_unique_for_key(nonce);
        self.key
            .seal_in_place_append_tag(sealing, Aad::from(place), &mut content)
            .ok()?;
        Some(Sealed {
            key: self.id.clone(),
            nonce: nonce.to_vec(),
            content,
        })
    }

    /// Opens a secret; `None` for one that was changed, moved, or sealed with another key.
    pub(crate) fn open(&self, place: &str, sealed: Sealed) -> Option<String> {
        let nonce = Nonce::try_assume_unique_for_key(&sealed.nonce).ok()?;
        let mut content = sealed.content;
        let opened = self
            .key
            .open_in_place(nonce, Aad::from(place), &mut content)
            .ok()?;
        String::from_utf8(opened.to_vec()).ok()
    }
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    if text.len() != 2 * KEY_LEN || !text.is_ascii() {
        return None;
    }
    (0..KEY_LEN)
        .map(|n| u8::from_str_radix(text.get(2 * n..2 * n + 2)?, 16).ok())
        .collect()
}
