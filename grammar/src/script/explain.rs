//! A failed match in human words: what was found, what would have done, and what authors usually
//! meant.

use super::Rule;
use crate::ast::Span;
use crate::error::{SyntaxError, SyntaxErrorKind};

/// The error for a match that got as far as `at`, a position in `source`.
pub(super) fn explain(source: &str, base: usize, at: usize, positives: &[Rule]) -> SyntaxError {
    let rest = source.get(at..).unwrap_or_default();
    let (found, length) = describe(rest);
    let mut expected: Vec<String> = Vec::new();
    for rule in positives {
        for word in name(*rule) {
            if !expected.iter().any(|known| known == word) {
                expected.push((*word).to_owned());
            }
        }
    }
    expected.sort_by_key(|word| (!word.starts_with('`'), word.clone()));
    // A statement may start wherever a value may; naming both says nothing more.
    if expected.iter().any(|word| word == "a statement") {
        expected.retain(|word| word != "a value");
    }
    let message = if expected.is_empty() || expected.len() > 5 {
        format!("unexpected {found}")
    } else {
        format!("expected {}, found {found}", join(&expected))
    };
    let span = Span::new(base + at, base + at + length);
    let mut error = SyntaxError::new(SyntaxErrorKind::Unexpected, span, message);
    error.expected = expected;
    error.help = help(source, at, &error.expected);
    error
}

fn join(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} or {last}", head.join(", ")),
    }
}

/// What stands at the start of `rest`, in words, and its length in bytes.
fn describe(rest: &str) -> (String, usize) {
    let Some(first) = rest.chars().next() else {
        return ("the end of the script".to_owned(), 0);
    };
    if matches!(first, '\n' | '\r') {
        return ("the end of the line".to_owned(), first.len_utf8());
    }
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let length = if word(first) {
        rest.find(|c| !word(c)).unwrap_or(rest.len())
    } else {
        ["===", "!==", "::", "->"]
            .iter()
            .find(|sign| rest.starts_with(**sign))
            .map_or(first.len_utf8(), |sign| sign.len())
    };
    let text: String = rest
        .get(..length)
        .unwrap_or_default()
        .chars()
        .take(40)
        .collect();
    (format!("`{text}`"), length)
}

fn help(source: &str, at: usize, expected: &[String]) -> Option<String> {
    let before = source.get(..at).unwrap_or_default().trim_end();
    let rest = source.get(at..).unwrap_or_default();
    let next = rest.trim_start();
    let wants = |word: &str| expected.iter().any(|known| known == word);
    let text = if next.starts_with(['‘', '’', '“', '”', '„', '‚']) {
        "replace typographic quotes with `'` or `\"`"
    } else if next.starts_with("===") || next.starts_with("!==") {
        "Groovy 2.4 has no `===`; write `==`, or `.is(…)` for identity"
    } else if next.starts_with("!in") || before.ends_with('!') && next.starts_with("in") {
        "Groovy 2.4 has no `!in`; write `!(x in list)`"
    } else if next.starts_with("!instanceof") {
        "Groovy 2.4 has no `!instanceof`; write `!(x instanceof T)`"
    } else if next.starts_with("->") {
        "a function is a closure in braces: `{ x -> … }`"
    } else if next.starts_with("else") {
        "an `else` follows its `if` directly: `if (…) { … } else { … }`"
    } else if next.starts_with("do ") || next.starts_with("do{") {
        "Groovy 2.4 has no `do … while`; write `while (…) { … }`"
    } else if wants("`:`") && !wants("`,`") {
        "every `?` needs its `:`; write `condition ? a : b`"
    } else if source.get(at..).is_some_and(|rest| rest.starts_with('\\')) {
        "a backslash is written `\\\\`; known escapes are \\b \\t \\n \\f \\r \\\" \\' \\\\ \\$ \\uXXXX"
    } else if rest.starts_with('$') && (wants("the closing `\"`") || wants("the closing `\"\"\"`"))
    {
        "a `$` in a double-quoted string starts a value; write `\\$`, or use single quotes"
    } else if before.ends_with('}') && wants("a new line or `;`") {
        "a statement after `}` needs a new line or `;` before it"
    } else if next.starts_with('\u{a0}') {
        "replace the no-break space with a blank"
    } else {
        return None;
    };
    Some(text.to_owned())
}

/// What a rule stands for, in words; rules that only structure others have none.
fn name(rule: Rule) -> &'static [&'static str] {
    match rule {
        Rule::open_paren | Rule::arguments | Rule::condition => &["`(`"],
        Rule::close_paren => &["`)`"],
        Rule::open_bracket => &["`[`"],
        Rule::close_bracket => &["`]`"],
        Rule::open_brace | Rule::block | Rule::anonymous_body | Rule::balanced_braces => &["`{`"],
        Rule::close_brace => &["`}`"],
        Rule::comma => &["`,`"],
        Rule::colon => &["`:`"],
        Rule::assign => &["`=`"],
        Rule::arrow | Rule::closure_head => &["`->`"],
        Rule::separator => &["a new line or `;`"],
        Rule::end => &["the end of the script"],
        Rule::statement | Rule::statements | Rule::body | Rule::expression_statement => {
            &["a statement"]
        }
        Rule::infix
        | Rule::ternary
        | Rule::type_test
        | Rule::property
        | Rule::index
        | Rule::call
        | Rule::trailing_closure
        | Rule::postfix_step
        | Rule::access => &["an operator"],
        Rule::expression
        | Rule::postfixed
        | Rule::prefix
        | Rule::step
        | Rule::sign
        | Rule::cast
        | Rule::number
        | Rule::single
        | Rule::double
        | Rule::triple_single
        | Rule::triple_double
        | Rule::slashy
        | Rule::dollar_slashy
        | Rule::list
        | Rule::empty_map
        | Rule::closure
        | Rule::create
        | Rule::paren
        | Rule::constant
        | Rule::type_reference
        | Rule::variable
        | Rule::element
        | Rule::spread
        | Rule::spread_map
        | Rule::entry
        | Rule::word_key
        | Rule::command => &["a value"],
        Rule::name | Rule::word | Rule::member | Rule::member_word | Rule::command_member => {
            &["a name"]
        }
        Rule::type_name
        | Rule::declared_type
        | Rule::qualified_name
        | Rule::created_type
        | Rule::catch_types => &["a type"],
        Rule::declarator | Rule::parameter | Rule::parameters => &["a name"],
        Rule::import_path => &["a class name"],
        Rule::single_text | Rule::single_end => &["the closing `'`"],
        Rule::double_text | Rule::double_end => &["the closing `\"`"],
        Rule::triple_single_end => &["the closing `'''`"],
        Rule::triple_double_end => &["the closing `\"\"\"`"],
        Rule::slashy_end => &["the closing `/`"],
        Rule::dollar_slashy_end => &["the closing `/$`"],
        Rule::escape
        | Rule::unicode_escape
        | Rule::octal_escape
        | Rule::letter_escape
        | Rule::line_escape => &["a known escape"],
        Rule::kw_in => &["`in`"],
        Rule::switch_case | Rule::kw_case => &["`case`"],
        _ => &[],
    }
}
