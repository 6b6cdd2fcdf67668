//! Users for the store, from CSV or JSON: columns under their known spelling, dates and states in the
//! form the product keeps them, each username once.

use std::collections::HashMap;

use bindery_definition::nearest;
use bindery_mapping::DateRule;
use bindery_model::User;
use bindery_model::catalogue::{FieldType, USER_COLUMNS, fields_of, is_custom_property};
use serde_json::{Map, Value};

use super::{from_columns, read_all};
use crate::exit::Failure;

/// Users, and what deserves a look.
pub struct LoadedUsers {
    /// In the order of the file.
    pub users: Vec<User>,
    /// What was taken as it stands and may be a mistake.
    pub warnings: Vec<String>,
}

/// The users of a CSV file: a heading of column names, then a line per user. An empty field is null.
pub fn csv(text: &str, name: &str) -> Result<LoadedUsers, Failure> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::Headers)
        .from_reader(text.as_bytes());
    let heading = reader.headers().map_err(|error| broken(name, &error))?;
    let columns: Vec<String> = heading.iter().map(known_spelling).collect();
    for (i, column) in columns.iter().enumerate() {
        let is_again = columns
            .iter()
            .take(i)
            .any(|c| c.eq_ignore_ascii_case(column));
        if column.is_empty() || is_again {
            return Err(Failure::usage(
                match column.is_empty() {
                    true => format!("column {} of `{name}` has no name", i + 1),
                    false => format!("`{name}` has the column `{column}` twice"),
                },
                "give each column of the heading a name of its own",
            ));
        }
    }
    if !columns.iter().any(|c| c == "username") {
        return Err(Failure::usage(
            format!("`{name}` has no column `username`"),
            "give it a heading such as `username,firstname,lastname,email`",
        ));
    }
    let mut found = Gathered::new(name);
    found.name_columns(columns.iter());
    for record in reader.records() {
        let record = record.map_err(|error| broken(name, &error))?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        let members: Map<String, Value> = columns
            .iter()
            .zip(record.iter())
            .map(|(column, field)| {
                let value = match field.is_empty() {
                    true => Value::Null,
                    false => field.into(),
                };
                (column.clone(), value)
            })
            .collect();
        let at = format!("line {line} of `{name}`");
        if members.get("username").is_none_or(is_blank) {
            return Err(Failure::usage(
                format!("{at} has no username"),
                "give every user one, or take the line out",
            ));
        }
        found.add(from_columns(members, name)?, &at)?;
    }
    Ok(found.loaded)
}

/// The users of a JSON file: one, or an array of them.
pub fn json(text: &str, name: &str) -> Result<LoadedUsers, Failure> {
    let mut found = Gathered::new(name);
    for (i, mut user) in read_all(text, name)?.into_iter().enumerate() {
        user.columns = user
            .columns
            .into_iter()
            .map(|(column, value)| (known_spelling(&column), value))
            .collect();
        found.name_columns(user.columns.keys());
        found.add(user, &format!("user {} of `{name}`", i + 1))?;
    }
    Ok(found.loaded)
}

fn is_blank(value: &Value) -> bool {
    value.as_str().is_none_or(|text| text.trim().is_empty())
}

/// A column as the product spells it; one that it does not know as it stands.
fn known_spelling(column: &str) -> String {
    if is_custom_property(column) {
        return column.to_ascii_lowercase();
    }
    let mut known = USER_COLUMNS.iter();
    known
        .find(|known| known.eq_ignore_ascii_case(column))
        .map_or_else(|| column.to_owned(), |known| (*known).to_owned())
}

/// Users as they are read.
struct Gathered {
    loaded: LoadedUsers,
    name: String,
    seen: HashMap<String, String>,
    told: Vec<String>,
}

impl Gathered {
    fn new(name: &str) -> Self {
        Self {
            loaded: LoadedUsers {
                users: Vec::new(),
                warnings: Vec::new(),
            },
            name: name.to_owned(),
            seen: HashMap::new(),
            told: Vec::new(),
        }
    }

