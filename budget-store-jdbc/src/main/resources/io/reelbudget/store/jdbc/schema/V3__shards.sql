-- The shared ledger of Reelbudget, version 3: roots that move between databases. Applied where version 1 was.

-- Where a root is: 0 here, 1 arriving (being copied, not to be used), 2 leaving (not to be used any more), 3 gone.
-- Every batch reads it under the root's lock.
ALTER TABLE root ADD COLUMN state smallint NOT NULL DEFAULT 0;

-- The number of the newest move that touched this row: what an older one still wants to do is refused.
ALTER TABLE root ADD COLUMN move bigint NOT NULL DEFAULT 0;

-- The databases among which roots are spread, by the names that hosts give them. Used in one of them, the directory.
CREATE TABLE shard (
    name      text COLLATE "C" PRIMARY KEY,
    -- Whether roots that are opened from now on may go there.
    takes_new boolean NOT NULL
);

-- Which shard has a root. A row is made before the root is opened, and never deleted.
CREATE TABLE route (
    root    text COLLATE "C" PRIMARY KEY,
    shard   text COLLATE "C" NOT NULL REFERENCES shard (name),
    -- Grows with each switch.
    version bigint NOT NULL DEFAULT 1,
    -- The move that is on its way, or the last one that was.
    move    bigint NOT NULL DEFAULT 0,
    -- Where it goes and where it comes from; null where none is on its way.
    target  text COLLATE "C" REFERENCES shard (name),
    source  text COLLATE "C" REFERENCES shard (name),
    -- 0 at rest, 1 copying, 2 switched to the target, 3 going back.
    phase   smallint NOT NULL DEFAULT 0
);

CREATE INDEX route_on_its_way ON route (root) WHERE phase <> 0;
