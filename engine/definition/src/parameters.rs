//! Parameters: placeholders that an installer fills (design D9).
//!
//! `@NAME@` and `@@NAME@@` count everywhere, `<NAME>` in URLs only. A name has letters, digits, `_`
//! and inner blanks; blanks at both ends are trimmed, and an end with a blank needs one at the other
//! end too. Text like `a@b@c` is no placeholder: where word characters touch both sides, the name must
//! be in capitals throughout. Placeholders are found in literal text and in string literals of
//! bindings, after templates are parsed, and filled as literal text: a value cannot become a binding.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use bindery_diagnostics::Place;

/// The longest name; anything longer between two signs is prose.
const MAX_NAME: usize = 60;

/// Values by name. Debug output shows names only.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Parameters {
    values: BTreeMap<String, String>,
}

impl Parameters {
    /// Sets a value; blanks around the name are trimmed.
    pub fn insert(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.trim().to_owned(), value.into());
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// The names that have values, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl fmt::Debug for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.values.keys()).finish()
    }
}

/// A placeholder of a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterUse {
    /// Its name.
    pub name: String,
    /// Where it stands, signs included.
    pub place: Place,
    /// Whether a value was given.
    pub filled: bool,
}

/// A placeholder in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub range: Range<usize>,
    pub name: String,
}

/// The placeholders of a text, in order.
pub(crate) fn find(text: &str, in_url: bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(offset) = text.get(position..).and_then(|t| t.find(['@', '<'])) {
        let start = position + offset;
        let hit = if text.as_bytes().get(start) == Some(&b'@') {
            at_sign(text, start)
        } else if in_url {
            angles(text, start)
        } else {
            None
        };
        match hit {
            Some(hit) => {
                position = hit.range.end;
                found.push(hit);
            }
            // A doubled sign that opens nothing is not two single ones.
            None => {
                position = start
                    + if text.get(start..).is_some_and(|t| t.starts_with("@@")) {
                        2
                    } else {
                        1
                    }
            }
        }
    }
    found
}

/// A text with its placeholders filled where there are values; reports each to `seen`.
pub(crate) fn fill(
    text: &str,
    in_url: bool,
    parameters: &Parameters,
    mut seen: impl FnMut(&Found, bool),
) -> Option<String> {
    let found = find(text, in_url);
    let mut filled: Option<String> = None;
    let mut position = 0;
    for hit in &found {
        let value = parameters.get(&hit.name);
        seen(hit, value.is_some());
        if let Some(value) = value {
            let out = filled.get_or_insert_default();
            out.push_str(text.get(position..hit.range.start).unwrap_or_default());
            out.push_str(value);
            position = hit.range.end;
        }
    }
    if let Some(out) = &mut filled {
        out.push_str(text.get(position..).unwrap_or_default());
    }
    filled
}

fn at_sign(text: &str, start: usize) -> Option<Found> {
    let signs = if text.get(start..)?.starts_with("@@") {
        2
    } else {
        1
    };
    let content = start + signs;
    let length = text.get(content..)?.find('@')?;
    let raw = text.get(content..content + length)?;
    let end = content + length + signs;
    if signs == 2 && !text.get(content + length..)?.starts_with("@@") {
        return None;
    }
    let name = name_of(raw)?;
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let before = text.get(..start)?.chars().next_back().is_some_and(is_word);
    let after = text
        .get(end..)
        .and_then(|t| t.chars().next())
        .is_some_and(is_word);
    if before && after && name.chars().any(char::is_lowercase) {
        return None;
    }
    Some(Found {
        range: start..end,
        name: name.to_owned(),
    })
}

fn angles(text: &str, start: usize) -> Option<Found> {
    let length = text.get(start + 1..)?.find('>')?;
    let name = name_of(text.get(start + 1..start + 1 + length)?)?;
    Some(Found {
        range: start..start + length + 2,
        name: name.to_owned(),
    })
}

fn name_of(raw: &str) -> Option<&str> {
    let name = raw.trim_matches(' ');
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ' ';
    (!name.is_empty()
        && name.len() <= MAX_NAME
        && raw.starts_with(' ') == raw.ends_with(' ')
        && name.chars().all(allowed)
        && name.chars().any(|c| c.is_ascii_alphabetic()))
    .then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str, in_url: bool) -> Vec<String> {
        find(text, in_url).into_iter().map(|f| f.name).collect()
    }

    #[test]
    fn each_spelling_is_found_where_it_counts() {
        assert_eq!(
            names("@HOST@/v1/@@Tenant id@@/x", false),
            ["HOST", "Tenant id"]
        );
        assert_eq!(names("@URL@v1alpha/@ X @", false), ["URL", "X"]);
        assert_eq!(names("https://<URL>/a?b=<c d>", true), ["URL", "c d"]);
        assert_eq!(names("https://<URL>/a", false), Vec::<String>::new());
        assert_eq!(names("https://t@DOMAIN@/", false), ["DOMAIN"]);
    }

    #[test]
    fn addresses_and_prose_are_not_placeholders() {
        for text in [
            "a@b@c",
            "bob@example.com,al@example.com",
            "a@x and b@y",
            "@here and @there",
            "@odata.nextLink",
            "@@/services",
            "@@X@",
            "@",
            "@@",
            "@@@@",
            "1@2@3",
            "if (a<b) c>d",
        ] {
            assert_eq!(names(text, false), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn values_fill_and_the_rest_stays() {
        let mut parameters = Parameters::default();
        parameters.insert("HOST", "https://x");
        let mut seen = Vec::new();
        let filled = fill("@HOST@/@OTHER@/", false, &parameters, |f, v| {
            seen.push((f.name.clone(), v))
        });
        assert_eq!(filled.as_deref(), Some("https://x/@OTHER@/"));
        assert_eq!(
            seen,
            [("HOST".to_owned(), true), ("OTHER".to_owned(), false)]
        );
    }

    #[test]
    fn debug_output_shows_no_value() {
        let mut parameters = Parameters::default();
        parameters.insert("TOKEN", "s3cret");
        assert!(!format!("{parameters:?}").contains("s3cret"));
    }
}
