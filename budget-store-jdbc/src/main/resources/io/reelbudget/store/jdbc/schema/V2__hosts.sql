-- The shared ledger of Reelbudget, version 2: whose turn it is to look after a root, and who has news for the others.
-- Nothing here is money: at worst, a host looks after a root later.

-- The hosts that live, until they are heard of again. A host that was closed is gone; one that is past its time died.
CREATE TABLE host (
    name  text COLLATE "C" PRIMARY KEY,
    until timestamptz NOT NULL
);

-- Whose turn each root is; a turn counts while its holder lives. number grows with each holder.
CREATE TABLE lease (
    root   text COLLATE "C" PRIMARY KEY,
    number bigint NOT NULL DEFAULT 1,
    holder text COLLATE "C",
    wanted text COLLATE "C"
);

CREATE INDEX lease_holder ON lease (holder);

-- What the others should hear: kind N, notes or plans of a root changed; kind H, something happened to an account.
CREATE TABLE news (
    subject text COLLATE "C" NOT NULL,
    kind    text NOT NULL,
    number  bigint NOT NULL,
    host    text NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (subject, kind)
);

CREATE INDEX news_at ON news (kind, at);
