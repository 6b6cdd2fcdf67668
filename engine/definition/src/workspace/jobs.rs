//! `[[job]]` of `bindery.toml`: what runs when.

use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_model::JobKind;
use toml::de::DeTable;

use crate::suggest::nearest;
use crate::tables::{Tables, Value};

/// A job that a workspace declares. Whether its schedule can be read is the business of what runs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobSettings {
    /// Its name.
    pub name: String,
    /// What it does.
    pub kind: JobKind,
    /// The endpoint it works on.
    pub endpoint: Option<(String, Place)>,
    /// The security system it works on, where no endpoint is named.
    pub security_system: Option<(String, Place)>,
    /// What part of an application data import.
    pub part: ImportPart,
    /// When: five fields of cron, or six with seconds first.
    pub schedule: Option<(String, Place)>,
    /// The zone that the schedule is meant in; UTC where `None`.
    pub time_zone: Option<(String, Place)>,
    /// How many tasks are carried out at a time.
    pub workers: Option<usize>,
    /// Where its name stands.
    pub place: Place,
}

/// What part of an application data import a job runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ImportPart {
    /// Accounts, then access.
    #[default]
    Everything,
    /// Accounts.
    Accounts,
    /// Access.
    Access,
}

const KEYS: &[&str] = &[
    "name",
    "type",
    "endpoint",
    "security_system",
    "import",
    "schedule",
    "time_zone",
    "workers",
];

/// Reads every job of a file.
pub(super) fn read(tables: &mut Tables<'_>, root: &DeTable<'_>) -> Vec<JobSettings> {
    tables
        .list(root, "job")
        .into_iter()
        .filter_map(|value| one(tables, value))
        .collect()
}

fn one(tables: &mut Tables<'_>, value: &Value<'_>) -> Option<JobSettings> {
    let table = tables.table(value, "job")?;
    tables.unknown(table, KEYS, "a job");
    let (name, place) = tables.named(value, table, "name")?;
    let Some(kind) = table.get("type") else {
        tables.wrong(value, "job", "a table with `name` and `type`");
        return None;
    };
    let kind = job_kind(tables, kind)?;
    let endpoint = tables.reference(table, "endpoint");
    let security_system = tables.reference(table, "security_system");
    if endpoint.is_none() && security_system.is_none() {
        let wanted = "a table with `endpoint` or `security_system`";
        tables.wrong(value, "job", wanted);
        return None;
    }
    let workers = tables.number_of(table, "workers");
    Some(JobSettings {
        name,
        kind,
        endpoint,
        security_system,
        part: table
            .get("import")
            .map_or(ImportPart::Everything, |v| part(tables, v)),
        schedule: tables.reference(table, "schedule"),
        time_zone: tables.reference(table, "time_zone"),
        workers: workers.map(|n| usize::try_from(n.max(1)).unwrap_or(usize::MAX)),
        place,
    })
}

fn job_kind(tables: &mut Tables<'_>, value: &Value<'_>) -> Option<JobKind> {
    let text = tables.string(value, "type")?;
    let found = JobKind::find(&text);
    if found.is_none() {
        let known = JobKind::ALL.map(JobKind::as_str);
        let help = nearest(&text, known).map_or_else(
            || format!("give one of {}", known.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        tables.diagnostics.push(
            Diagnostic::new(codes::WRONG_TYPE, format!("`{text}` is not a type of job"))
                .at(tables.place(value), "no type of job")
                .with_help(help),
        );
    }
    found
}

fn part(tables: &mut Tables<'_>, value: &Value<'_>) -> ImportPart {
    match value.get_ref().as_str() {
        Some("everything") => ImportPart::Everything,
        Some("accounts") => ImportPart::Accounts,
        Some("access") => ImportPart::Access,
        _ => {
            tables.wrong(
                value,
                "import",
                "\"everything\", \"accounts\" or \"access\"",
            );
            ImportPart::Everything
        }
    }
}
