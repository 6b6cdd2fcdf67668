-- Times are RFC 3339 in UTC. Every row belongs to an endpoint (design D15).

CREATE TABLE security_systems (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE endpoints (
    id              INTEGER PRIMARY KEY,
    security_system INTEGER NOT NULL REFERENCES security_systems (id),
    name            TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE users (
    id       INTEGER PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    columns  TEXT NOT NULL
) STRICT;

-- `columns` holds what is not a real column, under its EIC name. `memberships` is what EIC keeps in
-- customproperty31: the raw memberships as read, null where none were ever read.
CREATE TABLE accounts (
    id           INTEGER PRIMARY KEY,
    endpoint     INTEGER NOT NULL REFERENCES endpoints (id),
    account_id   TEXT,
    name         TEXT,
    display_name TEXT,
    status       TEXT NOT NULL,
    user         TEXT,
    columns      TEXT NOT NULL,
    memberships  TEXT,
    created      TEXT NOT NULL,
    changed      TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX accounts_by_id ON accounts (endpoint, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX accounts_by_name ON accounts (endpoint, name);
CREATE INDEX accounts_without_id ON accounts (endpoint, name) WHERE account_id IS NULL;

CREATE TABLE entitlement_types (
    id       INTEGER PRIMARY KEY,
    endpoint INTEGER NOT NULL REFERENCES endpoints (id),
    name     TEXT NOT NULL,
    UNIQUE (endpoint, name)
) STRICT;

CREATE TABLE entitlements (
    id               INTEGER PRIMARY KEY,
    entitlement_type INTEGER NOT NULL REFERENCES entitlement_types (id),
    entitlement_id   TEXT,
    value            TEXT,
    display_name     TEXT,
    status           TEXT NOT NULL,
    columns          TEXT NOT NULL,
    created          TEXT NOT NULL,
    changed          TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX entitlements_by_id ON entitlements (entitlement_type, entitlement_id)
    WHERE entitlement_id IS NOT NULL;
CREATE INDEX entitlements_by_value ON entitlements (entitlement_type, value);
CREATE INDEX entitlements_without_id ON entitlements (entitlement_type, value)
    WHERE entitlement_id IS NULL;

CREATE TABLE links (
    account     INTEGER NOT NULL REFERENCES accounts (id),
    entitlement INTEGER NOT NULL REFERENCES entitlements (id),
    origin      TEXT NOT NULL,
    created     TEXT NOT NULL,
    PRIMARY KEY (account, entitlement)
) STRICT, WITHOUT ROWID;

CREATE INDEX links_by_entitlement ON links (entitlement);

-- Links read on their own of which an end was not known.
CREATE TABLE unresolved_links (
    entitlement_type   INTEGER NOT NULL REFERENCES entitlement_types (id),
    account_column     TEXT NOT NULL,
    account_value      TEXT NOT NULL,
    entitlement_column TEXT NOT NULL,
    entitlement_value  TEXT NOT NULL,
    PRIMARY KEY (entitlement_type, account_column, account_value, entitlement_column, entitlement_value)
) STRICT, WITHOUT ROWID;

-- A run that is `running` holds the lease of its endpoint; `holder` says which process, `heartbeat`
-- when it last showed life.
CREATE TABLE runs (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    endpoint  INTEGER NOT NULL REFERENCES endpoints (id),
    kind      TEXT NOT NULL,
    status    TEXT NOT NULL,
    started   TEXT NOT NULL,
    heartbeat TEXT NOT NULL,
    ended     TEXT,
    holder    TEXT NOT NULL,
    report    TEXT
) STRICT;

CREATE INDEX runs_by_endpoint ON runs (endpoint, status);

-- Rows as read, until their run ends. `entitlement_type` is 0 for accounts. `mapped` has a bit for
-- each real column that some call mapped: 1 id, 2 name, 4 display name.
CREATE TABLE staged (
    seq              INTEGER PRIMARY KEY,
    run              INTEGER NOT NULL REFERENCES runs (id),
    entitlement_type INTEGER NOT NULL,
    key              TEXT NOT NULL,
    object_id        TEXT,
    name             TEXT,
    display_name     TEXT,
    mapped           INTEGER NOT NULL,
    status           TEXT,
    columns          TEXT NOT NULL,
    memberships      TEXT,
    UNIQUE (run, entitlement_type, key)
) STRICT;

CREATE TABLE staged_links (
    seq                INTEGER PRIMARY KEY,
    run                INTEGER NOT NULL REFERENCES runs (id),
    entitlement_type   INTEGER NOT NULL REFERENCES entitlement_types (id),
    account_column     TEXT NOT NULL,
    account_value      TEXT NOT NULL,
    entitlement_column TEXT NOT NULL,
    entitlement_value  TEXT NOT NULL
) STRICT;

CREATE INDEX staged_links_by_run ON staged_links (run, entitlement_type);

CREATE TABLE staged_observed (
    run                INTEGER NOT NULL REFERENCES runs (id),
    entitlement_type   INTEGER NOT NULL REFERENCES entitlement_types (id),
    entitlement_column TEXT NOT NULL,
    entitlement_value  TEXT NOT NULL,
    PRIMARY KEY (run, entitlement_type, entitlement_column, entitlement_value)
) STRICT, WITHOUT ROWID;

CREATE TABLE staged_cursors (
    seq    INTEGER PRIMARY KEY,
    run    INTEGER NOT NULL REFERENCES runs (id),
    cursor TEXT NOT NULL
) STRICT;

CREATE INDEX staged_cursors_by_run ON staged_cursors (run);
