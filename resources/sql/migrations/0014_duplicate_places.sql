-- Where the merged lines of a file stand: the first of the lines that belong together, and the last. NULL: there are none, or the file was
-- read before anyone noted it; reading it again tells.
ALTER TABLE file ADD COLUMN duplicate_first INTEGER;
ALTER TABLE file ADD COLUMN duplicate_last INTEGER;
