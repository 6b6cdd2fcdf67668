//! Findings as SARIF 2.1.0, which code scanning services read.
//!
//! One run for everything that was checked. Columns count characters (`columnKind`), as everywhere
//! else. A file inside a zip keeps its name, `Package.zip!Connection.json`; attribute and JSON pointer
//! become a logical location. No excerpt is included: a definition may hold secrets.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Batch;
use super::position::positions;
use crate::codes::Code;
use crate::{Diagnostic, Edit, Label, Place, Severity, SourceFile, Sources};

/// The schema that the document follows.
pub const SARIF_SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The findings as a SARIF log; `version` is that of the program that found them.
#[must_use]
pub fn sarif(batches: &[Batch<'_>], version: &str) -> Value {
    let mut rules: BTreeMap<Code, usize> = BTreeMap::new();
    for finding in batches.iter().flat_map(|b| b.found) {
        rules.insert(finding.code, 0);
    }
    for (index, slot) in rules.values_mut().enumerate() {
        *slot = index;
    }
    let results: Vec<Value> = batches
        .iter()
        .flat_map(|b| b.found.iter().map(|d| result(d, b.sources, &rules)))
        .collect();
    json!({
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "bindery",
                "semanticVersion": version,
                "rules": rules.keys().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: Code) -> Value {
    let entry = code.entry();
    json!({
        "id": code.as_str(),
        "name": entry.name,
        "shortDescription": {"text": sentence(entry.page)},
        "fullDescription": {"text": entry.page},
        "help": {"text": format!("{}\n\n`bindery explain {code}` says more.", entry.page)},
        "defaultConfiguration": {"level": level(entry.severity)},
    })
}

fn sentence(page: &str) -> &str {
    page.split_inclusive(". ").next().unwrap_or(page).trim()
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(d: &Diagnostic, sources: &Sources, rules: &BTreeMap<Code, usize>) -> Value {
    let mut text = d.message.clone();
    for more in d.notes.iter().chain(&d.help) {
        text.push('\n');
        text.push_str(more);
    }
    let mut result = Map::new();
    result.insert("ruleId".into(), d.code.as_str().into());
    result.insert("ruleIndex".into(), rules.get(&d.code).copied().into());
    result.insert("level".into(), level(d.severity).into());
    result.insert("message".into(), json!({"text": text}));
    let locations: Vec<Value> = d
        .primary
        .iter()
        .filter_map(|l| location(l, sources))
        .collect();
    result.insert("locations".into(), locations.into());
    let related: Vec<Value> = d
        .related
        .iter()
        .filter_map(|l| location(l, sources))
        .collect();
    if !related.is_empty() {
        result.insert("relatedLocations".into(), related.into());
    }
    result.insert(
        "partialFingerprints".into(),
        json!({"bindery/v1": fingerprint(d, sources)}),
    );
    if let Some(fix) = &d.fix {
        let mut changes: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for edit in &fix.edits {
            if let Some((uri, replacement)) = replacement(edit, sources) {
                changes.entry(uri).or_default().push(replacement);
            }
        }
        let changes: Vec<Value> = changes
            .into_iter()
            .map(|(uri, all)| json!({"artifactLocation": {"uri": uri}, "replacements": all}))
            .collect();
        if !changes.is_empty() {
            let fix = json!({"description": {"text": fix.title}, "artifactChanges": changes});
            result.insert("fixes".into(), json!([fix]));
        }
    }
    Value::Object(result)
}

fn replacement(edit: &Edit, sources: &Sources) -> Option<(String, Value)> {
    let file = sources.get(edit.place.source)?;
    let deleted = region(&edit.place, file)?;
    let replacement = json!({
        "deletedRegion": deleted,
        "insertedContent": {"text": edit.replacement},
    });
    Some((uri(&file.name), replacement))
}

fn location(label: &Label, sources: &Sources) -> Option<Value> {
    let place = &label.place;
    let file = sources.get(place.source)?;
    let mut physical = json!({"artifactLocation": {"uri": uri(&file.name)}});
    if let (Some(region), Some(physical)) = (region(place, file), physical.as_object_mut()) {
        physical.insert("region".into(), region);
    }
    let mut location = Map::new();
    location.insert("physicalLocation".into(), physical);
    if !label.text.is_empty() {
        location.insert("message".into(), json!({"text": label.text}));
    }
    let name = logical(place);
    if !name.is_empty() {
        location.insert(
            "logicalLocations".into(),
            json!([{"fullyQualifiedName": name}]),
        );
    }
    Some(Value::Object(location))
}

fn logical(place: &Place) -> String {
    let attribute = place.attribute.as_deref().unwrap_or_default();
    format!("{attribute}{}", place.path.as_deref().unwrap_or_default())
}

/// A file without text only names what a finding is about and has no region.
fn region(place: &Place, file: &SourceFile) -> Option<Value> {
    if file.text.is_empty() {
        return None;
    }
    let (start, end) = positions(file, &place.span);
    Some(json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }))
}

/// The file's name as a URI reference.
fn uri(name: &str) -> String {
    let name = name.replace('\\', "/");
    let rooted = if name.starts_with('/') { "file://" } else { "" };
    let mut uri = String::from(rooted);
    for byte in name.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/!$'()*,;@".contains(&byte);
        if plain {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// What makes a finding the same one after lines have moved: code, file, place in the definition and
/// message (FNV-1a, 64 bits).
fn fingerprint(d: &Diagnostic, sources: &Sources) -> String {
    let place = d.primary.as_ref().map(|l| &l.place);
    let file = place
        .and_then(|p| sources.get(p.source))
        .map_or("", |f| &f.name);
    let parts = [
        d.code.as_str(),
        file,
        &place.map(logical).unwrap_or_default(),
        &d.message,
    ];
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.join("\n").bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_uri_references() {
        assert_eq!(uri("a b/Ä.zip!C 1.json"), "a%20b/%C3%84.zip!C%201.json");
        assert_eq!(uri("C:\\x"), "C%3A/x");
        assert_eq!(uri("/x/y.json"), "file:///x/y.json");
    }
}
