//! Users (`rest-dialect §2.13`, `field-notes §3.9`): the flat form is one call, a `multiCall` is its
//! calls in the order of the document, of which those that read `userIdentifier` run once per user
//! read so far.
//!
//! A username, or the call's `keyField`, identifies a user. `statusConfig`, else the value itself read
//! as a word, makes `statuskey` 1 or 0. What becomes of users that the feed no longer has is no part
//! of the document: the operator says so, and unless they do nothing happens.

use bindery_definition::{UserCall, UserImport, Word};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::Context;
use bindery_mapping::{
    DateRule, ListField, MissingUsers, RemovalGuard, StatusReason, StatusRule, Tally,
};
use bindery_model::catalogue::USER_COLUMNS;
use bindery_model::{AccountStatus, Columns, UserRecord};
use futures_util::StreamExt;
use serde_json::Value as Json;

use super::Importer;
use super::column::{Mapping, column_text, eic_name};
use super::pages::{self, News, Opening};
use super::plan::{ReadCall, Section, Subject, keep};
use super::progress::Progress;
use super::rules;
use crate::Outcome;
use crate::ports::{StagedRows, UserRule, UserVerdict};
use crate::request::template::Compiler;
use crate::request::{CallTemplate, DefaultMethod, Parts, RequestTimeouts};

const STATUS: &str = "statuskey";

/// The users of a definition.
#[derive(Debug, Clone)]
pub(crate) struct UserPlan {
    pub calls: Vec<ReadCall>,
    pub key_column: String,
    /// How dates of users are read: by the document's own pattern, else by the other import's.
    pub dates: DateRule,
    /// The attribute that the document stands in.
    pub attribute: &'static str,
}

impl UserPlan {
    /// Compiles the document.
    pub fn compile(
        mut compiler: Compiler<'_>,
        document: &UserImport,
        others: Option<&Word>,
        timeouts: RequestTimeouts,
    ) -> Result<Self, Vec<Diagnostic>> {
        let section = Section {
            connection: None,
            success: None,
            failure: None,
            errors: None,
            timeouts,
        };
        let calls: Vec<ReadCall> = document
            .calls
            .iter()
            .enumerate()
            .filter_map(|(index, written)| call(&mut compiler, section, index, written))
            .collect();
        if calls.is_empty() && compiler.problems.is_empty() {
            compiler.problems.push(
                Diagnostic::new(codes::NO_CALL, "the user import has no call")
                    .at(document.place.clone(), "here")
                    .with_help("add the URL to read"),
            );
        }
        let key_column = calls
            .first()
            .map_or_else(|| "username".to_owned(), |c| c.key.clone());
        compiler.finish(Self {
            calls,
            key_column,
            dates: DateRule::new(document.date_format.as_ref().or(others).map(Word::as_str)),
            attribute: if document.misplaced {
                "ImportAccountEntJSON"
            } else {
                "ImportUserJSON"
            },
        })
    }
}

fn call(
    compiler: &mut Compiler<'_>,
    section: Section<'_>,
    index: usize,
    written: &UserCall,
) -> Option<ReadCall> {
    let http = written.http.as_ref()?;
    let name = written
        .name
        .as_ref()
        .map_or_else(|| format!("users{}", index + 1), |w| w.as_str().to_owned());
    let call = section.call(
        compiler,
        (&name, &written.place),
        written.connection.as_ref(),
        (written.success.as_ref(), written.failure.as_ref(), None),
        &Parts::of(http, DefaultMethod::Get),
    );
    let text = |w: &Option<Word>| w.as_ref().map_or("", |w| w.as_str()).trim().to_owned();
    let key = match text(&written.key_field) {
        empty if empty.is_empty() => "username".to_owned(),
        given => eic_name(&given, USER_COLUMNS),
    };
    let list = match &written.response_path {
        Some(path) => keep(compiler, ListField::parse(path.as_str().trim()), path)?,
        None => ListField::parse("").ok()?,
    };
    let mapping = Mapping::compile(compiler, &written.columns, USER_COLUMNS, &key);
    if !mapping.has(&key) {
        compiler.problems.push(
            Diagnostic::new(
                codes::MISSING_KEY,
                format!("the key column {key} is not mapped"),
            )
            .at(written.place.clone(), "in this call")
            .with_help("map it in colsToPropsMap"),
        );
    }
    let subject = subject(&call.request);
    Some(ReadCall {
        list,
        key,
        mapping,
        status: rules::status(None, written.status.as_ref()),
        paging: rules::paging(compiler, written.pagination.as_ref(), None),
        subject,
        in_process: false,
        call,
    })
}

