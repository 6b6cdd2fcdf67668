//! `ssl`: what a target wants of TLS beyond the ordinary (`rest-dialect §1.11`).
//!
//! The key file is PEM, named without a folder. Its private key and the certificates with it are the
//! client's identity; certificates that stand there without a key, and those beside one that were
//! issued by themselves, are trusted besides the machine's own. `sslAlgorithmName` may raise the
//! least version to 1.3, and never lowers it below 1.2; `keyManagerAlgorithm` has no effect.

use std::sync::{Arc, OnceLock};

use bindery_definition::{Ssl, Word};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Sink};

use crate::Outcome;
use crate::auth::key::{Block, blocks};
use crate::ports::TlsProfile;
use crate::request::template::{Compiler, Template};
use crate::send::exchange::World;

/// Compiled TLS options. What they come to is worked out once.
#[derive(Debug)]
pub(crate) struct TlsSettings {
    file: Option<String>,
    password: Option<Template>,
    at_least_1_3: bool,
    profile: OnceLock<Arc<TlsProfile>>,
}

impl TlsSettings {
    /// Compiles options; `None` where they ask for nothing special.
    pub fn compile(compiler: &mut Compiler<'_>, ssl: Option<&Ssl>) -> Option<Arc<Self>> {
        let ssl = ssl?;
        let text = |word: &Option<Word>| {
            let text = word.as_ref().map(|w| w.as_str().trim().to_owned());
            text.filter(|text| !text.is_empty())
        };
        let least = text(&ssl.ssl_algorithm_name).unwrap_or_default();
        let settings = Self {
            file: text(&ssl.key_file),
            password: compiler.compile_some(ssl.key_file_password.as_ref(), Sink::Text),
            at_least_1_3: least.eq_ignore_ascii_case("TLSv1.3"),
            profile: OnceLock::new(),
        };
        let is_special = settings.file.is_some() || settings.at_least_1_3;
        is_special.then(|| Arc::new(settings))
    }

    /// What the options come to.
    ///
    /// # Errors
    /// `R1007` when the key file cannot be read or used.
    pub fn profile(&self, world: &World, context: &Context) -> Outcome<Arc<TlsProfile>> {
        if let Some(profile) = self.profile.get() {
            return Ok(profile.clone());
        }
        if let Some(password) = &self.password {
            world.masker.learn(&password.text(context)?);
        }
        let mut profile = TlsProfile {
            at_least_1_3: self.at_least_1_3,
            ..TlsProfile::default()
        };
        if let Some(name) = &self.file {
            let bytes = world.key_file(name)?;
            read(&bytes, &mut profile).map_err(|(what, help)| {
                let message = format!("the key file `{name}` cannot be used: {what}");
                Box::new(Diagnostic::new(codes::TLS_FILE, message).with_help(help))
            })?;
        }
        Ok(self.profile.get_or_init(|| Arc::new(profile)).clone())
    }
}

type Problem = (&'static str, &'static str);

const JAVA: Problem = (
    "it is a Java key store",
    "turn it into PEM: `keytool -importkeystore -srckeystore KEYS.jks -destkeystore KEYS.p12 -deststoretype PKCS12`, then `openssl pkcs12 -in KEYS.p12 -nodes -out KEYS.pem`",
);
const PKCS12: Problem = (
    "it is a PKCS#12 store, which is not read yet",
    "turn it into PEM: `openssl pkcs12 -in KEYS.p12 -nodes -out KEYS.pem`, and name that file in keyFile",
);
const ENCRYPTED: Problem = (
    "its private key is encrypted",
    "decrypt it with `openssl pkey -in KEYS.pem -out PLAIN.pem`, and protect the file instead",
);
const NOTHING: Problem = (
    "it holds neither a certificate nor a private key",
    "give a PEM file; a PKCS#12 or Java key store has to be turned into one first",
);
const NO_CERTIFICATE: Problem = (
    "it has a private key, and no certificate for it",
    "put the client certificate into the same file",
);

fn read(bytes: &[u8], profile: &mut TlsProfile) -> Result<(), Problem> {
    match bytes {
        [0xfe, 0xed, 0xfe, 0xed, ..] => return Err(JAVA),
        [0x30, 0x80..=0x84, ..] => return Err(PKCS12),
        _ => {}
    }
    let text = String::from_utf8_lossy(bytes);
    let (mut keys, mut certificates) = (Vec::new(), Vec::new());
    for block in blocks(&text) {
        match block.label.as_str() {
            "CERTIFICATE" | "TRUSTED CERTIFICATE" => certificates.push(block),
            _ if block.is_private_key() => keys.push(block),
            _ => {}
        }
    }
    let Some(key) = keys.first() else {
        if certificates.is_empty() {
            return Err(NOTHING);
        }
        profile.roots = certificates.into_iter().map(|c| c.bytes).collect();
        return Ok(());
    };
    if key.label.contains("ENCRYPTED") {
        return Err(ENCRYPTED);
    }
    let leaf = certificates.first().ok_or(NO_CERTIFICATE)?;
    let mut identity = key.to_pem();
    identity.push_str(&leaf.to_pem());
    for certificate in certificates.iter().skip(1) {
        if issued_itself(certificate) {
            profile.roots.push(certificate.bytes.clone());
        } else {
            identity.push_str(&certificate.to_pem());
        }
    }
    profile.identity = Some(identity.into_bytes());
    Ok(())
}

/// Whether issuer and subject of an X.509 certificate are the same.
fn issued_itself(certificate: &Block) -> bool {
    let fields = || {
        let (_, outer, _) = element(&certificate.bytes)?;
        let (_, mut rest, _) = element(outer)?;
        let mut fields = Vec::new();
        while let Some((tag, content, after)) = element(rest) {
            // The version is optional.
            if tag != 0xa0 {
                fields.push(content);
            }
            rest = after;
        }
        // serialNumber, signature, issuer, validity, subject
        Some((fields.get(2).copied()?, fields.get(4).copied()?))
    };
    fields().is_some_and(|(issuer, subject): (&[u8], &[u8])| issuer == subject)
}

/// The first element of DER: its tag, its content, and what follows.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let [tag, length, rest @ ..] = bytes else {
        return None;
    };
    let (length, rest) = match *length {
        short @ 0..=127 => (usize::from(short), rest),
        long => {
            let count = usize::from(long & 0x7f);
            let (digits, rest) = rest.split_at_checked(count)?;
            if count > 4 {
                return None;
            }
            let length = digits
                .iter()
                .fold(0_usize, |n, b| (n << 8) | usize::from(*b));
            (length, rest)
        }
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((*tag, content, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stores_of_other_forms_are_named_with_a_way_out() {
        for (bytes, what) in [
            (&[0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2][..], "Java"),
            (&[0x30, 0x82, 9, 9], "PKCS#12"),
            (b"hello", "neither"),
            (
                b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
                "encrypted",
            ),
            (
                b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "no certificate",
            ),
        ] {
            let problem = read(bytes, &mut TlsProfile::default());
            assert!(problem.is_err_and(|(why, _)| why.contains(what)), "{what}");
        }
    }

    #[test]
    fn broken_der_is_no_certificate() {
        for bytes in [
            &[][..],
            &[0x30],
            &[0x30, 0x85, 1, 1, 1, 1, 1],
            &[0x30, 5, 1],
        ] {
            assert!(element(bytes).is_none());
        }
    }
}
