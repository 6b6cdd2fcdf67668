//! The schemes that seal parts of a store: PBES2 (RFC 8018), and those of PKCS#12 itself.

use std::num::NonZeroU32;

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockCipher, BlockDecryptMut, InnerIvInit, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use des::{TdesEde2, TdesEde3};
use rc2::Rc2;
use ring::pbkdf2;

use super::der::{Der, INTEGER, OCTETS, SEQUENCE};
use super::password::{Hash, IV, KEY, derive};
use super::{Read, Unreadable};

const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13];
const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12];
/// The beginning of the pseudo random functions of PBKDF2.
const HMAC: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2];
/// The beginning of PKCS#12's own schemes.
const OWN: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 1];
/// The beginning of the modes of AES.
const AES: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1];
const TRIPLE_DES: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 3, 7];

/// Opens what a scheme sealed.
pub fn open(mut scheme: Der<'_>, sealed: &[u8], password: &str) -> Read<Vec<u8>> {
    let oid = scheme.oid()?;
    let mut parameters = scheme.enter(SEQUENCE)?;
    let opened = if oid == PBES2 {
        pbes2(parameters, sealed, password)?
    } else {
        let own = oid.strip_prefix(OWN).ok_or(Unreadable::Scheme)?;
        let salt = parameters.take(OCTETS)?;
        let rounds = parameters.rounds()?;
        let key = |length| derive(Hash::Sha1, KEY, password, salt, rounds, length);
        let iv = derive(Hash::Sha1, IV, password, salt, rounds, 8);
        match own {
            [3] => unchain::<TdesEde3>(&key(24), &iv, sealed),
            [4] => unchain::<TdesEde2>(&key(16), &iv, sealed),
            [5] => unchain::<Rc2>(&key(16), &iv, sealed),
            [6] => unchain::<Rc2>(&key(5), &iv, sealed),
            _ => return Err(Unreadable::Scheme),
        }
    };
    opened.ok_or(Unreadable::Password)
}

fn pbes2(mut parameters: Der<'_>, sealed: &[u8], password: &str) -> Read<Option<Vec<u8>>> {
    let mut derivation = parameters.enter(SEQUENCE)?;
    if derivation.oid()? != PBKDF2 {
        return Err(Unreadable::Scheme);
    }
    let mut derivation = derivation.enter(SEQUENCE)?;
    let salt = derivation.take(OCTETS)?;
    let rounds = NonZeroU32::new(derivation.rounds()?).ok_or(Unreadable::Form)?;
    if derivation.tag() == Some(INTEGER) {
        derivation.skip()?;
    }
    let function: &[u8] = match derivation.is_empty() {
        true => &[7],
        false => {
            let oid = derivation.enter(SEQUENCE)?.oid()?;
            oid.strip_prefix(HMAC).ok_or(Unreadable::Scheme)?
        }
    };
    let function = match function {
        [7] => pbkdf2::PBKDF2_HMAC_SHA1,
        [9] => pbkdf2::PBKDF2_HMAC_SHA256,
        [10] => pbkdf2::PBKDF2_HMAC_SHA384,
        [11] => pbkdf2::PBKDF2_HMAC_SHA512,
        _ => return Err(Unreadable::Scheme),
    };
    let key = |length: usize| {
        let mut key = vec![0; length];
        pbkdf2::derive(function, rounds, salt, password.as_bytes(), &mut key);
        key
    };
    let mut cipher = parameters.enter(SEQUENCE)?;
    let oid = cipher.oid()?;
    let iv = cipher.take(OCTETS)?;
    if oid == TRIPLE_DES {
        return Ok(unchain::<TdesEde3>(&key(24), iv, sealed));
    }
    match oid.strip_prefix(AES) {
        Some([2]) => Ok(unchain::<Aes128>(&key(16), iv, sealed)),
        Some([22]) => Ok(unchain::<Aes192>(&key(24), iv, sealed)),
        Some([42]) => Ok(unchain::<Aes256>(&key(32), iv, sealed)),
        _ => Err(Unreadable::Scheme),
    }
}

/// Decrypts chained blocks; `None` where the padding shows another key.
fn unchain<C: BlockCipher + BlockDecryptMut + KeyInit>(
    key: &[u8],
    iv: &[u8],
    sealed: &[u8],
) -> Option<Vec<u8>> {
    let cipher = C::new_from_slice(key).ok()?;
    let chain = cbc::Decryptor::<C>::inner_iv_slice_init(cipher, iv).ok()?;
    chain.decrypt_padded_vec_mut::<Pkcs7>(sealed).ok()
}
