-- Working sets of a connection, in memory.

-- Which stored object a staged row is.
CREATE TEMP TABLE matched (seq INTEGER PRIMARY KEY, object INTEGER NOT NULL UNIQUE);
-- Accounts that a run has seen: presence apart from the rows (design D6).
CREATE TEMP TABLE seen (run INTEGER, account INTEGER, PRIMARY KEY (run, account)) WITHOUT ROWID;
-- Stored objects that went missing, with the state they had.
CREATE TEMP TABLE missing (object INTEGER PRIMARY KEY, status TEXT NOT NULL);
-- Objects by the text of a column.
CREATE TEMP TABLE account_lookup (column TEXT, value TEXT, object INTEGER, PRIMARY KEY (column, value)) WITHOUT ROWID;
CREATE TEMP TABLE entitlement_lookup (column TEXT, value TEXT, object INTEGER, PRIMARY KEY (column, value)) WITHOUT ROWID;
-- Links as read, their ends resolved as far as known.
CREATE TEMP TABLE read_links (
    account_column TEXT, account_value TEXT, entitlement_column TEXT, entitlement_value TEXT,
    account INTEGER, entitlement INTEGER, attributes TEXT
);
CREATE TEMP TABLE wanted (
    account INTEGER, entitlement INTEGER, attributes TEXT, PRIMARY KEY (account, entitlement)
) WITHOUT ROWID;
CREATE TEMP TABLE observed (object INTEGER PRIMARY KEY);
-- Links about to go or to come.
CREATE TEMP TABLE changing (account INTEGER, entitlement INTEGER);
-- Inactive accounts that a run which read accounts has not seen.
CREATE TEMP TABLE absent (account INTEGER PRIMARY KEY);
-- Accounts that belong to a logical endpoint.
CREATE TEMP TABLE associated (account INTEGER PRIMARY KEY);
