//! The workspace that a command works in: `bindery.toml` of the working folder or one above it.

use std::path::Path;
use std::sync::OnceLock;

use bindery_connector::ports::EndpointFacts;
use bindery_definition::{EndpointsFilter, ImportPart, JobSettings, Workspace};
use bindery_diagnostics::render::{Style, human};
use bindery_diagnostics::{Diagnostic, Severity, codes};
use bindery_expression::{Engine, Limits, Sink};
use bindery_jobs::{JobDefinition, Part, Schedule, ScheduleProblem};
use bindery_repository::{Repository, SecuritySystemRecord};

use crate::exit::{Exit, Failure};

/// How many tasks are carried out at a time unless something else is said.
pub const WORKERS: usize = 4;

/// The settings of the working folder. What is wrong with them stops a command; what only deserves a
/// look is said once.
pub fn current() -> Result<&'static Workspace, Failure> {
    static WORKSPACE: OnceLock<Workspace> = OnceLock::new();
    let workspace = WORKSPACE.get_or_init(|| {
        let workspace = load(&std::env::current_dir().unwrap_or_default());
        if !has_errors(&workspace) && !workspace.diagnostics.is_empty() {
            let style = Style {
                colour: true,
                width: 120,
            };
            let text = human(&workspace.diagnostics, &workspace.sources, style);
            anstream::eprintln!("{}", text.trim_end());
        }
        workspace
    });
    if !has_errors(workspace) {
        return Ok(workspace);
    }
    Err(Failure::Found {
        diagnostics: workspace.diagnostics.clone(),
        sources: workspace.sources.clone(),
        exit: Exit::CouldNotStart,
    })
}

fn has_errors(workspace: &Workspace) -> bool {
    let mut found = workspace.diagnostics.iter();
    found.any(|d| d.severity == Severity::Error)
}

/// The settings that hold for a folder, schedules read too.
pub fn load(folder: &Path) -> Workspace {
    let mut workspace = Workspace::load(folder);
    let found: Vec<Diagnostic> = workspace
        .jobs
        .iter()
        .filter_map(|job| schedule(job).err())
        .map(|found| *found)
        .collect();
    workspace.diagnostics.extend(found);
    let found = name_rules(&workspace);
    workspace.diagnostics.extend(found);
    workspace
}

fn schedule(job: &JobSettings) -> Result<Option<Schedule>, Box<Diagnostic>> {
    let Some((text, place)) = &job.schedule else {
        return Ok(None);
    };
    let zone = job.time_zone.as_ref();
    Schedule::parse(text, zone.map(|(name, _)| name.as_str()))
        .map(Some)
        .map_err(|problem| {
            let (place, help) = match (&problem, zone) {
                (ScheduleProblem::Zone(_), Some((_, place))) => {
                    (place, "give time_zone a name such as Europe/Oslo")
                }
                _ => (
                    place,
                    "write minute, hour, day of the month, month and day of the week, as in \
                     \"30 2 * * mon-fri\"",
                ),
            };
            Box::new(
                Diagnostic::new(codes::BAD_SCHEDULE, problem.to_string())
                    .at(place.clone(), "not a schedule")
                    .with_help(help),
            )
        })
}

/// What is wrong with the rules by which accounts are named, before any user is known.
fn name_rules(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (rule, place) in workspace
        .endpoints
        .iter()
        .filter_map(|e| e.account_name_rule.as_ref())
    {
        let engine = Engine::new(Limits::default());
        if let Err(problems) = engine.compile_text(rule, Sink::Text) {
            found.extend(problems.iter().map(|p| p.finding(Some(place.clone()))));
        }
    }
    found
}

/// What to say of the endpoint that an import fills where the workspace declares several for its system:
/// the first has every account, the others are logical ones.
pub fn told_endpoint(
    workspace: &Workspace,
    endpoint: &str,
    filter: Option<&EndpointsFilter>,
) -> Vec<String> {
    let system = workspace.system_of(endpoint);
    let of_system = workspace.endpoints.iter().map(|e| e.name.as_str());
    let others: Vec<String> = of_system
        .filter(|name| *name != endpoint && workspace.system_of(name) == system)
        .map(|name| format!("`{name}`"))
        .collect();
    if others.is_empty() {
        return Vec::new();
    }
    let logical = match others.as_slice() {
        [one] => format!("{one} is a logical endpoint"),
        several => format!("{} are logical endpoints", several.join(", ")),
    };
    let mut said = vec![format!(
        "all accounts go to the endpoint `{endpoint}`, the first that bindery.toml declares for \
         `{system}`; {logical}"
    )];
    if filter.is_some_and(|filter| filter.endpoints.contains_key(endpoint)) {
        said.push(format!(
            "warning: ENDPOINTS_FILTER says which accounts belong to `{endpoint}`, and it has them all; \
             declare the endpoint of the whole target before it"
        ));
    }
    said
}

/// The jobs that a workspace declares.
pub fn jobs(workspace: &Workspace) -> Vec<JobDefinition> {
    workspace
        .jobs
        .iter()
        .map(|job| {
            let endpoint = match (&job.endpoint, &job.security_system) {
                (Some((endpoint, _)), _) => endpoint.as_str(),
                (None, Some((system, _))) => workspace.endpoint_of_system(system),
                (None, None) => &job.name,
            };
            let of_endpoint = workspace.endpoint(endpoint).and_then(|e| e.workers);
            JobDefinition {
                name: job.name.clone(),
                kind: job.kind,
                endpoint: endpoint.to_owned(),
                part: match job.part {
                    ImportPart::Everything => Part::Everything,
                    ImportPart::Accounts => Part::Accounts,
                    ImportPart::Access => Part::Access,
                },
                schedule: schedule(job).ok().flatten(),
                workers: job.workers.or(of_endpoint).unwrap_or(WORKERS),
            }
        })
        .collect()
}

/// Keeps a store in step with what the workspace declares.
pub fn declare(workspace: &Workspace, store: &mut Repository) -> Result<(), Failure> {
    if workspace.security_systems.is_empty() && workspace.endpoints.is_empty() {
        return Ok(());
    }
    let systems: Vec<SecuritySystemRecord> = workspace
        .security_systems
        .iter()
        .map(|system| SecuritySystemRecord {
            name: system.name.clone(),
            display_name: system.display_name.clone(),
        })
        .collect();
    let endpoints: Vec<EndpointFacts> = workspace
        .endpoints
        .iter()
        .map(|endpoint| EndpointFacts {
            name: endpoint.name.clone(),
            display_name: endpoint
                .display_name
                .clone()
                .unwrap_or_else(|| endpoint.name.clone()),
            security_system: workspace.system_of(&endpoint.name).to_owned(),
            owner: endpoint.owner.clone(),
            customproperties: endpoint.customproperties.clone(),
        })
        .collect();
    store
        .declare(&systems, &endpoints)
        .map_err(|found| Failure::run(*found))
}
