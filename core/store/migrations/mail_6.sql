-- SPDX-License-Identifier: GPL-3.0-or-later
-- mail.sqlite, version 6: mail by the thousand costs less to write, and the next run knows more of an account's server.

-- New rows are counted by who inserts them, all at once (MessageRows); an update for each took a quarter of the time of inserting it.
DROP TRIGGER messages_inserted;

-- Words of contacts are looked through, not looked up (ContactWords): a tree with a place for each word of each contact took a third of the time
-- that writing mail takes.
CREATE TABLE words_of_contacts(
    last INTEGER PRIMARY KEY,           -- the last contact in it; the first is the next behind the row before
    contacts INTEGER NOT NULL,          -- how many lines
    lines TEXT NOT NULL                 -- one for each: its id, then its folded words, with a blank before each
) STRICT;
INSERT INTO words_of_contacts(last, contacts, lines) SELECT max(contact), count(*), group_concat(line, '') FROM
    (SELECT contact, contact || ' ' || group_concat(word, ' ') || char(10) AS line FROM contact_words GROUP BY contact) GROUP BY contact / 1000;
DROP TABLE contact_words;
ALTER TABLE words_of_contacts RENAME TO contact_words;

-- What the next run has to know of an account's server.
ALTER TABLE accounts ADD COLUMN next_sign_in INTEGER NOT NULL DEFAULT 0;       -- LOGIN-DELAY: not before then; 0: at any time
ALTER TABLE accounts ADD COLUMN slow_link INTEGER NOT NULL DEFAULT 0;          -- when the way there was found to be slow; 0: it was not
