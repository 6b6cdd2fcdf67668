//! What a connector folder or a workspace says of users: how accounts find them, and what becomes of
//! users that a feed no longer has.
//!
//! A correlation is EIC's user account correlation rule: `users.username = accounts.name`, several
//! joined by `and`, parentheses and `lower(…)` allowed. It may also be written as a column, or a list
//! of columns, on each side. All pairs must be equal, and neither side empty.

use crate::tables::{Tables, Value};

/// How accounts find their users: equal values of these columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correlation {
    /// The user's column and the account's column; every pair must be equal.
    pub pairs: Vec<(String, String)>,
    /// Whether letters that differ only by case are equal.
    pub ignore_case: bool,
}

impl Correlation {
    /// Reads a rule; `None` where it is not one.
    #[must_use]
    pub fn parse(rule: &str) -> Option<Self> {
        let mut all = Self {
            pairs: Vec::new(),
            ignore_case: false,
        };
        for term in split_and(rule) {
            let (left, right) = term.split_once('=')?;
            let (left, right) = (
                Side::parse(left)?,
                Side::parse(right.trim_start_matches('='))?,
            );
            all.ignore_case |= left.folded || right.folded;
            all.pairs.push(match (left.of_user, right.of_user) {
                (true, false) => (left.column, right.column),
                (false, true) => (right.column, left.column),
                _ => return None,
            });
        }
        (!all.pairs.is_empty()).then_some(all)
    }
}

/// What becomes of users that the feed no longer has (`field-notes §3.9`: it is no part of the JSON).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UserPolicy {
    /// They become inactive; otherwise they stay as they are.
    pub inactivate: bool,
    /// As many missing users or more keep all of them as they are.
    pub threshold: Option<u64>,
}

/// One side of an equation.
struct Side {
    of_user: bool,
    column: String,
    folded: bool,
}

impl Side {
    fn parse(text: &str) -> Option<Self> {
        let mut text = text.trim().trim_matches(['(', ')']).trim();
        let mut folded = false;
        for function in ["lower", "upper"] {
            let head = text.get(..function.len());
            if head.is_some_and(|h| h.eq_ignore_ascii_case(function)) {
                text = text
                    .get(function.len()..)?
                    .trim()
                    .trim_matches(['(', ')'])
                    .trim();
                folded = true;
                break;
            }
        }
        let (table, column) = text.split_once('.')?;
        let of_user = match table.trim().to_ascii_lowercase().as_str() {
            "user" | "users" => true,
            "account" | "accounts" => false,
            _ => return None,
        };
        let column = column.trim();
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        (!column.is_empty() && column.chars().all(is_name)).then(|| Self {
            of_user,
            column: column.to_owned(),
            folded,
        })
    }
}

/// The terms of a rule: parted by the word `and`, in any case.
fn split_and(rule: &str) -> Vec<String> {
    let mut terms = vec![String::new()];
    for word in rule.split_whitespace() {
        if word.eq_ignore_ascii_case("and") {
            terms.push(String::new());
        } else if let Some(term) = terms.last_mut() {
            term.push_str(word);
            term.push(' ');
        }
    }
    terms
}

const CORRELATION_KEYS: &[&str] = &["rule", "user", "account", "ignore_case"];
const USER_KEYS: &[&str] = &["not_in_feed", "threshold"];

/// A `[correlation]` table.
pub(crate) fn correlation(tables: &mut Tables<'_>, value: &Value<'_>) -> Option<Correlation> {
    let wanted = "a table with `rule`, or with `user` and `account`";
    let Some(table) = value.get_ref().as_table() else {
        tables.wrong(value, "correlation", wanted);
        return None;
    };
    tables.unknown(table, CORRELATION_KEYS, "correlation");
    let ignore_case = tables.flag(table, "ignore_case");
    if let Some(written) = table.get("rule") {
        let rule = tables.string(written, "rule")?;
        let Some(mut parsed) = Correlation::parse(&rule) else {
            let wanted = "`users.COLUMN = accounts.COLUMN`, several joined by `and`";
            tables.wrong(written, "rule", wanted);
            return None;
        };
        parsed.ignore_case |= ignore_case;
        return Some(parsed);
    }
    let mut side = |key: &str| {
        let value = table.get(key)?;
        Some(match value.get_ref().as_array() {
            Some(_) => tables.strings(value, key),
            None => tables.string(value, key).into_iter().collect(),
        })
    };
    let (users, accounts) = (side("user"), side("account"));
    match (users, accounts) {
        (Some(users), Some(accounts)) if users.len() == accounts.len() && !users.is_empty() => {
            Some(Correlation {
                pairs: users.into_iter().zip(accounts).collect(),
                ignore_case,
            })
        }
        _ => {
            tables.wrong(value, "correlation", wanted);
            None
        }
    }
}

/// A `[users]` table.
pub(crate) fn users(tables: &mut Tables<'_>, value: &Value<'_>) -> UserPolicy {
    let mut policy = UserPolicy::default();
    let Some(table) = value.get_ref().as_table() else {
        tables.wrong(value, "users", "a table with `not_in_feed` and `threshold`");
        return policy;
    };
    tables.unknown(table, USER_KEYS, "users");
    if let Some(action) = table.get("not_in_feed") {
        match action.get_ref().as_str() {
            Some("inactivate") => policy.inactivate = true,
            Some("keep") => {}
            _ => tables.wrong(action, "not_in_feed", "\"keep\" or \"inactivate\""),
        }
    }
    if let Some(number) = table.get("threshold") {
        policy.threshold = number
            .get_ref()
            .as_integer()
            .and_then(|n| u64::from_str_radix(n.as_str(), n.radix()).ok());
        if policy.threshold.is_none() {
            tables.wrong(number, "threshold", "a number of users");
        }
    }
    policy
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(rule: &str) -> Option<Vec<(String, String)>> {
        Correlation::parse(rule).map(|c| c.pairs)
    }

    #[test]
    fn a_rule_may_name_several_columns_in_any_order() {
        let one = |u: &str, a: &str| (u.to_owned(), a.to_owned());
        assert_eq!(
            pairs("users.username = accounts.name"),
            Some(vec![one("username", "name")])
        );
        assert_eq!(
            pairs(
                "((accounts.customproperty5) = (users.email)) AND users.city=accounts.customproperty1"
            ),
            Some(vec![
                one("email", "customproperty5"),
                one("city", "customproperty1")
            ])
        );
        let folded = Correlation::parse("lower(users.email) = lower(accounts.name)");
        assert!(folded.is_some_and(|c| c.ignore_case));
        assert!(!Correlation::parse("users.a = accounts.b").is_some_and(|c| c.ignore_case));
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for wrong in [
            "",
            "username = name",
            "users.a = users.b",
            "users.a = accounts.b and",
            "users.a = accounts.b or users.c = accounts.d",
            "users.a > accounts.b",
            "users. = accounts.b",
        ] {
            assert_eq!(pairs(wrong), None, "{wrong}");
        }
    }
}
