//! Finding objects by id, by name, and by any column that a definition names.

use bindery_model::{Account, AccountStatus, Entitlement, EntitlementStatus, User};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::failure::Attempt;
use crate::scope;
use crate::shape::{ACCOUNTS, Shape, find, read_columns, text_of};

/// The working table of look-ups for a kind of object.
pub(crate) fn table(shape: &Shape) -> &'static str {
    if shape.table == ACCOUNTS.table {
        "account_lookup"
    } else {
        "entitlement_lookup"
    }
}

/// Empties the look-ups of a kind of object.
pub(crate) fn empty(tx: &Connection, shape: &Shape) -> Attempt<()> {
    tx.execute(&format!("DELETE FROM temp.{}", table(shape)), [])?;
    Ok(())
}

/// Fills the look-up of one column for a scope: text of the column to object, present ones first.
/// Objects that were taken away do not answer.
pub(crate) fn fill(tx: &Connection, shape: &Shape, scope: i64, column: &str) -> Attempt<()> {
    let Shape {
        table: objects,
        scope: scope_column,
        present,
        ..
    } = shape;
    let lookup = table(shape);
    if let Some(real) = shape.sql_column(column) {
        tx.prepare_cached(&format!(
            "INSERT OR IGNORE INTO temp.{lookup} SELECT ?1, {real}, id FROM {objects}
             WHERE {scope_column} = ?2 AND {real} IS NOT NULL ORDER BY status NOT IN {present}, id"
        ))?
        .execute(params![column, scope])?;
        return Ok(());
    }
    let mut query = tx.prepare_cached(&format!(
        "SELECT id, columns FROM {objects} WHERE {scope_column} = ?1
         ORDER BY status NOT IN {present}, id"
    ))?;
    let mut insert = tx.prepare_cached(&format!(
        "INSERT OR IGNORE INTO temp.{lookup} VALUES (?1, ?2, ?3)"
    ))?;
    let mut rows = query.query([scope])?;
    while let Some(row) = rows.next()? {
        let columns = read_columns(row.get_ref(1)?.as_str().unwrap_or("{}"))?;
        let value = find(&columns, column).and_then(|i| columns.get_index(i));
        if let Some(text) = value.and_then(|(_, v)| text_of(v)) {
            insert.execute(params![column, text, row.get::<_, i64>(0)?])?;
        }
    }
    Ok(())
}

/// The columns of an account query, in the order that [`account`] reads them.
pub(crate) const ACCOUNT: &str = "SELECT a.id, p.name, a.account_id, a.name, a.display_name, \
     a.status, a.user, a.columns FROM accounts a JOIN endpoints p ON p.id = a.endpoint";

/// Reads a row of [`ACCOUNT`].
pub(crate) fn account(row: &Row<'_>) -> Attempt<Account> {
    let status: String = row.get(5)?;
    let columns: String = row.get(7)?;
    Ok(Account {
        row: row.get(0)?,
        endpoint: row.get(1)?,
        account_id: row.get(2)?,
        name: row.get(3)?,
        display_name: row.get(4)?,
        status: AccountStatus::parse(&status).unwrap_or(AccountStatus::Inactive),
        user: row.get(6)?,
        columns: read_columns(&columns)?,
    })
}

/// The columns of an entitlement query, in the order that [`entitlement`] reads them.
pub(crate) const ENTITLEMENT: &str = "SELECT e.id, p.name, t.name, \
     coalesce(e.entitlement_id, e.value, ''), e.value, e.display_name, e.status, e.columns \
     FROM entitlements e JOIN entitlement_types t ON t.id = e.entitlement_type \
     JOIN endpoints p ON p.id = t.endpoint";

/// Reads a row of [`ENTITLEMENT`].
pub(crate) fn entitlement(row: &Row<'_>) -> Attempt<Entitlement> {
    let status: String = row.get(6)?;
    let columns: String = row.get(7)?;
    Ok(Entitlement {
        row: row.get(0)?,
        endpoint: row.get(1)?,
        entitlement_type: row.get(2)?,
        entitlement_id: row.get(3)?,
        value: row.get(4)?,
        display_name: row.get(5)?,
        status: EntitlementStatus::parse(&status).unwrap_or(EntitlementStatus::Inactive),
        columns: read_columns(&columns)?,
    })
}

/// Reads a count.
pub(crate) fn size(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    Ok(usize::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}

/// Runs a query and reads all its rows.
pub(crate) fn read_all<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    read: impl Fn(&Row<'_>) -> Attempt<T>,
) -> Attempt<Vec<T>> {
    let mut query = connection.prepare_cached(sql)?;
    let mut rows = query.query(parameters)?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
}

/// An account by id, else by name; of several of one name, a present one.
pub(crate) fn find_account(
    connection: &Connection,
    endpoint: &str,
    id_or_name: &str,
) -> Attempt<Option<Account>> {
    let Some(endpoint) = scope::find_endpoint(connection, endpoint)? else {
        return Ok(None);
    };
    let sql = format!(
        "{ACCOUNT} WHERE a.id IN (
             SELECT id FROM accounts WHERE endpoint = ?1 AND account_id = ?2
             UNION SELECT id FROM accounts WHERE endpoint = ?1 AND name = ?2)
         ORDER BY a.account_id IS NOT ?2, a.status NOT IN {}, a.id LIMIT 1",
        ACCOUNTS.present
    );
    Ok(read_all(connection, &sql, params![endpoint, id_or_name], account)?.pop())
}

