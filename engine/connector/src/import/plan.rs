//! An import document compiled into what is read, in which order, and what becomes of it.

use bindery_definition::{
    AccountMembership, Definition, EntitlementType, ImportCall, ImportDocument,
    MissingAccountAction, StatusRules, SuccessRule, Word,
};
use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_mapping::{
    DateRule, ListField, MembershipRule, MissingAccounts, MissingEntitlements, PathError,
    StaleLinks, StatusRule, Threshold,
};
use bindery_model::catalogue::{ACCOUNT_COLUMNS, ENTITLEMENT_COLUMNS};

use super::column::{Mapping, eic_name};
use super::links::LinkPlan;
use super::rules::{self, Paging};
use crate::request::template::Compiler;
use crate::request::{CallTemplate, DefaultMethod, Parts, RequestTimeouts};
use crate::send::Call;
use crate::send::rules::Rules;

/// The whole import.
#[derive(Debug, Clone)]
pub(crate) struct ImportPlan {
    pub dates: DateRule,
    pub accounts: Option<AccountPlan>,
    pub types: Vec<TypePlan>,
    pub links: Vec<LinkPlan>,
    pub stale: StaleLinks,
}

/// Accounts.
#[derive(Debug, Clone)]
pub(crate) struct AccountPlan {
    pub calls: Vec<ReadCall>,
    pub memberships: Vec<MembershipPlan>,
    pub key_column: String,
    pub include_inactive: bool,
    pub missing: MissingAccounts,
}

/// Memberships that account records carry.
#[derive(Debug, Clone)]
pub(crate) struct MembershipPlan {
    pub rule: MembershipRule,
    /// The entitlements made of the elements (`importAsEntitlement`).
    pub creates: Option<Mapping>,
}

/// One entitlement type.
#[derive(Debug, Clone)]
pub(crate) struct TypePlan {
    pub name: String,
    pub calls: Vec<ReadCall>,
    pub key_column: String,
    pub missing: MissingEntitlements,
    /// Members that its records carry, and the account column their ids are compared with.
    pub members: Option<(MembershipRule, String)>,
}

/// A call that reads rows.
#[derive(Debug, Clone)]
pub(crate) struct ReadCall {
    pub call: Call,
    pub list: ListField,
    /// The column that identifies a row.
    pub key: String,
    pub mapping: Mapping,
    pub status: StatusRule,
    pub paging: Paging,
    pub subject: Subject,
    /// Rows stay in process until a later call fills them.
    pub in_process: bool,
}

/// The rows a call runs for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Once.
    Nothing,
    /// Once per account read so far; the column whose value is bound.
    Accounts { column: String },
    /// Once per entitlement of a type; the column whose value is bound.
    Entitlements { of: String, column: String },
}

/// What calls of a section share.
#[derive(Clone, Copy)]
pub(crate) struct Section<'d> {
    pub connection: Option<&'d Word>,
    pub success: Option<&'d SuccessRule>,
    pub failure: Option<&'d SuccessRule>,
    pub timeouts: RequestTimeouts,
}

impl ImportPlan {
    /// Compiles the import of a definition; `None` where it has none.
    pub fn compile(
        mut compiler: Compiler<'_>,
        definition: &Definition,
        timeouts: RequestTimeouts,
    ) -> Option<Result<Self, Vec<Diagnostic>>> {
        let document = definition.import.as_ref()?;
        let own = document
            .accounts
            .as_ref()
            .and_then(|a| a.status.as_ref())
            .or_else(|| document.links.as_ref().and_then(|l| l.status.as_ref()));
        let status = rules::merged(definition.status_threshold.as_ref(), own);
        let c = &mut compiler;
        let accounts = accounts(c, document, status.as_ref(), timeouts);
        let types = types(c, document, status.as_ref(), timeouts);
        let links = super::links::compile(c, document, accounts.as_ref(), &types, timeouts);
        let plan = Self {
            dates: DateRule::new(document.date_format.as_ref().map(Word::as_str)),
            accounts,
            types,
            links,
            stale: StaleLinks {
                delete: status
                    .as_ref()
                    .and_then(|s| s.delete_links_of_active_accounts),
                threshold: Threshold::NONE,
            },
        };
        Some(compiler.finish(plan))
    }
}

impl ImportPlan {
    /// The same import with thresholds that do not hold: the operator has accepted the removals.
    pub fn without_thresholds(&self) -> Self {
        let mut plan = self.clone();
        if let Some(accounts) = &mut plan.accounts {
            accounts.missing.threshold = Threshold::NONE;
        }
        for one in &mut plan.types {
            one.missing.threshold = Threshold::NONE;
        }
        plan
    }
}

impl TypePlan {
    /// A type without calls or rules of its own.
    pub fn bare(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            calls: Vec::new(),
            key_column: "entitlementID".to_owned(),
            missing: MissingEntitlements::default(),
            members: None,
        }
    }
}

