-- What the user decided of sources, and records that are in no total for another reason than the user's word.
-- models/ledger/README.md says why.

-- state: 0 read, 1 paused, 2 forgotten. records_forgotten: its records are in no total, but for those that another source has, too.
ALTER TABLE source ADD COLUMN state INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN records_forgotten INTEGER NOT NULL DEFAULT 0;
-- tells: 0 requests, 1 buckets of a console, 2 sums of a gateway, 3 days that another program summed.
-- day_east_minutes: where its days are cut, minutes east of UTC; NULL: in the zone of the ledger.
ALTER TABLE source ADD COLUMN tells INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN day_east_minutes INTEGER;

-- Which of two sources counts where both tell of the same usage: 0 the first, 1 the second, 2 both. provider '': any. decided: the
-- entry of the journal; of two choices that contradict each other the later one holds.
CREATE TABLE overlap_choice (
    first_id INTEGER NOT NULL REFERENCES source (id),
    second_id INTEGER NOT NULL REFERENCES source (id),
    provider TEXT NOT NULL,
    choice INTEGER NOT NULL,
    decided INTEGER NOT NULL,
    PRIMARY KEY (first_id, second_id, provider)
) STRICT, WITHOUT ROWID;

-- What a source was before an entry of the journal.
CREATE TABLE journal_source (
    journal INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source (id),
    state INTEGER NOT NULL,
    records_forgotten INTEGER NOT NULL
) STRICT;

-- The same of a choice. choice NULL: there was none.
CREATE TABLE journal_overlap (
    journal INTEGER PRIMARY KEY,
    first_id INTEGER NOT NULL REFERENCES source (id),
    second_id INTEGER NOT NULL REFERENCES source (id),
    provider TEXT NOT NULL,
    choice INTEGER,
    decided INTEGER NOT NULL
) STRICT;

-- Days of other trackers that an import took out because the tool's own records were there stood as the user's exclusions. They are
-- covered (bit 24): nobody decided that.
UPDATE usage SET flags = (flags & ~2) | 16777216
WHERE flags & 2 <> 0
  AND id IN (SELECT r.usage_id FROM journal_record r JOIN journal j ON j.sequence = r.journal
             WHERE j.action = 'exclude' AND j.undone = 0 AND j.detail LIKE 'the day has records of %')
  AND context_id IN (SELECT c.id FROM context c JOIN facet t ON t.id = c.facet_id JOIN source s ON s.id = t.source_id
                     JOIN name n ON n.id = s.format_id WHERE n.text IN ('ccusage', 'tokscale'));
UPDATE journal SET undo_kind = 0
WHERE action = 'exclude' AND undone = 0 AND detail LIKE 'the day has records of %'
  AND NOT EXISTS (SELECT 1 FROM journal_record r JOIN usage u ON u.id = r.usage_id
                  WHERE r.journal = journal.sequence AND u.flags & 16777216 = 0);

-- All that is left out: excluded (bit 1), forgotten (bit 23), covered (bit 24).
DROP INDEX usage_excluded;
CREATE INDEX usage_left_out ON usage (time_ms / 900000) WHERE flags & 25165826 <> 0;

-- Sums of it. reasons: 1 excluded + 2 forgotten + 4 covered.
CREATE TABLE rollup_left_out (
    quarter INTEGER NOT NULL,
    facet_id INTEGER NOT NULL,
    rate_id INTEGER NOT NULL,
    precision INTEGER NOT NULL,
    reasons INTEGER NOT NULL,
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
    PRIMARY KEY (quarter, facet_id, rate_id, precision, reasons)
) STRICT, WITHOUT ROWID;
INSERT INTO rollup_left_out
SELECT (u.time_ms - ((u.time_ms % 900000) + 900000) % 900000) / 900000, c.facet_id, u.rate_id, u.precision,
       ((u.flags >> 1) & 1) | ((u.flags >> 22) & 6), count(*), sum(u.requests), sum(u.input), sum(u.cache_read), sum(u.cache_write_5m),
       sum(u.cache_write_1h), sum(u.output), sum(u.reasoning), sum(coalesce(r.input_audio, 0)), sum(coalesce(r.cached_audio, 0)),
       sum(coalesce(r.output_audio, 0)), sum(coalesce(r.input_image, 0)), sum(coalesce(r.output_image, 0)), sum(coalesce(r.web_searches, 0))
FROM usage u JOIN context c ON c.id = u.context_id LEFT JOIN usage_rare r ON r.usage_id = u.id
WHERE u.flags & 25165826 <> 0 AND u.flags & 1879048192 = 0
GROUP BY 1, 2, 3, 4, 5;

-- Readers of older versions would count what is covered or forgotten.
UPDATE meta SET value = '10' WHERE name = 'oldest_reader';

-- What a source tells is only known to the program: the next import settles.
INSERT OR REPLACE INTO meta (name, value) SELECT 'overlaps_unsettled', '1' WHERE EXISTS (SELECT 1 FROM source);
