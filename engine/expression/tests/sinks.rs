//! What a rendered binding looks like in the place it stands in.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_expression::{Blank, Context, Engine, EvalError, Rendered, Sink, encode_form};

fn render(template: &str, sink: Sink) -> Result<Rendered, EvalError> {
    let context = Context::from_json(&serde_json::json!({
        "name": "O\"Neil\\n",
        "mail": "a b&c=d@x.com",
        "path": "../admin",
        "next": "https://api.x.com/u?page=2&q=a b",
        "done": "50%25 off/now",
        "broken": "a\r\nX-Evil: 1",
        "nothing": null,
        "n": 5,
    }));
    Engine::default()
        .compile_text(template, sink)
        .unwrap()
        .render(&context)
}

fn text(template: &str, sink: Sink) -> String {
    render(template, sink).unwrap().text
}

#[test]
fn json_escapes_inside_string_literals_only() {
    assert_eq!(
        text(r#"{"a":"${name}","b":${n}}"#, Sink::Json),
        r#"{"a":"O\"Neil\\n","b":5}"#
    );
    assert_eq!(text(r#"{"a":${nothing}}"#, Sink::Json), r#"{"a":null}"#);
    assert_eq!(text(r#"{"a":"${nothing}"}"#, Sink::Json), r#"{"a":"null"}"#);
}

#[test]
fn json_built_by_hand_is_left_alone() {
    assert_eq!(
        text(r#"{"a":${'"' + n + '"'}}"#, Sink::Json),
        r#"{"a":"5"}"#
    );
}

#[test]
fn a_body_that_is_no_json_names_the_binding() {
    let error = render(r#"{"a":${mail}}"#, Sink::Json).unwrap_err();
    assert_eq!(error.code, "B4010");
    assert_eq!(error.span, 5..12);
    assert!(error.message.contains("a b&c=d@x.com"), "{error}");
}

#[test]
fn a_whole_binding_that_is_null_says_so() {
    let rendered = render("${nothing}", Sink::Json).unwrap();
    assert!(rendered.null);
    assert!(!render("x${nothing}", Sink::Text).unwrap().null);
}

#[test]
fn urls_encode_by_position() {
    let url = |template: &str| text(template, Sink::Url);
    assert_eq!(url("https://h/u/${mail}"), "https://h/u/a%20b&c=d@x.com");
    assert_eq!(
        url("https://h/u?m=${mail}"),
        "https://h/u?m=a%20b%26c=d@x.com"
    );
    assert_eq!(url("https://h/${done}"), "https://h/50%25%20off%2Fnow");
    assert_eq!(url("${next}"), "https://api.x.com/u?page=2&q=a%20b");
    assert_eq!(
        url("https://h/u${n == 5 ? '?a=b&c=d' : ''}"),
        "https://h/u?a=b&c=d"
    );
}

#[test]
fn urls_take_no_climbing_and_no_line_breaks() {
    assert_eq!(
        text("https://h/u/${path}", Sink::Url),
        "https://h/u/..%2Fadmin"
    );
    for template in [
        "https://h/u/${'..'}",
        "https://h/u/${'%2e%2E'}/x",
        "https://h/${broken}",
    ] {
        assert_eq!(
            render(template, Sink::Url).unwrap_err().code,
            "B5004",
            "{template}"
        );
    }
}

#[test]
fn forms_are_encoded_pair_by_pair() {
    assert_eq!(
        text("m=${mail}&n=${n}", Sink::Form),
        "m=a%20b%26c%3Dd%40x.com&n=5"
    );
    assert_eq!(text("m=${mail}", Sink::FormPlus), "m=a+b%26c%3Dd%40x.com");
    let pairs = [("a b", "1&2"), ("c", "d+e")];
    assert_eq!(encode_form(pairs, Blank::Percent), "a%20b=1%262&c=d%2Be");
}

#[test]
fn headers_refuse_line_breaks() {
    assert_eq!(text("Bearer ${n}", Sink::Header), "Bearer 5");
    assert_eq!(
        render("X ${broken}", Sink::Header).unwrap_err().code,
        "B5004"
    );
}

#[test]
fn xml_escapes_and_plain_does_not() {
    assert_eq!(text("<a>${'<&>'}</a>", Sink::Xml), "<a>&lt;&amp;&gt;</a>");
    assert_eq!(
        text(r#"{"a":"${name}"}"#, Sink::Plain),
        "{\"a\":\"O\"Neil\\n\"}"
    );
}

#[test]
fn static_questions_have_answers() {
    let engine = Engine::default();
    let program = engine
        .compile_text("${user.a}-${account.b ?: user.c}", Sink::Text)
        .unwrap();
    let names: Vec<&str> = program
        .roots()
        .iter()
        .map(|root| root.name.as_str())
        .collect();
    assert_eq!(names, ["user", "account"]);
    assert_eq!(program.roots()[0].span, 2..6);
    assert!(!program.is_single_binding());
    let assigning = engine
        .compile_text("${x = user.a; x}${x}", Sink::Text)
        .unwrap();
    assert_eq!(assigning.roots().len(), 1);
    let literal = engine.compile_text("plain", Sink::Text).unwrap();
    assert_eq!(literal.literal(), Some("plain"));
}

#[test]
fn bound_objects_answer_getters_and_plain_maps_do_not() {
    let engine = Engine::default();
    let user = bindery_expression::Value::from_json(&serde_json::json!({"email": "a@x.com"}));
    let program = engine
        .compile_text("${user.getEmail()}", Sink::Text)
        .unwrap();
    let bound = Context::new().with_object("user", user.clone());
    assert_eq!(program.evaluate(&bound).unwrap().to_text(), "a@x.com");
    for (template, kind) in [
        ("${user.title}", None),
        ("${user.customproperty6}", None),
        ("${user.custompropertry6}", Some("missing_property")),
        ("${user['titel']}", Some("missing_property")),
        ("${user.getTitle()}", None),
        ("${user.getTitel()}", Some("missing_method")),
    ] {
        let program = engine.compile_text(template, Sink::Text).unwrap();
        let error = program.evaluate(&bound).err().map(|it| it.kind.name());
        assert_eq!(error, kind, "{template}");
    }
    let plain = Context::new().with("user", user);
    assert_eq!(
        program.evaluate(&plain).unwrap_err().kind.name(),
        "missing_method"
    );
}

#[test]
fn every_code_is_in_the_book() {
    use bindery_expression::Kind;
    for kind in [
        Kind::NullPointer,
        Kind::MissingVariable,
        Kind::MissingProperty,
        Kind::MissingMethod,
        Kind::Syntax,
        Kind::Arithmetic,
        Kind::Index,
        Kind::Other,
        Kind::Limit,
        Kind::Unsupported,
    ] {
        assert!(
            bindery_diagnostics::Code::find(kind.code()).is_some(),
            "{kind}"
        );
    }
    for code in ["B4010", "B5001", "B5004", "R9001"] {
        assert!(bindery_diagnostics::Code::find(code).is_some(), "{code}");
    }
}

#[test]
fn a_secret_shows_in_no_message() {
    let secret = "hunter2-with-a-very-long-tail-that-messages-would-cut-off-somewhere";
    let context = Context::new().with_secret("password", secret.into());
    let engine = Engine::default();
    for (template, sink) in [
        ("${password.toInteger()}", Sink::Text),
        ("{\"p\": ${password}}", Sink::Json),
        ("${throw new Exception(password)}", Sink::Text),
    ] {
        let error = engine
            .compile_text(template, sink)
            .unwrap()
            .render(&context)
            .unwrap_err();
        assert!(!error.message.contains("hunter2"), "{error}");
        assert!(error.message.contains("•••"), "{error}");
    }
    assert!(!format!("{context:?}").contains("hunter2"));
}

#[test]
fn what_one_evaluation_made_cannot_change_in_another() {
    let engine = Engine::default();
    let made = engine
        .compile_text("${[[1], [a: [2]]]}", Sink::Text)
        .unwrap();
    let value = made.evaluate(&Context::new()).unwrap();
    let context = Context::new().with("x", value);
    let program = engine
        .compile_text("${x[0] << 9; x[1].a << 8; x}", Sink::Text)
        .unwrap();
    for _ in 0..2 {
        assert_eq!(
            program.evaluate(&context).unwrap().to_text(),
            "[[1, 9], [a:[2, 8]]]"
        );
    }
}
