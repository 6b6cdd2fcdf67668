//! Tables in plain text: columns aligned, numbers to the right, no frames.

use std::fmt::Write as _;

use crate::paint::{QUIET, STRONG};

/// Rows of cells under a heading.
pub struct Table {
    heading: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// The widest a cell may be before its end is cut.
const WIDEST: usize = 60;

impl Table {
    /// A table without rows.
    pub fn new(heading: &[&'static str]) -> Self {
        Self {
            heading: heading.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows
            .push(cells.into_iter().map(|c| shorten(&c)).collect());
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as text, each line indented by `indent` blanks and ended with a line break.
    pub fn render(&self, indent: usize) -> String {
        let columns = self.heading.len();
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            let cells = cells.map(|cell| cell.chars().count());
            let heading = self.heading.get(column).map_or(0, |h| h.chars().count());
            cells.fold(heading, usize::max)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let numeric: Vec<bool> = (0..columns).map(|column| self.is_numeric(column)).collect();
        let mut text = String::new();
        let heading = self
            .heading
            .iter()
            .map(|h| (*h).to_owned())
            .collect::<Vec<_>>();
        line(&mut text, indent, &heading, &widths, &numeric, true);
        for row in &self.rows {
            line(&mut text, indent, row, &widths, &numeric, false);
        }
        text
    }

    fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self
            .rows
            .iter()
            .filter_map(|row| row.get(column))
            .peekable();
        cells.peek().is_some()
            && cells.all(|cell| {
                cell.chars()
                    .all(|c| c.is_ascii_digit() || matches!(c, ',' | '-'))
            })
    }
}

fn line(
    text: &mut String,
    indent: usize,
    cells: &[String],
    widths: &[usize],
    numeric: &[bool],
    heading: bool,
) {
    let mut plain = String::new();
    for (column, width) in widths.iter().enumerate() {
        let cell = cells.get(column).map_or("", String::as_str);
        let fill = " ".repeat(width.saturating_sub(cell.chars().count()));
        if column > 0 {
            plain.push_str("  ");
        }
        if numeric.get(column).copied().unwrap_or(false) {
            plain.push_str(&fill);
            plain.push_str(cell);
        } else {
            plain.push_str(cell);
            plain.push_str(&fill);
        }
    }
    let plain = plain.trim_end();
    let style = if heading {
        QUIET
    } else {
        anstyle::Style::new()
    };
    let _ = writeln!(text, "{}{style}{plain}{style:#}", " ".repeat(indent));
}

/// A heading over a block of output.
pub fn title(text: &str) -> String {
    format!("{STRONG}{text}{STRONG:#}")
}

/// A number with its thousands set apart: `12,345`.
pub fn number(value: usize) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number with its noun: `1 account`, `12 accounts`.
pub fn counted(value: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(value), if value == 1 { one } else { many })
}

/// Cuts a cell that is too wide, and shows control characters as blanks.
fn shorten(text: &str) -> String {
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    if text.chars().count() <= WIDEST {
        return text.chars().map(clean).collect();
    }
    let mut short: String = text.chars().take(WIDEST - 1).map(clean).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_to_the_right_and_text_to_the_left() {
        let mut table = Table::new(&["type", "read"]);
        table.row(["Group".to_owned(), number(24)]);
        table.row(["Permission profile".to_owned(), number(1_234_567)]);
        let plain = anstream::adapter::strip_str(&table.render(2)).to_string();
        assert_eq!(
            plain,
            "  type                     read\n  Group                      24\n  Permission profile  1,234,567\n"
        );
    }

    #[test]
    fn a_wide_cell_is_cut_and_control_characters_never_reach_the_terminal() {
        let mut table = Table::new(&["name"]);
        table.row([format!("{}\u{1b}[2J", "é".repeat(80))]);
        table.row(["a\u{1b}[31mb\nc".to_owned()]);
        let text = anstream::adapter::strip_str(&table.render(0)).to_string();
        assert!(text.contains('…') && !text.contains('\u{1b}'));
        assert!(text.contains("a [31mb c"));
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(counted(1, "account", "accounts"), "1 account");
        assert_eq!(counted(0, "account", "accounts"), "0 accounts");
    }
}
