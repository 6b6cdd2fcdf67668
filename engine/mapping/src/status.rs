//! The status of an account that a feed returned (`rest-dialect §2.9.3`).
//!
//! In this order:
//! 1. `statusColumn` with `activeStatus`: the column's text in the list is active; in
//!    `inactiveStatus`, or anywhere where that list is absent, inactive.
//! 2. `statusConfig` of the call: the mapped `status` (else the status column) against its `active`
//!    and `inactive` values; where only one of the two is written, everything else is the other.
//! 3. The mapped `status` read as a word: `true`, `active`, `enabled`, `1` and their opposites.
//! 4. Active, because the target returned it.
//!
//! Values are compared as text and exactly; a null in a list stands for "no value". A status column
//! that is not mapped is passed over with a hint, as is a value that differs from a listed one only
//! by its case.
//!
//! Whether an account is locked is a question of its own: `lockedStatusColumn` with
//! `lockedStatusMapping`, or the `locked` values of `statusConfig`. The answer becomes the column
//! [`LOCKED`] and leaves the status alone.

use bindery_model::{AccountStatus, Columns};
use serde_json::Value;

use crate::text::text_of;

/// The column that says whether an account is locked.
pub const LOCKED: &str = "locked";

/// Values that mean one state; `None` stands for null.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusValues(Vec<Option<String>>);

impl StatusValues {
    /// Reads a scalar or a list; `None` where nothing is written (null or `[]`).
    #[must_use]
    pub fn parse(value: &Value) -> Option<Self> {
        let values: &[Value] = match value {
            Value::Array(values) => values,
            Value::Null => &[],
            one => std::slice::from_ref(one),
        };
        let texts: Vec<_> = values.iter().map(text_of).collect();
        (!texts.is_empty()).then_some(Self(texts))
    }

    fn holds(&self, value: Option<&str>) -> bool {
        self.0.iter().any(|listed| listed.as_deref() == value)
    }

    /// The value, where there is but one.
    fn only(&self) -> Option<&str> {
        match self.0.as_slice() {
            [Some(one)] => Some(one),
            _ => None,
        }
    }

    fn holds_but_for_case(&self, value: Option<&str>) -> bool {
        let Some(value) = value else { return false };
        let mut listed = self.0.iter().flatten();
        listed.any(|one| one != value && one.eq_ignore_ascii_case(value))
    }
}

/// A call's `statusConfig`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusConfig {
    /// Values that mean active.
    pub active: Option<StatusValues>,
    /// Values that mean inactive.
    pub inactive: Option<StatusValues>,
}

impl StatusConfig {
    /// Reads `{"active": …, "inactive": …}`.
    #[must_use]
    pub fn parse(value: &Value) -> Self {
        let side = |name: &str| {
            let fields = value.as_object()?;
            let (_, found) = fields.iter().find(|(k, _)| k.eq_ignore_ascii_case(name))?;
            StatusValues::parse(found)
        };
        Self {
            active: side("active"),
            inactive: side("inactive"),
        }
    }

    fn decide(&self, value: Option<&str>) -> Option<bool> {
        match (&self.active, &self.inactive) {
            (Some(active), _) if active.holds(value) => Some(true),
            (_, Some(inactive)) if inactive.holds(value) => Some(false),
            (Some(_), None) => Some(false),
            (None, Some(_)) => Some(true),
            _ => None,
        }
    }
}

/// Whether an account is locked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LockRule {
    /// `lockedStatusColumn`; the mapped `status` where `None`.
    pub column: Option<String>,
    /// `lockedStatusMapping.Locked`, or `locked` of the call's `statusConfig`.
    pub locked: Option<StatusValues>,
    /// `lockedStatusMapping.Unlocked`.
    pub unlocked: Option<StatusValues>,
}

impl LockRule {
    /// Decides by the mapped columns; `None` where the column is not mapped or the rule says nothing of
    /// its value. Where only one of the two lists is written, everything else is the other.
    #[must_use]
    pub fn decide(&self, columns: &Columns) -> Option<bool> {
        let value = column_text(columns, self.column.as_deref().unwrap_or("status"))?;
        let value = value.as_deref();
        match (&self.locked, &self.unlocked) {
            (Some(locked), _) if locked.holds(value) => Some(true),
            (_, Some(unlocked)) if unlocked.holds(value) => Some(false),
            (Some(_), None) => Some(false),
            (None, Some(_)) => Some(true),
            _ => None,
        }
    }
}

