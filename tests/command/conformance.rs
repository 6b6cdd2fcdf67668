//! The conformance cases: what real Groovy answers. They are no part of the project, so nothing of
//! them is kept here but a count that must not fall.

use std::fs;

use serde_json::Value;

use crate::{bindery, shared};

/// Of a thousand cases, at least so many are answered as Groovy answers them.
const PER_MILLE: usize = 990;

#[test]
fn as_many_cases_as_before_agree_with_groovy() {
    let Some(shared) = shared() else { return };
    let cases = fs::read_to_string(shared.join("conformance/groovy.jsonl")).unwrap();
    let output = bindery(&["eval", "--jsonl"], cases.as_bytes());
    let answers = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answers.lines().count(), cases.lines().count());
    let mut agreed = 0;
    let mut all = 0;
    for (case, answer) in cases.lines().zip(answers.lines()) {
        let case: Value = serde_json::from_str(case).unwrap();
        let answer: Value = serde_json::from_str(answer).unwrap();
        all += 1;
        agreed += usize::from(agrees(&case["expect"], &answer));
    }
    eprintln!("{agreed} of {all} cases agree with Groovy");
    assert!(
        agreed * 1000 >= all * PER_MILLE,
        "only {agreed} of {all} cases agree"
    );
}

fn agrees(expected: &Value, answer: &Value) -> bool {
    if expected["ok"] == true {
        return answer["ok"] == true && answer["value"] == expected["value"];
    }
    answer["ok"] == false && answer["error"]["kind"] == expected["error_kind"]
}
