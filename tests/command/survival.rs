//! Whatever the lines are, `eval --jsonl` answers each of them, in order.
//!
//! `BINDERY_LINES=100000 cargo test --release --test command any_lines` is the long form.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::{bindery, shown};

/// Lines of the ordinary test.
const LINES: usize = 3_000;

/// A splitmix64 sequence, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((word ^ (word >> 31)) % sides as u64) as usize
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.roll(from.len())]
    }
}

const TEMPLATES: &[&str] = &[
    "${user.email}",
    "{\"name\":\"${user.name ?: 'none'}\",\"n\":${user.groups.size()}}",
    "${response.call1?.next != null ? response.call1.next.split('=')[1] : null}",
    "${def m = new HashMap(); m.put('k', user.name.toUpperCase()); m}",
    "${user.groups.collect{ [id: it, len: it.length()] }.findAll{ it.len > 1 }}",
    "${new groovy.json.JsonBuilder(user).toString()}",
    "${new Date().format('yyyy-MM-dd')} and $<user.name>",
    "${for (g in user.groups) { if (g == 'b,c') { return g } }; 'x'}",
    "${def f; f = { n -> n < 2 ? n : f(n - 1) + f(n - 2) }; f(9)}",
    "${(1..9).inject(1G){ a, b -> a * b } ** 3 / 7}",
    "${'a-b_c' =~ /[a-z]/ ? 'x'.padLeft(9, '-') : \"${user.name}!\"}",
    "${try { user.nosuch.x } catch (Exception e) { e.message } finally { 1 }}",
    "${switch (user.name) { case ~/A.*/: 'a'; break; default: 0 }}",
    "plain text, \\${no binding} and $name",
];

const PIECES: &[&str] = &[
    "${",
    "}",
    "{ ",
    "(",
    ")",
    "[",
    "]",
    "'",
    "\"",
    "/",
    "\\",
    "$<",
    ">",
    "?.",
    "?:",
    "*.",
    ".&",
    "..",
    " ** ",
    " << ",
    " == ",
    " <=> ",
    " in ",
    " as String",
    " instanceof Map",
    "->",
    ";",
    ",",
    ":",
    "=",
    "++",
    "null",
    "user",
    "it",
    "999999999",
    "1e400",
    "0x",
    "2.50G",
    "''",
    "[:]",
    "(0..999999999)",
    "while (true) ",
    "for (x in user) ",
    "def x = ",
    "return ",
    "new Date()",
    ".collect{ it }",
    ".toString()",
    ".replaceAll('(a+)+$', '')",
    ".size()",
    ".format('%9999d')",
    "String.format('%s', ",
    "\u{0}",
    "é",
    "😀",
    "\u{2028}",
    "\n",
    "//",
    "/*",
    "*/",
    "@",
    "#",
];

/// A text changed in up to four places.
fn mutated(dice: &mut Dice, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(letters.len() + 1);
        let end = (at + dice.roll(12)).min(letters.len());
        match dice.roll(4) {
            0 => drop(letters.drain(at..end)),
            1 => {
                let again: Vec<char> = letters[at..end].to_vec();
                letters.splice(at..at, again);
            }
            _ => drop(letters.splice(at..at, dice.pick(PIECES).chars())),
        }
    }
    letters.into_iter().collect()
}

fn template(dice: &mut Dice) -> String {
    let base = dice.pick(TEMPLATES);
    match dice.roll(5) {
        0 => base.to_owned(),
        1 => {
            let mut made = String::from("${");
            for _ in 0..=dice.roll(12) {
                made.push_str(dice.pick(PIECES));
            }
            made.push('}');
            made
        }
        _ => mutated(dice, base),
    }
}

/// A line and the `id` that its answer must bear.
fn line(dice: &mut Dice, number: usize) -> (Vec<u8>, Value) {
    let context = json!({
        "user": {"name": "Ann", "email": null, "groups": ["a", "b,c", ""], "n": 2.50},
        "response": {"call1": {"next": "http://x/?page=2"}},
    });
    let case = json!({"id": number, "template": template(dice), "context": context}).to_string();
    match dice.roll(8) {
        // Bytes changed, so that it may be no JSON and no UTF-8 any more, but still one line.
        0 => {
            let mut bytes = case.into_bytes();
            for _ in 0..=dice.roll(3) {
                let at = dice.roll(bytes.len());
                bytes[at] = dice.roll(256) as u8;
            }
            bytes.retain(|byte| *byte != b'\n');
            (bytes, Value::Null)
        }
        1 => {
            let length = 1 + dice.roll(40);
            let mut bytes: Vec<u8> = (0..length).map(|_| dice.roll(256) as u8).collect();
            bytes.retain(|byte| *byte != b'\n');
            bytes.push(b'x');
            (bytes, Value::Null)
        }
        _ => (case.into_bytes(), json!(number)),
    }
}

#[test]
fn any_lines_get_an_answer_each_in_order() {
    let count = std::env::var("BINDERY_LINES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(LINES);
    let mut dice = Dice(20_240_615);
    let lines: Vec<(Vec<u8>, Value)> = (0..count).map(|number| line(&mut dice, number)).collect();
    let input: Vec<u8> = lines
        .iter()
        .flat_map(|(bytes, _)| bytes.iter().copied().chain([b'\n']))
        .collect();
    let output = bindery(&["eval", "--jsonl"], &input);
    let ended = (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr),
    );
    let text = String::from_utf8_lossy(&output.stdout);
    let answers: Vec<&str> = text.lines().collect();
    let shown_line = |at: usize| {
        let bytes = lines.get(at).map_or(&[][..], |(bytes, _)| bytes);
        String::from_utf8_lossy(bytes).into_owned()
    };
    assert_eq!(
        answers.len(),
        count,
        "{ended:?} after {}",
        shown_line(answers.len())
    );
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    let mut faults = String::new();
    for (at, (answer, (_, id))) in answers.iter().zip(&lines).enumerate() {
        let answer: Value = serde_json::from_str(answer).unwrap();
        if !id.is_null() {
            assert_eq!(&answer["id"], id, "{}", shown_line(at));
        }
        if answer["error"]["code"] == "R9001" {
            writeln!(faults, "{}", shown_line(at)).unwrap();
        }
    }
    assert_eq!(faults, "", "lines that meet a fault of ours");
}
