//! The `Link` header (RFC 8288), of which paging wants the link whose relation is `next`.
//!
//! The dialect's own way is an expression that splits the header at commas (`rest-dialect §2.16`, type
//! 2); where `nextUrlPath` names the header alone, its links are read here. Commas, semicolons and
//! quotes inside a URL or a quoted parameter separate nothing.

/// The URL of the next page in the values of `Link` headers; `None` where none is next.
///
/// A value that is no list of links is the URL itself, as of any other header.
#[must_use]
pub(super) fn next_link<'v>(values: impl Iterator<Item = &'v str>) -> Option<String> {
    let mut whole = None;
    for value in values {
        if !value.trim_start().starts_with('<') {
            whole.get_or_insert(value);
            continue;
        }
        let mut rest = value;
        while let Some((url, after)) = target(rest) {
            let (is_next, after) = parameters(after);
            if is_next {
                return Some(url.trim().to_owned());
            }
            rest = after;
        }
    }
    whole.map(ToOwned::to_owned)
}

/// The next `<…>`, and what follows it.
fn target(text: &str) -> Option<(&str, &str)> {
    let (_, rest) = text.split_once('<')?;
    rest.split_once('>')
}

/// Reads the parameters of a link up to the comma that ends it: whether one says `next`.
fn parameters(text: &str) -> (bool, &str) {
    let mut quoted = false;
    let mut escaped = false;
    let mut ends = text.len();
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                parts.push(text.get(from..at).unwrap_or_default());
                from = at + 1;
            }
            ',' if !quoted => {
                ends = at;
                break;
            }
            _ => {}
        }
    }
    parts.push(text.get(from..ends).unwrap_or_default());
    let is_next = parts.into_iter().any(|part| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let words = value.trim().trim_matches('"').split_whitespace();
        name.trim().eq_ignore_ascii_case("rel")
            && words.into_iter().any(|w| w.eq_ignore_ascii_case("next"))
    });
    (is_next, text.get(ends..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::next_link;

    #[test]
    fn the_next_link_is_found_in_every_layout() {
        for (values, expected) in [
            (
                &["<https://h/a?p=1>; rel=\"first\", <https://h/a?p=3>; rel=\"next\""][..],
                Some("https://h/a?p=3"),
            ),
            (&["<https://h/a?p=3>;rel=next"], Some("https://h/a?p=3")),
            (
                &[
                    "<a>; rel=prev",
                    "</b?x=1,2;3>; title=\"a, <c>; rel=next\"; REL=\"last Next\"",
                ],
                Some("/b?x=1,2;3"),
            ),
            (
                &["<a>; title=\"say \\\"next\\\", or\"; rel=\"next\""],
                Some("a"),
            ),
            (&["<https://h/a?p=1>; rel=\"prev\""], None),
            (&["<https://h/next>; rel=\"nextpage\""], None),
            (&["<"], None),
            (&["https://h/a?p=2"], Some("https://h/a?p=2")),
            (&[], None),
        ] {
            let found = next_link(values.iter().copied());
            assert_eq!(found.as_deref(), expected, "{values:?}");
        }
    }
}