/// How a call's accounts get their status.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusRule {
    /// `statusColumn`.
    pub column: Option<String>,
    /// `activeStatus`, or its aliases `active` and `status` (`rest-dialect §5.38`).
    pub active: Option<StatusValues>,
    /// `inactiveStatus`.
    pub inactive: Option<StatusValues>,
    /// The call's `statusConfig`.
    pub config: Option<StatusConfig>,
    /// Whether an account is locked.
    pub lock: Option<LockRule>,
}

/// The rule that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusReason {
    /// `statusColumn` and `activeStatus`.
    StatusColumn,
    /// `statusConfig`.
    StatusConfig,
    /// The mapped status, read as a word.
    MappedStatus,
    /// The target returned the account.
    Returned,
}

/// Something worth a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusHint {
    /// The status column is not mapped by the call, so it decides nothing.
    ColumnNotMapped,
    /// The value differs from a listed one only by its case, so the account counts as inactive.
    CaseDiffers,
}

/// The status of one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusDecision {
    /// The status: active or inactive.
    pub status: AccountStatus,
    /// The rule that decided.
    pub reason: StatusReason,
    /// Something worth a warning, once per run.
    pub hint: Option<StatusHint>,
}

impl StatusRule {
    /// Reads the keys of a `statusAndThresholdConfig`, in any case; the right name wins over its
    /// aliases. The call's `statusConfig` is set apart.
    #[must_use]
    pub fn parse(config: &Value) -> Self {
        let key = |name: &str| {
            let mut fields = config.as_object()?.iter();
            fields
                .find(|(k, _)| k.eq_ignore_ascii_case(name))
                .map(|(_, value)| value)
        };
        let values = |name: &str| key(name).and_then(StatusValues::parse);
        Self {
            column: key("statusColumn").and_then(text_of),
            active: values("activeStatus")
                .or_else(|| values("active"))
                .or_else(|| values("status")),
            inactive: values("inactiveStatus"),
            config: None,
            lock: None,
        }
    }

    /// Decides the status of an account by its mapped columns.
    #[must_use]
    pub fn decide(&self, columns: &Columns) -> StatusDecision {
        let mut hint = None;
        let column = self.column.as_deref().map(str::trim);
        let column = column.filter(|name| !name.is_empty());
        let in_column = column.and_then(|name| column_text(columns, name));
        if let (Some(_), Some(active)) = (column, &self.active) {
            match &in_column {
                None => hint = Some(StatusHint::ColumnNotMapped),
                Some(value) => {
                    let value = value.as_deref();
                    let is_active = active.holds(value);
                    let decided =
                        is_active || self.inactive.as_ref().is_none_or(|i| i.holds(value));
                    if !is_active && active.holds_but_for_case(value) {
                        hint = Some(StatusHint::CaseDiffers);
                    }
                    if decided {
                        return decision(is_active, StatusReason::StatusColumn, hint);
                    }
                }
            }
        }
        let mapped = column_text(columns, "status").or(in_column);
        if let (Some(config), Some(value)) = (&self.config, &mapped)
            && let Some(is_active) = config.decide(value.as_deref())
        {
            return decision(is_active, StatusReason::StatusConfig, hint);
        }
        let status = column_text(columns, "status").flatten();
        match status.as_deref().and_then(read_word) {
            Some(is_active) => decision(is_active, StatusReason::MappedStatus, hint),
            None => decision(true, StatusReason::Returned, hint),
        }
    }
}

