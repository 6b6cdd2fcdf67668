//! Compiling the sections of an import document: accounts, their memberships, entitlement types.

use bindery_definition::{
    AccountMembership, EntitlementType, ImportCall, ImportDocument, InputParams,
    MissingAccountAction, StatusRules, Word,
};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_mapping::{
    ListField, MembershipRule, MissingAccounts, MissingEntitlements, StatusFilter, Threshold,
};
use bindery_model::catalogue::{ACCOUNT_COLUMNS, ENTITLEMENT_COLUMNS};

use super::column::{Mapping, eic_name};
use super::plan::{
    AccountPlan, MembershipPlan, OwnerPlan, ReadCall, Section, Subject, TypePlan, keep,
};
use super::relation_plan::CarriedMap;
use super::rules;
use crate::request::template::Compiler;
use crate::request::{CallTemplate, DefaultMethod, Parts, RequestTimeouts};
use crate::send::Call;

pub(crate) fn accounts(
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
        errors: Some(&written.errors),
        timeouts,
    };
    let mut calls: Vec<ReadCall> = written
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
    let memberships: Vec<MembershipPlan> = written
        .memberships
        .values()
        .filter(|_| keeps)
        .filter_map(|m| membership(compiler, m))
        .collect();
    let disable_deleted = written.calls.iter().find_map(|c| c.disable_deleted);
    for read in &mut calls {
        read.select(|record| {
            for membership in &memberships {
                let element = membership.rule.select(record);
                if let Some(creates) = &membership.creates {
                    creates.select(element);
                }
            }
        });
    }
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
                .and_then(|s| s.account_threshold.or(s.app_account_threshold))
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
    Some(MembershipPlan {
        rule,
        creates,
        status: rules::status(None, written.status.as_ref()),
    })
}

pub(crate) fn types(
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
        errors: Some(&written.errors),
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
    let mut calls: Vec<ReadCall> = written
        .calls
        .iter()
        .filter_map(|call| {
            let filter = status_filter(compiler, &call.input);
            let subject = |template: &CallTemplate| {
                entitlement_subject(call, template, &name, filter.clone())
            };
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
    let maps: Vec<CarriedMap> = written
        .relations
        .values()
        .filter_map(|relation| CarriedMap::compile(compiler, relation))
        .collect();
    for read in &mut calls {
        read.select(|record| {
            for map in &maps {
                map.select(record);
            }
            if let Some((rule, _)) = &members {
                rule.select(record);
            }
        });
    }
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
        creates_accounts: written
            .memberships
            .as_ref()
            .is_some_and(|m| m.import_as_account == Some(true)),
        owners: OwnerPlan {
            most: written.owners.most.and_then(|n| usize::try_from(n).ok()),
            kinds: written
                .owners
                .kinds
                .iter()
                .map(|kind| kind.as_str().trim().to_owned())
                .collect(),
        },
        maps,
        name,
        calls,
        members,
    }
}

/// `statusFilter`; one that is not understood keeps the import from running, since it would run for
/// other rows than its author meant.
pub(crate) fn status_filter(
    compiler: &mut Compiler<'_>,
    input: &InputParams,
) -> Option<StatusFilter> {
    let word = input.status_filter.as_ref()?;
    if word.as_str().trim().is_empty() {
        return None;
    }
    let filter = StatusFilter::parse(word.as_str());
    if filter.is_none() {
        compiler.problems.push(
            Diagnostic::new(codes::WRONG_TYPE, "this statusFilter is not understood")
                .at(word.place().clone(), "in this filter")
                .with_help("compare columns of `ev`, as in `ev.status = 1 or ev.status = 6`"),
        );
    }
    filter
}

/// Which entitlements a call runs for (`rest-dialect §2.4`).
fn entitlement_subject(
    call: &ImportCall,
    template: &CallTemplate,
    own_type: &str,
    filter: Option<StatusFilter>,
) -> Subject {
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
            filter,
        },
        (None, Some(true)) => Subject::Entitlements {
            of: own_type.to_owned(),
            column,
            filter,
        },
        (None, _) if reads => Subject::Entitlements {
            of: own_type.to_owned(),
            column,
            filter,
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
        paging: rules::paging(compiler, written.pagination.as_ref(), written.triggers),
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
        (
            written.success.as_ref(),
            written.failure.as_ref(),
            Some(&written.errors),
        ),
        &parts,
    ))
}
