//! `B3069 contradictory-status`: one value means two statuses.

use bindery_definition::{StatusConfig, ValueMatch};
use bindery_diagnostics::{Diagnostic, Severity, codes};

use super::Subject;
use crate::imports::readings;

rule!(CONTRADICTORY_STATUS, "contradictory-status");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let definition = subject.definition;
    let calls = readings(definition).into_iter();
    let calls = calls.filter_map(|r| r.call.status.as_ref());
    let users = definition.import_user.iter().flat_map(|u| &u.calls);
    for config in calls.chain(users.filter_map(|c| c.status.as_ref())) {
        of_config(config, found);
    }
    let import = definition.import.iter();
    let own = import
        .clone()
        .flat_map(|i| &i.accounts)
        .flat_map(|a| &a.status);
    let links = import.flat_map(|i| &i.links).flat_map(|l| &l.status);
    for rules in definition.status_threshold.iter().chain(own).chain(links) {
        if let (Some(active), Some(inactive)) = (&rules.active_status, &rules.inactive_status) {
            judge(active, inactive, ("active", "inactive"), found);
        }
        judge(
            &rules.locked,
            &rules.unlocked,
            ("locked", "unlocked"),
            found,
        );
    }
}

fn of_config(config: &StatusConfig, found: &mut super::Findings) {
    judge(
        &config.active,
        &config.inactive,
        ("active", "inactive"),
        found,
    );
    judge(&config.active, &config.locked, ("active", "locked"), found);
}

fn judge(
    one: &[ValueMatch],
    other: &[ValueMatch],
    (first, second): (&str, &str),
    found: &mut super::Findings,
) {
    for value in other.iter().filter(|v| v.value.is_some()) {
        let text = value.value.as_deref().unwrap_or_default();
        let is_twin = |o: &&ValueMatch| {
            let other = o.value.as_deref();
            other.is_some_and(|other| other.eq_ignore_ascii_case(text))
        };
        let mut twins = one.iter().filter(is_twin);
        let exact = one.iter().find(|o| o.value == value.value);
        let Some(twin) = exact.or_else(|| twins.next()) else {
            continue;
        };
        // Values are compared exactly (rest-dialect §5, 40): two that differ in case may be meant so.
        let (message, severity) = match exact {
            Some(_) => (
                format!("`{text}` means {first} and {second}"),
                Severity::Warning,
            ),
            None => {
                let other = twin.value.as_deref().unwrap_or_default();
                let message = format!(
                    "`{other}` means {first} and `{text}` {second}: only their case differs"
                );
                (message, Severity::Info)
            }
        };
        found.push(
            Diagnostic::new(codes::CONTRADICTORY_STATUS, message)
                .with_severity(severity)
                .at(value.place.clone(), second.to_owned())
                .with_related(twin.place.clone(), first.to_owned())
                .with_help("keep the value in one of the lists"),
        );
    }
}
