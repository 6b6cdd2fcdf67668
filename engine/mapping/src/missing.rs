//! What becomes of objects that a complete feed did not return (design D6, D7;
//! `rest-dialect §2.9.2`, §5.22, §5.36, §5.41).
//!
//! *Accounts*: `accountsNotInImportAction` wins where present; else
//! `inactivateAccountsNotInFile: true`, or the legacy `disableDeletedAccounts: true` where the former
//! is not written, make them inactive; else they are suspended from import. *Entitlements* become
//! inactive unless `inactivateEntsNotInFeed`, or else the legacy `disableDeletedEntitlements`, is
//! false. *Links* of active accounts that were not read go unless `deleteAccEntForActiveAccounts` is
//! false.
//!
//! Guards: a feed without any record removes nothing, and neither does a number of missing objects
//! at or above the threshold. A threshold that is not written, or negative, is no limit; 0 means never.

use serde_json::Value;

/// What a comparison found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Objects stored that count as present.
    pub present: usize,
    /// Objects the feed returned.
    pub fetched: usize,
    /// Present objects that the feed did not return.
    pub missing: usize,
}

/// What missing accounts become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingAction {
    /// Left as they are.
    Keep,
    /// Inactive.
    Inactivate,
    /// Suspended from import.
    Suspend,
}

/// Why nothing is removed although objects are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemovalGuard {
    /// The feed held no record at all (`R3002`).
    EmptyFeed,
    /// As many or more are missing than the threshold allows (`R3003`).
    Threshold {
        /// How many are missing.
        missing: usize,
        /// The threshold.
        threshold: u64,
    },
}

impl RemovalGuard {
    /// In words, for events and reports.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::EmptyFeed => "the feed is empty although objects exist".to_owned(),
            Self::Threshold { threshold: 0, .. } => {
                "the threshold is 0, so nothing is removed".to_owned()
            }
            Self::Threshold { missing, threshold } => {
                format!("{missing} missing, and the threshold is {threshold}")
            }
        }
    }
}

/// A threshold as a definition writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Threshold(Option<u64>);

impl Threshold {
    /// No limit.
    pub const NONE: Self = Self(None);

    /// A threshold of a number of objects.
    #[must_use]
    pub const fn of(objects: u64) -> Self {
        Self(Some(objects))
    }

    /// The number; `None` for no limit.
    #[must_use]
    pub const fn limit(self) -> Option<u64> {
        self.0
    }

    /// Reads a number, also as text; anything else is no limit.
    #[must_use]
    pub fn parse(value: &Value) -> Self {
        Self(crate::text::scalar_text(value).and_then(|text| text.trim().parse().ok()))
    }

    /// Reads `entThresholdValue`: a number, or `{entType: {<type>: {ent: n}}}`.
    #[must_use]
    pub fn parse_entitlements(value: &Value, entitlement_type: &str) -> Self {
        match value {
            Value::Object(fields) => fields
                .get("entType")
                .and_then(|types| types.get(entitlement_type))
                .and_then(|one| one.get("ent"))
                .map_or(Self::NONE, Self::parse),
            other => Self::parse(other),
        }
    }

    /// The guard that a number of missing objects meets.
    #[must_use]
    pub fn guard(self, missing: usize) -> Option<RemovalGuard> {
        let threshold = self.0?;
        (missing > 0 && missing as u64 >= threshold)
            .then_some(RemovalGuard::Threshold { missing, threshold })
    }
}

/// The keys that decide on missing accounts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MissingAccounts {
    /// `accountsNotInImportAction`.
    pub action: Option<String>,
    /// `inactivateAccountsNotInFile`.
    pub inactivate: Option<bool>,
    /// The legacy `disableDeletedAccounts` of a call; honoured only if `inactivate` says nothing.
    pub disable_deleted: Option<bool>,
    /// `deleteLinks`.
    pub delete_links: bool,
    /// `accountThresholdValue`.
    pub threshold: Threshold,
}

/// The decision on missing accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingDecision {
    /// What they become.
    pub action: MissingAction,
    /// Whether their links go.
    pub delete_links: bool,
    /// Why nothing happens, where a guard decided.
    pub guard: Option<RemovalGuard>,
}

impl MissingAccounts {
    /// What missing accounts become while no guard steps in.
    #[must_use]
    pub fn intent(&self) -> MissingAction {
        let action = self.action.as_deref().map(str::trim).unwrap_or_default();
        if !action.is_empty() {
            return parse_action(action).unwrap_or(MissingAction::Keep);
        }
        if self.inactivate.or(self.disable_deleted).unwrap_or(false) {
            MissingAction::Inactivate
        } else {
            MissingAction::Suspend
        }
    }

