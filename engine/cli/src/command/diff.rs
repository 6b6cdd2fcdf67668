//! `bindery diff`: what differs in meaning between two packages.

use std::io::Write;
use std::path::{Path, PathBuf};

use bindery_definition::{Connection, Difference, DifferenceKind, Loaded, differences, load};
use clap::Args;
use serde_json::{Value, json};

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::output::Output;
use crate::paint::{BAD, CARE, GOOD, QUIET, STRONG};
use crate::table::counted;

const AFTER_HELP: &str = "\
Examples:
  bindery diff old/Bynder.zip Bynder.zip
  bindery diff Bynder.zip bynder --format json      a package and its folder
  bindery diff a.zip b.zip --exit-code              end with 1 if they differ

Compared is what the attributes mean: not blanks, the order of keys, or whether a body is JSON or a
string of it. Calls, columns and entitlement types are matched by name. Secrets are hidden.";

/// Show what differs in meaning between two packages
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Diff {
    /// A T2P zip, an exported JSON file, or a connector folder
    #[arg(value_name = "A")]
    left: PathBuf,

    /// What to compare it with
    #[arg(value_name = "B")]
    right: PathBuf,

    /// Which connection, where packages hold several; without it all are compared by name
    #[arg(long, value_name = "NAME")]
    connection: Option<String>,

    /// End with 1 if they differ
    #[arg(long)]
    exit_code: bool,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// A connection on both sides, or on one.
struct Pair<'l> {
    left: Option<&'l Connection>,
    right: Option<&'l Connection>,
}

/// The name of a pair, how it differs as a whole, and the differences inside.
struct Compared {
    name: String,
    kind: Option<DifferenceKind>,
    found: Vec<Difference>,
}

impl Diff {
    /// Compares.
    pub fn run(self, output: &mut Output) -> End {
        let (left, right) = (open(&self.left)?, open(&self.right)?);
        let compared: Vec<Compared> = self
            .pairs(&left, &right)?
            .into_iter()
            .map(|pair| compare(&pair, &left, &right))
            .collect();
        let differ = compared
            .iter()
            .any(|c| c.kind.is_some() || !c.found.is_empty());
        match self.format {
            Format::Human => tell(&compared, output)?,
            Format::Json => writeln!(output, "{}", document(&compared))?,
        }
        Ok(if differ && self.exit_code {
            Exit::Errors
        } else {
            Exit::Fine
        })
    }

    fn pairs<'l>(&self, left: &'l Loaded, right: &'l Loaded) -> Result<Vec<Pair<'l>>, Failure> {
        let picked = self.connection.as_deref();
        let is_single = left.connections.len() == 1 && right.connections.len() == 1;
        if picked.is_some() || is_single {
            let pick = |loaded: &'l Loaded| {
                let found = loaded.select(picked);
                found.map_err(|found| Failure::start(*found))
            };
            return Ok(vec![Pair {
                left: Some(pick(left)?),
                right: Some(pick(right)?),
            }]);
        }
        let of = |loaded: &'l Loaded, name: &str| {
            let mut all = loaded.connections.iter();
            all.find(|c| c.name.eq_ignore_ascii_case(name))
        };
        let mut pairs: Vec<Pair<'l>> = left
            .connections
            .iter()
            .map(|c| Pair {
                left: Some(c),
                right: of(right, &c.name),
            })
            .collect();
        let new = right.connections.iter();
        pairs.extend(new.filter(|c| of(left, &c.name).is_none()).map(|c| Pair {
            left: None,
            right: Some(c),
        }));
        Ok(pairs)
    }
}

fn open(path: &Path) -> Result<Loaded, Failure> {
    let loaded = load(path);
    if loaded.connections.is_empty() {
        return Err(Failure::Found {
            diagnostics: loaded.all_diagnostics(),
            sources: loaded.sources,
            exit: Exit::CouldNotStart,
        });
    }
    Ok(loaded)
}

fn compare(pair: &Pair<'_>, left: &Loaded, right: &Loaded) -> Compared {
    match (pair.left, pair.right) {
        (Some(a), Some(b)) => Compared {
            name: if a.name == b.name {
                a.name.clone()
            } else {
                format!("{} → {}", a.name, b.name)
            },
            kind: (a.kind != b.kind).then_some(DifferenceKind::Changed),
            found: differences((left, a), (right, b)),
        },
        (one, other) => Compared {
            name: one.or(other).map(|c| c.name.clone()).unwrap_or_default(),
            kind: Some(if one.is_some() {
                DifferenceKind::Removed
            } else {
                DifferenceKind::Added
            }),
            found: Vec::new(),
        },
    }
}

const fn word(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Added => "added",
        DifferenceKind::Removed => "removed",
        DifferenceKind::Changed => "changed",
        DifferenceKind::Reordered => "reordered",
    }
}

fn document(compared: &[Compared]) -> Value {
    let mut rows: Vec<Value> = Vec::new();
    for one in compared {
        if let Some(kind) = one.kind {
            rows.push(json!({"connection": one.name, "kind": word(kind)}));
        }
        rows.extend(one.found.iter().map(|d| {
            json!({
                "connection": one.name,
                "attribute": d.attribute,
                "path": d.path,
                "kind": word(d.kind),
                "before": d.before,
                "after": d.after,
            })
        }));
    }
    json!({"same": rows.is_empty(), "differences": rows})
}

fn tell(compared: &[Compared], output: &mut Output) -> std::io::Result<()> {
    let mut count = 0;
    let mut attributes = 0;
    for one in compared {
        if compared.len() > 1 || one.kind.is_some() {
            let what = one.kind.map_or("", word);
            writeln!(output, "{STRONG}{}{STRONG:#} {what}", one.name)?;
            count += usize::from(one.kind.is_some());
        }
        let mut attribute = "";
        for found in &one.found {
            if found.attribute != attribute {
                attribute = found.attribute;
                attributes += 1;
                writeln!(output, "{STRONG}{attribute}{STRONG:#}")?;
            }
            count += 1;
            writeln!(output, "  {}", line(found))?;
        }
    }
    if count == 0 {
        return writeln!(output, "{GOOD}no difference{GOOD:#}");
    }
    let count = counted(count, "difference", "differences");
    let attributes = counted(attributes, "attribute", "attributes");
    writeln!(output, "{count} {QUIET}in {attributes}{QUIET:#}")
}

fn line(found: &Difference) -> String {
    let path = if found.path.is_empty() {
        "the whole attribute"
    } else {
        found.path.trim_start_matches('/')
    };
    let before = found.before.as_ref().map(short).unwrap_or_default();
    let after = found.after.as_ref().map(short).unwrap_or_default();
    match found.kind {
        DifferenceKind::Added => format!("{GOOD}+{GOOD:#} {path}  {QUIET}{after}{QUIET:#}"),
        DifferenceKind::Removed => format!("{BAD}-{BAD:#} {path}  {QUIET}{before}{QUIET:#}"),
        DifferenceKind::Changed => format!("{CARE}~{CARE:#} {path}  {before} → {after}"),
        DifferenceKind::Reordered => format!("{CARE}~{CARE:#} {path}  order: {before} → {after}"),
    }
}

/// One line of a value.
fn short(value: &Value) -> String {
    const WIDEST: usize = 100;
    let text = value.to_string();
    let mut short: String = text
        .chars()
        .take(WIDEST)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().count() > WIDEST {
        short.push('…');
    }
    short
}
