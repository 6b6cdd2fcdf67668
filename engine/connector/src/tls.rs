//! `ssl`: what a target wants of TLS beyond the ordinary (`rest-dialect §1.11`).
//!
//! The key file is PEM or a PKCS#12 store (`pkcs12`), named without a folder. Its private key and the certificates with it are the
//! client's identity; certificates that stand there without a key, and those beside one that were
//! issued by themselves, are trusted besides the machine's own. `sslAlgorithmName` may raise the
//! least version to 1.3, and never lowers it below 1.2; `keyManagerAlgorithm` has no effect.

use std::sync::{Arc, OnceLock};

use bindery_definition::{Ssl, Word};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Sink};

use crate::Outcome;
use crate::auth::key::{Block, blocks};
use crate::pkcs12::{self, Unreadable, element};
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
        let password = match &self.password {
            Some(password) => password.text(context)?,
            None => String::new(),
        };
        world.masker.learn(&password);
        let mut profile = TlsProfile {
            at_least_1_3: self.at_least_1_3,
            ..TlsProfile::default()
        };
        if let Some(name) = &self.file {
            let bytes = world.key_file(name)?;
            read(&bytes, &password, &mut profile).map_err(|(what, help)| {
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
const FORM: Problem = (
    "it is no PKCS#12 store, or one in another form than DER",
    "give a PEM file: `openssl pkcs12 -in KEYS.p12 -nodes -out KEYS.pem`",
);
const PASSWORD: Problem = (
    "its password is another one",
    "give the store's password as keyFilePassword",
);
const SCHEME: Problem = (
    "it is sealed in a way that is not known here",
    "give a PEM file: `openssl pkcs12 -in KEYS.p12 -nodes -out KEYS.pem`",
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

fn read(bytes: &[u8], password: &str, profile: &mut TlsProfile) -> Result<(), Problem> {
    let all = match bytes {
        [0xfe, 0xed, 0xfe, 0xed, ..] => return Err(JAVA),
        [0x30, 0x80..=0x84, ..] => store(bytes, password)?,
        _ => blocks(&String::from_utf8_lossy(bytes)),
    };
    let (mut keys, mut certificates) = (Vec::new(), Vec::new());
    for block in all {
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

/// What a PKCS#12 store holds, as the blocks that a PEM file would have.
fn store(bytes: &[u8], password: &str) -> Result<Vec<Block>, Problem> {
    let contents = pkcs12::read(bytes, password).map_err(|why| match why {
        Unreadable::Form => FORM,
        Unreadable::Password => PASSWORD,
        Unreadable::Scheme => SCHEME,
    })?;
    let block = |label: &str, bytes| Block {
        label: label.to_owned(),
        bytes,
    };
    let key = contents
        .key
        .into_iter()
        .map(|key| block("PRIVATE KEY", key));
    let certificates = contents.certificates.into_iter();
    Ok(key
        .chain(certificates.map(|bytes| block("CERTIFICATE", bytes)))
        .collect())
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
            let problem = read(bytes, "", &mut TlsProfile::default());
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
