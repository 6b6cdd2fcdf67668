//! What is taken for a credential: names that carry one, and values that are one.

/// Names of parameters and fields that carry credentials, in lower case, without dashes and
/// underscores.
const NAMES: [&str; 15] = [
    "password",
    "passwd",
    "pwd",
    "secret",
    "clientsecret",
    "apikey",
    "apitoken",
    "apisecret",
    "accesskey",
    "accesstoken",
    "authtoken",
    "refreshtoken",
    "subscriptionkey",
    "token",
    "privatekey",
];

/// The shortest text that is taken for a credential.
const SHORTEST: usize = 8;

/// Whether a field or parameter of this name carries a credential.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let bare = name.trim().to_ascii_lowercase().replace(['-', '_'], "");
    NAMES.contains(&bare.as_str())
}

/// Whether a literal value is a credential and no placeholder, path or word of the dialect.
pub(crate) fn is_literal_secret(value: &str) -> bool {
    let value = value.trim();
    let is_placeholder = value.contains(['<', '>', '{', '$', ' ']) || is_parameter(value);
    let has_digit = value.bytes().any(|b| b.is_ascii_digit());
    let has_letter = value.bytes().any(|b| b.is_ascii_alphabetic());
    let is_named = value.to_ascii_lowercase().contains("your") || value.contains("xxxx");
    value.len() >= SHORTEST && has_digit && has_letter && !is_placeholder && !is_named
}

fn is_parameter(value: &str) -> bool {
    value.len() > 2 && value.starts_with('@') && value.ends_with('@')
}
