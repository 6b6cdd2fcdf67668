//! The import: read everything, then apply what was read completely (design D6).
//!
//! Accounts, then entitlement types in their order, then links (`rest-dialect §2.1`). Every page is
//! staged as it arrives; nothing of the repository changes until all reads have ended. A failure
//! that no later call can escape ends the run with nothing applied.

mod accounts;
mod apply;
pub(crate) mod column;
mod compile;
mod entitlements;
pub(crate) mod links;
mod members;
mod observed;
pub(crate) mod pages;
pub(crate) mod plan;
mod progress;
mod recall;
mod relation_plan;
mod relations;
mod report;
pub(crate) mod rules;
mod staging;
mod telling;
pub(crate) mod users;

use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Value};
use bindery_mapping::{MissingUsers, StatusFilter, Threshold};
use bindery_model::{AccountRecord, Columns, EntitlementRecord, EntitlementStatus};
use indexmap::IndexMap;

use crate::Outcome;
use crate::connector::Connector;
use crate::ports::{
    CorrelationRule, EndpointFilter, Event, RunId, RunOutcome, RunStatus, StagedPage, StagedRows,
    Store, Timestamp,
};
use crate::send::{Counts, Wire};

use column::column_text;
use links::LinkOrigin;
use pages::Page;
use plan::{ImportPlan, Subject};
use progress::{Findings, Progress};
use recall::Recall;
use users::UserPlan;

pub use report::{Guard, ImportReport, LinkTotals, finding};

/// What part of an import runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Only {
    /// Users, accounts, entitlements and links.
    #[default]
    Everything,
    /// Users.
    Users,
    /// Accounts, with the memberships they carry.
    Accounts,
    /// Entitlements and links, from stored memberships and calls of their own.
    Access,
}

/// How many reads are under way at a time: with an answer in 200 ms it makes forty pages a second, and
/// few targets mind so many connections.
pub const PREFETCH: usize = 8;

/// How an import runs.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// What part.
    pub only: Only,
    /// Thresholds do not hold: the operator has looked at the removals.
    pub accept_removals: bool,
    /// The most pages of one call; the engine's own cap where `None`.
    pub page_cap: Option<usize>,
    /// How many reads may be under way at a time; 1 asks for a page when the one before it has been
    /// read, `None` is [`PREFETCH`].
    pub prefetch: Option<usize>,
    /// What becomes of users that the feed no longer has.
    pub missing_users: MissingUsers,
    /// How accounts find their users; not at all where `None`.
    pub correlation: Option<Correlation>,
    /// What the import is made from, as a fingerprint: an interrupted run is taken up again only by an
    /// import of the same one. `None` for one that cannot be taken up.
    pub fingerprint: Option<String>,
    /// Take up the run that was interrupted, if there is one of this fingerprint.
    pub resume: bool,
}

/// How accounts find their users: the endpoint's rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correlation {
    /// User column and account column; all pairs must be equal.
    pub pairs: Vec<(String, String)>,
    /// Letters that differ only by case are equal.
    pub ignore_case: bool,
}

/// An import under way.
struct Importer<'a> {
    wire: &'a Wire,
    plan: &'a ImportPlan,
    store: &'a mut dyn Store,
    run: RunId,
    cap: Option<usize>,
    width: usize,
    missing_users: MissingUsers,
    correlation: Option<CorrelationRule>,
    findings: Findings,
    report: ImportReport,
    skipped: usize,
    applied: bool,
    incomplete: bool,
    /// Accounts are read in this run.
    reads_accounts: bool,
    /// The logical endpoints that accounts are associated with.
    filters: Vec<EndpointFilter>,
    /// What an interrupted run has read.
    recall: &'a Recall,
    /// How many reads the run has begun.
    reads: u64,
    /// The run can be taken up again: its pages are kept with their cursors.
    resumable: bool,
    /// The rows of the page at hand, to be committed with its cursor.
    pending: Vec<StagedRows>,
    /// Those of the page before, to be used again.
    spare: Vec<AccountRecord>,
    /// Pages of many small reads, to be committed together.
    gathers: bool,
    gathered: Vec<StagedPage>,
    gathered_rows: usize,
}

