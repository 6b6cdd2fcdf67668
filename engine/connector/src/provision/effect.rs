//! What a finished chain means for the store.
//!
//! | operation | effect |
//! |---|---|
//! | create | the account, manually provisioned until an import sees it (field-notes §3.7) |
//! | update | the columns of `responseColsToPropsMap` |
//! | enable | active |
//! | disable | inactive, as the next import will find it |
//! | remove | manually suspended, without links; the row stays, as EIC keeps it |
//! | add, remove access | the link |
//! | create, update entitlement | the entitlement, with the columns of `responseColsToPropsMap` |
//! | delete entitlement | inactive, without links |
//! | any other | none |
//!
//! What an account is after a create, an update, enabling or disabling is completed by what is read back
//! where the connector says how ([`read_back`](super::read_back)); else the next import brings the rest.

use bindery_definition::OperationDocument;
use bindery_diagnostics::{Diagnostic, Severity, codes};
use bindery_mapping::{DateRule, ResponseColumn, ResponsePath, ResponseValue};
use bindery_model::catalogue::Operation;
use bindery_model::{AccountStatus, Columns};

use super::report::EffectReport;
use super::response::Responses;
use super::subject::Subjects;
use crate::ports::Effect;

/// The effects of a chain, and what could not be read for them.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    pub effects: Vec<Effect>,
    pub findings: Vec<Diagnostic>,
}

/// Reads the effects of a chain that succeeded; dates that name no zone are in `zone`.
pub(crate) fn effects_of(
    operation: Operation,
    document: Option<&OperationDocument>,
    subjects: &Subjects,
    responses: &Responses,
    zone: Option<&str>,
) -> Effects {
    let mut found = Effects::default();
    let mut columns = match document {
        Some(document) => found.columns(document, responses, zone),
        None => Columns::new(),
    };
    match operation {
        Operation::CreateAccount => found.create(document, subjects, responses, columns),
        Operation::UpdateAccount | Operation::EnableAccount | Operation::DisableAccount => {
            if let (Some(id), _) = found.account_id(document, subjects, responses) {
                columns.insert("accountID".to_owned(), id.into());
            }
            let status = match operation {
                Operation::EnableAccount => Some(AccountStatus::Active),
                Operation::DisableAccount => Some(AccountStatus::Inactive),
                _ => None,
            };
            found.change(subjects, status, columns);
        }
        Operation::RemoveAccount => {
            found.change(subjects, Some(AccountStatus::ManuallySuspended), columns);
        }
        Operation::AddAccess | Operation::RemoveAccess => {
            found.link(operation, subjects);
        }
        operation if operation.is_about_entitlements() => {
            let (id, _) = found.account_id(document, subjects, responses);
            found.entitlement(operation, subjects, id, columns);
        }
        _ => {}
    }
    found
}

impl Effects {
    fn columns(
        &mut self,
        document: &OperationDocument,
        responses: &Responses,
        zone: Option<&str>,
    ) -> Columns {
        let pattern = document.date_format.as_ref().map(|p| p.as_str());
        let dates = DateRule::new(pattern);
        let zoned = zone.and_then(|zone| dates.clone().in_zone_named(zone));
        let dates = zoned.unwrap_or(dates);
        let mut columns = Columns::new();
        for written in &document.response_columns {
            let entry = written.source.literal();
            let entry = entry.as_deref().unwrap_or_else(|| written.source.raw());
            let column = ResponseColumn::parse(written.name.as_str(), entry);
            match responses.column(&column, &dates) {
                Some(value) if value.is_null() => {}
                Some(value) => {
                    columns.insert(column.name, value);
                }
                None => self.findings.push(
                    warning(format!(
                        "no answer for the column {} was found",
                        column.name
                    ))
                    .at(written.source.place(), "no call of this name has answered"),
                ),
            }
        }
        columns
    }

    /// The account's id in the answers, and whether the definition looks for one.
    fn account_id(
        &mut self,
        document: Option<&OperationDocument>,
        subjects: &Subjects,
        responses: &Responses,
    ) -> (Option<String>, bool) {
        let Some(written) = document.and_then(|d| d.account_id_path.as_ref()) else {
            return (None, false);
        };
        let Some(path) = ResponsePath::parse(written.as_str()) else {
            return (None, false);
        };
        let label = match responses.read(&path) {
            ResponseValue::Text(id) => return (Some(id), true),
            ResponseValue::AccountName => return (subjects.account_name.clone(), true),
            ResponseValue::Absent => "the answer has nothing there",
            ResponseValue::NoSuchCall => "no call of this name has answered",
            ResponseValue::BadPath => "this is no path",
        };
        self.findings.push(
            warning(format!("no account id was found at {}", written.as_str()))
                .at(written.place().clone(), label)
                .with_help("the next import adopts the account by its name"),
        );
        (None, true)
    }

