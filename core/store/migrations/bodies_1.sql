-- SPDX-License-Identifier: GPL-3.0-or-later
-- bodies.sqlite, version 1: byte strings, each once.

CREATE TABLE bodies(
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,          -- SHA-256 of the content
    size INTEGER NOT NULL,              -- of the content, before compression
    data BLOB NOT NULL                  -- one zstd frame
) STRICT;
