-- What a run is made from, so that an interrupted import is taken up only by the same one; and the rows
-- that its pages have shown as they are stored, which are not staged: ids, each as the difference from
-- the one before.
ALTER TABLE runs ADD COLUMN fingerprint TEXT;

CREATE TABLE staged_presence (
    seq         INTEGER PRIMARY KEY,
    run         INTEGER NOT NULL REFERENCES runs (id),
    staged_type INTEGER NOT NULL,
    rows        BLOB NOT NULL
) STRICT;
