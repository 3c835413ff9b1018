"""What imports leave behind: how a layout was understood, price lines, and the cells that records came from.

The text of the step that made them; it is never edited, a later step changes the tables.
"""

from __future__ import annotations

from outsource_desk.store.finite import FINITE

IMPORTS = f"""
ALTER TABLE import_file ADD COLUMN sheet TEXT NOT NULL DEFAULT '';
ALTER TABLE import_file ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE import_file ADD COLUMN layout TEXT NOT NULL DEFAULT '';
ALTER TABLE import_file ADD COLUMN mapping TEXT NOT NULL DEFAULT '';
CREATE INDEX import_file_layout ON import_file(layout);
CREATE TABLE price_line (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER NOT NULL REFERENCES candidate ON DELETE CASCADE,
    criterion_id INTEGER NOT NULL REFERENCES criterion ON DELETE CASCADE,   -- whose amount the lines add up to
    position INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
    year INTEGER CHECK (year BETWEEN 0 AND 3000),       -- of the contract from 0, or of the calendar
    quantity REAL CHECK (quantity {FINITE}),
    unit TEXT NOT NULL DEFAULT '',
    unit_price REAL CHECK (unit_price {FINITE}),        -- in the currency's main unit
    minor_units INTEGER NOT NULL,                       -- what the line costs, in the currency's smallest unit
    currency TEXT NOT NULL DEFAULT '' CHECK (currency = '' OR currency GLOB '[A-Z][A-Z][A-Z]'),
    note TEXT NOT NULL DEFAULT '',
    import_id INTEGER REFERENCES import_file ON DELETE SET NULL,
    sheet TEXT NOT NULL DEFAULT '',
    cell TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX price_line_candidate ON price_line(candidate_id);
CREATE INDEX price_line_criterion ON price_line(criterion_id);
CREATE INDEX price_line_import ON price_line(import_id);
CREATE TABLE imported_value (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    import_id INTEGER NOT NULL REFERENCES import_file ON DELETE CASCADE,
    tab TEXT NOT NULL,                                  -- whose row it is, for rows that keep no cell themselves
    row_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    sheet TEXT NOT NULL DEFAULT '',
    cell TEXT NOT NULL,
    raw TEXT NOT NULL DEFAULT '',
    UNIQUE (tab, row_id, field)
) STRICT;
CREATE INDEX imported_value_import ON imported_value(import_id);
"""
