-- The shared ledger of Reelbudget, version 4: entries that are dropped. Applied where version 1 was.

-- What a root came to after its first transactions, of which none need be kept any more. A root without a row has them all.
CREATE TABLE beginning (
    root_id      bigint PRIMARY KEY REFERENCES root (id),
    -- How many it stands for; the next one is the oldest that is kept.
    transactions bigint NOT NULL,
    -- All entries of the root from this time on are kept, in microseconds since 1970.
    kept_from    bigint NOT NULL,
    bytes        bytea  NOT NULL
);