    fn create(
        &mut self,
        document: Option<&OperationDocument>,
        subjects: &Subjects,
        responses: &Responses,
        mut columns: Columns,
    ) {
        let (account_id, _) = self.account_id(document, subjects, responses);
        let answered = take(&mut columns, "name").and_then(|v| bindery_mapping::scalar_text(&v));
        let mapped_id = take(&mut columns, "accountID");
        let account_id = account_id.or(mapped_id.and_then(|v| bindery_mapping::scalar_text(&v)));
        let name = answered
            .or_else(|| subjects.account_name.clone())
            .or_else(|| account_id.clone());
        let Some(name) = name else {
            self.findings.push(
                warning("the new account has neither a name nor an id".to_owned()).with_help(
                    "map `name` in responseColsToPropsMap; the next import brings the account",
                ),
            );
            return;
        };
        self.effects.push(Effect::AccountCreated {
            account_id,
            name,
            columns,
            user: subjects.user.as_ref().map(|u| u.username.clone()),
            memberships: None,
        });
    }

    fn change(&mut self, subjects: &Subjects, status: Option<AccountStatus>, columns: Columns) {
        let Some(account) = stored(subjects.account.as_ref().map(|a| a.row)) else {
            self.findings.push(unrecorded("account"));
            return;
        };
        if !columns.is_empty() {
            self.effects.push(Effect::AccountUpdated {
                account,
                columns,
                memberships: None,
            });
        }
        if let Some(status) = status {
            self.effects
                .push(Effect::AccountStatusChanged { account, status });
        }
    }

    fn link(&mut self, operation: Operation, subjects: &Subjects) {
        let Some(account) = stored(subjects.account.as_ref().map(|a| a.row)) else {
            self.findings.push(unrecorded("account"));
            return;
        };
        let Some(entitlement) = stored(subjects.entitlement.as_ref().map(|e| e.row)) else {
            self.findings.push(unrecorded("entitlement"));
            return;
        };
        self.effects.push(if operation == Operation::AddAccess {
            Effect::AccessAdded {
                account,
                entitlement,
            }
        } else {
            Effect::AccessRemoved {
                account,
                entitlement,
            }
        });
    }
}

impl Effects {
    fn entitlement(
        &mut self,
        operation: Operation,
        subjects: &Subjects,
        id: Option<String>,
        mut columns: Columns,
    ) {
        let Some(known) = &subjects.entitlement else {
            return;
        };
        let row = stored(Some(known.row));
        let text = |value: serde_json::Value| bindery_mapping::scalar_text(&value);
        let id = id.or(take(&mut columns, "entitlementID").and_then(text));
        match (operation, row) {
            (Operation::CreateEntitlement, _) => {
                let answered = take(&mut columns, "entitlement_value").and_then(text);
                let asked = known.value.as_ref().unwrap_or(&known.entitlement_id);
                self.effects.push(Effect::EntitlementCreated {
                    entitlement_type: known.entitlement_type.clone(),
                    entitlement_id: id,
                    value: answered.unwrap_or_else(|| asked.clone()),
                    columns,
                });
            }
            (_, None) => self.findings.push(unrecorded("entitlement")),
            (Operation::DeleteEntitlement, Some(entitlement)) => {
                self.effects
                    .push(Effect::EntitlementDeleted { entitlement });
            }
            (_, Some(entitlement)) => {
                columns.extend(id.map(|id| ("entitlementID".to_owned(), id.into())));
                self.effects.push(Effect::EntitlementUpdated {
                    entitlement,
                    columns,
                });
            }
        }
    }
}

/// An effect that was recorded in a row: of its account, or of its entitlement.
pub(crate) fn report(effect: &Effect, row: i64, entitlement: Option<&str>) -> EffectReport {
    let mut report = EffectReport {
        kind: "account-updated",
        account: (!effect.is_about_entitlements()).then_some(row),
        entitlement: None,
        status: None,
        columns: Columns::new(),
    };
    match effect {
        Effect::AccountCreated { columns, .. } => {
            report.kind = "account-created";
            report.status = Some(AccountStatus::ManuallyProvisioned.as_str());
            report.columns.clone_from(columns);
        }
        Effect::AccountUpdated { columns, .. } => report.columns.clone_from(columns),
        Effect::AccountStatusChanged { status, .. } => {
            report.kind = "account-status";
            report.status = Some(status.as_str());
        }
        Effect::AccessAdded { .. } => report.kind = "access-added",
        Effect::AccessRemoved { .. } => report.kind = "access-removed",
        Effect::EntitlementCreated { columns, .. } => {
            report.kind = "entitlement-created";
            report.columns.clone_from(columns);
        }
        Effect::EntitlementUpdated { columns, .. } => {
            report.kind = "entitlement-updated";
            report.columns.clone_from(columns);
        }
        Effect::EntitlementDeleted { .. } => report.kind = "entitlement-deleted",
    }
    if !report.kind.starts_with("account-") {
        report.entitlement = entitlement.map(ToOwned::to_owned);
    }
    report
}

fn stored(row: Option<i64>) -> Option<i64> {
    row.filter(|row| *row > 0)
}

fn take(columns: &mut Columns, name: &str) -> Option<serde_json::Value> {
    let at = columns.keys().position(|k| k.eq_ignore_ascii_case(name))?;
    columns.shift_remove_index(at).map(|(_, value)| value)
}

fn warning(message: String) -> Diagnostic {
    Diagnostic::new(codes::BAD_BODY, message).with_severity(Severity::Warning)
}

fn unrecorded(what: &str) -> Diagnostic {
    warning(format!(
        "nothing was recorded, because the {what} is not in the store"
    ))
    .with_help("import to bring the store up to date")
}
