//! The shape of a flat run of operands and operators, by Groovy 2.4's precedence.
//!
//! Loosest first: assignment; `?:` and `? :` (both to the right); `||`; `&&`; `|`; `^`; `&`;
//! `=~ ==~`; `== != <=>`; `< <= > >= in instanceof as`; `<< >> >>> .. ..<`; `+ -`; `* / %`; `**`;
//! prefixes. A `+` or `-` that starts a term takes in a following `**` (`-2**2` is `-4`), one
//! behind `*` or `**` does not. Two stacks do the work, so that no chain recurses.

use crate::ast::{
    BinaryOperator, Expression, ExpressionKind, Number, Span, TypeName, UnaryOperator,
};
use crate::error::{SyntaxError, SyntaxErrorKind};

const ASSIGNMENT: u8 = 1;
const CONDITIONAL: u8 = 2;
const RELATIONAL: u8 = 10;
const SHIFT: u8 = 11;
const MULTIPLICATIVE: u8 = 13;
const SIGN: u8 = 14;
const TIGHT: u8 = 16;

/// An operator that waits for its right operand.
pub(super) enum Pending {
    /// `!a`
    Unary(UnaryOperator),
    /// `++a`
    Step(i32),
    /// `(T) a`
    Cast(TypeName),
    /// `a op b`
    Binary(BinaryOperator),
    /// `a..b`
    Range(bool),
    /// `a = b`
    Assign(Option<BinaryOperator>),
    /// `a ? middle : b`
    Ternary(Expression),
    /// `a ?: b`
    Elvis,
}

/// The precedence of a binary operator.
pub(crate) const fn precedence(operator: BinaryOperator) -> u8 {
    use BinaryOperator as B;
    match operator {
        B::Or => 3,
        B::And => 4,
        B::BitOr => 5,
        B::BitXor => 6,
        B::BitAnd => 7,
        B::Find | B::Match => 8,
        B::Equal | B::NotEqual | B::Compare => 9,
        B::Less | B::LessOrEqual | B::Greater | B::GreaterOrEqual | B::In => RELATIONAL,
        B::ShiftLeft | B::ShiftRight | B::ShiftRightUnsigned => SHIFT,
        B::Add | B::Subtract => 12,
        B::Multiply | B::Divide | B::Remainder => MULTIPLICATIVE,
        B::Power => 15,
    }
}

impl Pending {
    /// The operator written as `text`.
    pub(super) fn infix(text: &str) -> Option<Self> {
        use BinaryOperator as B;
        Some(match text {
            "=" => Self::Assign(None),
            ".." => Self::Range(true),
            "..<" => Self::Range(false),
            "==" => Self::Binary(B::Equal),
            "!=" => Self::Binary(B::NotEqual),
            "<=" => Self::Binary(B::LessOrEqual),
            ">=" => Self::Binary(B::GreaterOrEqual),
            _ => match (binary(text), text.strip_suffix('=').and_then(binary)) {
                (Some(operator), _) => Self::Binary(operator),
                (None, Some(operator)) => Self::Assign(Some(operator)),
                (None, None) => return None,
            },
        })
    }
}

fn binary(text: &str) -> Option<BinaryOperator> {
    use BinaryOperator as B;
    Some(match text {
        "||" => B::Or,
        "&&" => B::And,
        "|" => B::BitOr,
        "^" => B::BitXor,
        "&" => B::BitAnd,
        "<=>" => B::Compare,
        "=~" => B::Find,
        "==~" => B::Match,
        "<" => B::Less,
        ">" => B::Greater,
        "in" => B::In,
        "<<" => B::ShiftLeft,
        ">>" => B::ShiftRight,
        ">>>" => B::ShiftRightUnsigned,
        "+" => B::Add,
        "-" => B::Subtract,
        "*" => B::Multiply,
        "/" => B::Divide,
        "%" => B::Remainder,
        "**" => B::Power,
        _ => return None,
    })
}

