-- What the user has agreed with providers: subscriptions, free quota, discounts, packs. models/ledger/README.md says why. What they draw
-- is a fold over the records and stands in no table.

-- definition: what the user decided, as JSON (models/ledger/PlanJson.h).
CREATE TABLE plan (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    machine_id TEXT NOT NULL,
    definition TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    removed_ms INTEGER
) STRICT;

-- In which order a provider draws kinds; of provider '' all that have no row of their own.
CREATE TABLE plan_order (
    provider TEXT NOT NULL PRIMARY KEY,
    kinds TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a plan was before an entry of the journal. definition NULL: it was not there.
CREATE TABLE journal_plan (
    journal INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plan (id),
    definition TEXT
) STRICT;

-- The same of an order. kinds NULL: the provider had none of its own.
CREATE TABLE journal_plan_order (
    journal INTEGER PRIMARY KEY,
    provider TEXT NOT NULL,
    kinds TEXT
) STRICT;
