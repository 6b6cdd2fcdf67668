//! What an import did: counts, guards, findings (`cli.md`, `bindery import`).

use std::collections::BTreeMap;

use bindery_diagnostics::Diagnostic;
use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Value, json};

use crate::ports::{
    AccountChanges, AssociationChanges, Change, CorrelationChanges, EntitlementChanges,
    LinkChanges, Relation, RelationChanges, RunId, RunStatus, UserChanges, is_zero,
};

/// The result of an import.
#[derive(Debug, Clone)]
pub struct ImportReport {
    /// The run's row in the store.
    pub run: RunId,
    /// How it ended.
    pub status: RunStatus,
    /// What became of users; `None` where none were applied.
    pub users: Option<UserChanges>,
    /// What became of accounts; `None` where none were applied.
    pub accounts: Option<AccountChanges>,
    /// Accounts and their users; `None` where no rule says how they belong together.
    pub correlation: Option<CorrelationChanges>,
    /// What became of entitlements, by type in the order of the import.
    pub entitlements: IndexMap<String, EntitlementChanges>,
    /// What became of links, by type.
    pub links: IndexMap<String, LinkChanges>,
    /// What became of relations of entitlements, by relation and type.
    pub relations: IndexMap<(Relation, String), RelationChanges>,
    /// What became of the accounts of logical endpoints, by endpoint.
    pub associations: IndexMap<String, AssociationChanges>,
    /// Requests sent, token requests and repeats included.
    pub requests: u64,
    /// Requests that were repeats.
    pub retries: u64,
    /// Bytes of bodies received.
    pub bytes: u64,
    /// Milliseconds of waiting for the target's sake: before repeats, and between paced requests.
    pub waited_ms: u64,
    /// How long it took.
    pub elapsed_ms: u64,
    /// Guards that kept something from being removed.
    pub guards: Vec<Guard>,
    /// Findings, secrets masked.
    pub diagnostics: Vec<Diagnostic>,
}

/// A guard that kept something from being removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Guard {
    /// The code of its finding: `R3002`, `R3003`.
    pub code: &'static str,
    /// What it kept: `accounts`, or an entitlement type.
    pub object: String,
    /// Objects that were missing.
    pub missing: usize,
    /// In words.
    pub message: String,
}

/// Links of all types together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct LinkTotals {
    /// New links.
    pub added: usize,
    /// Links removed, with missing accounts too.
    pub removed: usize,
    /// Links whose attributes changed.
    #[serde(skip_serializing_if = "is_zero")]
    pub updated: usize,
    /// Links as before.
    pub unchanged: usize,
    /// Memberships whose other end is not known.
    pub unresolved: usize,
}

impl ImportReport {
    /// Links of all types together.
    #[must_use]
    pub fn link_totals(&self) -> LinkTotals {
        let mut totals = LinkTotals {
            removed: self.accounts.as_ref().map_or(0, |a| a.links_removed),
            ..LinkTotals::default()
        };
        for links in self.links.values() {
            totals.added += links.added;
            totals.removed += links.removed;
            totals.updated += links.updated;
            totals.unchanged += links.unchanged;
            totals.unresolved += links.unresolved;
        }
        totals
    }

    /// Every change, in the order it was applied, with what it belongs to: `accounts`, a type,
    /// `links` of a type.
    #[must_use]
    pub fn changes(&self) -> Vec<(String, &[Change])> {
        let mut all = Vec::new();
        if let Some(users) = &self.users {
            all.push(("users".to_owned(), &users.changes[..]));
        }
        if let Some(accounts) = &self.accounts {
            all.push(("accounts".to_owned(), &accounts.changes[..]));
        }
        if let Some(correlation) = &self.correlation {
            all.push(("correlation".to_owned(), &correlation.changes[..]));
        }
        for (name, changes) in &self.entitlements {
            all.push((name.clone(), &changes.changes[..]));
        }
        for (name, changes) in &self.links {
            all.push((format!("links {name}"), &changes.changes[..]));
        }
        for ((relation, name), changes) in &self.relations {
            let what = format!("{} {name}", relation.as_str());
            all.push((what, &changes.changes[..]));
        }
        all
    }

    /// The relations of one kind, of all types together.
    fn relation_totals(&self, wanted: Relation) -> Option<RelationChanges> {
        let of_kind = self
            .relations
            .iter()
            .filter(|((kind, _), _)| *kind == wanted);
        of_kind.fold(None, |totals: Option<RelationChanges>, (_, one)| {
            let totals = totals.unwrap_or_default();
            Some(RelationChanges {
                added: totals.added + one.added,
                removed: totals.removed + one.removed,
                unchanged: totals.unchanged + one.unchanged,
                unresolved: totals.unresolved + one.unresolved,
                left_out: totals.left_out + one.left_out,
                ..totals
            })
        })
    }

    /// The JSON of the contract.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let done = self.accounts.clone().unwrap_or_default();
        let mut accounts = json!({
            "fetched": done.fetched,
            "created": done.created,
            "updated": done.updated,
            "unchanged": done.unchanged,
            "inactivated": done.inactivated,
            "suspended": done.suspended,
            "reactivated": done.reactivated,
        });
        if let (1.., Some(members)) = (done.adopted, accounts.as_object_mut()) {
            members.insert("adopted".to_owned(), done.adopted.into());
        }
        if let (Some(correlation), Some(members)) = (&self.correlation, accounts.as_object_mut()) {
            members.insert("correlated".to_owned(), correlation.correlated.into());
            members.insert("uncorrelated".to_owned(), correlation.uncorrelated.into());
        }
        let users = self
            .users
            .as_ref()
            .map_or_else(|| json!({}), |users| json!(users));
        let mut report = json!({
            "run": self.run,
            "status": self.status.as_str(),
            "users": users,
            "accounts": accounts,
            "entitlements": self.entitlements,
            "links": self.link_totals(),
            "requests": self.requests,
            "retries": self.retries,
            "bytes": self.bytes,
            "waited_ms": self.waited_ms,
            "elapsed_ms": self.elapsed_ms,
            "guards": self.guards,
            "diagnostics": self.diagnostics.iter().map(finding).collect::<Vec<_>>(),
        });
        if let (false, Some(members)) = (self.associations.is_empty(), report.as_object_mut()) {
            members.insert("endpoints".to_owned(), json!(self.associations));
        }
        for (key, relation) in [("maps", Relation::Maps), ("owners", Relation::Owners)] {
            if let (Some(totals), Some(members)) =
                (self.relation_totals(relation), report.as_object_mut())
            {
                members.insert(key.to_owned(), json!(totals));
            }
        }
        report
    }
}

/// A finding of a run as JSON.
#[must_use]
pub fn finding(diagnostic: &Diagnostic) -> Value {
    let mut members: BTreeMap<&str, Value> = BTreeMap::new();
    members.insert("code", diagnostic.code.as_str().into());
    members.insert("rule", diagnostic.code.name().into());
    members.insert("severity", diagnostic.severity.as_str().into());
    members.insert("message", diagnostic.message.as_str().into());
    members.insert("notes", diagnostic.notes.clone().into());
    members.insert("help", diagnostic.help.clone().into());
    json!(members)
}
