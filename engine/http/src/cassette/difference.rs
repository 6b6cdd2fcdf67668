//! Where two requests differ, for people: lines with `-` were recorded, lines with `+` are asked.

use super::exchange::Asked;

/// Lines of a body that are shown on either side.
const SHOWN: usize = 12;

/// Characters of a line that are shown.
const WIDTH: usize = 200;

/// How far a recorded request is from one that is asked; the nearest one is shown.
pub(super) fn distance(recorded: &Asked, asked: &Asked) -> (usize, usize, usize) {
    let (path, query) = halves(&recorded.url);
    let (asked_path, asked_query) = halves(&asked.url);
    let target = usize::from(path != asked_path) * 2 + usize::from(recorded.method != asked.method);
    let headers = unlike(&recorded.headers, &asked.headers);
    let query = unlike(
        &query.split('&').collect::<Vec<_>>(),
        &asked_query.split('&').collect::<Vec<_>>(),
    );
    let body = usize::from(recorded.body != asked.body);
    (target, query, headers + body)
}

fn halves(url: &str) -> (&str, &str) {
    url.split_once('?').unwrap_or((url, ""))
}

fn unlike<T: PartialEq>(some: &[T], others: &[T]) -> usize {
    let gone = some.iter().filter(|one| !others.contains(one)).count();
    let come = others.iter().filter(|one| !some.contains(one)).count();
    gone + come
}

/// The lines in which two requests differ.
pub(super) fn difference(recorded: &Asked, asked: &Asked) -> Vec<String> {
    let mut lines = Vec::new();
    let first = |request: &Asked| format!("{} {}", request.method, request.url);
    changed(&mut lines, &[first(recorded)], &[first(asked)]);
    let only = |some: &Asked, others: &Asked| -> Vec<String> {
        let kept = some.headers.iter().filter(|h| !others.headers.contains(h));
        kept.cloned().collect()
    };
    let (gone, come) = (only(recorded, asked), only(asked, recorded));
    changed(&mut lines, &gone, &come);
    if gone.is_empty() && come.is_empty() && recorded.headers != asked.headers {
        lines.push("the headers come in another order".to_owned());
    }
    changed(&mut lines, &body(recorded), &body(asked));
    lines
}

/// What lies between the common beginning and the common end of two texts.
fn changed(lines: &mut Vec<String>, old: &[String], new: &[String]) {
    let same = |(a, b): &(&String, &String)| a == b;
    let before = old.iter().zip(new).take_while(same).count();
    let (old, new) = (&old[before..], &new[before..]);
    let after = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(same)
        .count();
    for (sign, part) in [('-', old), ('+', new)] {
        let part = &part[..part.len() - after];
        for line in part.iter().take(SHOWN) {
            let line: String = line.chars().take(WIDTH).collect();
            lines.push(format!("{sign} {line}"));
        }
        if let Some(more @ 1..) = part.len().checked_sub(SHOWN) {
            lines.push(format!("{sign} … {more} more lines"));
        }
    }
}

/// The lines of a body; JSON is laid out, so that one value is one line.
fn body(request: &Asked) -> Vec<String> {
    let text = request.body.as_deref().unwrap_or_default();
    let json = serde_json::from_str::<serde_json::Value>(text).ok();
    let laid_out = json.and_then(|json| serde_json::to_string_pretty(&json).ok());
    let text = laid_out.as_deref().unwrap_or(text);
    text.lines().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(url: &str, headers: &[&str], body: Option<&str>) -> Asked {
        Asked {
            method: "POST".into(),
            url: url.into(),
            headers: headers.iter().map(|h| (*h).to_owned()).collect(),
            body: body.map(str::to_owned),
        }
    }

    #[test]
    fn only_what_differs_is_shown() {
        let recorded = asked(
            "http://h/a?page=1",
            &["Accept: a", "X: 1"],
            Some(r#"{"a":1,"b":2,"c":3}"#),
        );
        let now = asked(
            "http://h/a?page=2",
            &["Accept: a", "Y: 1"],
            Some(r#"{"a":1,"b":5,"c":3}"#),
        );
        assert_eq!(
            difference(&recorded, &now),
            [
                "- POST http://h/a?page=1",
                "+ POST http://h/a?page=2",
                "- X: 1",
                "+ Y: 1",
                "-   \"b\": 2,",
                "+   \"b\": 5,",
            ]
        );
        assert!(difference(&recorded, &recorded).is_empty());
    }

    #[test]
    fn the_same_path_is_nearer_than_the_same_query() {
        let now = asked("http://h/users?page=9", &[], None);
        let near = asked("http://h/users?page=1", &[], None);
        let far = asked("http://h/groups?page=9", &[], None);
        assert!(distance(&near, &now) < distance(&far, &now));
    }
}
