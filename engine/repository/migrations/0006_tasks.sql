-- What was asked for; each request makes tasks.
CREATE TABLE requests (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    endpoint      INTEGER NOT NULL REFERENCES endpoints (id),
    operation     TEXT NOT NULL,
    user          TEXT,
    requestor     TEXT,
    source        TEXT NOT NULL,
    justification TEXT,
    comments      TEXT,
    made          TEXT NOT NULL
) STRICT;

-- `status` is EIC's number, 1 to 9. Tasks of one account share a `lane`, and are done one after the
-- other by `due`: the later of when a task was made and when it starts. `head` marks the first open one
-- of a lane, and `ready` when it may be claimed, so that the next task of an endpoint is found without
-- looking at any other. `holder` is the process of the worker that claimed it. `key`, `nonce` and
-- `content` are its sealed password.
CREATE TABLE tasks (
    id                    INTEGER PRIMARY KEY AUTOINCREMENT,
    request               INTEGER REFERENCES requests (id),
    parent                INTEGER REFERENCES tasks (id),
    endpoint              INTEGER NOT NULL REFERENCES endpoints (id),
    operation             TEXT NOT NULL,
    action                TEXT,
    status                INTEGER NOT NULL,
    user                  TEXT,
    account               TEXT,
    account_name          TEXT,
    entitlement_type      TEXT,
    entitlement           TEXT,
    source                TEXT NOT NULL,
    attributes            TEXT,
    justification         TEXT,
    comments              TEXT,
    provisioning_comments TEXT,
    tries                 INTEGER NOT NULL DEFAULT 0,
    starts                TEXT,
    ends                  TEXT,
    not_before            TEXT,
    ticket                TEXT,
    seed                  INTEGER NOT NULL,
    created               TEXT NOT NULL,
    changed               TEXT NOT NULL,
    lane                  TEXT NOT NULL,
    due                   TEXT NOT NULL,
    ready                 TEXT NOT NULL,
    head                  INTEGER NOT NULL DEFAULT 0,
    worker                TEXT,
    holder                TEXT,
    claimed               TEXT,
    key                   TEXT,
    nonce                 BLOB,
    content               BLOB
) STRICT;

CREATE INDEX tasks_due ON tasks (endpoint, ready, id) WHERE status = 1 AND head = 1;
CREATE INDEX tasks_claimed ON tasks (endpoint, claimed) WHERE status = 2;
CREATE INDEX tasks_open ON tasks (endpoint, lane, due, id) WHERE status IN (1, 2, 5, 6);
CREATE INDEX tasks_by_status ON tasks (status, id);
CREATE INDEX tasks_by_user ON tasks (user, id) WHERE user IS NOT NULL;
CREATE INDEX tasks_by_parent ON tasks (parent) WHERE parent IS NOT NULL;
CREATE INDEX tasks_by_request ON tasks (request) WHERE request IS NOT NULL;

-- The calls of tasks, written before each is sent and after it answers. `item` is 0 but for the items
-- of a list. `key`, `nonce` and `content` are the sealed answer.
CREATE TABLE journal (
    task    INTEGER NOT NULL REFERENCES tasks (id),
    step    INTEGER NOT NULL,
    item    INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    name    TEXT NOT NULL,
    method  TEXT NOT NULL,
    url     TEXT NOT NULL,
    state   TEXT NOT NULL,
    status  INTEGER,
    note    TEXT,
    written TEXT NOT NULL,
    changed TEXT NOT NULL,
    key     TEXT,
    nonce   BLOB,
    content BLOB,
    PRIMARY KEY (task, step, item)
) STRICT, WITHOUT ROWID;

-- Who did what when. `hash` is SHA-256 over the hash of the row before and the row itself, so that a
-- row that is changed, taken out or put in between shows.
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    event   TEXT NOT NULL,
    request INTEGER,
    task    INTEGER,
    call    TEXT,
    outcome TEXT,
    note    TEXT,
    hash    BLOB NOT NULL
) STRICT;

CREATE INDEX audit_by_task ON audit (task) WHERE task IS NOT NULL;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE (ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE (ABORT, 'the audit trail is append-only'); END;

-- INSERT OR REPLACE fires no trigger of the row that it replaces.
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN SELECT RAISE (ABORT, 'the audit trail is append-only'); END;
