ALTER TABLE accounts ADD COLUMN oauth TEXT NOT NULL DEFAULT '';                -- JSON of OAuthSettings, empty: not used
ALTER TABLE accounts ADD COLUMN sending TEXT NOT NULL DEFAULT '';              -- JSON of SendingPreferences, empty: as usual

-- What was learned about mail after it was sent.
ALTER TABLE drafts ADD COLUMN outbox INTEGER NOT NULL DEFAULT 0;               -- on its way as this entry: no draft any more, until it is taken back
CREATE INDEX outbox_by_message_id ON outbox(account, message_id);
CREATE TABLE sent_habits(               -- whether the provider keeps a copy of what it takes
    account INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    host TEXT NOT NULL,                 -- the outgoing server
    habit INTEGER NOT NULL,             -- SentHabit
    PRIMARY KEY(account, host)
) STRICT, WITHOUT ROWID;
CREATE TABLE delivery_news(             -- reports, by recipient; kept when the report is deleted
    account INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    original TEXT NOT NULL,             -- the Message-ID that it is about
    report TEXT NOT NULL,               -- the report's own
    position INTEGER NOT NULL,
    address TEXT NOT NULL,
    kind INTEGER NOT NULL,
    status TEXT NOT NULL,
    reply TEXT NOT NULL,
    date INTEGER NOT NULL,
    PRIMARY KEY(account, original, report, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE answered_receipts(         -- wishes for reading receipts that were answered, or refused
    account INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    message_id TEXT NOT NULL,
    PRIMARY KEY(account, message_id)
) STRICT, WITHOUT ROWID;

-- Exceptions end. Those of before get 90 days from now.
ALTER TABLE certificates ADD COLUMN until INTEGER NOT NULL DEFAULT 0;
UPDATE certificates SET until = (CAST(strftime('%s', 'now') AS INTEGER) + 7776000) * 1000;

-- The certificate with which each server was connected last.
CREATE TABLE seen_certificates(
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    subject TEXT NOT NULL,
    issuer TEXT NOT NULL,
    trusted INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    PRIMARY KEY(host, port)
) STRICT, WITHOUT ROWID;

-- The best protection that each account had at each server: less is not taken without asking.
CREATE TABLE sign_ins(
    account INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    tls INTEGER NOT NULL,
    proof INTEGER NOT NULL,             -- SignInStrength::Proof
    accepted INTEGER NOT NULL,          -- when the user took less than there had been; nothing is raised for a while then
    PRIMARY KEY(account, host, port)
) STRICT, WITHOUT ROWID;

-- What is here of messages that are not here as a whole: a message of the same structure without its large parts (or a POP3 message's
-- beginning), and those parts that were fetched since.
CREATE TABLE partial_bodies(
    message INTEGER PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE,
    body BLOB NOT NULL                  -- SHA-256 in bodies.sqlite
) STRICT;
CREATE TABLE partial_parts(
    message INTEGER NOT NULL REFERENCES partial_bodies(message) ON DELETE CASCADE,
    part INTEGER NOT NULL,              -- index in that message's tree
    section BLOB NOT NULL,              -- of IMAP
    encoding BLOB NOT NULL,
    size INTEGER NOT NULL,              -- as encoded
    body BLOB NOT NULL,                 -- SHA-256 of the decoded content, empty until it is fetched
    PRIMARY KEY(message, part)
) STRICT, WITHOUT ROWID;

-- A draft's copy in the account's drafts folder.
ALTER TABLE drafts ADD COLUMN on_server INTEGER NOT NULL DEFAULT 0;            -- message, 0: none
ALTER TABLE drafts ADD COLUMN published INTEGER NOT NULL DEFAULT -9223372036854775808; -- the time of change that the copy has

CREATE TABLE quota(
    account INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    root TEXT NOT NULL,
    name TEXT NOT NULL,
    used INTEGER NOT NULL,
    "limit" INTEGER NOT NULL,
    PRIMARY KEY(account, position)
) STRICT, WITHOUT ROWID;
ALTER TABLE accounts ADD COLUMN quota_asked INTEGER NOT NULL DEFAULT -9223372036854775808;

ALTER TABLE outbox ADD COLUMN uncertainty TEXT NOT NULL DEFAULT '';            -- JSON of Uncertainty, empty: never handed over
ALTER TABLE accounts ADD COLUMN listed INTEGER NOT NULL DEFAULT -9223372036854775808; -- when its mailboxes were listed with everything
