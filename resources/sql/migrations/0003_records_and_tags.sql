-- Pages of records, tags, and decisions that can be taken back. models/ledger/README.md says why.

-- The quarter hour takes three bytes where the millisecond takes six; inside a quarter hour the program sorts.
CREATE INDEX usage_time ON usage (time_ms / 900000);
-- Few: what the user took out of totals.
CREATE INDEX usage_excluded ON usage (time_ms / 900000) WHERE flags & 2 <> 0;

-- Bounds of the times of a context's records that are not hidden. They only grow. NULL: there is no such record.
ALTER TABLE context ADD COLUMN oldest_ms INTEGER;
ALTER TABLE context ADD COLUMN newest_ms INTEGER;
UPDATE context SET oldest_ms = reach.oldest, newest_ms = reach.newest
FROM (SELECT context_id, min(time_ms) AS oldest, max(time_ms) AS newest FROM usage
      WHERE flags & 1879048192 = 0 GROUP BY context_id) AS reach -- the three bits of hidden records
WHERE reach.context_id = context.id;

-- Tags of projects (scope 1) and sessions (scope 2), by the numbers of their names. journal: the entry that set it.
CREATE TABLE tag (
    scope INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
    key_id INTEGER NOT NULL REFERENCES name (id),
    value_id INTEGER NOT NULL REFERENCES name (id),
    journal INTEGER NOT NULL,
    PRIMARY KEY (scope, subject_id, key_id)
) STRICT, WITHOUT ROWID;

-- Tags of single records; such a record has a bit in usage.flags.
CREATE TABLE tag_record (
    usage_id INTEGER NOT NULL,
    key_id INTEGER NOT NULL REFERENCES name (id),
    value_id INTEGER NOT NULL REFERENCES name (id),
    journal INTEGER NOT NULL,
    PRIMARY KEY (usage_id, key_id)
) STRICT, WITHOUT ROWID;

-- sequence: the order of decisions in this ledger. undo_kind: what undo must do, 0 = it cannot.
ALTER TABLE journal ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN records INTEGER NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN undone INTEGER NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN undo_kind INTEGER NOT NULL DEFAULT 0;
UPDATE journal SET sequence = (SELECT count(*) FROM journal AS older
                               WHERE (older.time_ms, older.uuid) <= (journal.time_ms, journal.uuid));
CREATE UNIQUE INDEX journal_sequence ON journal (sequence);

-- Which tag an entry of the journal changed; old_value_id of a project or session, 0 = it had none.
CREATE TABLE journal_tag (
    journal INTEGER PRIMARY KEY,
    scope INTEGER NOT NULL,
    subject_id INTEGER NOT NULL,
    key_id INTEGER NOT NULL REFERENCES name (id),
    old_value_id INTEGER NOT NULL
) STRICT;

-- Which records an entry changed; old_value_id of a tag, 0 = it had none.
CREATE TABLE journal_record (
    journal INTEGER NOT NULL,
    usage_id INTEGER NOT NULL,
    old_value_id INTEGER NOT NULL,
    PRIMARY KEY (journal, usage_id)
) STRICT, WITHOUT ROWID;
