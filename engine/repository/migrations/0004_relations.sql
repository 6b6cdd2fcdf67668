-- Maps between entitlements, and the users that own one.
CREATE TABLE entitlement_maps (
    parent INTEGER NOT NULL REFERENCES entitlements (id),
    child  INTEGER NOT NULL REFERENCES entitlements (id),
    kind   TEXT NOT NULL,
    PRIMARY KEY (parent, child, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX entitlement_maps_by_child ON entitlement_maps (child);

CREATE TABLE entitlement_owners (
    entitlement INTEGER NOT NULL REFERENCES entitlements (id),
    user        TEXT NOT NULL,
    PRIMARY KEY (entitlement, user)
) STRICT, WITHOUT ROWID;

CREATE INDEX entitlement_owners_by_user ON entitlement_owners (user);

-- Both as read, until their run ends. `relation` is maps or owners; `target` an entitlement type, or
-- users or accounts for owners.
CREATE TABLE staged_relations (
    seq              INTEGER PRIMARY KEY,
    run              INTEGER NOT NULL REFERENCES runs (id),
    relation         TEXT NOT NULL,
    entitlement_type INTEGER NOT NULL REFERENCES entitlement_types (id),
    from_column      TEXT NOT NULL,
    from_value       TEXT NOT NULL,
    target           TEXT NOT NULL,
    to_column        TEXT NOT NULL,
    to_value         TEXT NOT NULL,
    kind             TEXT NOT NULL
) STRICT;

CREATE INDEX staged_relations_by_run ON staged_relations (run, relation, entitlement_type);

-- Entitlements whose relations are completely read.
CREATE TABLE staged_relation_ends (
    run              INTEGER NOT NULL REFERENCES runs (id),
    relation         TEXT NOT NULL,
    entitlement_type INTEGER NOT NULL REFERENCES entitlement_types (id),
    target           TEXT NOT NULL,
    from_column      TEXT NOT NULL,
    from_value       TEXT NOT NULL,
    PRIMARY KEY (run, relation, entitlement_type, target, from_column, from_value)
) STRICT, WITHOUT ROWID;