/// How every read went.
struct Reads {
    users: Progress,
    accounts: Progress,
    types: Vec<Progress>,
    links: Vec<Progress>,
    relations: Vec<Progress>,
    asked_for_access: bool,
}

impl Connector {
    /// Whether each row of an import comes from one call, and none is looked up again: then rows can
    /// be written as they are read.
    #[must_use]
    pub fn reads_each_row_once(&self, only: Only) -> bool {
        let reads_users = matches!(only, Only::Everything) && self.users.is_some();
        !reads_users
            && self
                .import_plan()
                .is_ok_and(|plan| plan.reads_each_row_once(only))
    }

    /// Imports accounts, entitlements and links into a store.
    ///
    /// # Errors
    /// What kept the run from starting: a definition without an import or with broken bindings, an
    /// unfilled parameter, a store that is busy or broken. A run that started always gives a report.
    pub async fn import(
        &self,
        store: &mut dyn Store,
        options: &ImportOptions,
    ) -> Result<ImportReport, Vec<Diagnostic>> {
        let (mut plan, users) = self.plans(options.only)?;
        let mut missing_users = options.missing_users;
        if options.accept_removals {
            plan = plan.without_thresholds();
            missing_users.threshold = Threshold::NONE;
        }
        let one = |finding: Box<Diagnostic>| vec![*finding];
        let started = self.wire.world.clock.now();
        let endpoint = store.open_endpoint(self.endpoint()).map_err(one)?;
        let mut findings = Findings::default();
        let (run, recall) =
            recall::begin(store, &endpoint, options, started, &mut findings).map_err(one)?;
        let before = self.wire.world.counters.read();
        let mut importer = Importer {
            wire: &self.wire,
            plan: &plan,
            store,
            run,
            cap: options.page_cap,
            width: options.prefetch.unwrap_or(PREFETCH).max(1),
            missing_users,
            correlation: plan.correlation(options.correlation.as_ref()),
            findings,
            report: empty_report(run),
            skipped: 0,
            applied: false,
            incomplete: false,
            reads_accounts: options.only != Only::Access,
            filters: self.endpoint_filters(),
            recall: &recall,
            reads: 0,
            resumable: options.fingerprint.is_some(),
            pending: Vec::new(),
            spare: Vec::new(),
            gathers: false,
            gathered: Vec::new(),
            gathered_rows: 0,
        };
        let outcome = importer.run(options.only, users).await;
        Ok(importer.finish(outcome, before, started))
    }

    /// ENDPOINTS_FILTER, but for what it says of the connector's own endpoint, which has every account.
    fn endpoint_filters(&self) -> Vec<EndpointFilter> {
        let filter = self.definition.endpoints_filter.iter();
        filter
            .flat_map(|filter| &filter.endpoints)
            .filter(|(name, _)| *name != self.endpoint())
            .map(|(name, entitlements)| EndpointFilter {
                endpoint: name.clone(),
                entitlements: entitlements.clone().into_iter().collect(),
            })
            .collect()
    }

    /// What is read, by the part that was asked for.
    fn plans(&self, only: Only) -> Result<(ImportPlan, Option<&UserPlan>), Vec<Diagnostic>> {
        let users = match only {
            Only::Users => Some(self.user_plan()?),
            Only::Everything => self.users.as_ref().map(|_| self.user_plan()).transpose()?,
            Only::Accounts | Only::Access => None,
        };
        let others = only != Only::Users && (self.import.is_some() || users.is_none());
        let mut attributes = vec!["ConnectionJSON"];
        attributes.extend(users.map(|u| u.attribute));
        let plan = if others {
            attributes.extend(["ImportAccountEntJSON", "STATUS_THRESHOLD_CONFIG"]);
            self.import_plan()?.clone()
        } else {
            ImportPlan::nothing()
        };
        self.require_parameters(&attributes)?;
        Ok((plan, users))
    }
}

