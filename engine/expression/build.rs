//! Lists the functions of the library: every file `src/library/<receiver>/<name>.rs` is one, so
//! that adding a function touches one file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src/library");
    let library = Path::new("src/library");
    let mut modules = String::new();
    let mut table = String::new();
    for receiver in sorted(library)?.into_iter().filter(|path| path.is_dir()) {
        let receiver_name = name(&receiver);
        let _ = writeln!(modules, "mod {receiver_name} {{");
        for file in sorted(&receiver)?.into_iter().filter(|path| path.is_file()) {
            let function = name(&file);
            let path = fs::canonicalize(&file)?;
            let _ = writeln!(modules, "#[path = {path:?}] pub(super) mod {function};");
            let _ = writeln!(table, "&{receiver_name}::{function}::FUNCTION,");
        }
        let _ = writeln!(modules, "}}");
    }
    let code = format!("{modules}\nstatic FUNCTIONS: &[&Function] = &[\n{table}];\n");
    let out = env::var_os("OUT_DIR")
        .map(PathBuf::from)
        .unwrap_or_default();
    fs::write(out.join("functions.rs"), code)
}

fn name(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|it| it.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