    /// Says which columns the product does not know; they are kept all the same.
    fn name_columns<'c>(&mut self, columns: impl Iterator<Item = &'c String>) {
        for column in columns {
            let is_known = is_custom_property(column) || USER_COLUMNS.contains(&column.as_str());
            if is_known || self.told.contains(column) {
                continue;
            }
            self.told.push(column.clone());
            let near = nearest(column, USER_COLUMNS.iter().copied())
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            self.loaded.warnings.push(format!(
                "`{}` has the column `{column}`, which users do not have{near}",
                self.name
            ));
        }
    }

    fn add(&mut self, mut user: User, at: &str) -> Result<(), Failure> {
        user.username = user.username.trim().to_owned();
        let key = user.username.clone();
        if let Some(first) = self.seen.insert(key, at.to_owned()) {
            return Err(Failure::usage(
                format!("{at} has the username `{}` again", user.username),
                format!("{first} has it already; a username belongs to one user"),
            ));
        }
        for (column, value) in &mut user.columns {
            typed(column, value).map_err(|wanted| {
                let shown = value
                    .as_str()
                    .map_or_else(|| value.to_string(), ToOwned::to_owned);
                Failure::usage(
                    format!("{at} has `{shown}` as `{column}`, which is not {wanted}"),
                    format!("give `{column}` {wanted}"),
                )
            })?;
        }
        self.loaded.users.push(user);
        Ok(())
    }
}

/// Brings a value into the form the product keeps, or says what it should have been.
fn typed(column: &str, value: &mut Value) -> Result<(), &'static str> {
    if value.is_null() {
        return Ok(());
    }
    if column == "statuskey" {
        let word = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_lowercase);
        *value = match word.trim() {
            "1" | "active" | "true" => "1".into(),
            "0" | "inactive" | "false" => "0".into(),
            _ => return Err("1 (active) or 0 (inactive)"),
        };
        return Ok(());
    }
    let fields = fields_of(FieldType::User);
    let is_date = fields
        .iter()
        .any(|field| field.ty == FieldType::Date && field.name == column);
    if is_date {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), ToOwned::to_owned);
        *value = DateRule::default()
            .read(&text)
            .ok_or("a date such as 2024-06-15 or 2024-06-15T12:34:56Z")?
            .into();
    }
    Ok(())
}

fn broken(name: &str, error: &csv::Error) -> Failure {
    let line = error.position().map_or(0, csv::Position::line);
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("line {line} of `{name}` has {len} fields, its heading {expected_len}"),
        csv::ErrorKind::Utf8 { .. } => format!("line {line} of `{name}` is not UTF-8 text"),
        _ => format!("`{name}` is not a CSV file"),
    };
    Failure::usage(
        message,
        "write a heading, then a line per user; a field with a comma or a quote stands in quotes",
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    fn refused(text: &str) -> String {
        match csv(text, "p.csv") {
            Err(Failure::Usage { message, .. }) => message,
            _ => panic!("accepted"),
        }
    }

    #[test]
    fn a_line_is_a_user_and_its_values_are_typed() {
        let text = "\u{feff}UserName,FirstName,startdate,statuskey,CUSTOMPROPERTY1,emial\r\n\
                    ann,\"Ann, \"\"A\"\"\",2024-06-15,Active,,a@x\r\n\r\nbob,,,0,b,\r\n";
        let loaded = csv(text, "p.csv").ok().unwrap();
        let ann = &loaded.users[0];
        assert_eq!(ann.username, "ann");
        assert_eq!(ann.columns["firstname"], "Ann, \"A\"");
        assert_eq!(ann.columns["startdate"], "2024-06-15T00:00:00Z");
        assert_eq!(ann.columns["statuskey"], "1");
        assert_eq!(ann.columns["customproperty1"], Value::Null);
        assert_eq!(loaded.users[1].columns["statuskey"], "0");
        assert_eq!(loaded.users.len(), 2);
        assert!(loaded.warnings[0].contains("did you mean `email`"));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        assert!(refused("name,email\nann,a\n").contains("no column `username`"));
        assert!(refused("username,email\nann\n").contains("line 2 of `p.csv` has 1 fields"));
        assert!(
            refused("username\nann\nann\n").contains("line 3 of `p.csv` has the username `ann`")
        );
        assert!(refused("username,email\n,a\n").contains("line 2 of `p.csv` has no username"));
        assert!(refused("username,startdate\nann,soon\n").contains("not a date"));
        assert!(refused("username,email,EMAIL\nann,a,b\n").contains("twice"));
    }
}
