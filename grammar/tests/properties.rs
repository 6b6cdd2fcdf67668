//! Any text is answered, and what a generated expression prints parses to the same tree.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_grammar::ast::{
    Access, BinaryOperator, Element, Expression, ExpressionKind, MapEntry, MapKey, Member, Name,
    Number, Span, Statement, StatementKind, UnaryOperator,
};
use bindery_grammar::{parse_script, parse_template_recovering};
use proptest::prelude::*;

fn node(kind: ExpressionKind) -> Expression {
    Expression {
        kind,
        span: Span::default(),
    }
}

fn tree() -> impl Strategy<Value = Expression> {
    use ExpressionKind as E;
    let leaf = prop_oneof![
        Just(E::Null),
        any::<bool>().prop_map(E::Boolean),
        (0..i32::MAX).prop_map(|value| E::Number(Number::Integer(value))),
        any::<String>().prop_map(E::String),
        "[a-h][a-z0-9_]{1,5}x".prop_map(E::Name),
    ]
    .prop_map(node);
    leaf.prop_recursive(5, 40, 4, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        let operator = prop::sample::select(vec![
            BinaryOperator::Or,
            BinaryOperator::Equal,
            BinaryOperator::Greater,
            BinaryOperator::In,
            BinaryOperator::ShiftLeft,
            BinaryOperator::Subtract,
            BinaryOperator::Divide,
            BinaryOperator::Power,
        ]);
        prop_oneof![
            (operator, boxed.clone(), boxed.clone()).prop_map(|(operator, left, right)| {
                E::Binary {
                    operator,
                    left,
                    right,
                }
            }),
            boxed.clone().prop_map(|operand| E::Unary {
                operator: UnaryOperator::Minus,
                operand
            }),
            (boxed.clone(), boxed.clone(), boxed.clone()).prop_map(
                |(condition, then, otherwise)| E::Ternary {
                    condition,
                    then,
                    otherwise
                }
            ),
            (boxed.clone(), any::<String>()).prop_map(|(target, text)| E::Property {
                target,
                member: Member::Name(Name {
                    text,
                    span: Span::default()
                }),
                access: Access::Safe,
            }),
            prop::collection::vec(inner.clone().prop_map(Element::Value), 0..3).prop_map(E::List),
            prop::collection::vec((inner.clone(), inner.clone()), 0..3).prop_map(|pairs| {
                let pair = |(key, value)| MapEntry::Pair(MapKey::Computed(key), value);
                E::Map(pairs.into_iter().map(pair).collect())
            }),
            inner.prop_map(|value| E::Closure {
                parameters: Some(Vec::new()),
                body: vec![Statement {
                    kind: StatementKind::Return(Some(value)),
                    span: Span::default()
                }],
            }),
        ]
        .prop_map(node)
    })
}

proptest! {
    #[test]
    fn any_text_is_answered(text in r#"[${}<>()\[\]'"/\\a-c0 .:?,;=+*!@\n-]{0,60}"#) {
        let _ = parse_template_recovering(&text);
        let _ = parse_template_recovering(&format!("${{{text}}}"));
        if let Ok(script) = parse_script(&text) {
            prop_assert_eq!(parse_script(&script.to_string()), Ok(script));
        }
    }

    #[test]
    fn printed_trees_parse_to_themselves(tree in tree()) {
        let printed = format!("return {tree}");
        let script = parse_script(&printed).map_err(|error| TestCaseError::fail(format!("{printed}: {error:?}")))?;
        prop_assert_eq!(&script.statements[0].kind, &StatementKind::Return(Some(tree)), "{}", printed);
    }
}

#[test]
fn a_reserved_word_in_a_dollar_path_prints_without_quotes() {
    for text in [r#""$ap.import one.x""#, r#""$a.b.class.in""#] {
        let script = parse_script(text).unwrap();
        assert_eq!(script.to_string(), text);
    }
}

#[test]
fn a_call_of_a_primitive_type_does_not_print_as_a_cast() {
    let script = parse_script("char(1 + 2.85G) * 3L").unwrap();
    let printed = script.to_string();
    assert_eq!(parse_script(&printed).unwrap(), script, "{printed}");
}

#[test]
fn scripts_are_bounded_and_literal_text_is_not() {
    let text = |binding: String| format!("{}{binding}", "x".repeat(500_000));
    assert!(bindery_grammar::parse_template(&text("${a}".repeat(1_000))).is_ok());
    for long in [
        text("${a}".repeat(100_000)),
        text(format!("${{{}}}", "\n".repeat(100_000))),
        text(format!("${{'{}'}}", "é".repeat(100_000))),
        text(format!("${{'{}", "é".repeat(100_000))),
    ] {
        let errors = bindery_grammar::parse_template(&long).unwrap_err();
        assert_eq!(errors[0].kind, bindery_grammar::SyntaxErrorKind::Limit);
        assert_eq!(errors.len(), 1);
    }
}
