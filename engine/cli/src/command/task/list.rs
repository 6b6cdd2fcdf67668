//! `bindery task list`.

use std::str::FromStr;

use bindery_model::TaskStatus;
use bindery_model::catalogue::Operation;
use bindery_repository::{Filter, TaskFilter};

use super::row::Row;
use crate::exit::End;
use crate::lookup::{Listed, Listing};
use crate::moment;
use crate::output::Output;

/// Which tasks to list.
pub struct Wanted {
    pub states: Vec<States>,
    pub user: Option<String>,
    pub account: Option<String>,
    pub operation: Option<Operation>,
    pub request: Option<i64>,
}

/// A state, or a word for several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct States(Vec<TaskStatus>);

impl FromStr for States {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(status) = TaskStatus::find(text) {
            return Ok(Self(vec![status]));
        }
        let of = |is: fn(&TaskStatus) -> bool| {
            Ok(Self(TaskStatus::ALL.into_iter().filter(is).collect()))
        };
        match text.to_ascii_lowercase().as_str() {
            "open" => of(|status| !status.is_over()),
            "over" => of(|status| status.is_over()),
            "failed" => {
                of(|status| matches!(status, TaskStatus::ProvisioningFailed | TaskStatus::Error))
            }
            "waiting" => of(|status| {
                matches!(
                    status,
                    TaskStatus::PendingProvisioning
                        | TaskStatus::ProvisioningFailed
                        | TaskStatus::Error
                )
            }),
            _ => {
                let names: Vec<&str> = TaskStatus::ALL.iter().map(|s| s.eic_name()).collect();
                Err(format!(
                    "the states are {}, or 1 to 9; open, over, failed, and waiting for those that \
                     wait for a person",
                    names.join(", ")
                ))
            }
        }
    }
}

impl Listed for Row {
    const HEADING: &'static [&'static str] = &[
        "task",
        "state",
        "operation",
        "endpoint",
        "for",
        "entitlement",
        "tries",
        "changed",
    ];
    const NOUN: (&'static str, &'static str) = ("task", "tasks");

    fn cells(&self) -> Vec<String> {
        let task = &self.0;
        let named = task.account_name.as_ref().or(task.account.as_ref());
        let entitlement = task
            .entitlement
            .as_ref()
            .map(|e| format!("{} {}", e.entitlement_type, e.id));
        vec![
            task.id.to_string(),
            task.status.eic_name().to_owned(),
            task.operation.to_string(),
            task.logical.as_ref().unwrap_or(&task.endpoint).clone(),
            named.or(task.user.as_ref()).cloned().unwrap_or_default(),
            entitlement.unwrap_or_default(),
            task.tries.to_string(),
            moment::text(task.changed),
        ]
    }
}

/// Lists tasks.
pub fn list(listing: Listing, wanted: Wanted, output: &mut Output) -> End {
    let statuses = wanted.states.into_iter().flat_map(|states| states.0);
    let filter = TaskFilter {
        user: wanted.user,
        account: wanted.account,
        operation: wanted.operation,
        statuses: statuses.collect(),
        request: wanted.request,
        ..TaskFilter::default()
    };
    let read = |store: &bindery_repository::Repository, common: &Filter| {
        let filter = TaskFilter {
            endpoint: common.endpoint.clone(),
            limit: common.limit,
            ..filter
        };
        let tasks = store.list_tasks(&filter)?;
        Ok(tasks.into_iter().map(Row).collect())
    };
    listing.print(Filter::default(), read, output)
}