impl Importer<'_> {
    async fn run(&mut self, only: Only, users: Option<&UserPlan>) -> Outcome<()> {
        let reads = self.read(only, users).await?;
        if let Some(users) = users {
            self.apply_users(users, &reads.users)?;
        }
        self.apply(self.plan, &reads)
    }

    async fn read(&mut self, only: Only, users: Option<&UserPlan>) -> Outcome<Reads> {
        let plan = self.plan;
        let access = only != Only::Accounts;
        let mut reads = Reads {
            users: Progress::NOT_READ,
            accounts: Progress::NOT_READ,
            types: Vec::new(),
            links: Vec::new(),
            relations: Vec::new(),
            asked_for_access: access,
        };
        if let Some(users) = users {
            reads.users = self.read_users(users).await?;
            self.incomplete |= reads.users.veto;
        }
        if let Some(accounts) = plan.accounts.as_ref().filter(|_| only != Only::Access) {
            reads.accounts = self.read_accounts(accounts).await?;
        }
        for one in &plan.types {
            let progress = if access && !one.calls.is_empty() {
                self.read_type(one).await?
            } else {
                Progress::NOT_READ
            };
            reads.types.push(progress);
        }
        for links in &plan.links {
            let progress = match &links.source {
                LinkOrigin::Calls(calls) if access => {
                    self.read_links(&links.entitlement_type, calls).await?
                }
                _ => Progress::NOT_READ,
            };
            self.incomplete |= progress.veto;
            reads.links.push(progress);
        }
        for relations in &plan.relations {
            let progress = if access {
                self.read_relations(relations).await?
            } else {
                Progress::NOT_READ
            };
            self.incomplete |= progress.veto;
            reads.relations.push(progress);
        }
        self.incomplete |= reads.accounts.veto || reads.types.iter().any(|p| p.veto);
        Ok(reads)
    }

    fn finish(mut self, outcome: Outcome<()>, before: Counts, started: Timestamp) -> ImportReport {
        let failed = outcome.is_err();
        if let Err(failure) = outcome {
            self.findings.push(*self.wire.masked(failure));
        }
        if self.skipped > 0 {
            let message = match self.skipped {
                1 => "1 record has no value in its key column".to_owned(),
                many => format!("{many} records have no value in their key column"),
            };
            self.findings.push(
                Diagnostic::new(codes::SKIPPED_RECORD, message)
                    .with_help("check keyField and the path of its column"),
            );
        }
        let world = &self.wire.world;
        let now = world.clock.now();
        let counts = world.counters.read();
        let mut report = self.report;
        report.status = if failed {
            RunStatus::Failed
        } else if self.incomplete && !self.applied {
            match self.findings.only_guards() {
                true => RunStatus::Refused,
                false => RunStatus::Failed,
            }
        } else if self.incomplete {
            RunStatus::Partial
        } else if report.guards.is_empty() {
            RunStatus::Completed
        } else {
            RunStatus::Refused
        };
        report.requests = counts.requests - before.requests;
        report.retries = counts.retries - before.retries;
        report.bytes = counts.bytes - before.bytes;
        report.waited_ms = counts.waited_ms - before.waited_ms;
        report.elapsed_ms = u64::try_from(now - started).unwrap_or(0);
        report.diagnostics = self.findings.finish();
        for found in &report.diagnostics {
            world.listener.hear(&Event::Found(Box::new(found.clone())));
        }
        let ending = RunOutcome {
            status: report.status,
            report: report.to_json(),
        };
        // A full disk that ended the run is full here too: one finding says it.
        if let Err(failure) = self.store.finish_run(self.run, &ending, now)
            && !report.diagnostics.contains(&failure)
        {
            report.diagnostics.push(*failure);
        }
        report
    }

    /// The rows a call runs for, each with its names bound.
    fn subjects(&mut self, subject: &Subject) -> Outcome<Vec<(String, Context)>> {
        let base = self.context();
        match subject {
            Subject::Nothing => Ok(vec![(String::new(), base)]),
            Subject::Users => {
                let rows = self.store.staged_users(self.run)?;
                Ok(rows
                    .iter()
                    .map(|row| {
                        let mut context = base.clone();
                        for (name, value) in &row.columns {
                            context.set(name, Value::from_json(value));
                        }
                        let name = column_text(&row.columns, "username");
                        let name = name.unwrap_or_else(|| row.key.clone());
                        context.set("userIdentifier", Value::from(name.as_str()));
                        (name, context)
                    })
                    .collect())
            }
            Subject::Accounts { column } => {
                let rows = self.store.staged_accounts(self.run)?;
                Ok(rows
                    .iter()
                    .filter_map(|row| {
                        let value = column_text(&row.columns, column)?;
                        let context = bind_account(&base, &row.columns)
                            .with("accountName", Value::from(value.as_str()))
                            .with("id", Value::from(value.as_str()));
                        Some((value, context))
                    })
                    .collect())
            }
            Subject::Entitlements { of, column, filter } => {
                let rows = self.store.entitlements_to_visit(self.run, of)?;
                Ok(rows
                    .iter()
                    .filter(|row| filter.as_ref().is_none_or(|filter| passes(filter, row)))
                    .filter_map(|row| {
                        let value = column_text(&row.columns, column)?;
                        let context = bind_entitlement(&base, &row.columns)
                            .with("id", Value::from(value.as_str()));
                        Some((value, context))
                    })
                    .collect())
            }
        }
    }

    /// Waits for something, and shows meanwhile that the run is alive.
    async fn until<T>(&mut self, work: impl Future<Output = T> + Send) -> Outcome<T> {
        let mut work = Box::pin(work);
        loop {
            match tokio::time::timeout(pages::HEARTBEAT, &mut work).await {
                Ok(done) => return Ok(done),
                Err(_) => self.show_alive()?,
            };
        }
    }

    fn context(&self) -> Context {
        let world = &self.wire.world;
        world.context().with_seed(world.random.next())
    }

    fn start(&self, phase: &str) {
        let phase = phase.to_owned();
        self.wire
            .world
            .listener
            .hear(&Event::PhaseStarted { phase });
    }

    fn end(&self, phase: &str, summary: &str) {
        self.wire.world.listener.hear(&Event::PhaseEnded {
            phase: phase.to_owned(),
            summary: summary.to_owned(),
        });
    }

    fn page(&mut self, phase: &str, page: &Page<'_>, rows: usize, total: usize) {
        // What a page left that could not be read to its end.
        self.pending.clear();
        self.wire.world.listener.hear(&Event::Page {
            phase: phase.to_owned(),
            rows,
            total,
            expected: page.expected,
        });
    }
}

