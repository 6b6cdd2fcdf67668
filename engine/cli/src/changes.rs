//! Changes of a store for people: one line each, with what the columns were and became.

use bindery_connector::ports::{Change, ChangeKind};

use crate::paint::{BAD, CARE, GOOD, QUIET};
use crate::table::counted;

/// Columns that one line shows; the rest is counted.
const COLUMNS: usize = 3;

/// One change: a sign, who or what, and what became of it.
pub fn line(change: &Change) -> String {
    let (sign, style, word) = match change.kind {
        ChangeKind::Created => ('+', GOOD, "new"),
        ChangeKind::Updated => ('~', CARE, "changed"),
        ChangeKind::Inactivated => ('-', BAD, "inactive"),
        ChangeKind::Suspended => ('-', BAD, "suspended"),
        ChangeKind::Reactivated => ('+', GOOD, "back"),
        ChangeKind::Adopted => ('=', QUIET, "seen for the first time"),
        ChangeKind::LinkAdded => ('+', GOOD, "linked"),
        ChangeKind::LinkRemoved => ('-', BAD, "unlinked"),
    };
    let subject = clean(&change.subject);
    let mut text = format!("{style}{sign}{style:#} {subject}  {QUIET}{word}{QUIET:#}");
    if change.kind == ChangeKind::Updated {
        let shown = change.columns.iter().take(COLUMNS).map(|(name, old, new)| {
            format!(
                "{name}: {} → {}",
                value(old.as_deref()),
                value(new.as_deref())
            )
        });
        let shown: Vec<String> = shown.collect();
        text = format!("{style}{sign}{style:#} {subject}  {}", shown.join(", "));
        if let Some(more @ 1..) = change.columns.len().checked_sub(COLUMNS) {
            text = format!(
                "{text} {QUIET}and {}{QUIET:#}",
                counted(more, "column", "columns")
            );
        }
    }
    text
}

fn value(text: Option<&str>) -> String {
    match text {
        None | Some("") => "nothing".to_owned(),
        Some(text) => clean(text),
    }
}

/// One line of text, whatever it was.
fn clean(text: &str) -> String {
    const WIDEST: usize = 72;
    let mut short: String = text
        .chars()
        .take(WIDEST)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().count() > WIDEST {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_shows_what_its_columns_were_and_became() {
        let change = Change {
            kind: ChangeKind::Updated,
            subject: "Press office".to_owned(),
            columns: vec![
                (
                    "entitlement_value".to_owned(),
                    Some("Press".to_owned()),
                    Some("Press office".to_owned()),
                ),
                ("a".to_owned(), None, Some("1".to_owned())),
                ("b".to_owned(), Some("2".to_owned()), None),
                ("c".to_owned(), None, None),
            ],
        };
        assert_eq!(
            anstream::adapter::strip_str(&line(&change)).to_string(),
            "~ Press office  entitlement_value: Press → Press office, a: nothing → 1, b: 2 → nothing and 1 column"
        );
    }
}
