//! Keys that sign: their many written forms, and the signature itself (`rest-dialect §1.6–1.7`).
//!
//! A private key is PEM text, or the base64 of its DER, as PKCS#8, PKCS#1 or SEC1; line breaks may
//! be lost or written as `\n`, as keys that passed through a JSON string or a form often are. A
//! shared key is base64 of at least 32 bytes, else the text itself.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ring::rand::SystemRandom;
use ring::signature::{self, EcdsaKeyPair, Ed25519KeyPair, RsaKeyPair};
use ring::{hmac, signature::EcdsaSigningAlgorithm, signature::RsaEncoding};

/// What is wrong with a key, and the next step.
pub(crate) type KeyProblem = (&'static str, &'static str);

const NOT_A_KEY: KeyProblem = (
    "it is no private key",
    "give a PEM text that begins with -----BEGIN PRIVATE KEY-----, or the base64 of its DER",
);
const OTHER_KIND: KeyProblem = (
    "it is a key of another kind than the algorithm needs",
    "give an RSA key for RS and PS, a P-256 key for ES256, a P-384 key for ES384",
);

/// The shortest shared key that is taken for base64; shorter ones are taken as they are.
const SHARED_KEY: usize = 32;

/// How a signature is made (RFC 7518 §3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Hs256,
    Hs384,
    Hs512,
    Rs256,
    Rs384,
    Rs512,
    Ps256,
    Ps384,
    Ps512,
    Es256,
    Es384,
    EdDsa,
}

impl Algorithm {
    const KNOWN: [(&'static str, Self); 12] = [
        ("HS256", Self::Hs256),
        ("HS384", Self::Hs384),
        ("HS512", Self::Hs512),
        ("RS256", Self::Rs256),
        ("RS384", Self::Rs384),
        ("RS512", Self::Rs512),
        ("PS256", Self::Ps256),
        ("PS384", Self::Ps384),
        ("PS512", Self::Ps512),
        ("ES256", Self::Es256),
        ("ES384", Self::Es384),
        ("EdDSA", Self::EdDsa),
    ];

    /// Reads a name, in any case.
    pub fn read(name: &str) -> Option<Self> {
        Self::KNOWN
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name.trim()))
            .map(|(_, algorithm)| *algorithm)
    }

    /// The name as a header claim spells it.
    pub fn name(self) -> &'static str {
        Self::KNOWN
            .iter()
            .find(|(_, algorithm)| *algorithm == self)
            .map_or("", |(name, _)| name)
    }

    /// Every name, for messages.
    pub fn names() -> String {
        Self::KNOWN.map(|(name, _)| name).join(", ")
    }
}

/// Signs bytes with a key in any of its written forms.
///
/// # Errors
/// What is wrong with the key.
pub(crate) fn sign(algorithm: Algorithm, key: &str, bytes: &[u8]) -> Result<Vec<u8>, KeyProblem> {
    match algorithm {
        Algorithm::Hs256 => mac(hmac::HMAC_SHA256, key, bytes),
        Algorithm::Hs384 => mac(hmac::HMAC_SHA384, key, bytes),
        Algorithm::Hs512 => mac(hmac::HMAC_SHA512, key, bytes),
        Algorithm::Rs256 => rsa(&signature::RSA_PKCS1_SHA256, key, bytes),
        Algorithm::Rs384 => rsa(&signature::RSA_PKCS1_SHA384, key, bytes),
        Algorithm::Rs512 => rsa(&signature::RSA_PKCS1_SHA512, key, bytes),
        Algorithm::Ps256 => rsa(&signature::RSA_PSS_SHA256, key, bytes),
        Algorithm::Ps384 => rsa(&signature::RSA_PSS_SHA384, key, bytes),
        Algorithm::Ps512 => rsa(&signature::RSA_PSS_SHA512, key, bytes),
        Algorithm::Es256 => {
            let curve = &signature::ECDSA_P256_SHA256_FIXED_SIGNING;
            ecdsa(curve, &P256, key, bytes)
        }
        Algorithm::Es384 => {
            let curve = &signature::ECDSA_P384_SHA384_FIXED_SIGNING;
            ecdsa(curve, &P384, key, bytes)
        }
        Algorithm::EdDsa => {
            let der = private_key(key)?;
            let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der.bytes);
            Ok(pair.map_err(|_| OTHER_KIND)?.sign(bytes).as_ref().to_vec())
        }
    }
}

fn mac(algorithm: hmac::Algorithm, key: &str, bytes: &[u8]) -> Result<Vec<u8>, KeyProblem> {
    let text = key.trim();
    if text.is_empty() {
        return Err(("it is empty", "give the shared key, as text or base64"));
    }
    let shared = match BASE64.decode(text) {
        Ok(decoded) if decoded.len() >= SHARED_KEY => decoded,
        _ => text.as_bytes().to_vec(),
    };
    let key = hmac::Key::new(algorithm, &shared);
    Ok(hmac::sign(&key, bytes).as_ref().to_vec())
}