/// An operand with the place it takes up, parentheses included.
struct Operand {
    expression: Expression,
    place: Span,
}

struct Waiting {
    pending: Pending,
    precedence: u8,
    start: usize,
}

/// Builds the tree of one run.
#[derive(Default)]
pub(super) struct Shaper {
    operands: Vec<Operand>,
    operators: Vec<Waiting>,
    /// Whether the last thing pushed was an operator or prefix.
    after_operator: Option<u8>,
    /// Where a type test has just ended: only what binds looser may follow it.
    tested: Option<Span>,
}

impl Shaper {
    /// A prefix operator that starts at `start`.
    pub(super) fn prefix(&mut self, pending: Pending, start: usize) {
        let sign = matches!(
            pending,
            Pending::Unary(UnaryOperator::Minus | UnaryOperator::Plus) | Pending::Step(_)
        );
        let precedence = if sign
            && self
                .after_operator
                .is_none_or(|before| before < MULTIPLICATIVE)
        {
            SIGN
        } else {
            TIGHT
        };
        self.after_operator = Some(TIGHT);
        self.operators.push(Waiting {
            pending,
            precedence,
            start,
        });
    }

    /// An operand.
    pub(super) fn operand(&mut self, expression: Expression, place: Span) {
        self.after_operator = None;
        self.tested = None;
        self.operands.push(Operand { expression, place });
    }

    /// An operator between two operands.
    pub(super) fn infix(&mut self, pending: Pending) -> Result<(), SyntaxError> {
        let (precedence, right) = match &pending {
            Pending::Assign(_) => (ASSIGNMENT, true),
            Pending::Ternary(_) | Pending::Elvis => (CONDITIONAL, true),
            Pending::Range(_) => (SHIFT, false),
            Pending::Binary(operator) => (precedence(*operator), false),
            Pending::Unary(_) | Pending::Step(_) | Pending::Cast(_) => (TIGHT, true),
        };
        self.loosen(precedence)?;
        self.reduce(if right { precedence + 1 } else { precedence })?;
        self.after_operator = Some(precedence);
        self.operators.push(Waiting {
            pending,
            precedence,
            start: 0,
        });
        Ok(())
    }

    /// `as T` or `instanceof T`, which ends at `end`.
    pub(super) fn type_test(
        &mut self,
        ty: TypeName,
        cast: bool,
        end: usize,
    ) -> Result<(), SyntaxError> {
        self.loosen(RELATIONAL)?;
        self.reduce(RELATIONAL + 1)?;
        if let Some(waiting) = self.operators.last()
            && waiting.precedence == RELATIONAL
        {
            return Err(unbracketed(ty.span));
        }
        let operand = self.pop()?;
        let place = Span::new(operand.place.start, end);
        let value = Box::new(operand.expression);
        let kind = if cast {
            ExpressionKind::As { value, ty }
        } else {
            ExpressionKind::InstanceOf { value, ty }
        };
        self.operand(Expression { kind, span: place }, place);
        self.tested = Some(place);
        Ok(())
    }

    /// Refuses what binds as tightly as the type test before it.
    fn loosen(&self, precedence: u8) -> Result<(), SyntaxError> {
        match self.tested {
            Some(place) if precedence >= RELATIONAL => Err(unbracketed(place)),
            _ => Ok(()),
        }
    }

    /// The finished tree.
    pub(super) fn finish(mut self) -> Result<Expression, SyntaxError> {
        self.reduce(0)?;
        Ok(self.pop()?.expression)
    }

    fn pop(&mut self) -> Result<Operand, SyntaxError> {
        self.operands
            .pop()
            .ok_or_else(|| SyntaxError::internal(Span::default(), "an operand"))
    }

