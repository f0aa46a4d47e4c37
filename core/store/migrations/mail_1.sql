-- SPDX-License-Identifier: GPL-3.0-or-later
-- mail.sqlite, version 1. Times are UTC milliseconds; -9223372036854775808 is "no time". Ids are never reused (AUTOINCREMENT).

CREATE TABLE accounts(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    protocol INTEGER NOT NULL,
    incoming TEXT NOT NULL,             -- JSON of ServerSettings
    outgoing TEXT NOT NULL,
    secret_source INTEGER NOT NULL,
    secret_command TEXT NOT NULL,       -- JSON list
    leave_policy INTEGER NOT NULL,
    leave_days INTEGER NOT NULL
) STRICT;

CREATE TABLE identities(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    reply_to TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT;
CREATE INDEX identities_by_account ON identities(account, position);

CREATE TABLE mailboxes(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    wire BLOB NOT NULL,                 -- empty where local
    path TEXT NOT NULL,
    delimiter TEXT NOT NULL,
    role INTEGER NOT NULL,
    selectable INTEGER NOT NULL,
    local INTEGER NOT NULL,
    total INTEGER NOT NULL DEFAULT 0,   -- kept by the triggers below
    unread INTEGER NOT NULL DEFAULT 0,
    server_total INTEGER NOT NULL DEFAULT -1,
    server_unseen INTEGER NOT NULL DEFAULT -1,
    uid_validity INTEGER NOT NULL DEFAULT 0,
    uid_next INTEGER NOT NULL DEFAULT 0,
    highest_mod_seq INTEGER NOT NULL DEFAULT 0,
    last_sync INTEGER NOT NULL DEFAULT -9223372036854775808
) STRICT;
CREATE INDEX mailboxes_by_path ON mailboxes(account, path);

CREATE TABLE messages(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    mailbox INTEGER NOT NULL REFERENCES mailboxes(id),
    uid INTEGER NOT NULL,               -- 0: the server has not told one
    hidden INTEGER NOT NULL DEFAULT 0,  -- 1: taken from the list by an operation that is not finished
    date_ms INTEGER NOT NULL,           -- whole seconds: the list's and the index's order
    sent_ms INTEGER NOT NULL,
    sent_offset INTEGER NOT NULL,       -- seconds east of UTC, as the sender wrote it
    server_flags INTEGER NOT NULL,
    server_keywords TEXT NOT NULL,      -- separated by blanks
    flags INTEGER NOT NULL,             -- the server's, and the pending operations on top
    keywords TEXT NOT NULL,
    mod_seq INTEGER NOT NULL,
    size INTEGER NOT NULL,
    from_name TEXT NOT NULL,
    from_address TEXT NOT NULL,
    to_display TEXT NOT NULL,
    cc_display TEXT NOT NULL,
    subject TEXT NOT NULL,
    message_id TEXT NOT NULL,
    reply_ids TEXT NOT NULL,            -- References and In-Reply-To, separated by blanks
    thread_id TEXT NOT NULL,
    has_attachments INTEGER NOT NULL,
    preview TEXT NOT NULL,
    has_body INTEGER NOT NULL DEFAULT 0,
    body BLOB NOT NULL DEFAULT x''      -- SHA-256 in bodies.sqlite
) STRICT;
-- hidden stands in the indexes, and does not merely limit them: so counting a position reads the index alone.
CREATE INDEX messages_list ON messages(mailbox, hidden, date_ms, id);
CREATE INDEX messages_by_date ON messages(hidden, date_ms, id);
CREATE UNIQUE INDEX messages_by_uid ON messages(mailbox, uid) WHERE uid > 0;
CREATE INDEX messages_waiting ON messages(mailbox, message_id) WHERE uid = 0;
CREATE INDEX messages_without_body ON messages(mailbox, date_ms, id) WHERE has_body = 0 AND uid > 0 AND hidden = 0;
CREATE INDEX messages_by_message_id ON messages(account, message_id);

-- Counters: nothing ever counts rows to show a number beside a folder. Bit 1 of flags is \Seen.
CREATE TRIGGER messages_inserted AFTER INSERT ON messages WHEN new.hidden = 0 BEGIN
    UPDATE mailboxes SET total = total + 1, unread = unread + (new.flags & 1 = 0) WHERE id = new.mailbox;
END;
CREATE TRIGGER messages_deleted AFTER DELETE ON messages WHEN old.hidden = 0 BEGIN
    UPDATE mailboxes SET total = total - 1, unread = unread - (old.flags & 1 = 0) WHERE id = old.mailbox;
END;
CREATE TRIGGER messages_updated AFTER UPDATE OF mailbox, flags, hidden ON messages
WHEN old.mailbox <> new.mailbox OR old.hidden <> new.hidden OR (old.flags & 1) <> (new.flags & 1) BEGIN
    UPDATE mailboxes SET total = total - (old.hidden = 0), unread = unread - (old.hidden = 0 AND old.flags & 1 = 0) WHERE id = old.mailbox;
    UPDATE mailboxes SET total = total + (new.hidden = 0), unread = unread + (new.hidden = 0 AND new.flags & 1 = 0) WHERE id = new.mailbox;
END;

CREATE TABLE operations(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    state INTEGER NOT NULL,
    add_flags INTEGER NOT NULL,
    add_keywords TEXT NOT NULL,
    remove_flags INTEGER NOT NULL,
    remove_keywords TEXT NOT NULL,
    destination INTEGER NOT NULL,       -- 0: none
    outbox INTEGER NOT NULL,
    created INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    undone INTEGER NOT NULL,
    inverse_of INTEGER NOT NULL,
    error TEXT NOT NULL,                -- JSON, empty for none
    body BLOB NOT NULL                  -- Append: the raw message's SHA-256
) STRICT;
CREATE INDEX operations_by_state ON operations(state, account, id);

CREATE TABLE operation_targets(
    operation INTEGER NOT NULL REFERENCES operations(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    message INTEGER NOT NULL,           -- not a reference: the journal outlives the message
    source_mailbox INTEGER NOT NULL,
    source_uid INTEGER NOT NULL,
    source_uid_validity INTEGER NOT NULL,
    waiting INTEGER NOT NULL,           -- 1: the UID comes when an earlier operation ends or the mailbox is listed
    live INTEGER NOT NULL,              -- 1: of an operation that is Pending or Running
    previous_flags INTEGER NOT NULL,
    previous_keywords TEXT NOT NULL,
    created_message INTEGER NOT NULL,   -- Copy: the row made in the destination
    PRIMARY KEY(operation, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_targets_live ON operation_targets(message, operation) WHERE live = 1;
CREATE INDEX operation_targets_created ON operation_targets(created_message, operation) WHERE live = 1 AND created_message > 0;
CREATE INDEX operation_targets_source ON operation_targets(source_mailbox, source_uid) WHERE live = 1;

CREATE TABLE outbox(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL,
    subject TEXT NOT NULL,
    message_id TEXT NOT NULL,
    envelope_from TEXT NOT NULL,
    state INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    created INTEGER NOT NULL,
    next_try INTEGER NOT NULL,
    size INTEGER NOT NULL,
    error TEXT NOT NULL,
    sent_copy INTEGER NOT NULL,
    original INTEGER NOT NULL,
    is_forward INTEGER NOT NULL,
    message BLOB NOT NULL,              -- SHA-256 in bodies.sqlite
    sent_message BLOB NOT NULL
) STRICT;

CREATE TABLE outbox_recipients(
    outbox INTEGER NOT NULL REFERENCES outbox(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    address TEXT NOT NULL,
    state INTEGER NOT NULL,
    reply TEXT NOT NULL,                -- JSON, empty for none
    PRIMARY KEY(outbox, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    updated INTEGER NOT NULL,
    data TEXT NOT NULL                  -- JSON; attached bytes by SHA-256
) STRICT;

CREATE TABLE draft_bodies(
    draft INTEGER NOT NULL REFERENCES drafts(id) ON DELETE CASCADE,
    body BLOB NOT NULL,
    PRIMARY KEY(draft, body)
) STRICT, WITHOUT ROWID;

CREATE TABLE pop3_ledger(
    account INTEGER NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    uidl BLOB NOT NULL,
    state INTEGER NOT NULL,
    message INTEGER NOT NULL,           -- 0: removed here since
    stored_at INTEGER NOT NULL,
    locally_gone INTEGER NOT NULL,
    PRIMARY KEY(account, uidl)
) STRICT, WITHOUT ROWID;
CREATE INDEX pop3_ledger_by_message ON pop3_ledger(message) WHERE message > 0;

CREATE TABLE contacts(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    address_key TEXT NOT NULL UNIQUE,   -- lower case
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    written_ms INTEGER NOT NULL,        -- last written to
    seen_ms INTEGER NOT NULL            -- last written to or read from
) STRICT;

CREATE TABLE contact_words(
    word TEXT NOT NULL,                 -- folded
    contact INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    PRIMARY KEY(word, contact)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_words_by_contact ON contact_words(contact);

CREATE TABLE certificates(
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    accepted INTEGER NOT NULL,
    PRIMARY KEY(host, port, sha256)
) STRICT, WITHOUT ROWID;