fn rsa(padding: &'static dyn RsaEncoding, key: &str, bytes: &[u8]) -> Result<Vec<u8>, KeyProblem> {
    let der = private_key(key)?;
    let pair = RsaKeyPair::from_pkcs8(&der.bytes)
        .or_else(|_| RsaKeyPair::from_der(&der.bytes))
        .map_err(|_| OTHER_KIND)?;
    let mut signed = vec![0; pair.public().modulus_len()];
    pair.sign(padding, &SystemRandom::new(), bytes, &mut signed)
        .map_err(|_| OTHER_KIND)?;
    Ok(signed)
}

/// What PKCS#8 puts before a SEC1 key: its version and curve.
const P256: [u8; 24] = [
    0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08,
    0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07,
];
const P384: [u8; 21] = [
    0x02, 0x01, 0x00, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05,
    0x2b, 0x81, 0x04, 0x00, 0x22,
];

/// Its nonce comes from the operating system, not from the run's random source: a predictable one
/// would give the key away.
fn ecdsa(
    curve: &'static EcdsaSigningAlgorithm,
    prefix: &[u8],
    key: &str,
    bytes: &[u8],
) -> Result<Vec<u8>, KeyProblem> {
    let der = private_key(key)?;
    let random = SystemRandom::new();
    let der = if der.label == "EC PRIVATE KEY" {
        let mut inside = prefix.to_vec();
        inside.extend(tagged(0x04, &der.bytes));
        tagged(0x30, &inside)
    } else {
        der.bytes
    };
    let pair = EcdsaKeyPair::from_pkcs8(curve, &der, &random).map_err(|_| OTHER_KIND)?;
    let signed = pair.sign(&random, bytes).map_err(|_| OTHER_KIND)?;
    Ok(signed.as_ref().to_vec())
}

/// A DER value with its tag and length; keys are shorter than 64 KiB.
fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let [_, .., high, low] = length.to_be_bytes();
    let mut out = vec![tag];
    match length {
        0..=127 => out.push(low),
        128..=255 => out.extend([0x81, low]),
        _ => out.extend([0x82, high, low]),
    }
    out.extend_from_slice(content);
    out
}

fn private_key(text: &str) -> Result<Block, KeyProblem> {
    let blocks = blocks(text);
    if let Some(block) = blocks.into_iter().find(Block::is_private_key) {
        return if block.label.contains("ENCRYPTED") {
            Err((
                "it is encrypted",
                "decrypt it, for example with `openssl pkey`, and protect the file instead",
            ))
        } else {
            Ok(block)
        };
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match BASE64.decode(bare) {
        Ok(bytes) if !bytes.is_empty() => Ok(Block {
            label: "PRIVATE KEY".to_owned(),
            bytes,
        }),
        _ => Err(NOT_A_KEY),
    }
}

/// One block of a PEM text.
pub(crate) struct Block {
    /// `PRIVATE KEY`, `CERTIFICATE`, …
    pub label: String,
    /// Its DER.
    pub bytes: Vec<u8>,
}

impl Block {
    /// Whether it holds a private key, encrypted or not.
    pub fn is_private_key(&self) -> bool {
        self.label.ends_with("PRIVATE KEY")
    }

    /// The block as PEM again, in its ordinary form.
    pub fn to_pem(&self) -> String {
        let body = BASE64.encode(&self.bytes);
        let mut out = format!("-----BEGIN {}-----\n", self.label);
        let mut rest = body.as_str();
        while !rest.is_empty() {
            let (line, after) = rest.split_at(rest.len().min(64));
            out.push_str(line);
            out.push('\n');
            rest = after;
        }
        out.push_str(&format!("-----END {}-----\n", self.label));
        out
    }
}

/// Every block of a PEM text, in order; what is not base64 inside is no block.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("-----BEGIN ") {
        let Some((label, after)) = after.split_once("-----") else {
            break;
        };
        let Some((body, after)) = after.split_once("-----END ") else {
            break;
        };
        let body = body.replace("\\n", "").replace("\\r", "");
        // An old style encrypted key has headers before its body.
        let encrypted = body.contains("ENCRYPTED");
        let body: String = body.chars().filter(|c| !c.is_whitespace()).collect();
        if encrypted {
            found.push(Block {
                label: format!("ENCRYPTED {label}"),
                bytes: Vec::new(),
            });
        } else if let Ok(bytes) = BASE64.decode(body) {
            let label = label.to_owned();
            found.push(Block { label, bytes });
        }
        rest = after;
    }
    found
}
