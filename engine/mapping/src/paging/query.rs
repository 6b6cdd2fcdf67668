//! Parameters in a URL's query, the rest of the URL left exactly as the author wrote it.

/// Sets a query parameter: the first one of that name is replaced, further ones are removed, and
/// where there is none it is added at the end (`rest-dialect §2.16`). Names are compared after
/// percent-decoding, so `$top` and `%24top` are the same.
#[must_use]
pub fn set_query(url: &str, name: &str, value: &str) -> String {
    let (address, fragment) = match url.split_once('#') {
        Some((address, fragment)) => (address, Some(fragment)),
        None => (url, None),
    };
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let wanted = decoded(name);
    let pair = format!("{}={}", encoded(name), encoded(value));
    let mut pairs: Vec<&str> = Vec::new();
    let mut placed = false;
    for old in query.split('&').filter(|old| !old.is_empty()) {
        let old_name = old.split('=').next().unwrap_or_default();
        if decoded(old_name) != wanted {
            pairs.push(old);
        } else if !placed {
            pairs.push(&pair);
            placed = true;
        }
    }
    if !placed {
        pairs.push(&pair);
    }
    let mut out = format!("{path}?{}", pairs.join("&"));
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

/// Encodes what would break the query apart; `%` stays, since authors encode by hand.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte <= b' ' || byte >= 0x7f || b"\"#<>&=+".contains(&byte) {
            out.push_str(&format!("%{byte:02X}"));
        } else {
            out.push(char::from(byte));
        }
    }
    out
}

fn decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escape = (*byte == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(escape) = escape {
            out.push(escape);
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parameters_replace_those_in_the_url() {
        for (url, expected) in [
            ("https://h/u", "https://h/u?page=2"),
            ("https://h/u?", "https://h/u?page=2"),
            ("https://h/u?a=1", "https://h/u?a=1&page=2"),
            ("https://h/u?page=9&a=1", "https://h/u?page=2&a=1"),
            ("https://h/u?p%61ge=9&page=8&a=1", "https://h/u?page=2&a=1"),
            (
                "https://h/u?page&a=%20x#f?page=1",
                "https://h/u?page=2&a=%20x#f?page=1",
            ),
            ("https://h/u?Page=1", "https://h/u?Page=1&page=2"),
        ] {
            assert_eq!(set_query(url, "page", "2"), expected, "{url}");
        }
        assert_eq!(set_query("/u", "$top", "a&b"), "/u?$top=a%26b");
        assert_eq!(set_query("/u?%24top=1", "$top", "2"), "/u?$top=2");
    }

    proptest! {
        #[test]
        fn setting_twice_is_setting_once(url in "\\PC{0,30}", name in "\\PC{1,6}", value in "[0-9]{1,3}") {
            let once = set_query(&url, &name, "1");
            prop_assert_eq!(set_query(&once, &name, &value), set_query(&url, &name, &value));
        }
    }
}
