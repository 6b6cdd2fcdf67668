//! Memberships carried by a record, and the ids of links (`rest-dialect §2.8`, §2.14).
//!
//! `listPath` leads to the elements (`""`: the record is the only one), `idPath` from an element to
//! its id (`""`: the element is the id), `keyField` names the column on the other side. Ids are text;
//! lists are taken apart, nulls, empty texts and objects dropped, repeats dropped. With all three
//! empty, the value under the type's name is taken.
//!
//! No list is an empty one: targets leave empty attributes out, and for a record that was returned
//! that is a fact, not a failure (design D6).

use bindery_model::Membership;
use indexmap::IndexSet;
use serde_json::Value;

use crate::leniency::Leniency;
use crate::path::{Path, PathError};
use crate::records::ListField;
use crate::selection::Selection;
use crate::text::scalar_text;

/// The column compared where a definition names none.
pub const DEFAULT_KEY_FIELD: &str = "entitlementID";

/// A path to ids.
#[derive(Debug, Clone)]
pub struct IdPath(Path);

impl IdPath {
    /// Compiles a path to ids; `""` is the record itself.
    ///
    /// # Errors
    /// Where it is not a path.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        Path::parse(text).map(Self)
    }

    /// Compiles `acctIdPath` or `entIdPath`, for which a missing one `idPath` stands in; `None` where
    /// both are missing. An empty path is present: it is the record itself.
    ///
    /// # Errors
    /// Where it is not a path.
    pub fn parse_with_synonym(
        own: Option<&str>,
        synonym: Option<&str>,
    ) -> Result<Option<(Self, Vec<Leniency>)>, PathError> {
        match (own, synonym) {
            (Some(own), _) => Ok(Some((Self::parse(own)?, vec![]))),
            (None, Some(synonym)) => {
                Ok(Some((Self::parse(synonym)?, vec![Leniency::IdPathSynonym])))
            }
            (None, None) => Ok(None),
        }
    }

    /// The ids in a record, in its order, without repeats. A link each.
    #[must_use]
    pub fn ids(&self, record: &Value) -> Vec<String> {
        let mut ids = IndexSet::new();
        self.collect(record, &mut ids);
        ids.into_iter().collect()
    }

    fn collect(&self, record: &Value, ids: &mut IndexSet<String>) {
        let found = self.0.get(record);
        let texts = found.values().into_iter().filter_map(scalar_text);
        ids.extend(texts.filter(|id| !id.is_empty()));
    }
}

/// A compiled entry of `acctEntMappings`.
#[derive(Debug, Clone)]
pub struct MembershipRule {
    /// The entitlement type.
    pub entitlement_type: String,
    /// The column on the other side, usually `entitlementID`.
    pub key_field: String,
    /// The leniencies that reading the entry took.
    pub leniencies: Vec<Leniency>,
    list: ListField,
    id: IdPath,
}

/// An element of a membership list, for `importAsEntitlement`.
#[derive(Debug, Clone, PartialEq)]
pub struct MembershipElement<'v> {
    /// The id.
    pub id: String,
    /// The element that carried it.
    pub element: &'v Value,
}

impl MembershipRule {
    /// Compiles an entry; what is missing is `""`.
    ///
    /// # Errors
    /// Where a path is none.
    pub fn parse(
        entitlement_type: &str,
        list_path: &str,
        id_path: &str,
        key_field: &str,
    ) -> Result<Self, PathError> {
        let key_field = key_field.trim();
        let all_empty =
            list_path.trim().is_empty() && id_path.trim().is_empty() && key_field.is_empty();
        let list = if all_empty {
            // A type's name is no path: its dots are part of it.
            ListField::parse(&entitlement_type.replace('.', "~dot#"))?
        } else {
            ListField::parse(list_path)?
        };
        Ok(Self {
            entitlement_type: entitlement_type.to_owned(),
            key_field: if key_field.is_empty() {
                DEFAULT_KEY_FIELD.to_owned()
            } else {
                key_field.to_owned()
            },
            leniencies: if all_empty {
                vec![Leniency::AllEmptyMembership]
            } else {
                vec![]
            },
            list,
            id: IdPath::parse(id_path)?,
        })
    }

    /// The ids in a record.
    #[must_use]
    pub fn ids(&self, record: &Value) -> Vec<String> {
        let mut ids = IndexSet::new();
        for element in self.list.records(record).rows {
            self.id.collect(element, &mut ids);
        }
        ids.into_iter().collect()
    }

