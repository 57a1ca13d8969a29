-- The ledger, first version. models/ledger/README.md says why the tables are as they are.
-- Times: milliseconds since 1970 UTC. Names: numbers of `name`, 0 = the source did not say. 64-bit hashes are stored as
-- the signed number of the same bits. Nothing here holds an amount of money: that is tokens times rate, when asked for.

CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- The oldest schema version whose readers understand this file. A writer must know the version exactly.
INSERT INTO meta (name, value) VALUES ('oldest_reader', '1');

CREATE TABLE note (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE name (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    format_id INTEGER NOT NULL REFERENCES name (id),
    root TEXT NOT NULL,
    machine_id TEXT NOT NULL,
    read_ms INTEGER,
    oldest_ms INTEGER,
    newest_ms INTEGER,
    UNIQUE (format_id, root)
) STRICT;

-- State columns are NULL until the first checkpoint.
CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id),
    path TEXT NOT NULL,
    device INTEGER,
    inode INTEGER,
    size INTEGER,
    modified_ns INTEGER,
    head_hash INTEGER,
    head_bytes INTEGER,
    offset INTEGER,
    parser_version INTEGER,
    parser_state BLOB,
    duplicate_lines INTEGER NOT NULL DEFAULT 0,
    skipped_lines INTEGER NOT NULL DEFAULT 0,
    UNIQUE (path, source_id)
) STRICT;

CREATE TABLE import_batch (
    id INTEGER PRIMARY KEY,
    started_ms INTEGER NOT NULL
) STRICT;

-- What rollups group by. Few, so that queries hold them all in memory.
CREATE TABLE facet (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id),
    provider_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    project_id INTEGER NOT NULL,
    agent_id INTEGER NOT NULL,
    tier_id INTEGER NOT NULL,
    UNIQUE (source_id, provider_id, model_id, project_id, agent_id, tier_id)
) STRICT;

CREATE TABLE context (
    id INTEGER PRIMARY KEY,
    facet_id INTEGER NOT NULL REFERENCES facet (id),
    file_id INTEGER NOT NULL REFERENCES file (id),
    session_id INTEGER NOT NULL,
    speed_id INTEGER NOT NULL,
    region_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    key_label_id INTEGER NOT NULL,
    UNIQUE (file_id, session_id, facet_id, speed_id, region_id, user_id, key_label_id)
) STRICT;

-- Append-only. Exact prices of one token, 1e-18 of the currency's unit.
CREATE TABLE rate (
    id INTEGER PRIMARY KEY,
    key INTEGER NOT NULL UNIQUE,
    unpriced INTEGER NOT NULL,
    currency TEXT NOT NULL,
    input INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write_5m INTEGER NOT NULL,
    cache_write_1h INTEGER NOT NULL,
    output INTEGER NOT NULL,
    input_audio INTEGER NOT NULL,
    cached_audio INTEGER NOT NULL,
    output_audio INTEGER NOT NULL,
    input_image INTEGER NOT NULL,
    output_image INTEGER NOT NULL,
    web_search INTEGER NOT NULL,
    model_key TEXT NOT NULL,
    matched_by TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    effective_to TEXT NOT NULL,
    source TEXT NOT NULL,
    mode TEXT NOT NULL,
    context_tier INTEGER NOT NULL,
    multiplier TEXT NOT NULL,
    service_tier TEXT NOT NULL
) STRICT;

-- One row a billable request or bucket. No REFERENCES on the hot path: `verify` asks the same questions.
CREATE TABLE usage (
    id INTEGER PRIMARY KEY,
    ident_high INTEGER NOT NULL,
    ident_low INTEGER NOT NULL,
    family INTEGER,
    time_ms INTEGER NOT NULL,
    end_ms INTEGER, -- NULL: equals time_ms
    precision INTEGER NOT NULL,
    context_id INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    batch_id INTEGER NOT NULL, -- learned when
    input INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write_5m INTEGER NOT NULL,
    cache_write_1h INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    rate_id INTEGER NOT NULL,
    reported TEXT -- amount, tab, currency
) STRICT;
CREATE UNIQUE INDEX usage_identity ON usage (ident_high);
CREATE INDEX usage_family ON usage (family) WHERE family IS NOT NULL;