impl StatusRule {
    /// What the column that decides will say of an account which an operation has made active or
    /// inactive: the column's name as it stands, and its value. `None` where it says so already, or where
    /// the rule does not tell the one value that means it; `true` and `false` tell each other.
    #[must_use]
    pub fn foretell(&self, columns: &Columns, active: bool) -> Option<(String, Value)> {
        let now = self.decide(columns);
        if (now.status == AccountStatus::Active) == active {
            return None;
        }
        let config = self.config.as_ref();
        let of_config = [
            config.and_then(|c| c.active.as_ref()),
            config.and_then(|c| c.inactive.as_ref()),
        ];
        let mapped = column_text(columns, "status").map(|_| "status");
        let (name, [on, off]) = match now.reason {
            StatusReason::StatusColumn => (
                self.column.as_deref().map(str::trim),
                [self.active.as_ref(), self.inactive.as_ref()],
            ),
            StatusReason::StatusConfig => (mapped.or(self.column.as_deref()), of_config),
            StatusReason::MappedStatus => (mapped, [None, None]),
            StatusReason::Returned => return None,
        };
        let (wanted, other) = if active { (on, off) } else { (off, on) };
        let mut pairs = columns.iter();
        let (name, before) =
            pairs.find(|(column, _)| name.is_some_and(|name| column.eq_ignore_ascii_case(name)))?;
        let text = match wanted {
            Some(values) => values.only()?.to_owned(),
            None => {
                let listed = other.map(StatusValues::only);
                let listed = listed.unwrap_or_else(|| before.as_str())?;
                opposite(listed)?.to_owned()
            }
        };
        let value = match before {
            Value::Bool(_) => Value::Bool(text.parse().ok()?),
            Value::Number(_) => Value::Number(text.parse().ok()?),
            _ => Value::String(text),
        };
        let mut then = columns.clone();
        then.insert(name.clone(), value.clone());
        let holds = (self.decide(&then).status == AccountStatus::Active) == active;
        holds.then(|| (name.clone(), value))
    }
}

fn opposite(text: &str) -> Option<&'static str> {
    let pairs = [("true", "false"), ("True", "False"), ("TRUE", "FALSE")];
    pairs.iter().find_map(|(yes, no)| match text {
        _ if text == *yes => Some(*no),
        _ if text == *no => Some(*yes),
        _ => None,
    })
}

fn decision(active: bool, reason: StatusReason, hint: Option<StatusHint>) -> StatusDecision {
    StatusDecision {
        status: if active {
            AccountStatus::Active
        } else {
            AccountStatus::Inactive
        },
        reason,
        hint,
    }
}

