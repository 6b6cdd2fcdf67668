//! Java's spelling of regular expressions as that of the engine below.
//!
//! Java's `\w`, `\d` and `\s` know ASCII only, and so do its POSIX classes.

/// ASCII classes by their letter; the capital letter means what is not in them.
const LETTERS: [(char, &str); 3] = [
    ('w', "a-zA-Z0-9_"),
    ('d', "0-9"),
    ('s', " \\t\\n\\x0B\\f\\r"),
];

/// What stands in brackets for a class of Java's own, by its name in `\p{…}`.
fn class(name: &str) -> Option<&'static str> {
    Some(match name {
        "Alpha" => "a-zA-Z",
        "Digit" => "0-9",
        "Alnum" => "a-zA-Z0-9",
        "Upper" => "A-Z",
        "Lower" => "a-z",
        "Punct" => "!-/:-@\\[-`{-~",
        "Graph" => "!-~",
        "Print" => " -~",
        "Cntrl" => "\\x00-\\x1F\\x7F",
        "Space" => " \\t\\n\\x0B\\f\\r",
        "Blank" => " \\t",
        "XDigit" => "0-9a-fA-F",
        "ASCII" => "\\x00-\\x7F",
        "InCombiningDiacriticalMarks" => "\\u{300}-\\u{36F}",
        "javaUpperCase" => "\\p{Uppercase}",
        "javaLowerCase" => "\\p{Lowercase}",
        "javaWhitespace" => "\\s",
        "javaLetter" => "\\p{L}",
        "javaDigit" => "\\p{Nd}",
        "javaLetterOrDigit" => "\\p{L}\\p{Nd}",
        _ => return None,
    })
}

/// Whether a pattern folds cases as Java does without `(?u)`: those of ASCII only.
fn folds_ascii(source: &str) -> bool {
    source.match_indices("(?").any(|(at, _)| {
        let flags = source.get(at + 2..).unwrap_or_default();
        let end = flags.find(|it: char| !it.is_ascii_alphabetic());
        let flags = flags.get(..end.unwrap_or(0)).unwrap_or_default();
        flags.contains('i') && !flags.contains('u')
    })
}

/// Whether a class in brackets holds letters beyond ASCII, whose cases cannot be kept apart here.
pub(super) fn folds_in_class(source: &str) -> bool {
    let mut inside = false;
    let mut letters = source.chars();
    let mut found = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                letters.next();
            }
            '[' => inside = true,
            ']' => inside = false,
            _ => found |= inside && !letter.is_ascii() && letter.is_alphabetic(),
        }
    }
    found && folds_ascii(source)
}

/// Whether a brace stands where Java wants a repetition, and is none: `a{b`.
pub(super) fn repeats_nothing(source: &str) -> bool {
    let (mut classes, mut rest) = (0_usize, source);
    while let Some(first) = rest.chars().next() {
        let mut next = rest.get(first.len_utf8()..).unwrap_or_default();
        match first {
            '\\' => {
                let mut letters = next.chars();
                let named = matches!(
                    letters.next(),
                    Some('p' | 'P' | 'x' | 'k' | 'N' | 'g' | 'u')
                );
                let after = letters.as_str();
                next = if next.starts_with('Q') {
                    after.split_once("\\E").map_or("", |(_, tail)| tail)
                } else if named && after.starts_with('{') {
                    after.split_once('}').map_or("", |(_, tail)| tail)
                } else {
                    after
                };
            }
            '[' => classes += 1,
            ']' => classes = classes.saturating_sub(1),
            '{' if classes == 0 => {
                let Some((counts, _)) = next.split_once('}') else {
                    return true;
                };
                let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
                let (least, most) = counts.split_once(',').unwrap_or((counts, ""));
                if least.is_empty() || !digits(least) || !digits(most) {
                    return true;
                }
            }
            _ => {}
        }
        rest = next;
    }
    false
}

/// The pattern with `\Q…\E`, `\Z`, `\h` and Java's classes spelled out.
pub(super) fn translate(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + 8);
    let ascii = folds_ascii(source);
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("\\Q") {
            let (quoted, tail) = after.split_once("\\E").unwrap_or((after, ""));
            out.push_str(&fancy_regex::escape(quoted));
            rest = tail;
        } else if let Some(after) = rest
            .strip_prefix("\\p{")
            .or_else(|| rest.strip_prefix("\\P{"))
        {
            let negated = rest.starts_with("\\P");
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            match (class(name), negated) {
                (Some(class), false) => out.push_str(&format!("[{class}]")),
                (Some(class), true) => out.push_str(&format!("[^{class}]")),
                (None, _) => {
                    let name = name.strip_prefix("Is").unwrap_or(name);
                    let letter = if negated { 'P' } else { 'p' };
                    out.push_str(&format!("\\{letter}{{{name}}}"));
                }
            }
            rest = tail;
        } else if first == '\\' {
            let mut letters = rest.chars();
            letters.next();
            match letters.next() {
                Some(letter) => escaped(&mut out, letter),
                None => out.push('\\'),
            }
            rest = letters.as_str();
        } else if ascii && !first.is_ascii() && first.is_alphabetic() {
            out.push_str(&format!("(?-i:{first})"));
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        } else {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

fn escaped(out: &mut String, letter: char) {
    let known = LETTERS
        .iter()
        .find(|(known, _)| letter.eq_ignore_ascii_case(known));
    match (letter, known) {
        (_, Some((_, class))) if letter.is_ascii_lowercase() => {
            out.push_str(&format!("[{class}]"));
        }
        (_, Some((_, class))) => out.push_str(&format!("[^{class}]")),
        ('Z', _) => out.push_str("(?=\\n?\\z)"),
        ('h', _) => out.push_str("[ \\t\\u{A0}]"),
        ('e', _) => out.push_str("\\x1B"),
        ('/' | '"' | '\'' | '<' | '>', _) => out.push(letter),
        ('@' | ',' | ';' | ':' | '=' | '!' | '%' | '`' | '_', _) => out.push(letter),
        _ => {
            out.push('\\');
            out.push(letter);
        }
    }
}
