//! PKCS#12 stores (RFC 7292): a private key with its certificates, under a password.
//!
//! Written out here because the crates there are do not fit: `p12` knows only the ciphers of old, and
//! `p12-keystore` brings some fifty crates, several of them unreleased. What is needed is a walk over DER,
//! two ways to make a key of a password, and ciphers: digests of `ring`; AES, triple DES and RC2 of
//! RustCrypto. PBES2 is what OpenSSL and Java write today, the schemes with SHA-1 what they wrote
//! before. DER only; a store in BER is no store here.

mod cipher;
mod der;
mod password;

use ring::hmac;

use self::der::{Der, OCTETS, SEQUENCE, SET};

pub(crate) use self::der::element;

/// What a store holds.
#[derive(Default)]
pub(crate) struct Contents {
    /// The private key as PKCS#8, the first where there are several.
    pub key: Option<Vec<u8>>,
    /// Certificates; those of the key first.
    pub certificates: Vec<Vec<u8>>,
}

/// Why a store cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It is not the DER of a store.
    Form,
    /// The password does not open it.
    Password,
    /// It is sealed in a way that is not known here.
    Scheme,
}

type Read<T> = Result<T, Unreadable>;

const DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
const ENCRYPTED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 6];
/// The beginning of every kind of bag.
const BAG: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 10, 1];
const X509: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 22, 1];
const LOCAL_KEY_ID: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 21];

/// How deep bags may stand in bags.
const DEPTH: usize = 4;

/// Keys and certificates, each after the mark that says what belongs together.
#[derive(Default)]
struct Found {
    keys: Vec<(Vec<u8>, Vec<u8>)>,
    certificates: Vec<(Vec<u8>, Vec<u8>)>,
}

/// Reads a store.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn read(bytes: &[u8], password: &str) -> Read<Contents> {
    let mut store = Der(bytes).enter(SEQUENCE)?;
    store.skip()?;
    let mut content = store.enter(SEQUENCE)?;
    if content.oid()? != DATA {
        return Err(Unreadable::Scheme);
    }
    let safe = content.enter(0xa0)?.take(OCTETS)?;
    if !store.is_empty() {
        verify(store.enter(SEQUENCE)?, safe, password)?;
    }
    let mut found = Found::default();
    let mut parts = Der(safe).enter(SEQUENCE)?;
    while !parts.is_empty() {
        let mut part = parts.enter(SEQUENCE)?;
        let kind = part.oid()?;
        let mut content = part.enter(0xa0)?;
        if kind == DATA {
            bags(content.take(OCTETS)?, password, DEPTH, &mut found)?;
        } else if kind == ENCRYPTED_DATA {
            let mut sealed = content.enter(SEQUENCE)?;
            sealed.skip()?;
            let mut sealed = sealed.enter(SEQUENCE)?;
            sealed.skip()?;
            let scheme = sealed.enter(SEQUENCE)?;
            let opened = cipher::open(scheme, sealed.take(0x80)?, password)?;
            bags(&opened, password, DEPTH, &mut found)?;
        } else {
            return Err(Unreadable::Scheme);
        }
    }
    Ok(found.sorted())
}

impl Found {
    fn sorted(self) -> Contents {
        let key = self.keys.into_iter().next();
        let mark = key.as_ref().map(|(mark, _)| mark.clone());
        let (own, others): (Vec<_>, Vec<_>) = self
            .certificates
            .into_iter()
            .partition(|(of, _)| !of.is_empty() && mark.as_ref() == Some(of));
        Contents {
            key: key.map(|(_, key)| key),
            certificates: own.into_iter().chain(others).map(|(_, c)| c).collect(),
        }
    }
}

fn bags(bytes: &[u8], password: &str, depth: usize, found: &mut Found) -> Read<()> {
    let depth = depth.checked_sub(1).ok_or(Unreadable::Form)?;
    let mut all = Der(bytes).enter(SEQUENCE)?;
    while !all.is_empty() {
        let mut bag = all.enter(SEQUENCE)?;
        let kind = bag.oid()?.strip_prefix(BAG).unwrap_or_default();
        let value = bag.take(0xa0)?;
        let mark = local_key_id(bag)?;
        match kind {
            [1] => found.keys.push((mark, value.to_vec())),
            [2] => {
                let mut sealed = Der(value).enter(SEQUENCE)?;
                let scheme = sealed.enter(SEQUENCE)?;
                let key = cipher::open(scheme, sealed.take(OCTETS)?, password)?;
                found.keys.push((mark, key));
            }
            [3] => {
                let mut certificate = Der(value).enter(SEQUENCE)?;
                if certificate.oid()? == X509 {
                    let der = certificate.enter(0xa0)?.take(OCTETS)?;
                    found.certificates.push((mark, der.to_vec()));
                }
            }
            [6] => bags(value, password, depth, found)?,
            // Revocation lists and secrets are of no use for TLS.
            _ => {}
        }
    }
    Ok(())
}

fn local_key_id(mut bag: Der<'_>) -> Read<Vec<u8>> {
    if bag.is_empty() {
        return Ok(Vec::new());
    }
    let mut attributes = bag.enter(SET)?;
    while !attributes.is_empty() {
        let mut attribute = attributes.enter(SEQUENCE)?;
        if attribute.oid()? == LOCAL_KEY_ID {
            return Ok(attribute.enter(SET)?.take(OCTETS)?.to_vec());
        }
    }
    Ok(Vec::new())
}

/// Whether the password is the one that the store was made with.
fn verify(mut mac: Der<'_>, content: &[u8], password: &str) -> Read<()> {
    let mut digest = mac.enter(SEQUENCE)?;
    let hash = password::Hash::find(digest.enter(SEQUENCE)?.oid()?).ok_or(Unreadable::Scheme)?;
    let expected = digest.take(OCTETS)?;
    let salt = mac.take(OCTETS)?;
    let rounds = match mac.is_empty() {
        true => 1,
        false => mac.rounds()?,
    };
    let key = password::derive(hash, password::MAC, password, salt, rounds, hash.length());
    let key = hmac::Key::new(hash.mac(), &key);
    hmac::verify(&key, content, expected).map_err(|_| Unreadable::Password)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn store(name: &str) -> Vec<u8> {
        let folder = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/run/inputs/keys/tls/"
        );
        std::fs::read(format!("{folder}{name}")).unwrap()
    }

    #[test]
    fn stores_of_today_and_of_old_are_read() {
        for name in ["client.p12", "client-aes.p12", "client-legacy.p12"] {
            let contents = read(&store(name), "store-secret").unwrap();
            assert!(contents.key.unwrap().starts_with(&[0x30]), "{name}");
            assert_eq!(contents.certificates.len(), 2, "{name}");
            let wrong = read(&store(name), "stone-secret").err();
            assert_eq!(wrong, Some(Unreadable::Password), "{name}");
        }
    }

    #[test]
    fn a_store_cut_short_or_changed_anywhere_harms_nobody() {
        let whole = store("client.p12");
        for length in (0..whole.len()).step_by(5) {
            assert!(read(&whole[..length], "store-secret").is_err(), "{length}");
        }
        for at in (0..120).chain(whole.len() - 60..whole.len()) {
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            let _ = read(&changed, "store-secret");
        }
    }
}
