//! Reading one account back after a task has made or changed it (`[read_back]` of `connector.toml`).
//!
//! What a target makes of a request (a profile that comes with an account, a name that it puts together)
//! stands in no answer that a definition maps. The account's record is read with the columns and
//! memberships of the import's accounts, so that the repository has what the next import will find.
//! Columns that the record does not have stay as they are, and so does the status, which the operation
//! has proved. An account that cannot be read back is no failure: the next import brings it.
//!
//! Where nothing is read back, enabling and disabling change the column that the import reads the state
//! from, if its rule says what will stand there.

use bindery_definition::ReadBack;
use bindery_diagnostics::{Diagnostic, Severity, codes};
use bindery_expression::Context;
use bindery_mapping::{Path, Selection};
use bindery_model::catalogue::{ACCOUNT_COLUMNS, FieldType, Operation};
use bindery_model::{AccountStatus, Columns, Membership};

use super::object::{self, ObjectFields};
use super::prepare::{Prepared, Site};
use crate::Outcome;
use crate::connector::Connector;
use crate::import::column::Mapping;
use crate::ports::Effect;
use crate::request::template::Compiler;
use crate::request::{CallTemplate, DefaultMethod, Parts};
use crate::send::Call;
use crate::send::rules::Rules;

/// What an account's record says.
struct Seen {
    columns: Columns,
    memberships: Option<Vec<Membership>>,
}

/// A compiled read-back.
struct Reading {
    call: Call,
    answer: Option<Path>,
    columns: Mapping,
}

impl Connector {
    /// Completes the effects of an operation with what the target has now. What keeps the account from
    /// being read is told, and no more.
    pub(super) async fn read_back(
        &self,
        operation: Operation,
        prepared: &Prepared<'_>,
        context: &Context,
        effects: &mut Vec<Effect>,
    ) -> Option<Diagnostic> {
        self.foretell(prepared, effects);
        let written = self.definition.read_back.as_ref()?;
        let entitlement = prepared.subjects.entitlement.as_ref();
        if !written.follows(operation, entitlement.map(|e| e.entitlement_type.as_str())) {
            return None;
        }
        let is_of_account = |effect: &Effect| {
            matches!(
                effect,
                Effect::AccountCreated { .. }
                    | Effect::AccountUpdated { .. }
                    | Effect::AccountStatusChanged { .. }
            )
        };
        let at = match effects.iter().position(is_of_account) {
            Some(at) => at,
            None => {
                // Nothing in its answers told what it has changed of the account itself.
                let account = prepared.subjects.account.as_ref().map(|a| a.row);
                effects.push(Effect::AccountUpdated {
                    account: account.filter(|row| *row > 0)?,
                    columns: Columns::new(),
                    memberships: None,
                });
                effects.len() - 1
            }
        };
        let account = account(prepared, effects.get(at)?)?;
        let context = context.with_object("account", account.value());
        match self.see(written, &context).await {
            Ok(seen) => {
                complete(effects, at, seen);
                None
            }
            Err(finding) => {
                effects.retain(|effect| match effect {
                    Effect::AccountUpdated {
                        columns,
                        memberships,
                        ..
                    } => !columns.is_empty() || memberships.is_some(),
                    _ => true,
                });
                let mut told = Diagnostic::new(
                    finding.code,
                    "the account was changed, and could not be read back",
                )
                .with_severity(Severity::Warning)
                .with_note(format!("the target says: {}", finding.message));
                told.notes.extend(finding.notes);
                Some(told.with_help("the next import brings what the target has"))
            }
        }
    }

    /// Writes the new state into the column that the import reads it from, where that is certain.
    fn foretell(&self, prepared: &Prepared<'_>, effects: &mut Vec<Effect>) {
        let changed = effects
            .iter()
            .enumerate()
            .find_map(|(at, effect)| match effect {
                Effect::AccountStatusChanged { account, status } => Some((at, *account, *status)),
                _ => None,
            });
        let (Some((at, account, status)), Some(known)) = (changed, &prepared.subjects.account)
        else {
            return;
        };
        let is_active = match status {
            AccountStatus::Active => true,
            AccountStatus::Inactive => false,
            _ => return,
        };
        let Ok(plan) = self.import_plan() else {
            return;
        };
        let mut calls = plan.accounts.iter().flat_map(|accounts| &accounts.calls);
        let foretold = calls.find_map(|call| call.status.foretell(&known.columns, is_active));
        let Some((name, value)) = foretold else {
            return;
        };
        let updated = effects.iter_mut().find_map(|effect| match effect {
            Effect::AccountUpdated { columns, .. } => Some(columns),
            _ => None,
        });
        match updated {
            // What the target has answered wins.
            Some(columns)
                if columns
                    .keys()
                    .any(|column| column.eq_ignore_ascii_case(&name)) => {}
            Some(columns) => {
                columns.insert(name, value);
            }
            None => {
                let columns = [(name, value)].into_iter().collect();
                let updated = Effect::AccountUpdated {
                    account,
                    columns,
                    memberships: None,
                };
                effects.insert(at, updated);
            }
        }
    }

