//! Which names carry secrets: the one list that excerpts, logs, traces, recordings and rules go by.
//!
//! A name is secret by a part of it: `accessToken`, `client_secret`, `X-Api-Key`. Case, blanks, `-`, `_`
//! and `.` do not matter. Some names hold such a part and tell only *about* a secret, as `tokenType` or
//! `refreshTokenResponsePath`, or are no credential, as the token of a next page.

/// Parts of names whose values are secret.
const PARTS: [&str; 17] = [
    "token",
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "secret",
    "authorization",
    "apikey",
    "accesskey",
    "subscriptionkey",
    "privatekey",
    "cookie",
    "credential",
    "assertion",
    "otp",
    "sessionid",
];

/// Whole names whose values are secret, and that say nothing inside a longer one.
const WHOLE: [&str; 3] = ["pass", "xauth", "skey"];

/// Parts of names that are harmless in spite of the others.
const HARMLESS: [&str; 13] = [
    "tokentype",
    "responsepath",
    "tokenerror",
    "tokenautherror",
    "tokenflag",
    "refreshtokencall",
    "tokenurl",
    "tokenendpoint",
    "pagetoken",
    "nexttoken",
    "continuationtoken",
    "skiptoken",
    "tokencount",
];

/// A name as names are compared: in lower case, without blanks, `-`, `_` and `.`.
#[must_use]
pub fn plain_name(name: &str) -> String {
    name.chars()
        .filter(|c| !matches!(c, '-' | '_' | '.') && !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether values of this name are secret.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let name = plain_name(name);
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    WHOLE.contains(&name.as_str()) || has(&PARTS) && !has(&HARMLESS)
}

#[cfg(test)]
mod tests {
    use super::is_secret_name;

    #[test]
    fn names_are_secret_by_their_parts() {
        for name in [
            "accessToken",
            "refresh_token",
            "client_secret",
            "PASSWORD",
            "X-Api-Key",
            "Authorization",
            "Set-Cookie",
            "SKEY",
            "pass",
            "private_key",
            "Ocp-Apim-Subscription-Key",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "email",
            "key",
            "tokenType",
            "token_url",
            "tokenResponsePath",
            "refreshTokenResponsePath",
            "refreshTokenErrorPath",
            "refreshTokenAuthError",
            "nextPageToken",
            "$skiptoken",
            "taskskey",
            "compass",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