fn accounts(
    compiler: &mut Compiler<'_>,
    document: &ImportDocument,
    status: Option<&StatusRules>,
    timeouts: RequestTimeouts,
) -> Option<AccountPlan> {
    let written = document.accounts.as_ref()?;
    let section = Section {
        connection: written.connection.as_ref(),
        success: written.success.as_ref(),
        failure: written.failure.as_ref(),
        timeouts,
    };
    let calls: Vec<ReadCall> = written
        .calls
        .iter()
        .filter_map(|call| {
            let subject = account_subject(call);
            read_call(
                compiler,
                section,
                call,
                ACCOUNT_COLUMNS,
                "accountID",
                |template| subject.unwrap_or_else(|| implied_account_subject(template)),
            )
        })
        .map(|mut read| {
            read.0.status = rules::status(status, read.1.status.as_ref());
            read.0
        })
        .collect();
    let key_column = calls
        .first()
        .map_or_else(|| "accountID".to_owned(), |c| c.key.clone());
    let keeps = calls.iter().any(|c| c.mapping.keeps_memberships);
    let memberships = written
        .memberships
        .values()
        .filter(|_| keeps)
        .filter_map(|m| membership(compiler, m))
        .collect();
    let disable_deleted = written.calls.iter().find_map(|c| c.disable_deleted);
    Some(AccountPlan {
        calls,
        memberships,
        key_column,
        include_inactive: written.include_existing_inactive == Some(true),
        missing: MissingAccounts {
            action: status
                .and_then(|s| s.accounts_not_in_import_action.as_ref())
                .map(|(action, _)| action_word(action)),
            inactivate: status.and_then(|s| s.inactivate_accounts_not_in_file),
            disable_deleted,
            delete_links: status.and_then(|s| s.delete_links) == Some(true),
            threshold: status
                .and_then(|s| s.account_threshold)
                .map_or(Threshold::NONE, Threshold::of),
        },
    })
}

fn action_word(action: &MissingAccountAction) -> String {
    match action {
        MissingAccountAction::Suspend => "Suspend".to_owned(),
        MissingAccountAction::Inactivate => "Inactivate".to_owned(),
        MissingAccountAction::NoAction => "NoAction".to_owned(),
        MissingAccountAction::Other(word) => word.clone(),
    }
}

/// `dependentCall` and `nextApiKeyField` (`rest-dialect §2.3`); `None` where the call says nothing.
fn account_subject(call: &ImportCall) -> Option<Subject> {
    let column = call.input.next_api_key_field.as_ref().map_or_else(
        || "name".to_owned(),
        |w| eic_name(w.as_str(), ACCOUNT_COLUMNS),
    );
    match call.input.dependent_call {
        Some(true) => Some(Subject::Accounts { column }),
        Some(false) => Some(Subject::Nothing),
        None => None,
    }
}

fn implied_account_subject(template: &CallTemplate) -> Subject {
    if template.url_reads("accountName") {
        Subject::Accounts {
            column: "name".to_owned(),
        }
    } else if template.url_reads("accountID") {
        Subject::Accounts {
            column: "accountID".to_owned(),
        }
    } else {
        Subject::Nothing
    }
}

fn membership(compiler: &mut Compiler<'_>, written: &AccountMembership) -> Option<MembershipPlan> {
    let word = |w: &Option<Word>| {
        w.as_ref()
            .map_or_else(String::new, |w| w.as_str().to_owned())
    };
    let rule = MembershipRule::parse(
        written.entitlement_type.as_str(),
        &word(&written.list_path),
        &word(&written.id_path),
        &word(&written.key_field),
    );
    let rule = keep(compiler, rule, &written.entitlement_type)?;
    let creates = (written.import_as_entitlement == Some(true)).then(|| {
        Mapping::compile(
            compiler,
            &written.columns,
            ENTITLEMENT_COLUMNS,
            "entitlementID",
        )
    });
    Some(MembershipPlan { rule, creates })
}

fn types(
    compiler: &mut Compiler<'_>,
    document: &ImportDocument,
    status: Option<&StatusRules>,
    timeouts: RequestTimeouts,
) -> Vec<TypePlan> {
    let Some(written) = &document.entitlements else {
        return Vec::new();
    };
    let section = Section {
        connection: written.connection.as_ref(),
        success: written.success.as_ref(),
        failure: written.failure.as_ref(),
        timeouts,
    };
    written
        .types
        .values()
        .map(|one| type_plan(compiler, section, one, status))
        .collect()
}

