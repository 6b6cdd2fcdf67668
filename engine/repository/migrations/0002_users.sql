-- Which endpoint's feed a user came from; null for one that was put in by hand.
ALTER TABLE users ADD COLUMN source INTEGER REFERENCES endpoints (id);
CREATE INDEX users_by_source ON users (source) WHERE source IS NOT NULL;
CREATE INDEX accounts_by_user ON accounts (user) WHERE user IS NOT NULL;

-- Users as read, until their run ends; `columns` holds every column, the username too.
CREATE TABLE staged_users (
    seq      INTEGER PRIMARY KEY,
    run      INTEGER NOT NULL REFERENCES runs (id),
    key      TEXT NOT NULL,
    username TEXT,
    columns  TEXT NOT NULL,
    UNIQUE (run, key)
) STRICT;
