-- Who had part in a request besides the one who asked: approvers, roles, the owner of its tasks, and
-- the owners of the account that it makes, as JSON.
ALTER TABLE requests ADD COLUMN parties TEXT NOT NULL DEFAULT '{}';

-- Whom an endpoint belongs to, by username; and of a logical endpoint the one that has its accounts.
ALTER TABLE endpoints ADD COLUMN owner TEXT;
ALTER TABLE endpoints ADD COLUMN accounts_of INTEGER REFERENCES endpoints (id);

-- ENDPOINTS_FILTER as it was read last: an entitlement that makes an account belong to a logical endpoint.
CREATE TABLE endpoint_filters (
    endpoint         INTEGER NOT NULL REFERENCES endpoints (id),
    entitlement_type TEXT NOT NULL,
    value            TEXT NOT NULL,
    PRIMARY KEY (endpoint, entitlement_type, value)
) STRICT, WITHOUT ROWID;

-- Whom an account belongs to that is no person's own, the first owner first.
CREATE TABLE account_owners (
    account INTEGER NOT NULL REFERENCES accounts (id),
    rank    INTEGER NOT NULL,
    user    TEXT NOT NULL,
    PRIMARY KEY (account, rank)
) STRICT, WITHOUT ROWID;

-- The logical endpoint that a task was asked for at; it is carried out where the accounts are.
ALTER TABLE tasks ADD COLUMN logical INTEGER REFERENCES endpoints (id);

-- An account is named by what the task that makes it is going to call it.
CREATE INDEX tasks_by_name ON tasks (endpoint, account_name)
    WHERE operation = 'create-account' AND status IN (1, 2, 5, 6);

-- Where the random numbers of a task start: whoever knows it knows what a template draws from them.
-- `tasks.seed` is that of tasks which were made before this table.
CREATE TABLE task_seeds (
    task    INTEGER PRIMARY KEY REFERENCES tasks (id),
    key     TEXT NOT NULL,
    nonce   BLOB NOT NULL,
    content BLOB NOT NULL
) STRICT;

UPDATE tasks SET seed = 0 WHERE status IN (3, 4, 9);
