-- Closed periods, what was corrected in them since, and what the user says of a period: notes, outcomes, annotations.
-- models/ledger/README.md says why. Days: since 1970-01-01, local ones of the zone that stands beside them, both inclusive. Facts carry a
-- UUID and the machine, so that two ledgers can be merged. Nothing is ever deleted.

-- figures, cells: JSON texts. seal: SHA-256 over all of the row that the user decided and saw. currency '': currencies were kept apart.
-- taken_back_ms: undone, as if it had never been.
CREATE TABLE period_close (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    machine_id TEXT NOT NULL,
    closed_ms INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    zone TEXT NOT NULL,
    currency TEXT NOT NULL,
    so_far INTEGER NOT NULL,
    catalogue TEXT NOT NULL,
    why TEXT NOT NULL,
    figures TEXT NOT NULL,
    figures_hash TEXT NOT NULL,
    cells TEXT NOT NULL,
    basis_hash TEXT NOT NULL,
    records INTEGER NOT NULL,
    seal TEXT NOT NULL,
    taken_back_ms INTEGER
) STRICT;

CREATE TABLE reopening (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    machine_id TEXT NOT NULL,
    close_id INTEGER NOT NULL REFERENCES period_close (id),
    reopened_ms INTEGER NOT NULL,
    why TEXT NOT NULL,
    taken_back_ms INTEGER
) STRICT;

-- What had changed in a closed period when a later one, in which it is shown, was closed. entries: JSON; cells: of the closed period as it
-- was then, against which later changes are counted.
CREATE TABLE adjustment (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    machine_id TEXT NOT NULL,
    settled_ms INTEGER NOT NULL,
    close_id INTEGER NOT NULL REFERENCES period_close (id),
    shown_close_id INTEGER NOT NULL REFERENCES period_close (id),
    entries TEXT NOT NULL,
    cells TEXT NOT NULL,
    basis_hash TEXT NOT NULL,
    records INTEGER NOT NULL,
    seal TEXT NOT NULL
) STRICT;

-- kind: 1 note, 2 outcome, 3 annotation. definition: JSON (models/ledger/ReviewFactJson.h).
CREATE TABLE review_fact (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    machine_id TEXT NOT NULL,
    kind INTEGER NOT NULL,
    definition TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    removed_ms INTEGER
) STRICT;

-- Which close, or which reopening, an entry of the journal made.
CREATE TABLE journal_close (
    journal INTEGER PRIMARY KEY,
    close_id INTEGER REFERENCES period_close (id),
    reopening_id INTEGER REFERENCES reopening (id)
) STRICT;

-- What a note, outcome or annotation was before an entry of the journal. definition NULL: it was not there.
CREATE TABLE journal_review_fact (
    journal INTEGER PRIMARY KEY,
    fact_id INTEGER NOT NULL REFERENCES review_fact (id),
    definition TEXT
) STRICT;
