-- SPDX-License-Identifier: GPL-3.0-or-later
-- mail.sqlite, version 5: what the next connection to a server may begin with.

ALTER TABLE servers ADD COLUMN notes TEXT NOT NULL DEFAULT '';                 -- kept for the protocol, in its own form
