-- Secrets that outlive a run: refresh tokens that a target replaced. They are sealed before they get
-- here; `key` tells which key opens one, so that keys can be changed one secret at a time.
CREATE TABLE sealed (
    connection TEXT NOT NULL,
    name       TEXT NOT NULL,
    key        TEXT NOT NULL,
    nonce      BLOB NOT NULL,
    content    BLOB NOT NULL,
    written    TEXT NOT NULL,
    PRIMARY KEY (connection, name)
) STRICT, WITHOUT ROWID;