/// A call that reads `userIdentifier` runs for the users of the calls before it.
fn subject(request: &CallTemplate) -> Subject {
    if ["userIdentifier", "username"]
        .iter()
        .any(|n| request.reads(n))
    {
        Subject::Users
    } else {
        Subject::Nothing
    }
}

impl Importer<'_> {
    /// Reads and stages every user.
    ///
    /// # Errors
    /// A failure that ends the run.
    pub(super) async fn read_users(&mut self, plan: &UserPlan) -> Outcome<Progress> {
        self.start("users");
        let mut progress = Progress::begin();
        let mut total = 0;
        for call in &plan.calls {
            let one_of_many = call.subject != Subject::Nothing;
            let subjects = self.subjects(&call.subject)?;
            let feed = self.feed_of(&call.call, (&call.list, &call.paging), subjects.len());
            self.gather(subjects.len())?;
            let mut openings = pages::openings(self.wire, feed, subjects.iter().map(|(_, c)| c));
            for (_, context) in &subjects {
                let opening = self.until(openings.next()).await?;
                let end = self
                    .read_user_call((call, &plan.dates), (context, opening), &mut total)
                    .await;
                progress.note(&mut self.findings, end, one_of_many)?;
                if !progress.complete {
                    self.settle()?;
                    self.end("users", "incomplete");
                    return Ok(progress);
                }
            }
            self.settle()?;
        }
        self.end("users", &format!("{total} read"));
        Ok(progress)
    }

    async fn read_user_call(
        &mut self,
        (call, dates): (&ReadCall, &DateRule),
        (context, opening): (&Context, Opening),
        total: &mut usize,
    ) -> Outcome<pages::ReadEnd> {
        let wire = self.wire;
        let feed = self.feed(&call.call, &call.list, &call.paging);
        let mut take = |news: News<'_, '_>| -> Outcome<Vec<String>> {
            let News::Page(page) = news else {
                return self.aside(news);
            };
            let mut rows = Vec::with_capacity(page.records.len());
            for record in page.records {
                let mut columns = call.mapping.read(record, dates, context)?;
                let Some(key) = column_text(&columns, &call.key) else {
                    self.skipped += 1;
                    continue;
                };
                settle_status(&call.status, &mut columns);
                rows.push(UserRecord { key, columns });
            }
            *total += rows.len();
            let keys = rows.iter().map(|r| r.key.clone()).collect();
            self.page("users", page, rows.len(), *total);
            self.stage(&call.call.name, StagedRows::Users(rows));
            Ok(keys)
        };
        pages::read(wire, feed, (context, opening), &mut take).await
    }

    /// Applies the users that were read completely.
    ///
    /// # Errors
    /// The store's.
    pub(super) fn apply_users(&mut self, plan: &UserPlan, progress: &Progress) -> Outcome<()> {
        if !progress.complete {
            self.incomplete("users");
            return Ok(());
        }
        let rule = UserRule {
            key_column: plan.key_column.clone(),
        };
        let policy: MissingUsers = self.missing_users;
        let mut guard = None;
        let mut missing = 0;
        let mut staged = 0;
        let changes = self.store.reconcile_users(self.run, &rule, &mut |facts| {
            missing = facts.missing;
            staged = facts.staged;
            let (inactivate, seen) = policy.decide(Tally {
                present: facts.present,
                fetched: facts.staged,
                missing: facts.missing,
            });
            guard = seen;
            if facts.staged == 0 && facts.present > 0 {
                guard = Some(RemovalGuard::EmptyFeed);
            }
            if inactivate && guard.is_none() && !progress.veto {
                UserVerdict::Inactivate
            } else {
                UserVerdict::Keep
            }
        })?;
        match guard {
            Some(guard) => self.guarded("users", guard, missing, progress.missing_list),
            None if progress.missing_list && staged == 0 => self.no_list("users"),
            None => {}
        }
        if changes.skipped > 0 {
            let message = format!("{} users have no username of their own", changes.skipped);
            self.findings.push(
                Diagnostic::new(codes::SKIPPED_RECORD, message)
                    .with_help("map the column username to a value that no two users share"),
            );
        }
        if guard != Some(RemovalGuard::EmptyFeed) {
            self.report.users = Some(changes);
            self.applied = true;
        }
        Ok(())
    }
}

/// Makes `statuskey` 1 or 0, where the rule or the value itself tell.
fn settle_status(rule: &StatusRule, columns: &mut Columns) {
    let Some(value) = columns.get(STATUS).cloned() else {
        return;
    };
    let mut as_status = Columns::new();
    as_status.insert("status".to_owned(), value);
    let decision = rule.decide(&as_status);
    if decision.reason != StatusReason::Returned {
        let printed = if decision.status == AccountStatus::Active {
            "1"
        } else {
            "0"
        };
        columns.insert(STATUS.to_owned(), Json::from(printed));
    }
}