/// Whether an entitlement passes a `statusFilter`, which knows states by EIC's numbers.
fn passes(filter: &StatusFilter, row: &EntitlementRecord) -> bool {
    filter.matches(&|column| {
        if column.eq_ignore_ascii_case("status") {
            let number = match row.status {
                None | Some(EntitlementStatus::Active) => "1",
                Some(EntitlementStatus::Inactive) => "2",
                Some(EntitlementStatus::InProcess) => "6",
            };
            return Some(number.to_owned());
        }
        column_text(&row.columns, column)
    })
}

/// Binds an account's columns under their own names (`rest-dialect §2.3`).
fn bind_account(base: &Context, columns: &Columns) -> Context {
    let mut context = base.clone();
    for (name, value) in columns {
        context.set(name, Value::from_json(value));
    }
    let name = column_text(columns, "name").or_else(|| column_text(columns, "accountID"));
    context.set("accountName", name.map_or(Value::Null, Value::from));
    context
}

/// Binds an entitlement's columns under their own names (`rest-dialect §2.4`).
fn bind_entitlement(base: &Context, columns: &Columns) -> Context {
    let mut context = base.clone();
    for (name, value) in columns {
        context.set(name, Value::from_json(value));
    }
    let value = column_text(columns, "entitlement_value");
    context.set("entitlementValue", value.map_or(Value::Null, Value::from));
    context
}

fn empty_report(run: RunId) -> ImportReport {
    ImportReport {
        run,
        status: RunStatus::Running,
        users: None,
        accounts: None,
        correlation: None,
        entitlements: IndexMap::new(),
        links: IndexMap::new(),
        relations: IndexMap::new(),
        associations: IndexMap::new(),
        requests: 0,
        retries: 0,
        bytes: 0,
        waited_ms: 0,
        elapsed_ms: 0,
        guards: Vec::new(),
        diagnostics: Vec::new(),
    }
}
