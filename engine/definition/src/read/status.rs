//! Status values and thresholds (rest-dialect §2.9).

use indexmap::IndexMap;

use crate::json::{Node, Value};
use crate::model::{MissingAccountAction, StatusConfig, StatusRules, Threshold, ValueMatch};
use crate::pointer::Pointer;
use crate::shape::{LOCKED_STATUS, STATUS_ATTRIBUTE, STATUS_CONFIG, STATUS_RULES};

use super::{Fields, Reader};

/// STATUS_THRESHOLD_CONFIG; the block may also stand there without its key.
pub(crate) fn status_attribute(reader: &mut Reader<'_>, root: &Node) -> Option<StatusRules> {
    let bare = root.members().is_some_and(|m| {
        !m.is_empty() && m.iter().all(|m| STATUS_RULES.find(&m.key.text).is_some())
    });
    if bare {
        let fields = reader.open(root, &Pointer::ROOT, &STATUS_RULES)?;
        return Some(rules(reader, &fields));
    }
    let fields = reader.open(root, &Pointer::ROOT, &STATUS_ATTRIBUTE)?;
    status_rules(reader, &fields)
}

/// `statusAndThresholdConfig` of a section.
pub(super) fn status_rules(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<StatusRules> {
    let fields = fields.object(reader, "statusAndThresholdConfig", &STATUS_RULES)?;
    Some(rules(reader, &fields))
}

fn rules(reader: &mut Reader<'_>, f: &Fields<'_>) -> StatusRules {
    let locked = f.object(reader, "lockedStatusMapping", &LOCKED_STATUS);
    let (locked, unlocked) = locked.map_or_else(Default::default, |l| {
        (
            values(reader, &l, "Locked").unwrap_or_default(),
            values(reader, &l, "Unlocked").unwrap_or_default(),
        )
    });
    StatusRules {
        place: reader.place(f.node, &f.pointer),
        status_column: f.word(reader, "statusColumn"),
        active_status: values(reader, f, "activeStatus"),
        inactive_status: values(reader, f, "inactiveStatus"),
        delete_links: f.boolean(reader, "deleteLinks"),
        account_threshold: f.count(reader, "accountThresholdValue"),
        correlate_inactive_accounts: f.boolean(reader, "correlateInactiveAccounts"),
        inactivate_accounts_not_in_file: f.boolean(reader, "inactivateAccountsNotInFile"),
        accounts_not_in_import_action: f
            .word(reader, "accountsNotInImportAction")
            .map(|w| (MissingAccountAction::read(w.as_str()), w.place().clone())),
        delete_links_of_active_accounts: f.boolean(reader, "deleteAccEntForActiveAccounts"),
        account_entitlement_threshold: f.count(reader, "accountEntThresholdValue"),
        app_account_threshold: f.count(reader, "appAccountThresholdValue"),
        inactivate_entitlements_not_in_feed: f.boolean(reader, "inactivateEntsNotInFeed"),
        entitlement_threshold: threshold(reader, f),
        inactivate_organizations_not_in_feed: f.boolean(reader, "inactivateOrganizationNotInFeed"),
        locked_status_column: f.word(reader, "lockedStatusColumn"),
        locked,
        unlocked,
    }
}

/// `statusConfig` of a call.
pub(super) fn status_config(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<StatusConfig> {
    let f = fields.object(reader, "statusConfig", &STATUS_CONFIG)?;
    Some(StatusConfig {
        place: reader.place(f.node, &f.pointer),
        active: values(reader, &f, "active").unwrap_or_default(),
        inactive: values(reader, &f, "inactive").unwrap_or_default(),
        locked: values(reader, &f, "locked").unwrap_or_default(),
    })
}

fn values(reader: &mut Reader<'_>, fields: &Fields<'_>, key: &str) -> Option<Vec<ValueMatch>> {
    let (node, at) = fields.get(key)?;
    let values = reader.scalars(node, &at, key);
    Some(
        values
            .into_iter()
            .filter_map(|(node, at)| {
                let place = reader.place(node, &at);
                let value = match &node.value {
                    Value::Null => None,
                    _ => Some(reader.word(node, &at, key)?.as_str().to_owned()),
                };
                Some(ValueMatch { value, place })
            })
            .collect(),
    )
}

/// A number, or `{"entType": {"Group": {"ent": 10}}}`.
fn threshold(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Threshold> {
    let key = "entThresholdValue";
    let (node, at) = fields.get(key)?;
    let Value::Object(_) = &node.value else {
        return reader.count(node, &at, key).map(Threshold::All);
    };
    let mut types = IndexMap::new();
    for (outer, at) in reader.entries(node, &at, key) {
        for (member, at) in reader.entries(&outer.node, &at, key) {
            let number = match &member.node.value {
                Value::Object(_) => reader
                    .entries(&member.node, &at, key)
                    .into_iter()
                    .find_map(|(m, at)| reader.count(&m.node, &at, key)),
                _ => reader.count(&member.node, &at, key),
            };
            if let Some(number) = number {
                types.insert(member.key.text.to_string(), number);
            }
        }
    }
    Some(Threshold::PerType(types))
}