    /// Gives every waiting operator that binds at least as tightly its right operand.
    fn reduce(&mut self, precedence: u8) -> Result<(), SyntaxError> {
        while let Some(waiting) = self
            .operators
            .pop_if(|waiting| waiting.precedence >= precedence)
        {
            let right = self.pop()?;
            let prefix = matches!(
                waiting.pending,
                Pending::Unary(_) | Pending::Step(_) | Pending::Cast(_)
            );
            let (left, start) = if prefix {
                (None, waiting.start)
            } else {
                let left = self.pop()?;
                let start = left.place.start;
                (Some(left), start)
            };
            let place = Span::new(start, right.place.end);
            let kind = build(waiting.pending, left, right)?;
            self.operands.push(Operand {
                expression: Expression { kind, span: place },
                place,
            });
        }
        Ok(())
    }
}

/// `a as T + 1`, which Groovy does not read.
fn unbracketed(place: Span) -> SyntaxError {
    SyntaxError::new(
        SyntaxErrorKind::Unexpected,
        place,
        "a type test or cast cannot be an operand here",
    )
    .help("put it in brackets: `(a as Integer) + 1`")
}

fn build(
    pending: Pending,
    left: Option<Operand>,
    right: Operand,
) -> Result<ExpressionKind, SyntaxError> {
    let (width, right) = (right.place.end - right.place.start, right.expression);
    let right_box = |right| Box::new(right);
    let Some(left) = left else {
        return Ok(match pending {
            Pending::Step(delta) => {
                check_target(&right, if delta > 0 { "`++`" } else { "`--`" })?;
                ExpressionKind::Step {
                    target: right_box(right),
                    delta,
                    postfix: false,
                }
            }
            Pending::Cast(ty) => ExpressionKind::Cast {
                ty,
                value: right_box(right),
            },
            Pending::Unary(UnaryOperator::Minus) => negate(right, width),
            Pending::Unary(operator) => ExpressionKind::Unary {
                operator,
                operand: right_box(right),
            },
            _ => return Err(SyntaxError::internal(right.span, "a prefix")),
        });
    };
    let (left, right) = (Box::new(left.expression), Box::new(right));
    Ok(match pending {
        Pending::Binary(operator) => ExpressionKind::Binary {
            operator,
            left,
            right,
        },
        Pending::Range(inclusive) => ExpressionKind::Range {
            from: left,
            to: right,
            inclusive,
        },
        Pending::Assign(operator) => {
            check_target(&left, "an assignment")?;
            ExpressionKind::Assign {
                operator,
                target: left,
                value: right,
            }
        }
        Pending::Ternary(then) => ExpressionKind::Ternary {
            condition: left,
            then: Box::new(then),
            otherwise: right,
        },
        Pending::Elvis => ExpressionKind::Elvis {
            value: left,
            otherwise: right,
        },
        _ => return Err(SyntaxError::internal(right.span, "an operator")),
    })
}

/// The smallest `int` and `long` are literals although their digits alone are one too large.
fn negate(operand: Expression, width: usize) -> ExpressionKind {
    match &operand.kind {
        ExpressionKind::Number(Number::Long(2_147_483_648)) if width == 10 => {
            ExpressionKind::Number(Number::Integer(i32::MIN))
        }
        ExpressionKind::Number(Number::BigInteger(digits))
            if digits == "9223372036854775808" && width == digits.len() =>
        {
            ExpressionKind::Number(Number::Long(i64::MIN))
        }
        _ => ExpressionKind::Unary {
            operator: UnaryOperator::Minus,
            operand: Box::new(operand),
        },
    }
}

/// Only a name, property or element can take a value.
pub(super) fn check_target(target: &Expression, by: &str) -> Result<(), SyntaxError> {
    match &target.kind {
        ExpressionKind::Name(name) if name != "this" && name != "super" => Ok(()),
        ExpressionKind::Property { .. }
        | ExpressionKind::Index { .. }
        | ExpressionKind::Unsupported { .. } => Ok(()),
        _ => Err(SyntaxError::new(
            SyntaxErrorKind::Target,
            target.span,
            format!("{by} needs a name, a property or an element to put its value in"),
        )
        .help("to compare, write `==`")),
    }
}
