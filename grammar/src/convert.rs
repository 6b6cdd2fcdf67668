//! The grammar's pairs to the tree: the only place that knows the shape of the rules.

mod expression;
mod literal;
mod operator;
mod postfix;
mod statement;
mod string;

use pest::iterators::Pair;

use crate::ast::{Name, Script, Span, Statement, TypeName};
use crate::error::{SyntaxError, SyntaxErrorKind};
use crate::limits::MAX_HEIGHT;
use crate::scan::ARROW_BRACE;
use crate::script::Rule;

type Result<T> = std::result::Result<T, SyntaxError>;

/// Converts the pairs of one script.
pub(crate) struct Converter<'a> {
    /// The script as written, comments included.
    source: &'a str,
    /// The script as the grammar reads it: comments are blanks.
    prepared: &'a str,
    /// Where the script starts in the text handed to the parser.
    base: usize,
    /// How tall the tree may be at the node under conversion.
    height: usize,
}

/// Rules that only mark a place; no node is made of them.
const fn is_mark(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::separator
            | Rule::end
            | Rule::EOI
            | Rule::open_paren
            | Rule::close_paren
            | Rule::open_bracket
            | Rule::close_bracket
            | Rule::open_brace
            | Rule::close_brace
            | Rule::comma
            | Rule::colon
            | Rule::assign
            | Rule::arrow
            | Rule::dimension
            | Rule::type_argument_text
            | Rule::single_end
            | Rule::double_end
            | Rule::triple_single_end
            | Rule::triple_double_end
            | Rule::slashy_end
            | Rule::dollar_slashy_end
            | Rule::kw_as
            | Rule::kw_assert
            | Rule::kw_case
            | Rule::kw_catch
            | Rule::kw_else
            | Rule::kw_extends
            | Rule::kw_finally
            | Rule::kw_for
            | Rule::kw_if
            | Rule::kw_import
            | Rule::kw_in
            | Rule::kw_instanceof
            | Rule::kw_new
            | Rule::kw_return
            | Rule::kw_super
            | Rule::kw_switch
            | Rule::kw_throw
            | Rule::kw_try
            | Rule::kw_while
            | Rule::modifier
    )
}

/// A pair's inner pairs without the marks.
fn inner(pair: Pair<'_, Rule>) -> impl Iterator<Item = Pair<'_, Rule>> {
    pair.into_inner().filter(|pair| !is_mark(pair.as_rule()))
}

impl<'a> Converter<'a> {
    pub(crate) const fn new(source: &'a str, prepared: &'a str, base: usize) -> Self {
        Self {
            source,
            prepared,
            base,
            height: 0,
        }
    }

    /// The whole script.
    pub(crate) fn script(&mut self, pair: Option<Pair<'_, Rule>>) -> Result<Script> {
        let span = Span::new(self.base, self.base + self.source.len());
        let statements = match pair.and_then(|pair| inner(pair).next()) {
            Some(pair) => self.statements(pair)?,
            None => return Err(SyntaxError::internal(span, "the script")),
        };
        Ok(Script { statements, span })
    }

    /// The rule `statements`.
    fn statements(&mut self, pair: Pair<'_, Rule>) -> Result<Vec<Statement>> {
        let statements = inner(pair).map(|pair| self.statement(pair));
        let mut statements = statements.collect::<Result<Vec<_>>>()?;
        // Most scripts are one statement, and are kept for long.
        statements.shrink_to_fit();
        Ok(statements)
    }

    /// The place of a pair; the blanks that the grammar skips behind it do not count.
    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let start = self.base + pair.as_span().start();
        Span::new(start, start + pair.as_str().trim_end().len())
    }

    /// The text as written, for the scanner blanks comments in what the grammar sees.
    fn text(&self, pair: &Pair<'_, Rule>) -> &'a str {
        let span = pair.as_span();
        self.source
            .get(span.start()..span.start() + pair.as_str().trim_end().len())
            .unwrap_or_default()
    }

    /// What stands at a place, without comments, so that it can stand on one line with the rest.
    fn read_at(&self, span: Span) -> String {
        let range = span.start.saturating_sub(self.base)..span.end.saturating_sub(self.base);
        let written = self.source.get(range.clone()).unwrap_or_default();
        let mut text = self.prepared.get(range).unwrap_or_default().trim_end();
        while let Some(rest) = text.strip_suffix('\\') {
            text = rest.trim_end();
        }
        let mut read = String::with_capacity(text.len());
        for (at, letter) in text.char_indices() {
            let is_brace =
                letter == char::from(ARROW_BRACE) && written.as_bytes().get(at) == Some(&b'{');
            read.push(if is_brace { '{' } else { letter });
        }
        read
    }

    /// Goes `levels` down and refuses a tree that would be too tall.
    fn descend(&mut self, levels: usize, span: Span) -> Result<()> {
        self.height += levels;
        if self.height <= MAX_HEIGHT {
            return Ok(());
        }
        Err(SyntaxError::new(
            SyntaxErrorKind::Limit,
            span,
            format!("more than {MAX_HEIGHT} operators, calls and brackets build on each other"),
        )
        .help("split it with variables of its own, or use `join`"))
    }

    fn ascend(&mut self, levels: usize) {
        self.height = self.height.saturating_sub(levels);
    }

    fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        Name {
            text: self.text(pair).to_owned(),
            span: self.span(pair),
        }
    }

    /// `type_name`, `declared_type`, `created_type`, `builtin_cast` and `class_cast`.
    fn type_name(&self, pair: Pair<'_, Rule>) -> TypeName {
        let span = self.span(&pair);
        let mut name = String::new();
        let mut dimensions = 0;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::dimension => dimensions += 1,
                Rule::qualified_name | Rule::declared_name | Rule::builtin_type => {
                    name = part.as_str().to_owned();
                }
                Rule::declared_type => return self.type_name(part),
                _ => {}
            }
        }
        TypeName {
            name,
            dimensions,
            span,
        }
    }
}

/// The next pair, or a fault of ours.
fn next<'p>(
    pairs: &mut impl Iterator<Item = Pair<'p, Rule>>,
    span: Span,
    what: &str,
) -> Result<Pair<'p, Rule>> {
    pairs
        .next()
        .ok_or_else(|| SyntaxError::internal(span, what))
}