    /// The ids in a record, each with the element that carried it first.
    #[must_use]
    pub fn elements<'v>(&self, record: &'v Value) -> Vec<MembershipElement<'v>> {
        let mut seen = IndexSet::new();
        let mut out = Vec::new();
        for element in self.list.records(record).rows {
            for id in self.id.ids(element) {
                if seen.insert(id.clone()) {
                    out.push(MembershipElement { id, element });
                }
            }
        }
        out
    }

    /// Adds the ids to what is read of a record; gives the selection of the elements that carry them.
    pub fn select<'s>(&self, record: &'s mut Selection) -> &'s mut Selection {
        let element = self.list.select(record);
        element.add(&self.id.0);
        element
    }

    /// What is stored of a record's memberships in this type (design D15).
    #[must_use]
    pub fn membership(&self, record: &Value) -> Membership {
        Membership {
            entitlement_type: self.entitlement_type.clone(),
            key_field: self.key_field.clone(),
            ids: self.ids(record),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn ids(list: &str, id: &str, record: &Value) -> Vec<String> {
        let rule = MembershipRule::parse("Group", list, id, "entitlementID").unwrap();
        rule.ids(record)
    }

    #[test]
    fn memberships_are_read_in_every_form_the_field_uses() {
        for (list, id, record, expected) in [
            (
                "roles",
                "id",
                json!({"roles": [{"id": "r1"}, {"id": "r2"}]}),
                vec!["r1", "r2"],
            ),
            (
                "groups",
                "",
                json!({"groups": ["a", "b", "a", null, ""]}),
                vec!["a", "b"],
            ),
            (
                "",
                "custom_role_id",
                json!({"custom_role_id": 7}),
                vec!["7"],
            ),
            (
                "",
                "role.id",
                json!({"role": {"id": "admin"}}),
                vec!["admin"],
            ),
            ("", "groups", json!({"groups": [1, 2]}), vec!["1", "2"]),
            ("role", "id", json!({"role": {"id": "one"}}), vec!["one"]),
            (
                "roles",
                "ids",
                json!({"roles": [{"ids": [1, [2]]}, {"ids": 3}]}),
                vec!["1", "2", "3"],
            ),
            ("roles", "id", json!({}), vec![]),
            (
                "roles",
                "",
                json!({"roles": [{"id": "an object is no id"}]}),
                vec![],
            ),
        ] {
            assert_eq!(ids(list, id, &record), expected, "{list} {id} {record}");
        }
    }

    #[test]
    fn with_nothing_filled_in_the_types_name_is_the_path() {
        let rule = MembershipRule::parse("My.Group", "", " ", "").unwrap();
        assert_eq!(rule.ids(&json!({"My.Group": ["a"]})), ["a"]);
        assert_eq!(rule.key_field, "entitlementID");
        assert_eq!(rule.leniencies, [Leniency::AllEmptyMembership]);
    }

    #[test]
    fn a_membership_holds_what_the_access_job_needs() {
        let rule = MembershipRule::parse("Role", "roles", "name", "entitlement_value").unwrap();
        let record = json!({"roles": [{"name": "a", "x": 1}, {"name": "a", "x": 2}]});
        assert_eq!(
            rule.membership(&record),
            Membership {
                entitlement_type: "Role".to_owned(),
                key_field: "entitlement_value".to_owned(),
                ids: vec!["a".to_owned()],
            }
        );
        let elements = rule.elements(&record);
        assert_eq!(elements.len(), 1);
        assert_eq!(elements[0].element["x"], json!(1));
    }

    #[test]
    fn id_paths_give_a_link_per_value() {
        let read = |path: &str, record: Value| IdPath::parse(path).unwrap().ids(&record);
        assert_eq!(read("user.id", json!({"user": {"id": "u1"}})), ["u1"]);
        assert_eq!(
            read("roles.id", json!({"roles": [{"id": 1}, {"id": 2}]})),
            ["1", "2"]
        );
        assert_eq!(
            read("userKeys", json!({"userKeys": ["a", "b"]})),
            ["a", "b"]
        );
        assert_eq!(read("", json!("u9")), ["u9"]);
        assert_eq!(
            read("id", json!({"id": 12_345_678_901_u64})),
            ["12345678901"]
        );
    }

    #[test]
    fn id_path_stands_in_for_a_missing_one() {
        let parse = |own, synonym| IdPath::parse_with_synonym(own, synonym).unwrap();
        let (path, taken) = parse(None, Some("x")).unwrap();
        assert_eq!(path.ids(&json!({"x": 1})), ["1"]);
        assert_eq!(taken, [Leniency::IdPathSynonym]);
        let (path, taken) = parse(Some(""), Some("x")).unwrap();
        assert_eq!(path.ids(&json!("s")), ["s"]);
        assert!(taken.is_empty());
        assert!(parse(None, None).is_none());
    }
}
