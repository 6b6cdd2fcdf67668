//! Rows as the objects that templates see: every known field is there, null where the row has none.

use bindery_expression::Value;
use bindery_mapping::DateRule;
use bindery_model::catalogue::{FieldType, fields_of, is_custom_property};
use bindery_model::{Account, Columns, Entitlement, EntitlementStatus, User};
use indexmap::IndexMap;
use serde_json::Value as Json;

use crate::ports::EndpointFacts;

/// An object under construction: fields by name, in the order of the catalogue.
#[derive(Debug, Clone)]
pub(crate) struct ObjectFields {
    ty: FieldType,
    fields: IndexMap<String, Value>,
}

impl ObjectFields {
    /// An object whose known fields are all null.
    pub fn empty(ty: FieldType) -> Self {
        let known = fields_of(ty).into_iter().map(|f| f.name.to_owned());
        let custom = (1..)
            .map(|n| format!("customproperty{n}"))
            .take_while(|name| is_custom_property(name));
        let has_custom = !matches!(ty, FieldType::Task);
        let custom = custom.filter(|_| has_custom).collect::<Vec<_>>();
        Self {
            ty,
            fields: known
                .chain(custom)
                .map(|name| (name, Value::Null))
                .collect(),
        }
    }

    /// Sets a field. A known name in another case is the known one.
    pub fn set(&mut self, name: &str, value: Value) {
        let known = self.fields.keys().find(|k| k.eq_ignore_ascii_case(name));
        let name = known.cloned().unwrap_or_else(|| name.to_owned());
        self.fields.insert(name, value);
    }

    /// Sets a field from JSON; dates are read as such.
    pub fn set_json(&mut self, name: &str, json: &Json) {
        let is_date = fields_of(self.ty)
            .iter()
            .any(|f| f.ty == FieldType::Date && f.name.eq_ignore_ascii_case(name));
        let date = json
            .as_str()
            .filter(|_| is_date)
            .and_then(|text| DateRule::default().read(text))
            .map(|instant| serde_json::json!({ "$date": instant }));
        self.set(name, Value::from_json(date.as_ref().unwrap_or(json)));
    }

    fn set_all(&mut self, columns: &Columns) {
        for (name, value) in columns {
            self.set_json(name, value);
        }
    }

    pub fn set_text(&mut self, name: &str, text: Option<&str>) {
        self.set(name, text.map_or(Value::Null, Value::from));
    }

    /// The object.
    pub fn value(&self) -> Value {
        let fields = self.fields.iter().map(|(n, v)| (n.as_str(), v.clone()));
        Value::map(fields).into_bound(self.ty)
    }

    /// A field; null where it has none.
    pub fn set_option(&mut self, name: &str, value: Option<Value>) {
        self.set(name, value.unwrap_or(Value::Null));
    }
}

/// `user`.
pub(crate) fn user(user: &User) -> ObjectFields {
    let mut object = ObjectFields::empty(FieldType::User);
    object.set_all(&user.columns);
    object.set_text("username", Some(&user.username));
    object
}

/// `account`; its status prints as EIC keeps it.
pub(crate) fn account(account: &Account) -> ObjectFields {
    let mut object = ObjectFields::empty(FieldType::Account);
    object.set_all(&account.columns);
    object.set_text("accountID", account.account_id.as_deref());
    object.set_text("name", account.name.as_deref());
    object.set_text("displayName", account.display_name.as_deref());
    object.set_text("status", Some(account.status.printed()));
    object
}

/// `entitlementValue`; its status prints as EIC keeps it.
pub(crate) fn entitlement(entitlement: &Entitlement) -> ObjectFields {
    let mut object = ObjectFields::empty(FieldType::Entitlement);
    object.set_all(&entitlement.columns);
    let id = entitlement.entitlement_id.as_str();
    object.set_text("entitlementID", Some(id));
    let value = entitlement.value.as_deref().unwrap_or(id);
    object.set_text("entitlement_value", Some(value));
    object.set_text("displayname", entitlement.display_name.as_deref());
    let status = match entitlement.status {
        EntitlementStatus::Active => "1",
        EntitlementStatus::Inactive => "2",
        EntitlementStatus::InProcess => "6",
    };
    object.set_text("status", Some(status));
    object
}

/// `role`, of which the name is known.
pub(crate) fn role(name: &str) -> ObjectFields {
    let mut object = ObjectFields::empty(FieldType::Role);
    object.set_text("role_name", Some(name));
    object.set_text("displayname", Some(name));
    object
}

/// The role that stands for an entitlement which itself is made, changed or deleted.
pub(crate) fn role_of(entitlement: &Entitlement) -> ObjectFields {
    let mut object = ObjectFields::empty(FieldType::Role);
    object.set_all(&entitlement.columns);
    let name = entitlement.value.as_ref();
    let name = name.unwrap_or(&entitlement.entitlement_id);
    object.set_text("role_name", Some(name));
    let shown = entitlement.display_name.as_ref().unwrap_or(name);
    object.set_text("displayname", Some(shown));
    object
}

/// `endpoint`.
pub(crate) fn endpoint(facts: &EndpointFacts) -> ObjectFields {
    let mut object = ObjectFields::empty(FieldType::Endpoint);
    object.set_all(&facts.customproperties);
    object.set_text("endpointname", Some(&facts.name));
    object.set_text("displayName", Some(&facts.display_name));
    object.set_text("securitysystem", Some(&facts.security_system));
    object
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use bindery_model::AccountStatus;
    use serde_json::json;

    #[test]
    fn a_user_has_every_known_field_under_its_known_name() {
        let object = user(&User {
            username: "mira".into(),
            columns: [
                ("firstName".to_owned(), json!("Mira")),
                ("startdate".to_owned(), json!("2024-06-15")),
                ("shoeSize".to_owned(), json!(38)),
            ]
            .into_iter()
            .collect(),
        })
        .value();
        assert_eq!(object.get("firstname").unwrap().as_str(), Some("Mira"));
        assert!(object.get("customproperty65").unwrap().is_null());
        assert!(object.get("customproperty66").is_none());
        assert!(matches!(object.get("startdate").unwrap(), Value::Date(_)));
        assert_eq!(object.get("shoeSize").unwrap().as_i64(), Some(38));
    }

    #[test]
    fn the_status_of_an_account_prints_as_the_product_keeps_it() {
        let mut row = Account {
            row: 1,
            endpoint: "E".into(),
            account_id: None,
            name: Some("mira".into()),
            display_name: None,
            status: AccountStatus::Active,
            user: None,
            columns: Columns::new(),
        };
        let status = |row: &Account| account(row).value().get("status").unwrap().to_text();
        assert_eq!(status(&row), "1");
        row.status = AccountStatus::SuspendedFromImport;
        assert_eq!(status(&row), "SUSPENDED FROM IMPORT SERVICE");
    }
}
