-- What the user says of a source whose lines do not tell whether its input holds the cached tokens (core/CacheReading.h): 0 nothing,
-- 1 it does, 2 it does not. Its files are read again when that changes.
ALTER TABLE source ADD COLUMN cache_reading INTEGER NOT NULL DEFAULT 0;
ALTER TABLE journal_source ADD COLUMN cache_reading INTEGER NOT NULL DEFAULT 0;
