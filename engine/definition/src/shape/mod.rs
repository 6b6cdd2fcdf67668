//! The keys of every object of the dialect: the table that the reader checks against and that schema
//! and completion are made from (rest-dialect §4).

mod connection;
mod effect;
mod import;
mod provisioning;
mod settings;

pub use effect::{Effect, effect};

pub use connection::{AUTHENTICATION, CONNECTION, JWT, RATE_LIMIT, REFRESH_TOKEN_CALL, SSL, TEST};
pub use import::{
    ACCOUNT_CALL, ACCOUNT_MEMBERSHIP, ACCOUNT_PARAMS, ENTITLEMENT_CALL, ENTITLEMENT_MEMBERSHIP,
    ENTITLEMENT_PARAMS, ENTITLEMENT_RELATION, ENTITLEMENT_TYPE, GLOBAL_SETTINGS, HTTP, IMPORT,
    INPUT_PARAMS, LINK_CALL, LINK_PARAMS, LINK_TYPE, MULTI_TRIGGER, NEXT_URL, OFFSET, OWNER_CONFIG,
    PAGE, PAGINATION, PRIVILEGE_PARAMS, STATUS_CONFIG, STATUS_RULES, USER_CALL, USER_IMPORT,
};
pub use provisioning::{DOCUMENT, LOOKUP, PRIVILEGE, PROVISION_CALL, READ_BACK, USER_ACTIONS};
pub use settings::{
    CONFIG, LOCKED_STATUS, PASSWORD_POLICY, PROVISIONING_LIMIT, STATUS_ATTRIBUTE, TIMEOUTS,
};

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string with bindings.
    Template,
    /// A string taken as it is.
    Word,
    /// A boolean, also as a string.
    Bool,
    /// A whole number, also as a string.
    Integer,
    /// A list of scalars; a single scalar counts as a list of one.
    List,
    /// An object.
    Object,
    /// An object or a list.
    Calls,
    /// A string, an object or a list.
    Any,
    /// Known, read by nobody: bindery does not act on it.
    Ignored,
}

/// One key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name in EIC's case.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// Other names that packages use for it.
    pub aliases: &'static [&'static str],
    /// One clause.
    pub about: &'static str,
    /// What stands inside its value.
    pub inside: Inside,
}

/// What stands inside the value of a key.
#[derive(Debug, Clone, Copy)]
pub enum Inside {
    /// Nothing that a table describes.
    Free,
    /// The keys of a table.
    One(&'static Shape),
    /// Names, each with the keys of a table.
    Each(&'static Shape),
    /// Calls: by name, as a list, or a single one, each with the keys of a table.
    Many(&'static Shape),
}

/// What happens to keys that are not in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// They are reported.
    Reported,
    /// They mean something (`${connection.<key>}`); only a near miss is reported.
    Kept,
}

/// The keys of one kind of object.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// What the object is, for messages: `account call`.
    pub noun: &'static str,
    /// What happens to other keys.
    pub extra: Extra,
    /// Its keys.
    pub keys: &'static [Key],
}

/// Writes a table of keys.
macro_rules! shape {
    ($(#[$doc:meta])* $name:ident, $noun:literal, $extra:ident {
        $($key:literal $kind:ident $need:ident $([$($alias:literal),*])? $about:literal
            $(=> $inside:ident $of:ident)?;)*
    }) => {
        $(#[$doc])*
        pub static $name: $crate::shape::Shape = $crate::shape::Shape {
            noun: $noun,
            extra: $crate::shape::Extra::$extra,
            keys: &[$($crate::shape::Key {
                name: $key,
                kind: $crate::shape::Kind::$kind,
                required: $crate::shape::shape!(@ $need),
                aliases: &[$($($alias),*)?],
                about: $about,
                inside: $crate::shape::shape!(@inside $($inside $of)?),
            }),*],
        };
    };
    (@ required) => { true };
    (@ optional) => { false };
    (@inside) => { $crate::shape::Inside::Free };
    (@inside $inside:ident $of:ident) => { $crate::shape::Inside::$inside(&$crate::shape::$of) };
}
pub(crate) use shape;

impl Shape {
    /// The key that a name means exactly, in another case, or as an alias.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<(&'static Key, Spelling)> {
        if let Some(key) = self.keys.iter().find(|k| k.name == name) {
            return Some((key, Spelling::Exact));
        }
        let trimmed = name.trim();
        if let Some(key) = self
            .keys
            .iter()
            .find(|k| k.name.eq_ignore_ascii_case(trimmed))
        {
            return Some((key, Spelling::OtherCase));
        }
        self.keys
            .iter()
            .find(|k| k.aliases.iter().any(|a| a.eq_ignore_ascii_case(trimmed)))
            .map(|k| (k, Spelling::Alias))
    }
}

/// How a key was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// As the dialect writes it.
    Exact,
    /// In another case, or with blanks around it.
    OtherCase,
    /// Under a name that packages use for it.
    Alias,
}

