//! `B3084 mistaken-date-pattern`: a date pattern that reads something else than it seems to say.

use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_grammar::ast::{Argument, Expression, ExpressionKind, Member};
use bindery_grammar::walk_expressions;

use super::Subject;

rule!(MISTAKEN_DATE_PATTERN, "mistaken-date-pattern");

/// The letters of Java's `SimpleDateFormat`.
const LETTERS: &str = "GyYMLwWDdFEuaHkKhmsSzZX";

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let import = definition.import.iter().flat_map(|i| &i.date_format);
    let users = definition.import_user.iter().flat_map(|u| &u.date_format);
    let documents = definition.operations.values();
    let written = documents.flat_map(|d| &d.date_format);
    for word in import.chain(users).chain(written) {
        if let Some((what, help)) = mistake(word.as_str()) {
            found.push(report(word.place(), &what, help));
        }
    }
    for template in &definition.templates {
        let Some(parsed) = template.text.template() else {
            continue;
        };
        for binding in parsed.bindings() {
            walk_expressions(&binding.script, &mut |it| {
                let Some((pattern, argument)) = pattern(it) else {
                    return;
                };
                if let Some((what, help)) = mistake(pattern) {
                    let place = template.text.place_of(argument.span.range());
                    found.push(report(place, &what, help));
                }
            });
        }
    }
}

/// The pattern in `date.format('…')` and `new SimpleDateFormat('…')`.
fn pattern(expression: &Expression) -> Option<(&str, &Expression)> {
    let arguments = match &expression.kind {
        ExpressionKind::Call {
            member: Member::Name(name),
            arguments,
            ..
        } if name.text == "format" => arguments,
        ExpressionKind::New { class, arguments } if class.name.ends_with("SimpleDateFormat") => {
            arguments
        }
        _ => return None,
    };
    let Some(Argument::Value(argument)) = arguments.first() else {
        return None;
    };
    let ExpressionKind::String(pattern) = &argument.kind else {
        return None;
    };
    // `String.format('%s', …)` has another language.
    let is_date = !pattern.contains('%') && pattern.contains(['y', 'Y', 'd', 'D', 'H', 'h']);
    is_date.then_some((pattern, argument))
}

fn report(place: Place, what: &str, help: &str) -> Diagnostic {
    Diagnostic::new(codes::MISTAKEN_DATE_PATTERN, what.to_owned())
        .at(place, "a pattern of `SimpleDateFormat`")
        .with_help(help.to_owned())
}

/// The first mistake of a pattern and what to write.
fn mistake(pattern: &str) -> Option<(String, &'static str)> {
    let fields = fields(pattern);
    let has = |letters: &str| fields.iter().any(|(c, _)| letters.contains(*c));
    if let Some((letter, _)) = fields.iter().find(|(c, _)| !LETTERS.contains(*c)) {
        return Some((
            format!("`{letter}` is no letter of a date pattern"),
            "put text between single quotes: `yyyy-MM-dd'T'HH:mm:ss`",
        ));
    }
    if has("Y") && !has("w") {
        return Some(("`Y` is the year of the week".to_owned(), "write `yyyy`"));
    }
    if has("D") && has("M") {
        return Some(("`D` is the day of the year".to_owned(), "write `dd`"));
    }
    for (i, (letter, _)) in fields.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| fields.get(i)).map(|f| f.0);
        let after = fields.get(i + 1).map(|f| f.0);
        let beside_date = |c: Option<char>| c.is_some_and(|c| "yd".contains(c));
        let is_date = beside_date(before) && (after.is_none() || beside_date(after))
            || before.is_none() && beside_date(after);
        if *letter == 'm' && is_date {
            return Some(("`m` is the minute".to_owned(), "write `MM` for the month"));
        }
        if *letter == 'M' && before.is_some_and(|c| "Hhk".contains(c)) {
            return Some(("`M` is the month".to_owned(), "write `mm` for the minute"));
        }
        if *letter == 'S' && before == Some('m') && !has("s") {
            return Some((
                "`S` is the millisecond".to_owned(),
                "write `ss` for the second",
            ));
        }
    }
    if has("hK") && !has("a") && !has("Hk") {
        return Some((
            "`h` counts to twelve, and nothing says morning or afternoon".to_owned(),
            "write `HH` for hours to 23",
        ));
    }
    None
}

/// The fields of a pattern, each a letter and how often it stands; quoted text is none.
fn fields(pattern: &str) -> Vec<(char, usize)> {
    let mut all: Vec<(char, usize)> = Vec::new();
    let mut quoted = false;
    let mut last = None;
    for c in pattern.chars() {
        if c == '\'' {
            quoted = !quoted;
        }
        let letter = (!quoted && c.is_ascii_alphabetic()).then_some(c);
        match (letter, all.last_mut()) {
            (Some(c), Some(field)) if last == Some(c) => field.1 += 1,
            (Some(c), _) => all.push((c, 1)),
            (None, _) => {}
        }
        last = letter;
    }
    all
}
