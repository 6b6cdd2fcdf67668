-- What bindery.toml says of security systems and endpoints; `columns` holds customproperty1 to 45.
ALTER TABLE security_systems ADD COLUMN display_name TEXT;
ALTER TABLE endpoints ADD COLUMN display_name TEXT;
ALTER TABLE endpoints ADD COLUMN columns TEXT NOT NULL DEFAULT '{}';

-- Accounts of one endpoint that belong to a logical endpoint too (ENDPOINTS_FILTER).
CREATE TABLE associations (
    endpoint INTEGER NOT NULL REFERENCES endpoints (id),
    account  INTEGER NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (endpoint, account)
) STRICT, WITHOUT ROWID;

CREATE INDEX associations_by_account ON associations (account);

-- A job's runs; one that is `running` holds its job. `due` is the moment of the schedule that a run is
-- for, and `times` how many such moments passed unheeded where the outcome is `missed`.
CREATE TABLE job_runs (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    job       TEXT NOT NULL,
    kind      TEXT NOT NULL,
    endpoint  TEXT NOT NULL,
    cause     TEXT NOT NULL,
    due       TEXT,
    outcome   TEXT NOT NULL,
    times     INTEGER NOT NULL DEFAULT 1,
    started   TEXT NOT NULL,
    heartbeat TEXT NOT NULL,
    ended     TEXT,
    holder    TEXT NOT NULL,
    report    TEXT
) STRICT;

CREATE INDEX job_runs_by_job ON job_runs (job, outcome);
CREATE INDEX job_runs_by_due ON job_runs (job, due) WHERE due IS NOT NULL;
