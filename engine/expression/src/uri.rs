//! `URI` and `URL` as text taken apart. Neither is ever opened.

use crate::value::Text;

/// The parts of an address, as written.
#[derive(Debug, Clone)]
pub struct Uri {
    pub(crate) text: Text,
    /// Whether it is a `URL`, whose getters differ where a part is absent.
    pub(crate) is_url: bool,
    pub(crate) scheme: Option<String>,
    pub(crate) authority: Option<String>,
    pub(crate) path: String,
    pub(crate) query: Option<String>,
    pub(crate) fragment: Option<String>,
}

impl PartialEq for Uri {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.is_url == other.is_url
    }
}

impl Uri {
    /// Takes an address apart; `None` where Java finds a syntax error.
    pub(crate) fn parse(text: &str, is_url: bool) -> Option<Self> {
        let legal = |letter: char| {
            letter.is_ascii_alphanumeric()
                || "_-!.~'()*,;:$&+=?/[]@%#".contains(letter)
                || !letter.is_ascii() && !letter.is_whitespace() && !letter.is_control()
        };
        if !is_url && (text.is_empty() || !text.chars().all(legal) || !escapes_are_whole(text)) {
            return None;
        }
        let (rest, fragment) = split(text, '#');
        let colon = rest.find([':', '/', '?']);
        let (scheme, rest) = match colon.and_then(|at| rest.split_at_checked(at)) {
            Some((scheme, after)) if after.starts_with(':') && is_scheme(scheme) => {
                (Some(scheme.to_owned()), after.get(1..).unwrap_or_default())
            }
            Some((_, after)) if after.starts_with(':') => return None,
            _ => (None, rest),
        };
        if is_url
            && !scheme.as_deref().is_some_and(|scheme| {
                ["http", "https", "ftp", "file", "mailto", "jar"]
                    .contains(&scheme.to_ascii_lowercase().as_str())
            })
        {
            return None;
        }
        if fragment.is_some_and(|fragment| fragment.contains('#'))
            || scheme.is_some() && rest.is_empty()
        {
            return None;
        }
        let (rest, query) = split(rest, '?');
        let (authority, path) = match rest.strip_prefix("//") {
            Some(after) => {
                let end = after.find('/').unwrap_or(after.len());
                let (authority, path) = after.split_at_checked(end)?;
                (Some(authority.to_owned()), path)
            }
            None => (None, rest),
        };
        Some(Self {
            text: Text::from(text),
            is_url,
            scheme,
            authority,
            path: path.to_owned(),
            query: query.map(str::to_owned),
            fragment: fragment.map(str::to_owned),
        })
    }

    /// `mailto:a@b`: no path that starts with a slash.
    pub(crate) fn is_opaque(&self) -> bool {
        self.scheme.is_some() && self.authority.is_none() && !self.path.starts_with('/')
    }

    /// What stands before `@` in the authority.
    pub(crate) fn user_info(&self) -> Option<&str> {
        let authority = self.authority.as_deref()?;
        authority.rsplit_once('@').map(|(user, _)| user)
    }

    /// The host and the port, -1 where there is none.
    pub(crate) fn host(&self) -> (Option<&str>, i32) {
        let Some(authority) = self.authority.as_deref() else {
            return (None, -1);
        };
        let place = authority
            .rsplit_once('@')
            .map_or(authority, |(_, place)| place);
        match place.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (Some(host), port.parse().unwrap_or(-1)),
            _ => (Some(place), -1),
        }
    }
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

fn escapes_are_whole(text: &str) -> bool {
    text.split('%').skip(1).all(|rest| {
        rest.get(..2)
            .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
    })
}

/// `%41` decoded, as the getters of `URI` do it.
pub(crate) fn decoded(text: &str) -> String {
    let kept = text.replace('+', "%2B");
    crate::encoding::url_decode(&kept).map_or_else(
        |_| text.to_owned(),
        |bytes| String::from_utf8_lossy(&bytes).into_owned(),
    )
}
