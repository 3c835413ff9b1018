"""The schema, as numbered steps; a step that has been released is never edited."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("outsource_desk")

# A REAL that may be stored: SQLite keeps infinities, and a weight or score never is one.
FINITE = "BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308"

_INITIATIVE_AND_VENDORS = f"""
CREATE TABLE initiative (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 500),
    outsourcing_type TEXT CHECK (outsourcing_type IN ('ITO', 'BPO', 'KPO')),
    organisation TEXT NOT NULL DEFAULT '',
    question TEXT NOT NULL DEFAULT '',
    aim TEXT NOT NULL DEFAULT '',
    function_name TEXT NOT NULL DEFAULT '',
    scope TEXT NOT NULL DEFAULT '',
    term_months INTEGER CHECK (term_months BETWEEN 1 AND 180),
    currency TEXT NOT NULL DEFAULT '' CHECK (currency = '' OR currency GLOB '[A-Z][A-Z][A-Z]'),
    owner TEXT NOT NULL DEFAULT '',
    start_date TEXT CHECK (start_date IS date(start_date)),
    decision_date TEXT CHECK (decision_date IS date(decision_date)),
    classification TEXT NOT NULL DEFAULT 'Confidential',
    weighting TEXT NOT NULL DEFAULT 'direct' CHECK (weighting IN ('direct', 'points')),
    template TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE goal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    initiative_id INTEGER NOT NULL REFERENCES initiative ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('cost', 'efficiency', 'quality', 'customer', 'focus', 'access')),
    statement TEXT NOT NULL CHECK (length(statement) >= 1),
    measure TEXT NOT NULL DEFAULT '',
    unit TEXT NOT NULL DEFAULT '',
    baseline REAL CHECK (baseline {FINITE}),
    target REAL CHECK (target {FINITE}),
    target_date TEXT CHECK (target_date IS date(target_date)),
    owner TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX goal_initiative ON goal(initiative_id);

CREATE TABLE vendor (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 500),
    kind TEXT NOT NULL DEFAULT 'company' CHECK (kind IN ('company', 'individual')),
    country TEXT NOT NULL DEFAULT '' CHECK (country = '' OR country GLOB '[A-Z][A-Z]'),
    website TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'watch', 'blocked', 'archived'))
) STRICT;

CREATE TABLE contact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    vendor_id INTEGER NOT NULL REFERENCES vendor ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
    role TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX contact_vendor ON contact(vendor_id);

CREATE TABLE vendor_tag (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    vendor_id INTEGER NOT NULL REFERENCES vendor ON DELETE CASCADE,
    tag TEXT NOT NULL COLLATE NOCASE CHECK (length(tag) BETWEEN 1 AND 100),
    UNIQUE (vendor_id, tag)
) STRICT;

