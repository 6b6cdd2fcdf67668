//! Rows as lines of JSON: `{"kind","endpoint","type"?,…EIC's columns…}` (`import --to jsonl`).

use std::io::{self, Write};

use bindery_diagnostics::Diagnostic;
use bindery_model::Columns;
use bindery_repository::{Filter, Repository};
use serde_json::{Value, json};

use crate::exit::Failure;

/// The columns that come first in a row, as text.
pub type Identity = [&'static str; 3];

/// Those of an account.
pub const ACCOUNT: Identity = ["accountID", "name", "displayName"];
/// Those of an entitlement.
pub const ENTITLEMENT: Identity = ["entitlementID", "entitlement_value", "displayname"];

/// Those of a user.
pub const USER: Identity = ["username", "", ""];

/// Writes one row, field by field.
pub struct Line<'w, W: Write> {
    to: &'w mut W,
}

impl<'w, W: Write> Line<'w, W> {
    /// Begins a row of a kind.
    pub fn begin(to: &'w mut W, kind: &str, endpoint: &str) -> io::Result<Self> {
        to.write_all(b"{\"kind\":")?;
        serde_json::to_writer(&mut *to, kind)?;
        let mut line = Self { to };
        // A user belongs to none.
        if !endpoint.is_empty() {
            line.text("endpoint", Some(endpoint))?;
        }
        Ok(line)
    }

    /// Adds a field; nothing is null.
    pub fn text(&mut self, name: &str, value: Option<&str>) -> io::Result<()> {
        self.name(name)?;
        match value {
            Some(text) => serde_json::to_writer(&mut *self.to, text)?,
            None => self.to.write_all(b"null")?,
        }
        Ok(())
    }

    /// Adds a field.
    pub fn value(&mut self, name: &str, value: &Value) -> io::Result<()> {
        self.name(name)?;
        Ok(serde_json::to_writer(&mut *self.to, value)?)
    }

    /// Adds the other columns, and ends the row.
    pub fn end(mut self, identity: &Identity, columns: &Columns) -> io::Result<()> {
        for (name, value) in columns {
            if !identity.iter().any(|i| i.eq_ignore_ascii_case(name)) {
                self.value(name, value)?;
            }
        }
        self.to.write_all(b"}\n")
    }

    fn name(&mut self, name: &str) -> io::Result<()> {
        self.to.write_all(b",")?;
        serde_json::to_writer(&mut *self.to, name)?;
        self.to.write_all(b":")
    }
}

/// Every row of a store as a line: `{"kind","endpoint","type"?,…columns…}`.
pub fn write<W: Write>(repository: &Repository, output: &mut W) -> Result<(), Failure> {
    let all = Filter::default();
    let failed = |found: Box<Diagnostic>| Failure::run(*found);
    for user in repository.list_users(&all).map_err(failed)? {
        let mut line = Line::begin(output, "user", "")?;
        line.text("username", Some(&user.username))?;
        line.end(&USER, &user.columns)?;
    }
    for account in repository.list_accounts(&all).map_err(failed)? {
        let mut line = Line::begin(output, "account", &account.endpoint)?;
        line.text("accountID", account.account_id.as_deref())?;
        line.text("name", account.name.as_deref())?;
        line.text("displayName", account.display_name.as_deref())?;
        line.text("status", Some(account.status.eic_name()))?;
        line.end(&ACCOUNT, &account.columns)?;
    }
    for entitlement in repository.list_entitlements(&all).map_err(failed)? {
        let mut line = Line::begin(output, "entitlement", &entitlement.endpoint)?;
        line.text("type", Some(&entitlement.entitlement_type))?;
        line.text("entitlementID", Some(&entitlement.entitlement_id))?;
        line.text("entitlement_value", entitlement.value.as_deref())?;
        line.text("displayname", entitlement.display_name.as_deref())?;
        line.text("status", Some(entitlement.status.as_str()))?;
        line.end(&ENTITLEMENT, &entitlement.columns)?;
    }
    for link in repository.list_links(&all).map_err(failed)? {
        let mut line = Line::begin(output, "link", &link.endpoint)?;
        line.text("type", Some(&link.entitlement_type))?;
        line.text("name", Some(&link.account))?;
        line.text("accountID", link.account_id.as_deref())?;
        line.text("entitlementID", Some(&link.entitlement_id))?;
        line.text("entitlement_value", link.entitlement_value.as_deref())?;
        if !link.attributes.is_empty() {
            line.value("attributes", &json!(link.attributes))?;
        }
        line.end(&ACCOUNT, &Columns::new())?;
    }
    Ok(())
}
