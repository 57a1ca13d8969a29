-- What merged lines of a file would have added to its tokens. NULL: the file was read before anyone counted that; reading it again tells.
ALTER TABLE file ADD COLUMN duplicate_tokens INTEGER DEFAULT 0;
UPDATE file SET duplicate_tokens = NULL WHERE duplicate_lines <> 0;
