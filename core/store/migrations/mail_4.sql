ALTER TABLE accounts ADD COLUMN oauth TEXT NOT NULL DEFAULT '';                -- JSON of OAuthSettings, empty: not used
ALTER TABLE accounts ADD COLUMN sending TEXT NOT NULL DEFAULT '';              -- JSON of SendingPreferences, empty: as usual
