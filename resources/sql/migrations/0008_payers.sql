-- Who pays for what a log format holds: an account that is polled, or, account_id NULL, a subscription. Formats without a row are not decided.
CREATE TABLE payer (
    format TEXT PRIMARY KEY,
    account_id INTEGER REFERENCES account (id),
    decided_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
