-- SPDX-License-Identifier: GPL-3.0-or-later
-- bodies.sqlite, version 2: bodies that came in bulk stand in pack files beside it.

ALTER TABLE bodies ADD COLUMN pack INTEGER NOT NULL DEFAULT 0;      -- number of the file in bodies/, 0: it is in data (else that is empty)
ALTER TABLE bodies ADD COLUMN place INTEGER NOT NULL DEFAULT 0;     -- its first byte there
ALTER TABLE bodies ADD COLUMN length INTEGER NOT NULL DEFAULT 0;    -- its bytes there
ALTER TABLE bodies ADD COLUMN raw INTEGER NOT NULL DEFAULT 0;       -- 1: as it came, to be compressed when there is time
-- What is stored of a body is its content where that is as long as the body, else one zstd frame.
CREATE UNIQUE INDEX bodies_by_place ON bodies(pack, place, length) WHERE pack > 0;
CREATE INDEX bodies_raw ON bodies(pack, place) WHERE raw = 1;
