-- Which file told a line of a bill that was imported as files, when that was changed (nanoseconds since 1970), and the stretch that it
-- spoke for: a file that is read again takes the place of its own lines and of no other file's. '': polled, or imported before anyone
-- noted it.
ALTER TABLE charge ADD COLUMN file TEXT NOT NULL DEFAULT '';
ALTER TABLE charge ADD COLUMN file_ns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE charge ADD COLUMN told_from_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE charge ADD COLUMN told_to_ms INTEGER NOT NULL DEFAULT 0;