/// The account of a user at an endpoint: of several a present one, and of these the one of their name;
/// else the one of their name that belongs to nobody.
pub(crate) fn find_account_of(
    connection: &Connection,
    endpoint: &str,
    username: &str,
) -> Attempt<Option<Account>> {
    let sql = format!(
        "{ACCOUNT} WHERE p.name = ?1 AND a.user = ?2
         ORDER BY a.status NOT IN {}, a.name IS NOT ?2, a.id LIMIT 1",
        ACCOUNTS.present
    );
    let own = read_all(connection, &sql, params![endpoint, username], account)?.pop();
    if own.is_some() {
        return Ok(own);
    }
    let named = find_account(connection, endpoint, username)?;
    Ok(named.filter(|account| account.user.is_none()))
}

/// The owners of an account that is no person's own, the first one first.
pub(crate) fn owners_of(connection: &Connection, account: i64) -> Attempt<Vec<(u32, String)>> {
    let sql = "SELECT rank, user FROM account_owners WHERE account = ?1 ORDER BY rank";
    read_all(connection, sql, [account], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// An entitlement by id, else by value.
pub(crate) fn find_entitlement(
    connection: &Connection,
    endpoint: &str,
    entitlement_type: &str,
    id_or_value: &str,
) -> Attempt<Option<Entitlement>> {
    let sql = format!(
        "WITH wanted (type) AS (SELECT t.id FROM entitlement_types t
             JOIN endpoints p ON p.id = t.endpoint WHERE p.name = ?1 AND t.name = ?2)
         {ENTITLEMENT} WHERE e.id IN (
             SELECT o.id FROM wanted w JOIN entitlements o
                 ON o.entitlement_type = w.type AND o.entitlement_id = ?3
             UNION SELECT o.id FROM wanted w JOIN entitlements o
                 ON o.entitlement_type = w.type AND o.value = ?3)
         ORDER BY e.entitlement_id IS NOT ?3, e.status <> 'active', e.id LIMIT 1"
    );
    Ok(read_all(
        connection,
        &sql,
        params![endpoint, entitlement_type, id_or_value],
        entitlement,
    )?
    .pop())
}

/// Reads a row of username and columns.
pub(crate) fn user(row: &Row<'_>) -> Attempt<User> {
    let columns: String = row.get(1)?;
    Ok(User {
        username: row.get(0)?,
        columns: read_columns(&columns)?,
    })
}

/// Whether an account has an entitlement.
pub(crate) fn is_linked(tx: &Connection, account: i64, entitlement: i64) -> Attempt<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM links WHERE account = ?1 AND entitlement = ?2)";
    let mut query = tx.prepare_cached(sql)?;
    Ok(query.query_row([account, entitlement], |r| r.get(0))?)
}

/// The entitlements that an account has, type and value each, in their order.
pub(crate) fn held_by(tx: &Connection, account: i64) -> Attempt<Vec<(String, String)>> {
    let mut query = tx.prepare_cached(
        "SELECT t.name, coalesce(e.value, e.entitlement_id) FROM links l
         JOIN entitlements e ON e.id = l.entitlement
         JOIN entitlement_types t ON t.id = e.entitlement_type
         WHERE l.account = ?1 ORDER BY t.name, e.id",
    )?;
    let rows = query.query_map([account], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A user by name.
pub(crate) fn find_user(connection: &Connection, username: &str) -> Attempt<Option<User>> {
    Ok(read_all(
        connection,
        "SELECT username, columns FROM users WHERE username = ?1",
        [username],
        user,
    )?
    .pop())
}

/// Adds or replaces a user.
pub(crate) fn put_user(tx: &Connection, user: &User) -> Attempt<()> {
    tx.prepare_cached(
        "INSERT INTO users (username, columns) VALUES (?1, ?2)
         ON CONFLICT (username) DO UPDATE SET columns = excluded.columns",
    )?
    .execute(params![
        user.username,
        serde_json::to_string(&user.columns)?
    ])?;
    Ok(())
}

/// The row of an object that must belong to an endpoint; `None` where it does not.
pub(crate) fn owned(tx: &Connection, sql: &str, row: i64, endpoint: i64) -> Attempt<Option<i64>> {
    Ok(tx
        .prepare_cached(sql)?
        .query_row(params![row, endpoint], |r| r.get(0))
        .optional()?)
}
