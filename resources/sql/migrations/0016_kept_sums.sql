-- How many lines of bills each file told, by their first and last day (days since 1970): what a look at the sources asks for, which must
-- not read millions of lines for it. Kept by the lines themselves as they come and go.
CREATE TABLE billed_days (
    file TEXT NOT NULL,
    first_day INTEGER NOT NULL,
    last_day INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    PRIMARY KEY (file, first_day, last_day)
) STRICT, WITHOUT ROWID;
INSERT INTO billed_days (file, first_day, last_day, lines)
SELECT file, coalesce(day, from_ms / 86400000), coalesce(day, max(from_ms, to_ms - 1) / 86400000), count(*) FROM charge WHERE file <> '' GROUP BY 1, 2, 3;
CREATE TRIGGER charge_of_file_came AFTER INSERT ON charge WHEN new.file <> '' BEGIN
    INSERT INTO billed_days (file, first_day, last_day, lines)
    VALUES (new.file, coalesce(new.day, new.from_ms / 86400000), coalesce(new.day, max(new.from_ms, new.to_ms - 1) / 86400000), 1)
    ON CONFLICT (file, first_day, last_day) DO UPDATE SET lines = lines + 1;
END;
CREATE TRIGGER charge_of_file_went AFTER DELETE ON charge WHEN old.file <> '' BEGIN
    UPDATE billed_days SET lines = lines - 1
    WHERE file = old.file AND first_day = coalesce(old.day, old.from_ms / 86400000)
        AND last_day = coalesce(old.day, max(old.from_ms, old.to_ms - 1) / 86400000);
    DELETE FROM billed_days
    WHERE file = old.file AND first_day = coalesce(old.day, old.from_ms / 86400000)
        AND last_day = coalesce(old.day, max(old.from_ms, old.to_ms - 1) / 86400000) AND lines = 0;
END;
CREATE TRIGGER charge_of_file_changed AFTER UPDATE OF file, day, from_ms, to_ms ON charge WHEN old.file <> '' OR new.file <> '' BEGIN
    UPDATE billed_days SET lines = lines - 1
    WHERE file = old.file AND first_day = coalesce(old.day, old.from_ms / 86400000)
        AND last_day = coalesce(old.day, max(old.from_ms, old.to_ms - 1) / 86400000);
    DELETE FROM billed_days
    WHERE file = old.file AND first_day = coalesce(old.day, old.from_ms / 86400000)
        AND last_day = coalesce(old.day, max(old.from_ms, old.to_ms - 1) / 86400000) AND lines = 0;
    INSERT INTO billed_days (file, first_day, last_day, lines)
    SELECT new.file, coalesce(new.day, new.from_ms / 86400000), coalesce(new.day, max(new.from_ms, new.to_ms - 1) / 86400000), 1 WHERE new.file <> ''
    ON CONFLICT (file, first_day, last_day) DO UPDATE SET lines = lines + 1;
END;

-- What a settling of overlaps found out of each day, so that the next one reads only the days that were touched
-- since. One row of cover_memo: what the rule stood on (rule), what it came to beyond single days (whole), and the quarter hours that were
-- looked at. No row: nothing is known, and all is settled. kind: 0 what a source tells, 1 requests of two logs that recur, 2 two exports
-- that tell the same. Derived; may be deleted.
CREATE TABLE cover_memo (
    rule TEXT NOT NULL,
    whole TEXT NOT NULL,
    from_quarter INTEGER NOT NULL,
    to_quarter INTEGER NOT NULL
) STRICT;
CREATE TABLE cover_day (
    day INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    other_rank INTEGER NOT NULL,
    first INTEGER NOT NULL,
    second INTEGER NOT NULL,
    third INTEGER NOT NULL,
    PRIMARY KEY (day, kind, source_id, rank, other_id, other_rank)
) STRICT, WITHOUT ROWID;
-- Days of UTC in which a sum of records changed since.
CREATE TABLE cover_touched (day INTEGER PRIMARY KEY) STRICT;