    /// Whether `accountsNotInImportAction` is a word nobody knows; accounts are then left alone.
    #[must_use]
    pub fn is_action_unknown(&self) -> bool {
        let action = self.action.as_deref().map(str::trim).unwrap_or_default();
        !action.is_empty() && parse_action(action).is_none()
    }

    /// Decides.
    #[must_use]
    pub fn decide(&self, tally: Tally) -> MissingDecision {
        let guard = guard(tally, self.threshold);
        let action = match guard {
            Some(_) => MissingAction::Keep,
            None => self.intent(),
        };
        MissingDecision {
            action,
            delete_links: self.delete_links && action != MissingAction::Keep,
            guard: guard.filter(|_| self.intent() != MissingAction::Keep),
        }
    }
}

fn parse_action(word: &str) -> Option<MissingAction> {
    match word.to_ascii_lowercase().as_str() {
        "suspend" | "suspended" => Some(MissingAction::Suspend),
        "inactivate" | "inactive" => Some(MissingAction::Inactivate),
        "none" | "noaction" | "no action" => Some(MissingAction::Keep),
        _ => None,
    }
}

/// The keys that decide on missing entitlements of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MissingEntitlements {
    /// `inactivateEntsNotInFeed`.
    pub inactivate: Option<bool>,
    /// The legacy `disableDeletedEntitlements` of the call.
    pub disable_deleted: Option<bool>,
    /// `entThresholdValue`.
    pub threshold: Threshold,
}

impl MissingEntitlements {
    /// Whether missing entitlements become inactive, and the guard that kept them from it.
    #[must_use]
    pub fn decide(self, tally: Tally) -> (bool, Option<RemovalGuard>) {
        if !self.inactivate.or(self.disable_deleted).unwrap_or(true) {
            return (false, None);
        }
        let guard = guard(tally, self.threshold);
        (guard.is_none(), guard)
    }
}

/// What an operator says of users that the feed no longer has; no key of the document does
/// (`field-notes §3.9`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MissingUsers {
    /// They become inactive.
    pub inactivate: bool,
    /// As many or more missing keep all as they are.
    pub threshold: Threshold,
}

impl MissingUsers {
    /// Whether missing users become inactive, and the guard that kept them from it.
    #[must_use]
    pub fn decide(self, tally: Tally) -> (bool, Option<RemovalGuard>) {
        if !self.inactivate {
            return (false, None);
        }
        let guard = guard(tally, self.threshold);
        (guard.is_none(), guard)
    }
}

/// The keys that decide on links that were not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StaleLinks {
    /// `deleteAccEntForActiveAccounts`.
    pub delete: Option<bool>,
    /// `accountEntThresholdValue`.
    pub threshold: Threshold,
}

impl StaleLinks {
    /// Whether links of active accounts go that a complete read did not return, while no guard
    /// steps in. Never ask for a type whose mapping call failed.
    #[must_use]
    pub fn intent(self) -> bool {
        self.delete.unwrap_or(true)
    }

    /// Decides on a number of stale links. An empty member list is a fact, so there is no guard
    /// against an empty feed here (design D6).
    #[must_use]
    pub fn decide(self, stale: usize) -> (bool, Option<RemovalGuard>) {
        if !self.intent() {
            return (false, None);
        }
        let guard = self.threshold.guard(stale);
        (guard.is_none(), guard)
    }
}

