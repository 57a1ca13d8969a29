-- What providers say an account was charged, used and has left. models/ledger/README.md says why. Amounts are decimal texts as the
-- provider wrote them, in the currency's major unit; NULL: it did not say, which is not zero. No secret stands here.

-- definition: what the user decided, as JSON (models/ledger/AccountJson.h). claimed_by: the process that polls it now.
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    machine_id TEXT NOT NULL,
    provider TEXT NOT NULL,
    name TEXT NOT NULL,
    definition TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    removed_ms INTEGER,
    claimed_by TEXT NOT NULL DEFAULT '',
    claimed_until_ms INTEGER NOT NULL DEFAULT 0
) STRICT;

-- How each report stands. cause NULL: the last try brought no problem.
CREATE TABLE account_report (
    account_id INTEGER NOT NULL REFERENCES account (id),
    report TEXT NOT NULL,
    read_to_ms INTEGER,
    last_try_ms INTEGER,
    last_success_ms INTEGER,
    due_ms INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    cause INTEGER,
    field TEXT NOT NULL,
    args TEXT NOT NULL,
    problems INTEGER NOT NULL,
    PRIMARY KEY (account_id, report)
) STRICT, WITHOUT ROWID;

-- Lines of bills, by FinOps FOCUS. A polled stretch replaces the lines that begin in it. day: days since 1970 of lines known by a day.
CREATE TABLE charge (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    report TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    asked_ms INTEGER NOT NULL,
    day INTEGER,
    category INTEGER NOT NULL,
    token_class INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    tokens INTEGER,
    list_cost TEXT,
    contracted_cost TEXT,
    effective_cost TEXT,
    billed_cost TEXT,
    currency TEXT NOT NULL,
    quantity TEXT NOT NULL,
    unit TEXT NOT NULL,
    billing_account TEXT NOT NULL,
    invoice TEXT NOT NULL,
    category_text TEXT NOT NULL,
    service TEXT NOT NULL,
    sku TEXT NOT NULL,
    description TEXT NOT NULL,
    model TEXT NOT NULL,
    tier TEXT NOT NULL,
    context_tier TEXT NOT NULL,
    region TEXT NOT NULL,
    project TEXT NOT NULL,
    key_label TEXT NOT NULL,
    user_label TEXT NOT NULL,
    other TEXT NOT NULL
) STRICT;
CREATE INDEX charge_time ON charge (account_id, report, from_ms);

-- Rows of usage reports. Never in the rollups of usage: where a log and a report tell the same tokens, totals count one of them.
CREATE TABLE usage_bucket (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    report TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    asked_ms INTEGER NOT NULL,
    day INTEGER,
    flags INTEGER NOT NULL,
    requests INTEGER,
    input INTEGER,
    cache_read INTEGER,
    cache_write_5m INTEGER,
    cache_write_1h INTEGER,
    output INTEGER,
    reasoning INTEGER,
    input_audio INTEGER,
    cached_audio INTEGER,
    output_audio INTEGER,
    input_image INTEGER,
    output_image INTEGER,
    web_searches INTEGER,
    estimate TEXT,
    currency TEXT NOT NULL,
    quantity TEXT NOT NULL,
    unit TEXT NOT NULL,
    billing_account TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT NOT NULL,
    project TEXT NOT NULL,
    key_label TEXT NOT NULL,
    user_label TEXT NOT NULL,
    tier TEXT NOT NULL,
    context_tier TEXT NOT NULL,
    speed TEXT NOT NULL,
    region TEXT NOT NULL,
    other TEXT NOT NULL
) STRICT;
CREATE INDEX usage_bucket_time ON usage_bucket (account_id, report, from_ms);

CREATE TABLE balance (
    account_id INTEGER NOT NULL REFERENCES account (id),
    report TEXT NOT NULL,
    time_ms INTEGER NOT NULL,
    billing_account TEXT NOT NULL,
    currency TEXT NOT NULL,
    total TEXT,
    granted TEXT,
    topped_up TEXT,
    available TEXT,
    spent_ever TEXT,
    usable INTEGER NOT NULL,
    PRIMARY KEY (account_id, time_ms, report, billing_account, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE top_up (
    account_id INTEGER NOT NULL REFERENCES account (id),
    report TEXT NOT NULL,
    time_ms INTEGER NOT NULL,
    currency TEXT NOT NULL,
    amount TEXT NOT NULL,
    asked_ms INTEGER NOT NULL,
    PRIMARY KEY (account_id, time_ms, report, currency, amount)
) STRICT, WITHOUT ROWID;

-- What a key or an account tells about itself, as of the last time it was asked.
CREATE TABLE account_fact (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES account (id),
    report TEXT NOT NULL,
    asked_ms INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    text TEXT NOT NULL,
    amount TEXT,
    currency TEXT NOT NULL,
    time_ms INTEGER
) STRICT;
CREATE INDEX account_fact_report ON account_fact (account_id, report);

CREATE TABLE account_name (
    account_id INTEGER NOT NULL REFERENCES account (id),
    kind INTEGER NOT NULL,
    name_id TEXT NOT NULL,
    name TEXT NOT NULL,
    archived INTEGER NOT NULL,
    PRIMARY KEY (account_id, kind, name_id)
) STRICT, WITHOUT ROWID;