CREATE TABLE candidate (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    initiative_id INTEGER NOT NULL REFERENCES initiative ON DELETE CASCADE,
    vendor_id INTEGER REFERENCES vendor ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    in_house_name TEXT CHECK (length(in_house_name) BETWEEN 1 AND 500),
    is_incumbent INTEGER NOT NULL DEFAULT 0 CHECK (is_incumbent IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    CHECK ((vendor_id IS NULL) <> (in_house_name IS NULL)),
    UNIQUE (initiative_id, vendor_id)
) STRICT;
CREATE INDEX candidate_vendor ON candidate(vendor_id);
"""

_CRITERIA_AND_SCORES = f"""
CREATE TABLE criterion (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    initiative_id INTEGER NOT NULL REFERENCES initiative ON DELETE CASCADE,
    parent_id INTEGER REFERENCES criterion ON DELETE CASCADE CHECK (parent_id <> id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
    weight REAL NOT NULL DEFAULT 0 CHECK (weight >= 0 AND weight {FINITE}),
    ask TEXT NOT NULL DEFAULT '',
    measure TEXT NOT NULL DEFAULT 'judged' CHECK (measure IN ('judged', 'measured', 'price')),
    maximum REAL NOT NULL DEFAULT 5 CHECK (maximum > 0 AND maximum {FINITE}),
    step REAL NOT NULL DEFAULT 0.5 CHECK (step >= 0 AND step <= maximum),
    direction TEXT CHECK (direction IN ('max', 'min', 'unknown')),
    unit TEXT NOT NULL DEFAULT '',
    worst REAL CHECK (worst {FINITE}),
    best REAL CHECK (best {FINITE}),
    minimum REAL CHECK (minimum {FINITE}),
    is_gate INTEGER NOT NULL DEFAULT 0 CHECK (is_gate IN (0, 1)),
    code TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX criterion_initiative ON criterion(initiative_id);
CREATE INDEX criterion_parent ON criterion(parent_id);

CREATE TABLE anchor (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    criterion_id INTEGER NOT NULL REFERENCES criterion ON DELETE CASCADE,
    points REAL NOT NULL CHECK (points {FINITE}),
    wording TEXT NOT NULL CHECK (length(wording) >= 1),
    UNIQUE (criterion_id, points)
) STRICT;

CREATE TABLE evaluator (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    initiative_id INTEGER NOT NULL REFERENCES initiative ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 500),
    UNIQUE (initiative_id, name)
) STRICT;

CREATE TABLE import_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    initiative_id INTEGER REFERENCES initiative ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    imported_at TEXT NOT NULL
) STRICT;
CREATE INDEX import_file_initiative ON import_file(initiative_id);

CREATE TABLE score (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER NOT NULL REFERENCES candidate ON DELETE CASCADE,
    criterion_id INTEGER NOT NULL REFERENCES criterion ON DELETE CASCADE,
    evaluator_id INTEGER NOT NULL REFERENCES evaluator ON DELETE CASCADE,
    points REAL CHECK (points >= 0 AND points {FINITE}),
    not_applicable INTEGER NOT NULL DEFAULT 0 CHECK (not_applicable IN (0, 1)),
    rationale TEXT NOT NULL DEFAULT '',
    import_id INTEGER REFERENCES import_file ON DELETE SET NULL,
    sheet TEXT NOT NULL DEFAULT '',
    cell TEXT NOT NULL DEFAULT '',
    CHECK (not_applicable = 0 OR points IS NULL),
    UNIQUE (candidate_id, criterion_id, evaluator_id)
) STRICT;
CREATE INDEX score_criterion ON score(criterion_id);
CREATE INDEX score_evaluator ON score(evaluator_id);
CREATE INDEX score_import ON score(import_id);

CREATE TABLE agreed_score (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER NOT NULL REFERENCES candidate ON DELETE CASCADE,
    criterion_id INTEGER NOT NULL REFERENCES criterion ON DELETE CASCADE,
    points REAL CHECK (points >= 0 AND points {FINITE}),
    not_applicable INTEGER NOT NULL DEFAULT 0 CHECK (not_applicable IN (0, 1)),
    rationale TEXT NOT NULL DEFAULT '',
    import_id INTEGER REFERENCES import_file ON DELETE SET NULL,
    sheet TEXT NOT NULL DEFAULT '',
    cell TEXT NOT NULL DEFAULT '',
    CHECK (not_applicable = 0 OR points IS NULL),
    UNIQUE (candidate_id, criterion_id)
) STRICT;
CREATE INDEX agreed_score_criterion ON agreed_score(criterion_id);
CREATE INDEX agreed_score_import ON agreed_score(import_id);

CREATE TABLE measurement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER NOT NULL REFERENCES candidate ON DELETE CASCADE,
    criterion_id INTEGER NOT NULL REFERENCES criterion ON DELETE CASCADE,
    amount REAL CHECK (amount {FINITE}),            -- of a measured criterion, in its unit
    minor_units INTEGER,                            -- of a price, in the currency's smallest unit
    currency TEXT NOT NULL DEFAULT '' CHECK (currency = '' OR currency GLOB '[A-Z][A-Z][A-Z]'),
    not_applicable INTEGER NOT NULL DEFAULT 0 CHECK (not_applicable IN (0, 1)),
    rationale TEXT NOT NULL DEFAULT '',
    import_id INTEGER REFERENCES import_file ON DELETE SET NULL,
    sheet TEXT NOT NULL DEFAULT '',
    cell TEXT NOT NULL DEFAULT '',
    CHECK (amount IS NULL OR minor_units IS NULL),
    CHECK (not_applicable = 0 OR (amount IS NULL AND minor_units IS NULL)),
    UNIQUE (candidate_id, criterion_id)
) STRICT;
CREATE INDEX measurement_criterion ON measurement(criterion_id);
CREATE INDEX measurement_import ON measurement(import_id);
"""


_LOCKED_WEIGHTS_AND_HISTORY_BY_ROW = """
ALTER TABLE criterion ADD COLUMN is_locked INTEGER NOT NULL DEFAULT 0 CHECK (is_locked IN (0, 1));
CREATE INDEX change_row ON change(tab, row_id);
CREATE INDEX change_deleted ON change(tab) WHERE after IS NULL;
"""

# sections by name, a space between two; empty = the usual order, and nothing left out
_CHOICE_OF_THE_PAPER = """
ALTER TABLE initiative ADD COLUMN paper_size TEXT NOT NULL DEFAULT 'A4' CHECK (paper_size IN ('A4', 'Letter'));
ALTER TABLE initiative ADD COLUMN paper_order TEXT NOT NULL DEFAULT ''
    CHECK (paper_order NOT GLOB '*[^a-z ]*' AND length(paper_order) <= 1000);
ALTER TABLE initiative ADD COLUMN paper_left_out TEXT NOT NULL DEFAULT ''
    CHECK (paper_left_out NOT GLOB '*[^a-z ]*' AND length(paper_left_out) <= 1000);
"""


def _run(db: Database, script: str) -> None:
    """Run the statements of a script inside the migration's own transaction (`executescript` would commit it)."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)


@migrations()
def m0001_initiative_vendors_criteria_scores(db: Database) -> None:
    """Create the spine: initiatives and goals, vendors and candidates, criteria, evaluators and scores."""
    _run(db, _INITIATIVE_AND_VENDORS)
    _run(db, _CRITERIA_AND_SCORES)


@migrations()
def m0002_locked_weights_and_history_by_row(db: Database) -> None:
    """A weight may be locked while its siblings' are rescaled; the history of one cell is found by its rows."""
    _run(db, _LOCKED_WEIGHTS_AND_HISTORY_BY_ROW)


@migrations()
def m0003_choice_of_the_paper(db: Database) -> None:
    """An initiative remembers what its board paper has, in which order and on which paper."""
    _run(db, _CHOICE_OF_THE_PAPER)
