//! `bindery eval`, and the contract of `--jsonl`.

use serde_json::{Value, json};

use crate::{bindery, shown};

/// Answers to lines, one each.
fn answers(lines: &[u8]) -> Vec<Value> {
    let output = bindery(&["eval", "--jsonl"], lines);
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_byte_order_mark_before_a_line_is_passed_over() {
    let answers = answers(b"\xef\xbb\xbf{\"id\":1,\"template\":\"a\"}\n");
    assert_eq!(answers, [json!({"id": 1, "ok": true, "value": "a"})]);
}

#[test]
fn a_template_becomes_text_without_escaping() {
    let output = bindery(
        &["eval", "{\"n\":\"${user.n}\"}", "--context", "-"],
        br#"{"user":{"n":"a\"b"}}"#,
    );
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "{\"n\":\"a\"b\"}\n"
    );
}

#[test]
fn an_error_shows_the_place_in_the_template() {
    let output = bindery(
        &["eval", "Dear ${user.manager.name},", "--context", "-"],
        br#"{"user":{"manager":null}}"#,
    );
    insta::assert_snapshot!(shown(&output));
}

#[test]
fn a_syntax_error_shows_what_was_expected() {
    insta::assert_snapshot!(shown(&bindery(&["eval", "Dear ${user.name == },"], b"")));
}

#[test]
fn the_clock_can_be_frozen() {
    let template = "${new Date().format('yyyy-MM-dd')}";
    let output = bindery(&["eval", template, "--now", "2031-02-03T04:05:06Z"], b"");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "2031-02-03\n",
        "{}",
        shown(&output)
    );
}

#[test]
fn raw_is_there_only_for_a_single_binding() {
    let found = answers(
        b"{\"id\":1,\"template\":\"${a}\",\"context\":{\"a\":5}}\n\
          {\"id\":2,\"template\":\" ${a}\",\"context\":{\"a\":5}}\n",
    );
    assert_eq!(found[0], json!({"id":1,"ok":true,"value":"5","raw":5}));
    assert_eq!(found[1], json!({"id":2,"ok":true,"value":" 5"}));
}

#[test]
fn an_error_has_kind_code_message_and_span_in_bytes() {
    let found = answers("{\"id\":\"é\",\"template\":\"é ${b.c}\",\"context\":{}}\n".as_bytes());
    let error = &found[0]["error"];
    assert_eq!(found[0]["id"], "é");
    assert_eq!(error["kind"], "missing_variable");
    assert_eq!(error["code"], "B4002");
    assert_eq!(error["span"], json!([5, 6]));
}

#[test]
fn the_clock_of_lines_stands_still() {
    let found = answers(b"{\"id\":1,\"template\":\"${new Date().getTime()}\"}\n");
    assert_eq!(found[0]["value"], "1718454896000", "{found:?}");
}

#[test]
fn any_line_is_survived_and_answered_in_order() {
    let deep = format!("{{\"id\":7,\"template\":\"${{{}\"}}", "(".repeat(100_000));
    let nested = format!("{{\"id\":8,\"context\":{}", "[".repeat(100_000));
    let chain = format!(
        "{{\"id\":9,\"template\":\"${{a{}}}\",\"context\":{{}}}}",
        ".b".repeat(50_000)
    );
    let mut lines: Vec<&[u8]> = vec![
        b"not json",
        b"",
        b"[1,2,3]",
        b"{\"id\":3}",
        b"{\"id\":4,\"template\":5}",
        b"{\"id\":5,\"template\":\"${a}\",\"context\":[]}",
        b"\xff\xfe{}",
        b"{\"id\":6,\"template\":\"${\"}",
    ];
    lines.extend([deep.as_bytes(), nested.as_bytes(), chain.as_bytes()]);
    lines.push(b"{\"id\":10,\"template\":\"still here\"}");
    let found = answers(&lines.join(&b'\n'));
    assert_eq!(found.len(), 11, "the empty line has no answer");
    assert!(
        found[..10]
            .iter()
            .all(|answer| answer["ok"] == false && answer["error"]["code"].is_string())
    );
    assert_eq!(found[10], json!({"id":10,"ok":true,"value":"still here"}));
    assert!(
        found
            .iter()
            .all(|answer| answer["error"]["code"] != "R9001")
    );
}