fn guard(tally: Tally, threshold: Threshold) -> Option<RemovalGuard> {
    if tally.fetched == 0 && tally.present > 0 {
        return Some(RemovalGuard::EmptyFeed);
    }
    threshold.guard(tally.missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ONE_MISSING: Tally = Tally {
        present: 3,
        fetched: 2,
        missing: 1,
    };
    const EMPTY: Tally = Tally {
        present: 3,
        fetched: 0,
        missing: 3,
    };

    fn accounts() -> MissingAccounts {
        MissingAccounts::default()
    }

    #[test]
    fn missing_accounts_are_suspended_unless_a_key_says_otherwise() {
        use MissingAction::{Inactivate, Keep, Suspend};
        let action = |word: &str| MissingAccounts {
            action: Some(word.to_owned()),
            inactivate: Some(true),
            ..accounts()
        };
        let flag = |value| MissingAccounts {
            inactivate: Some(value),
            ..accounts()
        };
        let legacy = |value| MissingAccounts {
            disable_deleted: Some(value),
            ..accounts()
        };
        for (rule, expected) in [
            (accounts(), Suspend),
            (flag(true), Inactivate),
            (flag(false), Suspend),
            (legacy(true), Inactivate),
            (legacy(false), Suspend),
            (
                MissingAccounts {
                    disable_deleted: Some(true),
                    ..flag(false)
                },
                Suspend,
            ),
            (action("SUSPEND"), Suspend),
            (action("Inactivate"), Inactivate),
            (action("NoAction"), Keep),
            (action(" "), Inactivate),
            (action("Explode"), Keep),
        ] {
            assert_eq!(rule.decide(ONE_MISSING).action, expected, "{rule:?}");
        }
        assert!(action("Explode").is_action_unknown());
        assert!(!action("none").is_action_unknown());
    }

    #[test]
    fn links_go_with_missing_accounts_when_asked() {
        let rule = MissingAccounts {
            inactivate: Some(true),
            delete_links: true,
            threshold: Threshold::of(1000),
            ..accounts()
        };
        assert_eq!(
            rule.decide(ONE_MISSING),
            MissingDecision {
                action: MissingAction::Inactivate,
                delete_links: true,
                guard: None
            }
        );
        assert!(
            !MissingAccounts {
                threshold: Threshold::of(1),
                ..rule
            }
            .decide(ONE_MISSING)
            .delete_links
        );
    }

    #[test]
    fn a_threshold_stops_at_its_own_number_and_zero_never_acts() {
        let decide = |threshold, tally| {
            let rule = MissingAccounts {
                threshold,
                ..accounts()
            };
            rule.decide(tally).guard.map(RemovalGuard::words)
        };
        assert_eq!(
            decide(Threshold::of(1), ONE_MISSING).as_deref(),
            Some("1 missing, and the threshold is 1")
        );
        assert_eq!(decide(Threshold::of(2), ONE_MISSING), None);
        assert_eq!(decide(Threshold::NONE, ONE_MISSING), None);
        assert_eq!(
            decide(Threshold::of(0), ONE_MISSING).as_deref(),
            Some("the threshold is 0, so nothing is removed")
        );
        let nothing_missing = Tally {
            missing: 0,
            ..ONE_MISSING
        };
        assert_eq!(decide(Threshold::of(0), nothing_missing), None);
    }

    #[test]
    fn an_empty_feed_removes_nothing() {
        let decided = accounts().decide(EMPTY);
        assert_eq!(decided.action, MissingAction::Keep);
        assert_eq!(decided.guard, Some(RemovalGuard::EmptyFeed));
        let first_run = Tally {
            present: 0,
            fetched: 0,
            missing: 0,
        };
        assert_eq!(accounts().decide(first_run).guard, None);
        assert_eq!(
            MissingEntitlements::default().decide(EMPTY),
            (false, Some(RemovalGuard::EmptyFeed))
        );
    }

    #[test]
    fn missing_entitlements_become_inactive_unless_a_key_says_otherwise() {
        let rule = |inactivate, disable_deleted| MissingEntitlements {
            inactivate,
            disable_deleted,
            threshold: Threshold::NONE,
        };
        for (rule, expected) in [
            (rule(None, None), true),
            (rule(None, Some(true)), true),
            (rule(None, Some(false)), false),
            (rule(Some(true), Some(false)), true),
            (rule(Some(false), Some(true)), false),
        ] {
            assert_eq!(rule.decide(ONE_MISSING), (expected, None));
        }
        let guarded = MissingEntitlements {
            threshold: Threshold::of(1),
            ..rule(None, None)
        };
        assert!(guarded.decide(ONE_MISSING).1.is_some());
    }

    #[test]
    fn stale_links_go_unless_a_key_says_otherwise() {
        assert_eq!(StaleLinks::default().decide(2), (true, None));
        let kept = StaleLinks {
            delete: Some(false),
            ..StaleLinks::default()
        };
        assert_eq!(kept.decide(2), (false, None));
        let guarded = StaleLinks {
            threshold: Threshold::of(2),
            ..StaleLinks::default()
        };
        assert!(guarded.decide(2).1.is_some());
        assert_eq!(guarded.decide(1), (true, None));
    }

    #[test]
    fn thresholds_are_read_in_every_form() {
        assert_eq!(Threshold::parse(&json!("25")), Threshold::of(25));
        assert_eq!(Threshold::parse(&json!(25)), Threshold::of(25));
        assert_eq!(Threshold::parse(&json!("")), Threshold::NONE);
        assert_eq!(Threshold::parse(&json!(-1)), Threshold::NONE);
        let nested = json!({"entType": {"Group": {"ent": 7}}});
        assert_eq!(
            Threshold::parse_entitlements(&nested, "Group"),
            Threshold::of(7)
        );
        assert_eq!(
            Threshold::parse_entitlements(&nested, "Role"),
            Threshold::NONE
        );
        assert_eq!(
            Threshold::parse_entitlements(&json!(9), "Role"),
            Threshold::of(9)
        );
    }
}