CREATE TABLE usage_rare (
    usage_id INTEGER PRIMARY KEY,
    input_audio INTEGER NOT NULL,
    cached_audio INTEGER NOT NULL,
    output_audio INTEGER NOT NULL,
    input_image INTEGER NOT NULL,
    output_image INTEGER NOT NULL,
    web_searches INTEGER NOT NULL
) STRICT;

-- Copies of a record that were found in other files.
CREATE TABLE sighting (
    usage_id INTEGER NOT NULL,
    file_id INTEGER NOT NULL REFERENCES file (id),
    offset INTEGER NOT NULL,
    rule INTEGER NOT NULL,
    PRIMARY KEY (usage_id, file_id, offset)
) STRICT, WITHOUT ROWID;

CREATE TABLE problem (
    id INTEGER PRIMARY KEY,
    file_id INTEGER NOT NULL REFERENCES file (id),
    offset INTEGER NOT NULL,
    line INTEGER NOT NULL,
    cause INTEGER NOT NULL,
    field TEXT NOT NULL,
    args TEXT NOT NULL, -- separated by the unit separator, 0x1F
    UNIQUE (file_id, offset, cause, field)
) STRICT;

-- quarter: quarter hours since 1970 UTC.
CREATE TABLE rollup_quarter (
    quarter INTEGER NOT NULL,
    facet_id INTEGER NOT NULL,
    rate_id INTEGER NOT NULL,
    precision INTEGER NOT NULL,
    records INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write_5m INTEGER NOT NULL,
    cache_write_1h INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    input_audio INTEGER NOT NULL,
    cached_audio INTEGER NOT NULL,
    output_audio INTEGER NOT NULL,
    input_image INTEGER NOT NULL,
    output_image INTEGER NOT NULL,
    web_searches INTEGER NOT NULL,
    PRIMARY KEY (quarter, facet_id, rate_id, precision)
) STRICT, WITHOUT ROWID;

-- day: days since 1970-01-01 in the zone that meta names.
CREATE TABLE rollup_day (
    day INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    provider_id INTEGER NOT NULL,
    model_id INTEGER NOT NULL,
    rate_id INTEGER NOT NULL,
    records INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write_5m INTEGER NOT NULL,
    cache_write_1h INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    input_audio INTEGER NOT NULL,
    cached_audio INTEGER NOT NULL,
    output_audio INTEGER NOT NULL,
    input_image INTEGER NOT NULL,
    output_image INTEGER NOT NULL,
    web_searches INTEGER NOT NULL,
    PRIMARY KEY (day, source_id, provider_id, model_id, rate_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollup_session (
    session_id INTEGER NOT NULL,
    facet_id INTEGER NOT NULL,
    rate_id INTEGER NOT NULL,
    records INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write_5m INTEGER NOT NULL,
    cache_write_1h INTEGER NOT NULL,
    output INTEGER NOT NULL,
    reasoning INTEGER NOT NULL,
    input_audio INTEGER NOT NULL,
    cached_audio INTEGER NOT NULL,
    output_audio INTEGER NOT NULL,
    input_image INTEGER NOT NULL,
    output_image INTEGER NOT NULL,
    web_searches INTEGER NOT NULL,
    PRIMARY KEY (session_id, facet_id, rate_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE own_price (
    uuid TEXT NOT NULL PRIMARY KEY,
    model TEXT NOT NULL,
    provider TEXT NOT NULL,
    currency TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    effective_to TEXT NOT NULL,
    input TEXT NOT NULL,
    cache_read TEXT NOT NULL,
    cache_write_5m TEXT NOT NULL,
    cache_write_1h TEXT NOT NULL,
    output TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- day: days since 1970-01-01 UTC.
CREATE TABLE exchange_rate (
    day INTEGER NOT NULL,
    from_currency TEXT NOT NULL,
    to_currency TEXT NOT NULL,
    rate TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (day, from_currency, to_currency)
) STRICT, WITHOUT ROWID;

-- What the user decided, when and on which machine, so that two ledgers can be merged later.
CREATE TABLE journal (
    uuid TEXT NOT NULL PRIMARY KEY,
    machine_id TEXT NOT NULL,
    time_ms INTEGER NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT, WITHOUT ROWID;
