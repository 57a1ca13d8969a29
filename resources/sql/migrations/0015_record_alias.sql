-- Other identities under which logs tell a request, and the row that stands for it. What has a line here has no row of its own: whoever
-- tells it, in whatever order, tells of that row. models/ledger/README.md says why.
CREATE TABLE record_alias (
    ident_high INTEGER NOT NULL,
    ident_low INTEGER NOT NULL,
    usage_id INTEGER NOT NULL,
    PRIMARY KEY (ident_high, ident_low)
) STRICT, WITHOUT ROWID;
