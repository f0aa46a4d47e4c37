-- SPDX-License-Identifier: GPL-3.0-or-later
-- mail.sqlite, version 2: what makes synchronisation provable. Suspects and the audit, phases of operations whose answer got lost,
-- what is known of servers and which of their capabilities are not believed.

ALTER TABLE accounts ADD COLUMN sync TEXT NOT NULL DEFAULT '';                 -- JSON of SyncLimits, empty: everything

ALTER TABLE mailboxes ADD COLUMN mailbox_id BLOB NOT NULL DEFAULT x'';         -- MAILBOXID (RFC 8474)
ALTER TABLE mailboxes ADD COLUMN subscribed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE mailboxes ADD COLUMN no_inferiors INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mailboxes ADD COLUMN rights INTEGER NOT NULL DEFAULT -1;           -- MYRIGHTS as bits, -1: not known
ALTER TABLE mailboxes ADD COLUMN server_size INTEGER NOT NULL DEFAULT -1;      -- STATUS=SIZE
ALTER TABLE mailboxes ADD COLUMN last_listing INTEGER NOT NULL DEFAULT -9223372036854775808; -- all UIDs with all flags were compared
ALTER TABLE mailboxes ADD COLUMN last_audit INTEGER NOT NULL DEFAULT -9223372036854775808;
ALTER TABLE mailboxes ADD COLUMN unlisted_ms INTEGER NOT NULL DEFAULT 0;       -- since when LIST lacks it; 0: it does not
ALTER TABLE mailboxes ADD COLUMN error TEXT NOT NULL DEFAULT '';               -- JSON: why the last synchronisation of it failed

ALTER TABLE messages ADD COLUMN suspect_ms INTEGER NOT NULL DEFAULT 0;         -- since when listings lack it (hidden is 2 then)
ALTER TABLE messages ADD COLUMN email_id TEXT NOT NULL DEFAULT '';             -- OBJECTID, X-GM-MSGID
ALTER TABLE messages ADD COLUMN remote_thread TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN labels TEXT NOT NULL DEFAULT '';               -- X-GM-LABELS, JSON list
ALTER TABLE messages ADD COLUMN saved_ms INTEGER NOT NULL DEFAULT -9223372036854775808; -- SAVEDATE
ALTER TABLE messages ADD COLUMN body_attempts INTEGER NOT NULL DEFAULT 0;      -- that ended the connection
CREATE INDEX messages_suspect ON messages(mailbox) WHERE suspect_ms <> 0;
CREATE INDEX messages_by_email_id ON messages(account, email_id) WHERE email_id <> '';
DROP INDEX messages_without_body;
CREATE INDEX messages_without_body ON messages(mailbox, date_ms, id) WHERE has_body = 0 AND uid > 0 AND hidden = 0 AND body_attempts < 3;

ALTER TABLE operations ADD COLUMN phase INTEGER NOT NULL DEFAULT 0;            -- Move without MOVE: 1 copied, not removed yet
ALTER TABLE operations ADD COLUMN floor_uid INTEGER NOT NULL DEFAULT 0;        -- the destination's UIDNEXT before the first attempt
ALTER TABLE operations ADD COLUMN floor_validity INTEGER NOT NULL DEFAULT 0;
ALTER TABLE operations ADD COLUMN next_try INTEGER NOT NULL DEFAULT -9223372036854775808;
ALTER TABLE operation_targets ADD COLUMN destination_uid INTEGER NOT NULL DEFAULT 0; -- where COPY put it, in phase 1

-- What is known of a server before a connection is made, and until when it asked to be left alone.
CREATE TABLE servers(
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    name TEXT NOT NULL,                 -- as it calls itself
    quirks TEXT NOT NULL,               -- JSON list
    capabilities TEXT NOT NULL,         -- JSON list
    connection_limit INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    reason TEXT NOT NULL,               -- JSON of the error that asked for the pause
    PRIMARY KEY(host, port)
) STRICT, WITHOUT ROWID;

-- Capabilities that contradicted themselves, by server: not used until then.
CREATE TABLE quarantine(
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    capability TEXT NOT NULL,
    strikes INTEGER NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY(host, port, capability)
) STRICT, WITHOUT ROWID;