    async fn see(&self, written: &ReadBack, context: &Context) -> Outcome<Seen> {
        let first = |mut found: Vec<Diagnostic>| match found.is_empty() {
            true => Box::new(Diagnostic::new(codes::FAULT, "no reason was given")),
            false => Box::new(found.swap_remove(0)),
        };
        let site = self.site();
        let plan = self.import_plan().map_err(first)?;
        let of_import = plan.accounts.as_ref().and_then(|a| a.calls.first());
        let connection = of_import.and_then(|call| call.call.connection.as_deref());
        let reading = compile(site, written, connection).map_err(first)?;
        let mut answer = site.wire.send(&reading.call, context, None).await?;
        if let Some(finding) = answer.failure.take() {
            return Err(finding);
        }
        let message = answer.body.message();
        let record = match &reading.answer {
            Some(path) => path.get(&message).first(),
            None => Some(&message),
        };
        let Some(record) = record.filter(|record| record.is_object()) else {
            let finding = Diagnostic::new(codes::BAD_BODY, "the answer holds no account");
            return Err(Box::new(finding.at(written.place.clone(), "read here")));
        };
        let mut columns = Columns::new();
        let mut memberships = None;
        if let (Some(accounts), Some(call)) = (&plan.accounts, of_import) {
            columns = call.mapping.read(record, &plan.dates, context)?;
            memberships = call.mapping.keeps_memberships.then(|| {
                let all = accounts.memberships.iter();
                all.map(|m| m.rule.membership(record)).collect()
            });
        }
        for (name, value) in reading.columns.read(record, &plan.dates, context)? {
            columns.insert(name, value);
        }
        columns.retain(|_, value| !value.is_null());
        Ok(Seen {
            columns,
            memberships,
        })
    }
}

/// The account as the read-back's templates see it, with the id that the target has given it.
fn account(prepared: &Prepared<'_>, effect: &Effect) -> Option<ObjectFields> {
    let mut object = match &prepared.subjects.account {
        Some(account) => object::account(account),
        None => ObjectFields::empty(FieldType::Account),
    };
    match effect {
        Effect::AccountCreated {
            account_id, name, ..
        } => {
            object.set_text("accountID", account_id.as_deref());
            object.set_text("name", Some(name));
        }
        Effect::AccountUpdated { columns, .. } => {
            if let Some(id) = columns.get("accountID") {
                object.set_json("accountID", id);
            }
        }
        Effect::AccountStatusChanged { .. } => {}
        _ => return None,
    }
    Some(object)
}

/// Adds what was seen to an effect; the id that the operation's own answer gave wins.
fn complete(effects: &mut Vec<Effect>, at: usize, seen: Seen) {
    match effects.get_mut(at) {
        Some(Effect::AccountCreated {
            account_id,
            name,
            columns,
            memberships,
            ..
        }) => {
            let mut found = seen.columns;
            let text = |value: serde_json::Value| bindery_mapping::scalar_text(&value);
            let id = found.shift_remove("accountID").and_then(text);
            *account_id = account_id.take().or(id);
            if let Some(seen) = found.shift_remove("name").and_then(text) {
                *name = seen;
            }
            columns.extend(found);
            *memberships = seen.memberships;
        }
        Some(Effect::AccountUpdated {
            columns,
            memberships,
            ..
        }) => {
            let id = columns.get("accountID").cloned();
            columns.extend(seen.columns);
            columns.extend(id.map(|id| ("accountID".to_owned(), id)));
            *memberships = seen.memberships;
        }
        Some(Effect::AccountStatusChanged { account, .. }) => {
            let updated = Effect::AccountUpdated {
                account: *account,
                columns: seen.columns,
                memberships: seen.memberships,
            };
            effects.insert(at, updated);
        }
        _ => {}
    }
}

fn compile(
    site: Site<'_>,
    written: &ReadBack,
    of_import: Option<&str>,
) -> Result<Reading, Vec<Diagnostic>> {
    let workshop = site.workshop;
    let mut compiler = Compiler::new(workshop.engine, workshop.plain);
    let parts = Parts::of(&written.http, DefaultMethod::Get);
    let mut request = CallTemplate::compile(&mut compiler, &parts);
    request.timeouts = workshop.timeouts;
    let answer = written.answer.as_ref().and_then(|word| {
        let parsed = Path::parse(word.as_str());
        parsed
            .map_err(|error| {
                let finding = Diagnostic::new(codes::WRONG_TYPE, error.to_string());
                let finding = finding.at(word.place().clone(), "this path");
                compiler.problems.push(finding);
            })
            .ok()
    });
    let columns = Mapping::compile(
        &mut compiler,
        &written.columns,
        ACCOUNT_COLUMNS,
        "accountID",
    );
    let named = written.connection.as_ref().map(|c| c.as_str());
    compiler.finish(Reading {
        call: Call {
            name: "read-back".to_owned(),
            connection: named.or(of_import).map(ToOwned::to_owned),
            request,
            rules: Rules::default(),
            errors: None,
            selection: Selection::whole(),
            place: Some(written.place.clone()),
            idempotent: true,
        },
        answer,
        columns,
    })
}
