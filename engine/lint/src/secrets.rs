//! What is taken for a credential in a value; the names that carry one are those of
//! [`bindery_diagnostics::is_secret_name`].

/// The shortest text that is taken for a credential.
const SHORTEST: usize = 8;

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
