-- Budgets, alerts and their way out. models/ledger/README.md says why. Amounts are whole numbers as text: attos of the
-- budget's currency or tokens, up to 128 bits. Facts carry a UUID and the machine, so that two ledgers can be merged.

-- definition: what the user decided, as JSON (models/ledger/BudgetJson.h). top_revision: the highest that was ever given out.
CREATE TABLE budget (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    machine_id TEXT NOT NULL,
    definition TEXT NOT NULL,
    revision INTEGER NOT NULL,
    top_revision INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    chain_ms INTEGER NOT NULL,
    removed_ms INTEGER
) STRICT;

-- Limits and since when: a period's carry-over is counted with the limit that was in force at its end.
CREATE TABLE budget_step (
    budget_id INTEGER NOT NULL REFERENCES budget (id),
    sequence INTEGER NOT NULL,
    since_ms INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    limit_amount TEXT NOT NULL,
    PRIMARY KEY (budget_id, sequence)
) STRICT, WITHOUT ROWID;

-- What a budget was before an entry of the journal. definition NULL: it was not there.
CREATE TABLE journal_budget (
    journal INTEGER PRIMARY KEY,
    budget_id INTEGER NOT NULL REFERENCES budget (id),
    definition TEXT,
    revision INTEGER NOT NULL,
    chain_ms INTEGER NOT NULL,
    last_step INTEGER NOT NULL
) STRICT;

-- The latest evaluation of a budget; of budget '' the latest of all.
CREATE TABLE budget_note (
    budget TEXT NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL,
    evaluated_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    spent TEXT NOT NULL,
    available TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE forecast_mark (
    budget TEXT NOT NULL,
    period_ms INTEGER NOT NULL,
    percent INTEGER NOT NULL,
    stored_ms INTEGER NOT NULL,
    low TEXT NOT NULL,
    expected TEXT NOT NULL,
    high TEXT NOT NULL,
    PRIMARY KEY (budget, period_ms, percent)
) STRICT, WITHOUT ROWID;

-- The UNIQUE key is what "exactly once" rests on. budget: UUID, '' = all usage.
CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    machine_id TEXT NOT NULL,
    budget TEXT NOT NULL,
    period_ms INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    threshold INTEGER NOT NULL,
    notice INTEGER NOT NULL,
    stored_ms INTEGER NOT NULL,
    period_end_ms INTEGER NOT NULL,
    budget_id INTEGER NOT NULL,
    budget_name TEXT NOT NULL,
    currency TEXT NOT NULL,
    limit_amount TEXT NOT NULL,
    available TEXT NOT NULL,
    spent TEXT NOT NULL,
    expected TEXT NOT NULL,
    low TEXT NOT NULL,
    high TEXT NOT NULL,
    unpriced_requests INTEGER NOT NULL,
    unpriced_tokens INTEGER NOT NULL,
    detail TEXT NOT NULL,
    no_longer_so INTEGER NOT NULL DEFAULT 0,
    acknowledged_ms INTEGER,
    snoozed_ms INTEGER,
    muted_ms INTEGER,
    UNIQUE (budget, period_ms, revision, kind, threshold)
) STRICT;
CREATE INDEX alert_stored ON alert (stored_ms, id);
CREATE INDEX alert_period ON alert (period_ms);

-- round: 0, and one more for every snooze. With the alert's UUID and the channel it is the idempotency key.
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    alert_id INTEGER NOT NULL REFERENCES alert (id),
    channel TEXT NOT NULL,
    round INTEGER NOT NULL,
    state INTEGER NOT NULL,
    due_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    claimed_by TEXT NOT NULL,
    claimed_until_ms INTEGER NOT NULL,
    finished_ms INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    UNIQUE (alert_id, channel, round)
) STRICT;
CREATE INDEX delivery_open ON delivery (channel, state);
