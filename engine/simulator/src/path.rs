//! Finds the route of a request: path first, then method.

use crate::description::{Description, PathCase, Slash};
use crate::request::decode;

/// The values of path parameters by name.
pub(crate) type Parameters = Vec<(String, String)>;

/// What a path leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The name of a route and the values of its path parameters.
    Route(String, Parameters),
    /// The path exists, but not for this method; the methods it has.
    Methods(Vec<String>),
    /// The path exists with or without a slash at the end.
    Redirect(String),
    /// No such path.
    Nothing,
}

/// Looks a method and a path up. A literal segment wins over a parameter.
pub(crate) fn find(description: &Description, method: &str, path: &str) -> Found {
    let mut methods: Vec<String> = Vec::new();
    let mut redirect = false;
    let mut best: Option<(&str, Parameters)> = None;
    for (name, route) in &description.routes {
        let Some(parameters) = fits(&route.path, path, description.server.path_case) else {
            continue;
        };
        if route.path.ends_with('/') != path.ends_with('/') {
            match description.server.trailing_slash {
                Slash::Either => {}
                Slash::Exact => continue,
                Slash::Redirect => {
                    redirect = true;
                    continue;
                }
            }
        }
        if !methods.contains(&route.method) {
            methods.push(route.method.clone());
        }
        let fewer = best
            .as_ref()
            .is_none_or(|(_, best)| parameters.len() < best.len());
        if route.method == method && fewer {
            best = Some((name, parameters));
        }
    }
    match best {
        Some((name, parameters)) => Found::Route(name.to_owned(), parameters),
        None if !methods.is_empty() => Found::Methods(methods),
        None if redirect => Found::Redirect(match path.strip_suffix('/') {
            Some(bare) => bare.to_owned(),
            None => format!("{path}/"),
        }),
        None => Found::Nothing,
    }
}

fn fits(pattern: &str, path: &str, case: PathCase) -> Option<Parameters> {
    let segments = |text: &str| -> Vec<String> {
        let text = text.strip_prefix('/').unwrap_or(text);
        let text = text.strip_suffix('/').unwrap_or(text);
        text.split('/').map(str::to_owned).collect()
    };
    let (pattern, path) = (segments(pattern), segments(path));
    if pattern.len() != path.len() {
        return None;
    }
    let mut parameters = Vec::new();
    for (expected, given) in pattern.iter().zip(&path) {
        let name = expected.strip_prefix('{').and_then(|e| e.strip_suffix('}'));
        let same = match (name, case) {
            (Some(name), _) if !given.is_empty() => {
                parameters.push((name.to_owned(), decode(given)));
                true
            }
            (Some(_), _) => false,
            (None, PathCase::Sensitive) => *expected == decode(given),
            (None, PathCase::Insensitive) => expected.eq_ignore_ascii_case(&decode(given)),
        };
        if !same {
            return None;
        }
    }
    Some(parameters)
}
