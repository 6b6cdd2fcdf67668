//! Every row of the page that says where the rules come from, shown to the binary: a definition with that
//! defect, and the codes that it must be found by.
//!
//! `rows.jsonl` holds an example a line: the row, the codes, attributes by name (as JSON, or as the text
//! that is to be wrong), and responses for those that need them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::{bindery, root};

struct Row {
    name: String,
    finds: Vec<String>,
    attributes: Value,
    samples: Value,
}

fn rows() -> Vec<Row> {
    let lines = include_str!("rows.jsonl").lines();
    let read = |line: &str| {
        let mut row: Value = serde_json::from_str(line).unwrap();
        let finds = row["finds"].as_array().unwrap().iter();
        Row {
            name: row["row"].as_str().unwrap().to_owned(),
            finds: finds.map(|c| c.as_str().unwrap().to_owned()).collect(),
            attributes: row["attributes"].take(),
            samples: row["samples"].take(),
        }
    };
    lines.map(read).collect()
}

/// The rows of the page's tables, with the codes that each names.
fn page() -> BTreeMap<String, BTreeSet<String>> {
    let page = fs::read_to_string(root().join("docs/src/rule-sources.md")).unwrap();
    let cells = page.lines().filter_map(|line| {
        let line = line.strip_prefix("| ")?.strip_suffix(" |")?;
        line.split_once(" | ")
    });
    cells
        .filter(|(_, rules)| rules.contains("`B"))
        .map(|(name, rules)| {
            let codes = rules
                .split('`')
                .filter(|t| t.len() == 5 && t.starts_with('B'));
            (name.to_owned(), codes.map(ToOwned::to_owned).collect())
        })
        .collect()
}

fn written(folder: &Path, number: usize, row: &Row) -> String {
    let attributes = row.attributes.as_object().unwrap();
    let list: Vec<Value> = attributes
        .iter()
        .map(|(name, value)| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), ToOwned::to_owned);
            json!({"attributename": name, "encryptedattributevalue": text})
        })
        .collect();
    let export = json!({"acme": {"externalconnectiontype": "REST", "EXTERNAL_ATTR": list}});
    let file = folder.join(format!("{number}.json"));
    fs::write(&file, export.to_string()).unwrap();
    file.display().to_string()
}

/// The codes of a check, by file.
fn found(arguments: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let all: Vec<&str> = ["check", "--format", "json"]
        .iter()
        .chain(arguments)
        .copied()
        .collect();
    let report: Value = serde_json::from_slice(&bindery(&all, b"").stdout).unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for d in report["diagnostics"].as_array().unwrap() {
        let file = d["file"].as_str().unwrap().to_owned();
        found
            .entry(file)
            .or_default()
            .insert(d["code"].as_str().unwrap().to_owned());
    }
    found
}

#[test]
fn every_rule_of_every_row_finds_the_rows_defect() {
    let folder = tempfile::tempdir().unwrap();
    let rows = rows();
    let files: Vec<String> = (0..rows.len())
        .map(|i| written(folder.path(), i, &rows[i]))
        .collect();
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    let mut all = found(&names);
    for (i, row) in rows.iter().enumerate() {
        if let Some(samples) = row.samples.as_object() {
            let answers = folder.path().join(format!("{i}.samples"));
            fs::create_dir(&answers).unwrap();
            for (name, body) in samples {
                fs::write(answers.join(format!("{name}.json")), body.to_string()).unwrap();
            }
            let answers = answers.display().to_string();
            all.extend(found(&[&files[i], "--samples", &answers]));
        }
    }
    let mut shown: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut missed = Vec::new();
    for (row, file) in rows.iter().zip(&files) {
        for code in &row.finds {
            if all.get(file).is_some_and(|codes| codes.contains(code)) {
                shown.entry(&row.name).or_default().insert(code);
            } else {
                missed.push(format!(
                    "{}: {code} does not find {}",
                    row.name, row.attributes
                ));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    let anywhere: BTreeSet<&str> = shown.values().flatten().copied().collect();
    for (name, codes) in page() {
        for code in &codes {
            // The lint list repeats what the rows above say.
            let own = shown
                .get(name.as_str())
                .is_some_and(|s| s.contains(code.as_str()));
            let is_shown = own || name == "Lint list" && anywhere.contains(code.as_str());
            assert!(
                is_shown,
                "nothing shows that {code} answers to the row {name}"
            );
        }
    }
}
