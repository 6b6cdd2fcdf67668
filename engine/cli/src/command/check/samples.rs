//! Reading the folder of samples.

use std::fs;
use std::path::Path;

use bindery_definition::Loaded;
use bindery_lint::Sample;
use serde_json::Value;

use crate::exit::Failure;

use super::Check;

/// The file that makes a folder a recording of `--record`.
const HEAD: &str = "cassette.json";

/// The answers of a recording, each matched by its request. What is broken in it is left aside: a replay
/// says it.
fn recorded(folder: &Path, loaded: &mut Loaded) -> Vec<Sample> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".json") && name.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    names.sort();
    let mut samples = Vec::new();
    for name in names {
        if let Some(sample) = exchange(folder, &name, loaded) {
            samples.push(sample);
        }
    }
    samples
}

/// The sample that an exchange gives: one that was answered with success, and with a body.
fn exchange(folder: &Path, name: &str, loaded: &mut Loaded) -> Option<Sample> {
    let head: Value = serde_json::from_slice(&fs::read(folder.join(name)).ok()?).ok()?;
    let asked = |key: &str| head.get("request")?.get(key)?.as_str();
    let answer = head.get("answer")?;
    let status = answer.get("status")?.as_u64()?;
    let file = answer
        .get("body")?
        .as_str()
        .filter(|_| (200..300).contains(&status))?;
    // A name that leads out of the folder is none that was recorded.
    let is_plain = Path::new(file).file_name().is_some_and(|n| n == file);
    let path = folder.join(file);
    let bytes = is_plain.then(|| fs::read(&path).ok())??;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let source = loaded
        .sources
        .add(path.display().to_string(), text.as_str());
    Some(Sample::recorded(
        source,
        file,
        (asked("method")?, asked("url")?),
        &text,
    ))
}

impl Check {
    /// The samples of the folder that was given, in the order of their names, each a source that
    /// findings can point into.
    pub(super) fn read_samples(&self, loaded: &mut Loaded) -> Result<Vec<Sample>, Failure> {
        let Some(folder) = &self.samples else {
            return Ok(Vec::new());
        };
        let unreadable =
            |what: String| Failure::usage(what, "give a folder of JSON files that can be read");
        let entries = fs::read_dir(folder)
            .map_err(|e| unreadable(format!("`{}`: {}", folder.display(), e.kind())))?;
        if folder.join(HEAD).is_file() {
            return Ok(recorded(folder, loaded));
        }
        let mut paths: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
        paths.retain(|p| {
            p.extension()
                .is_some_and(|e| e.eq_ignore_ascii_case("json"))
        });
        paths.sort();
        let mut samples = Vec::new();
        for path in paths {
            let bytes = fs::read(&path)
                .map_err(|e| unreadable(format!("`{}`: {}", path.display(), e.kind())))?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let source = loaded
                .sources
                .add(path.display().to_string(), text.as_str());
            samples.push(Sample::read(source, name, &text));
        }
        Ok(samples)
    }
}
