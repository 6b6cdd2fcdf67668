//! What the sections of `bindery.toml` say of each other: names that are declared twice, and names that
//! are not declared at all.

use std::collections::HashSet;

use bindery_diagnostics::{Code, Diagnostic, Place, codes};

use super::Workspace;
use crate::suggest::nearest;

/// Every finding about names.
pub(super) fn check(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let connections = workspace.connections.iter().map(|c| (&c.name, &c.place));
    twice(&mut found, "connection", connections);
    let systems = &workspace.security_systems;
    let named = systems.iter().map(|s| (&s.name, &s.place));
    twice(&mut found, "security system", named);
    let endpoints = workspace.endpoints.iter().map(|e| (&e.name, &e.place));
    twice(&mut found, "endpoint", endpoints);
    twice(
        &mut found,
        "job",
        workspace.jobs.iter().map(|j| (&j.name, &j.place)),
    );

    let connections: Vec<&str> = workspace.connections.iter().map(|c| &*c.name).collect();
    for system in systems {
        for reference in [&system.connection, &system.provisioning_connection] {
            declared(&mut found, "connection", reference.as_ref(), &connections);
        }
    }
    let known: Vec<&str> = systems
        .iter()
        .map(|s| &*s.name)
        .chain(connections.iter().copied())
        .collect();
    for endpoint in &workspace.endpoints {
        let system = endpoint.security_system.as_ref();
        declared(&mut found, "security system", system, &known);
    }
    let endpoints: Vec<&str> = workspace
        .endpoints
        .iter()
        .map(|e| &*e.name)
        .chain(known.iter().copied())
        .collect();
    for job in &workspace.jobs {
        declared(&mut found, "endpoint", job.endpoint.as_ref(), &endpoints);
        let system = job.security_system.as_ref();
        declared(&mut found, "security system", system, &known);
    }
    found
}

fn twice<'w>(
    found: &mut Vec<Diagnostic>,
    noun: &str,
    names: impl Iterator<Item = (&'w String, &'w Place)>,
) {
    let mut seen = HashSet::new();
    for (name, place) in names {
        if !seen.insert(name) {
            found.push(tell(
                codes::DECLARED_TWICE,
                format!("two {noun}s are named `{name}`"),
                place,
                "the second",
                "give each a name of its own".to_owned(),
            ));
        }
    }
}

fn declared(
    found: &mut Vec<Diagnostic>,
    noun: &str,
    reference: Option<&(String, Place)>,
    known: &[&str],
) {
    let Some((name, place)) = reference.filter(|(name, _)| !known.contains(&name.as_str())) else {
        return;
    };
    let section = noun.replace(' ', "_");
    let help = nearest(name, known.iter().copied()).map_or_else(
        || format!("declare it in a `[[{section}]]` section"),
        |near| format!("did you mean `{near}`?"),
    );
    found.push(tell(
        codes::UNDECLARED,
        format!("no {noun} `{name}` is declared"),
        place,
        "named here",
        help,
    ));
}

fn tell(code: Code, message: String, place: &Place, label: &str, help: String) -> Diagnostic {
    Diagnostic::new(code, message)
        .at(place.clone(), label)
        .with_help(help)
}
