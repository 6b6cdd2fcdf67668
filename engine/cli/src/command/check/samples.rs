//! Reading the folder of samples.

use std::fs;

use bindery_definition::Loaded;
use bindery_lint::Sample;

use crate::exit::Failure;

use super::Check;

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
