//! `inputParams.statusFilter`: which rows a call runs for (`rest-dialect §2.4`).
//!
//! A fragment of a query over the alias `ev`: comparisons of a column with a number or a text, joined
//! by `and` and `or` (`and` binds closer), with parentheses. Nothing else is understood, and nothing
//! is ever sent to a database.

/// A compiled filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusFilter(Vec<Vec<Term>>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    Compare {
        column: String,
        equal: bool,
        value: String,
    },
    Group(StatusFilter),
}

/// Parentheses inside each other, at most.
const DEPTH: usize = 16;

impl StatusFilter {
    /// Reads a filter; `None` where it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let tokens = tokens(text)?;
        let mut rest = tokens.as_slice();
        let filter = Self::any(&mut rest, 0)?;
        rest.is_empty().then_some(filter)
    }

    /// Whether a row passes; `value` gives the text of a column.
    pub fn matches(&self, value: &dyn Fn(&str) -> Option<String>) -> bool {
        self.0.iter().any(|all| {
            all.iter().all(|term| match term {
                Term::Group(inner) => inner.matches(value),
                Term::Compare {
                    column,
                    equal,
                    value: wanted,
                } => {
                    let found = value(column);
                    found.is_some() && (found.as_deref() == Some(wanted.as_str())) == *equal
                }
            })
        })
    }

    fn any(rest: &mut &[Token], depth: usize) -> Option<Self> {
        if depth > DEPTH {
            return None;
        }
        let mut alternatives = Vec::new();
        loop {
            let mut all = vec![term(rest, depth)?];
            while take(rest, &Token::And) {
                all.push(term(rest, depth)?);
            }
            alternatives.push(all);
            if !take(rest, &Token::Or) {
                return Some(Self(alternatives));
            }
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Equal,
    Unequal,
    Word(String),
    Text(String),
}

fn term(rest: &mut &[Token], depth: usize) -> Option<Term> {
    if take(rest, &Token::Open) {
        let inner = StatusFilter::any(rest, depth + 1)?;
        return take(rest, &Token::Close).then_some(Term::Group(inner));
    }
    let (left, after) = rest.split_first()?;
    let (operator, after) = after.split_first()?;
    let (right, after) = after.split_first()?;
    let Token::Word(column) = left else {
        return None;
    };
    let equal = match operator {
        Token::Equal => true,
        Token::Unequal => false,
        _ => return None,
    };
    let (Token::Word(value) | Token::Text(value)) = right else {
        return None;
    };
    *rest = after;
    let column = column.rsplit('.').next().unwrap_or(column);
    Some(Term::Compare {
        column: column.to_owned(),
        equal,
        value: value.clone(),
    })
}

fn take(rest: &mut &[Token], wanted: &Token) -> bool {
    match rest.split_first() {
        Some((first, after)) if first == wanted => {
            *rest = after;
            true
        }
        _ => false,
    }
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut all = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            _ if letter.is_whitespace() => {}
            '(' => all.push(Token::Open),
            ')' => all.push(Token::Close),
            '=' => all.push(Token::Equal),
            '!' | '<' => {
                let end = if letter == '!' { '=' } else { '>' };
                (letters.next()? == end).then_some(())?;
                all.push(Token::Unequal);
            }
            '\'' | '"' => {
                let mut value = String::new();
                loop {
                    match letters.next()? {
                        end if end == letter => break,
                        other => value.push(other),
                    }
                }
                all.push(Token::Text(value));
            }
            _ if letter.is_alphanumeric() || letter == '_' => {
                let mut word = letter.to_string();
                while let Some(next) = letters.peek().copied()
                    && (next.is_alphanumeric() || matches!(next, '_' | '.'))
                {
                    word.push(next);
                    letters.next();
                }
                all.push(match word.to_ascii_lowercase().as_str() {
                    "and" => Token::And,
                    "or" => Token::Or,
                    _ => Token::Word(word),
                });
            }
            _ => return None,
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(filter: &str, status: &str) -> Option<bool> {
        let filter = StatusFilter::parse(filter)?;
        let value = |column: &str| match column {
            "status" => Some(status.to_owned()),
            "customproperty1" => Some("a b".to_owned()),
            _ => None,
        };
        Some(filter.matches(&value))
    }

    #[test]
    fn comparisons_are_joined_by_and_and_or() {
        for (filter, one, six) in [
            ("ev.status = 6 or ev.status = 1", true, true),
            ("(ev.status=6)", false, true),
            ("ev.status != 6", true, false),
            (
                "ev.status <> '1' AND ev.customproperty1 = 'a b'",
                false,
                true,
            ),
            (
                "ev.status = 1 or ev.status = 6 and ev.nothing = 1",
                true,
                false,
            ),
            (
                "(ev.status = 1 or ev.status = 6) and ev.nothing != 1",
                false,
                false,
            ),
        ] {
            assert_eq!(passes(filter, "1"), Some(one), "{filter}");
            assert_eq!(passes(filter, "6"), Some(six), "{filter}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let deep = format!("{}ev.a=1{}", "(".repeat(99), ")".repeat(99));
        for wrong in [
            "",
            "ev.status",
            "ev.status = 1 or",
            "ev.status in (1, 6)",
            "ev.status = 1; drop table users",
            "ev.status = 'open",
            "1 = 1 --",
            deep.as_str(),
        ] {
            assert_eq!(StatusFilter::parse(wrong), None, "{wrong}");
        }
    }
}