fn type_plan(
    compiler: &mut Compiler<'_>,
    section: Section<'_>,
    written: &EntitlementType,
    status: Option<&StatusRules>,
) -> TypePlan {
    let name = written.name.as_str().to_owned();
    let calls: Vec<ReadCall> = written
        .calls
        .iter()
        .filter_map(|call| {
            let subject = |template: &CallTemplate| entitlement_subject(call, template, &name);
            read_call(
                compiler,
                section,
                call,
                ENTITLEMENT_COLUMNS,
                "entitlementID",
                subject,
            )
        })
        .map(|(read, _)| read)
        .collect();
    let keeps = calls.iter().any(|c| c.mapping.keeps_memberships);
    let members = written.memberships.as_ref().filter(|_| keeps);
    let members = members.and_then(|m| {
        let word = |w: &Option<Word>| {
            w.as_ref()
                .map_or_else(String::new, |w| w.as_str().to_owned())
        };
        let column = match word(&m.key_field) {
            empty if empty.is_empty() => "accountID".to_owned(),
            given => eic_name(&given, ACCOUNT_COLUMNS),
        };
        let rule = MembershipRule::parse(&name, &word(&m.list_field), &word(&m.id_path), &column);
        keep(compiler, rule, &written.name).map(|rule| (rule, column))
    });
    TypePlan {
        key_column: calls
            .first()
            .map_or_else(|| "entitlementID".to_owned(), |c| c.key.clone()),
        missing: MissingEntitlements {
            inactivate: status.and_then(|s| s.inactivate_entitlements_not_in_feed),
            disable_deleted: written.calls.iter().find_map(|c| c.disable_deleted),
            threshold: status
                .and_then(|s| s.entitlement_threshold.as_ref())
                .and_then(|t| t.of(&name))
                .map_or(Threshold::NONE, Threshold::of),
        },
        name,
        calls,
        members,
    }
}

/// Which entitlements a call runs for (`rest-dialect §2.4`).
fn entitlement_subject(call: &ImportCall, template: &CallTemplate, own_type: &str) -> Subject {
    let column = call.input.next_api_key_field.as_ref().map_or_else(
        || "entitlementID".to_owned(),
        |w| eic_name(w.as_str(), ENTITLEMENT_COLUMNS),
    );
    let named = call
        .input
        .entitlement_name
        .as_ref()
        .map(|w| w.as_str().trim())
        .filter(|n| !n.is_empty());
    let reads = template.url_reads("entitlementID") || template.url_reads("entitlementValue");
    match (named, call.input.dependent_call) {
        (Some(of), _) => Subject::Entitlements {
            of: of.to_owned(),
            column,
        },
        (None, Some(true)) => Subject::Entitlements {
            of: own_type.to_owned(),
            column,
        },
        (None, _) if reads => Subject::Entitlements {
            of: own_type.to_owned(),
            column,
        },
        _ => Subject::Nothing,
    }
}

/// Compiles a call; `None` for a call without a request (`dummyCall`).
fn read_call<'d>(
    compiler: &mut Compiler<'_>,
    section: Section<'_>,
    written: &'d ImportCall,
    table: &[&str],
    default_key: &str,
    subject: impl FnOnce(&CallTemplate) -> Subject,
) -> Option<(ReadCall, &'d ImportCall)> {
    let call = call(compiler, section, written)?;
    let key = written
        .key_field
        .as_ref()
        .map(|w| w.as_str().trim())
        .filter(|k| !k.is_empty())
        .map_or_else(|| default_key.to_owned(), |k| eic_name(k, table));
    let list = ListField::parse(written.list_field.as_ref().map_or("", |w| w.as_str()));
    let list = keep(compiler, list, &written.name)?;
    let mapping = Mapping::compile(compiler, &written.columns, table, &key);
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
    let read = ReadCall {
        list,
        key,
        mapping,
        status: rules::status(None, written.status.as_ref()),
        paging: rules::paging(compiler, written.pagination.as_ref()),
        subject,
        in_process: written.make_processing_status == Some(true),
        call,
    };
    Some((read, written))
}

fn call(compiler: &mut Compiler<'_>, section: Section<'_>, written: &ImportCall) -> Option<Call> {
    let http = written.http.as_ref()?;
    let parts = Parts::of(http, DefaultMethod::Get);
    Some(section.call(
        compiler,
        (written.name.as_str(), &written.place),
        written.connection.as_ref(),
        (written.success.as_ref(), written.failure.as_ref()),
        &parts,
    ))
}

impl Section<'_> {
    /// A call with what the section gives it.
    pub fn call(
        &self,
        compiler: &mut Compiler<'_>,
        (name, place): (&str, &Place),
        connection: Option<&Word>,
        own: (Option<&SuccessRule>, Option<&SuccessRule>),
        parts: &Parts<'_>,
    ) -> Call {
        let mut request = CallTemplate::compile(compiler, parts);
        request.timeouts = self.timeouts;
        let rules = Rules::compile(
            own.0.or(self.success),
            own.1.or(self.failure),
            &mut compiler.problems,
        );
        Call {
            name: name.to_owned(),
            connection: connection
                .or(self.connection)
                .map(|w| w.as_str().trim().to_owned())
                .filter(|n| !n.is_empty()),
            request,
            rules,
            place: Some(place.clone()),
            // Reading changes nothing, also by POST.
            idempotent: true,
        }
    }
}

/// The part, or a problem at the word it came from.
pub(crate) fn keep<T>(
    compiler: &mut Compiler<'_>,
    parsed: Result<T, PathError>,
    at: &Word,
) -> Option<T> {
    match parsed {
        Ok(part) => Some(part),
        Err(error) => {
            compiler.problems.push(
                Diagnostic::new(codes::WRONG_TYPE, error.to_string())
                    .at(at.place().clone(), "in this part"),
            );
            None
        }
    }
}
