//! The path that exists, where one does not: what a sample has that is most like what was asked for.

use bindery_definition::nearest;
use bindery_mapping::{Found, Path};
use indexmap::IndexSet;
use serde_json::Value;

/// The most values that are looked at.
const MOST: usize = 5_000;
/// The most elements of a list that are looked at.
const OF_A_LIST: usize = 8;
/// How many paths are named where none is alike.
const NAMED: usize = 5;

/// Whether a path leads somewhere in any of the values. Undecided counts as yes: what lies behind an
/// empty list, and an index beyond the list's end.
pub(crate) fn is_there(path: &str, values: &[&Value]) -> bool {
    let leads = |path: &str| {
        let Ok(path) = Path::parse(path) else {
            return true;
        };
        values.iter().any(|value| match path.get(value) {
            Found::Nothing => false,
            Found::One(_) => true,
            Found::Many(found) => !found.is_empty(),
        })
    };
    if values.is_empty() || leads(path) {
        return true;
    }
    let bare = without_indexes(path);
    if bare != path && leads(&bare) {
        return true;
    }
    // An empty list hides what its elements have.
    let mut before = bare.as_str();
    while let Some((head, _)) = before.rsplit_once('.') {
        before = head;
        let Ok(path) = Path::parse(head) else {
            return true;
        };
        let found: Vec<Found<'_>> = values.iter().map(|v| path.get(v)).collect();
        let any = found.iter().any(|f| *f != Found::Nothing);
        if any {
            let has_object = found.iter().flat_map(Found::values).next().is_some();
            return !has_object;
        }
    }
    false
}

/// The path of the values that is most like a path.
pub(crate) fn nearest_path(wanted: &str, values: &[&Value]) -> Option<String> {
    let all = paths(values, false);
    choose(wanted, &all)
}

/// The path of a list in the values that is most like a path; `""` where a value is one.
pub(crate) fn nearest_list(wanted: &str, values: &[&Value]) -> Option<String> {
    if values.iter().any(|v| v.is_array()) {
        return Some(String::new());
    }
    let all = paths(values, true);
    choose(wanted, &all).or_else(|| all.first().filter(|_| all.len() == 1).cloned())
}

/// What to write for a path that is missing: the nearest that exists, or some that do.
pub(crate) fn advice(wanted: &str, values: &[&Value]) -> String {
    if let Some(near) = nearest_path(wanted, values) {
        return format!("did you mean `{near}`?");
    }
    let all = paths(values, false);
    let some: Vec<String> = all.iter().take(NAMED).map(|p| format!("`{p}`")).collect();
    match (some.is_empty(), all.len() > NAMED) {
        (true, _) => "add a sample that has this path".to_owned(),
        (false, more) => format!(
            "there are {}{}",
            some.join(", "),
            if more { ", …" } else { "" }
        ),
    }
}

fn choose(wanted: &str, all: &IndexSet<String>) -> Option<String> {
    let wanted = without_indexes(wanted.trim());
    let last = folded(last_of(&wanted));
    let alike: Vec<&str> = all
        .iter()
        .map(String::as_str)
        .filter(|p| folded(last_of(p)) == last)
        .collect();
    let near = nearest(&wanted, alike.iter().copied());
    near.or_else(|| alike.iter().min_by_key(|p| p.len()).copied())
        .or_else(|| nearest(&wanted, all.iter().map(String::as_str)))
        .map(str::to_owned)
}

fn last_of(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

fn folded(key: &str) -> String {
    key.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

fn without_indexes(path: &str) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some((head, tail)) = rest.split_once('[') {
        out.push_str(head);
        match tail.split_once(']') {
            Some((_, after)) => rest = after,
            None => return path.to_owned(),
        }
    }
    out.push_str(rest);
    out
}

/// The paths of all keys, or of lists alone, in the order of the values.
fn paths(values: &[&Value], lists: bool) -> IndexSet<String> {
    let mut all = IndexSet::new();
    let mut stack: Vec<(String, &Value)> =
        values.iter().rev().map(|v| (String::new(), *v)).collect();
    let mut seen = 0;
    while let Some((at, value)) = stack.pop() {
        seen += 1;
        if seen > MOST {
            break;
        }
        if !at.is_empty() && (!lists || value.is_array()) {
            all.insert(at.clone());
        }
        match value {
            Value::Object(members) => {
                let inner = members.iter().map(|(key, value)| {
                    let key = key.replace('.', "~dot#");
                    let path = if at.is_empty() {
                        key
                    } else {
                        format!("{at}.{key}")
                    };
                    (path, value)
                });
                let mut inner: Vec<_> = inner.collect();
                inner.reverse();
                stack.extend(inner);
            }
            Value::Array(elements) => {
                let first = elements.iter().take(OF_A_LIST);
                stack.extend(first.map(|element| (at.clone(), element)));
            }
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_is_missing_only_where_the_sample_can_tell() {
        let value = json!({"id": 1, "none": null, "tags": [], "emails": [{"value": "x"}],
            "a.b": 1, "profile": {"mail": "m"}});
        for there in [
            "id",
            "none",
            "tags.name",
            "tags[0]",
            "emails.value",
            "emails[4].value",
            "a~dot#b",
            "profile.mail",
            "",
        ] {
            assert!(is_there(there, &[&value]), "{there}");
        }
        for missing in [
            "ID",
            "emails.vlaue",
            "emails[0].vlaue",
            "profile.email",
            "nothing.x",
        ] {
            assert!(!is_there(missing, &[&value]), "{missing}");
        }
        assert!(is_there("x", &[]));
    }

    #[test]
    fn the_nearest_path_has_the_same_last_key_or_nearly_the_same_text() {
        let value = json!({"userName": "u", "profile": {"e_mail": "m"}, "groups": [{"id": 1}]});
        for (wanted, near) in [
            ("username", Some("userName")),
            ("email", Some("profile.e_mail")),
            ("groups.ide", Some("groups.id")),
            ("memberOf", None),
        ] {
            assert_eq!(nearest_path(wanted, &[&value]).as_deref(), near, "{wanted}");
        }
        assert_eq!(nearest_list("Group", &[&value]).as_deref(), Some("groups"));
        assert_eq!(nearest_list("x", &[&json!([1])]).as_deref(), Some(""));
    }
}
