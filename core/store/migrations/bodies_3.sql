-- SPDX-License-Identifier: GPL-3.0-or-later
-- bodies.sqlite, version 3: bodies are named by a hash that is keyed with a secret of this file.

CREATE TABLE body_key(
    id INTEGER PRIMARY KEY CHECK(id = 1),
    key BLOB NOT NULL CHECK(length(key) = 32)
) STRICT;
INSERT INTO body_key(id, key) VALUES(1, randomblob(32)); -- SQLite takes it from the system's source of randomness
-- What bodies.hash is, its length tells: 32 bytes are SHA-256 of the content (as versions 1 and 2 have it), 16 are GMAC by this key.