/// A column's text by any case of its name; the outer `None` where it is not mapped.
fn column_text(columns: &Columns, name: &str) -> Option<Option<String>> {
    let exact = columns.get(name);
    let found = exact.or_else(|| {
        let mut pairs = columns.iter();
        pairs
            .find(|(column, _)| column.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    });
    found.map(text_of)
}

fn read_word(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "active" | "enabled" | "1" => Some(true),
        "false" | "inactive" | "disabled" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn rule(value: &Value) -> StatusRule {
        StatusRule {
            column: value["column"].as_str().map(str::to_owned),
            active: StatusValues::parse(&value["active"]),
            inactive: StatusValues::parse(&value["inactive"]),
            lock: None,
            config: value.get("config").map(StatusConfig::parse),
        }
    }

    fn decide(rule_of: &Value, columns: &Value) -> (bool, StatusReason, Option<StatusHint>) {
        let columns: Columns = serde_json::from_value(columns.clone()).unwrap();
        let decided = rule(rule_of).decide(&columns);
        (
            decided.status == AccountStatus::Active,
            decided.reason,
            decided.hint,
        )
    }

    #[test]
    fn what_the_deciding_column_will_say_is_foretold_where_one_value_means_it() {
        let by_column = json!({"column": "cp1", "active": ["true"]});
        let two = json!({"column": "cp1", "active": ["on"], "inactive": ["off", "gone"]});
        let listed = json!({"column": "cp1", "active": ["on", "up"], "inactive": ["off"]});
        let config = json!({"config": {"active": "A", "inactive": "I"}});
        let said = |name: &str, value: Value| Some((name.to_owned(), value));
        for (rule_of, columns, active, foretold) in [
            (
                &by_column,
                json!({"CP1": true}),
                false,
                said("CP1", json!(false)),
            ),
            (
                &by_column,
                json!({"cp1": "false"}),
                true,
                said("cp1", json!("true")),
            ),
            (&by_column, json!({"cp1": "true"}), true, None),
            (&by_column, json!({}), false, None),
            (&two, json!({"cp1": "on"}), false, None),
            (&two, json!({"cp1": "gone"}), true, said("cp1", json!("on"))),
            (
                &listed,
                json!({"cp1": "up"}),
                false,
                said("cp1", json!("off")),
            ),
            (&listed, json!({"cp1": "off"}), true, None),
            (
                &config,
                json!({"status": "A"}),
                false,
                said("status", json!("I")),
            ),
            (
                &json!({}),
                json!({"status": "true"}),
                false,
                said("status", json!("false")),
            ),
            (&json!({}), json!({"status": "enabled"}), false, None),
        ] {
            let columns: Columns = serde_json::from_value(columns).unwrap();
            assert_eq!(
                rule(rule_of).foretell(&columns, active),
                foretold,
                "{rule_of} {columns:?}"
            );
        }
    }

    #[test]
    fn the_status_column_decides_as_text_and_exactly() {
        use StatusReason::StatusColumn;
        let rule = json!({"column": "customproperty10", "active": ["true", 512, null]});
        for (value, active) in [
            (json!("true"), true),
            (json!(true), true),
            (json!("512"), true),
            (json!(512), true),
            (json!(null), true),
            (json!("false"), false),
            (json!(""), false),
        ] {
            assert_eq!(
                decide(&rule, &json!({"CustomProperty10": value})),
                (active, StatusColumn, None),
                "{value}"
            );
        }
        assert_eq!(
            decide(&rule, &json!({"customproperty10": "TRUE"})),
            (false, StatusColumn, Some(StatusHint::CaseDiffers))
        );
    }

    #[test]
    fn an_explicit_inactive_list_leaves_the_rest_to_the_next_rule() {
        let rule = json!({"column": "cp1", "active": "A", "inactive": ["I"]});
        assert!(!decide(&rule, &json!({"cp1": "I"})).0);
        assert_eq!(
            decide(&rule, &json!({"cp1": "pending"})),
            (true, StatusReason::Returned, None)
        );
    }

    #[test]
    fn an_unmapped_status_column_is_passed_over() {
        let rule = json!({"column": "cp1", "active": ["A"], "config": {"active": "on"}});
        assert_eq!(
            decide(&rule, &json!({"status": "off"})),
            (
                false,
                StatusReason::StatusConfig,
                Some(StatusHint::ColumnNotMapped)
            )
        );
    }

    #[test]
    fn status_config_maps_the_status() {
        use StatusReason::{MappedStatus, StatusConfig};
        let both = json!({"config": {"active": ["true"], "inactive": "false"}});
        assert_eq!(
            decide(&both, &json!({"status": true})),
            (true, StatusConfig, None)
        );
        assert_eq!(
            decide(&both, &json!({"status": "false"})),
            (false, StatusConfig, None)
        );
        assert_eq!(
            decide(&both, &json!({"status": "disabled"})),
            (false, MappedStatus, None)
        );
        let only_inactive = json!({"config": {"inactive": ["x"]}});
        assert!(decide(&only_inactive, &json!({"status": "y"})).0);
        // Where the status is not mapped, the status column stands in.
        let by_column = json!({"column": "cp1", "config": {"active": ["y"]}});
        assert!(!decide(&by_column, &json!({"cp1": "n"})).0);
    }

    #[test]
    fn without_rules_words_decide_and_then_presence() {
        for (status, active, reason) in [
            (json!("Enabled"), true, StatusReason::MappedStatus),
            (json!(0), false, StatusReason::MappedStatus),
            (json!("whatever"), true, StatusReason::Returned),
            (json!(null), true, StatusReason::Returned),
        ] {
            assert_eq!(
                decide(&json!({}), &json!({"status": status})),
                (active, reason, None)
            );
        }
        assert_eq!(
            decide(&json!({}), &json!({})),
            (true, StatusReason::Returned, None)
        );
    }

    #[test]
    fn an_inverted_field_is_handled_as_text() {
        let rule = json!({"column": "status", "active": ["false"]});
        assert!(decide(&rule, &json!({"status": false})).0);
        assert!(!decide(&rule, &json!({"status": true})).0);
    }
}