/// Every table, for schema, manual and tests.
pub static SHAPES: &[&Shape] = &[
    &CONNECTION,
    &AUTHENTICATION,
    &REFRESH_TOKEN_CALL,
    &RATE_LIMIT,
    &TEST,
    &JWT,
    &SSL,
    &IMPORT,
    &GLOBAL_SETTINGS,
    &HTTP,
    &ACCOUNT_PARAMS,
    &ACCOUNT_CALL,
    &ACCOUNT_MEMBERSHIP,
    &ENTITLEMENT_PARAMS,
    &ENTITLEMENT_TYPE,
    &ENTITLEMENT_CALL,
    &ENTITLEMENT_MEMBERSHIP,
    &ENTITLEMENT_RELATION,
    &LINK_PARAMS,
    &LINK_TYPE,
    &LINK_CALL,
    &PRIVILEGE_PARAMS,
    &OWNER_CONFIG,
    &MULTI_TRIGGER,
    &INPUT_PARAMS,
    &PAGINATION,
    &NEXT_URL,
    &PAGE,
    &OFFSET,
    &STATUS_CONFIG,
    &STATUS_RULES,
    &USER_IMPORT,
    &USER_CALL,
    &DOCUMENT,
    &USER_ACTIONS,
    &PROVISION_CALL,
    &PRIVILEGE,
    &STATUS_ATTRIBUTE,
    &CONFIG,
    &TIMEOUTS,
    &PROVISIONING_LIMIT,
    &PASSWORD_POLICY,
    &LOCKED_STATUS,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_one_key_of_a_table() {
        for shape in SHAPES {
            let mut names: Vec<String> = shape
                .keys
                .iter()
                .flat_map(|k| std::iter::once(&k.name).chain(k.aliases))
                .map(|n| n.to_ascii_lowercase())
                .collect();
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all, "{}", shape.noun);
        }
    }

    #[test]
    fn an_object_that_the_reader_opens_names_its_table() {
        let free = [
            "httpHeaders",
            "properties",
            "colsToPropsMap",
            "responseColsToPropsMap",
            "jwtHeader",
            "jwtPayload",
            "types",
            "entTypeLabels",
        ];
        for shape in SHAPES {
            for key in shape.keys {
                let describes = !matches!(key.inside, Inside::Free);
                let opens = matches!(key.kind, Kind::Object | Kind::Calls);
                let free = free.contains(&key.name);
                assert_eq!(describes, opens && !free, "{} of {}", key.name, shape.noun);
            }
        }
    }

    #[test]
    fn a_key_is_found_in_any_case_and_by_its_alias() {
        let (key, spelling) = ACCOUNT_CALL
            .find("KeyField")
            .map_or(("", Spelling::Exact), |(k, s)| (k.name, s));
        assert_eq!((key, spelling), ("keyField", Spelling::OtherCase));
        let (key, spelling) = STATUS_RULES
            .find("active")
            .map_or(("", Spelling::Exact), |(k, s)| (k.name, s));
        assert_eq!((key, spelling), ("activeStatus", Spelling::Alias));
        assert!(ACCOUNT_CALL.find("colour").is_none());
    }
}
