-- SPDX-License-Identifier: GPL-3.0-or-later
-- mail.sqlite, version 3: mail that waits for its time, and what the sender asks of the server.

ALTER TABLE outbox ADD COLUMN hold INTEGER NOT NULL DEFAULT 0;                 -- Hold: none, for undo, until a time
ALTER TABLE outbox ADD COLUMN held_until INTEGER NOT NULL DEFAULT -9223372036854775808;
ALTER TABLE outbox ADD COLUMN options TEXT NOT NULL DEFAULT '';                -- JSON of SubmissionOptions, empty: none

-- What a maildrop's message is known by beside its UIDL: servers give all messages new ones when they are moved to other machines.
ALTER TABLE pop3_ledger ADD COLUMN fingerprint BLOB NOT NULL DEFAULT x'';      -- of the header, empty: not known
ALTER TABLE pop3_ledger ADD COLUMN size INTEGER NOT NULL DEFAULT -1;
ALTER TABLE pop3_ledger ADD COLUMN missing_since INTEGER NOT NULL DEFAULT -9223372036854775808; -- no longer listed
