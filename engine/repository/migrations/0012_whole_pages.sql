-- The rows of a first import, page by page as they came: see `pages`.
CREATE TABLE staged_pages (
    seq         INTEGER PRIMARY KEY,
    run         INTEGER NOT NULL REFERENCES runs (id),
    staged_type INTEGER NOT NULL,
    rows        BLOB NOT NULL
) STRICT;

CREATE INDEX staged_pages_by_run ON staged_pages (run, staged_type);
