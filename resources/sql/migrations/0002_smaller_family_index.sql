-- The upper half of a family's hash finds its few records as well as the whole and saves four bytes a record. Queries ask for
-- both halves, so that families that share the upper one are kept apart.
DROP INDEX usage_family;
CREATE INDEX usage_family ON usage (family >> 32) WHERE family IS NOT NULL;
