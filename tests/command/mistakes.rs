//! Mistakes planted into valid definitions, through the binary: each is found on its line, with at most
//! two further findings. The crate `lint` tries all of them; here are those of its later shapes.

use std::collections::BTreeMap;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{bindery, root};

const SHAPES: [&str; 8] = [
    "bank",
    "crm",
    "registry",
    "vault",
    "firefight",
    "queue",
    "hr",
    "ops",
];

/// How many findings beside the mistake's own are no drowning.
const NOISE: usize = 2;

struct Plant {
    line: String,
    folder: PathBuf,
    file: String,
    code: String,
    lines: RangeInclusive<u64>,
    shape: String,
}

fn shapes() -> PathBuf {
    root().join("engine/lint/tests/shapes")
}

fn line_of(text: &str, at: usize) -> u64 {
    text[..at].matches('\n').count() as u64 + 1
}

/// Copies a shape and plants a mistake into it.
fn plant(line: &str, folder: PathBuf) -> Option<Plant> {
    let value: Value = serde_json::from_str(line).unwrap();
    let word = |key: &str| value[key].as_str().map(ToOwned::to_owned);
    let shape = word("in").filter(|s| SHAPES.contains(&s.as_str()))?;
    fs::create_dir(&folder).unwrap();
    for entry in fs::read_dir(shapes().join(&shape)).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    let file = format!("{}.json", word("file").unwrap());
    let text = fs::read_to_string(folder.join(&file)).unwrap();
    let (from, to) = (word("from").unwrap(), word("to").unwrap());
    let at = text.find(&from).unwrap();
    let planted = format!("{}{to}{}", &text[..at], &text[at + from.len()..]);
    let same = from
        .bytes()
        .zip(to.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let lines = match word("at") {
        Some(mark) => {
            let seen = planted[..at].rfind(&mark).or_else(|| planted.find(&mark));
            let seen = line_of(&planted, seen.unwrap());
            seen..=seen
        }
        None => line_of(&planted, at + same)..=line_of(&planted, at + to.len()),
    };
    fs::write(folder.join(&file), planted).unwrap();
    let code = word("code").unwrap();
    let line = line.to_owned();
    Some(Plant {
        line,
        folder,
        file,
        code,
        lines,
        shape,
    })
}

/// The findings of a check of folders, by folder.
fn findings(folders: &[&Path]) -> BTreeMap<PathBuf, Vec<Value>> {
    let mut arguments = vec!["check", "--format", "json"];
    arguments.extend(folders.iter().map(|f| f.to_str().unwrap()));
    let report: Value = serde_json::from_slice(&bindery(&arguments, b"").stdout).unwrap();
    let mut found: BTreeMap<PathBuf, Vec<Value>> = BTreeMap::new();
    for finding in report["diagnostics"].as_array().unwrap() {
        let file = Path::new(finding["file"].as_str().unwrap());
        let folder = file.parent().unwrap().to_owned();
        found.entry(folder).or_default().push(finding.clone());
    }
    found
}

#[test]
fn planted_mistakes_are_found_on_their_lines_without_drowning() {
    let folder = tempfile::tempdir().unwrap();
    let lines = include_str!("../../engine/lint/tests/planted.jsonl").lines();
    let plants: Vec<Plant> = lines
        .enumerate()
        .filter_map(|(i, line)| plant(line, folder.path().join(i.to_string())))
        .collect();
    assert!(plants.len() >= 90, "{}", plants.len());
    let originals: Vec<PathBuf> = SHAPES.iter().map(|s| shapes().join(s)).collect();
    let mut folders: Vec<&Path> = originals.iter().map(PathBuf::as_path).collect();
    folders.extend(plants.iter().map(|p| p.folder.as_path()));
    let found = findings(&folders);
    let key = |d: &Value| format!("{} {}", d["code"], d["message"]);
    let mut failures = Vec::new();
    for plant in &plants {
        let before = found
            .get(&shapes().join(&plant.shape))
            .into_iter()
            .flatten();
        let mut left: Vec<String> = before.map(key).collect();
        let mut fresh = Vec::new();
        for d in found.get(&plant.folder).into_iter().flatten() {
            match left.iter().position(|k| *k == key(d)) {
                Some(at) => drop(left.remove(at)),
                None => fresh.push(d),
            }
        }
        let is_own = |d: &&&Value| {
            d["code"] == plant.code.as_str()
                && d["file"].as_str().unwrap().ends_with(&plant.file)
                && d["line"].as_u64().is_some_and(|l| plant.lines.contains(&l))
        };
        if fresh.iter().filter(is_own).count() == 0 || fresh.len() > 1 + NOISE {
            failures.push(format!("{}\n  found {fresh:#?}", plant.line));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
