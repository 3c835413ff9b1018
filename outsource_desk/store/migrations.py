"""The schema, as numbered steps; a step that has been released is never edited."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from outsource_desk.store.finite import FINITE
from outsource_desk.store.import_tables import IMPORTS
from outsource_desk.store.protection_tables import CONTINGENCY, EXIT, GOVERNANCE, PERFORMANCE, RISKS
from outsource_desk.store.vetting_tables import DOSSIER, VETTING

migrations = Migrations("outsource_desk")

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

_DECISION_ANALYSIS = f"""
ALTER TABLE initiative ADD COLUMN weights_frozen_at TEXT;
ALTER TABLE initiative ADD COLUMN weights_frozen_by TEXT NOT NULL DEFAULT '';
ALTER TABLE initiative ADD COLUMN weights_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE initiative ADD COLUMN offers_opened_at TEXT;
ALTER TABLE initiative ADD COLUMN is_blind INTEGER NOT NULL DEFAULT 0 CHECK (is_blind IN (0, 1));

ALTER TABLE criterion ADD COLUMN curve TEXT NOT NULL DEFAULT 'linear' CHECK (curve IN
    ('linear', 'piecewise', 'threshold', 'target', 'discrete', 'lowest', 'multiple', 'min_max'));
ALTER TABLE criterion ADD COLUMN multiple REAL NOT NULL DEFAULT 2 CHECK (multiple > 1 AND multiple {FINITE});
CREATE TABLE curve_point (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    criterion_id INTEGER NOT NULL REFERENCES criterion ON DELETE CASCADE,
    amount REAL NOT NULL CHECK (amount {FINITE}),
    value REAL NOT NULL CHECK (value BETWEEN 0 AND 100),
    UNIQUE (criterion_id, amount)
) STRICT;
CREATE TABLE preference (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    criterion_id INTEGER NOT NULL UNIQUE REFERENCES criterion ON DELETE CASCADE,
    shape TEXT NOT NULL CHECK (shape IN ('usual', 'u_shape', 'v_shape', 'level', 'linear', 'gaussian')),
    indifference REAL NOT NULL DEFAULT 0 CHECK (indifference BETWEEN 0 AND 100),
    strict REAL NOT NULL DEFAULT 0 CHECK (strict BETWEEN 0 AND 100)
) STRICT;

CREATE TABLE frozen_weight (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    initiative_id INTEGER NOT NULL REFERENCES initiative ON DELETE CASCADE,
    criterion_id INTEGER REFERENCES criterion ON DELETE SET NULL,
    name TEXT NOT NULL,
    weight REAL NOT NULL CHECK (weight >= 0 AND weight {FINITE}),
    share REAL NOT NULL CHECK (share BETWEEN 0 AND 1.000001),
    UNIQUE (initiative_id, criterion_id)
) STRICT;
CREATE INDEX frozen_weight_criterion ON frozen_weight(criterion_id);
CREATE TABLE weight_set (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    initiative_id INTEGER NOT NULL REFERENCES initiative ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE CHECK (length(name) BETWEEN 1 AND 500),
    purpose TEXT NOT NULL CHECK (purpose IN ('official', 'person', 'lens', 'scenario')),
    evaluator_id INTEGER REFERENCES evaluator ON DELETE SET NULL,
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (initiative_id, name)
) STRICT;
CREATE UNIQUE INDEX weight_set_official ON weight_set(initiative_id) WHERE purpose = 'official';
CREATE INDEX weight_set_evaluator ON weight_set(evaluator_id);
CREATE TABLE set_weight (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    weight_set_id INTEGER NOT NULL REFERENCES weight_set ON DELETE CASCADE,
    criterion_id INTEGER NOT NULL REFERENCES criterion ON DELETE CASCADE,
    weight REAL NOT NULL CHECK (weight >= 0 AND weight {FINITE}),
    UNIQUE (weight_set_id, criterion_id)
) STRICT;
CREATE INDEX set_weight_criterion ON set_weight(criterion_id);
CREATE TABLE scenario_value (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    weight_set_id INTEGER NOT NULL REFERENCES weight_set ON DELETE CASCADE,
    candidate_id INTEGER NOT NULL REFERENCES candidate ON DELETE CASCADE,
    criterion_id INTEGER NOT NULL REFERENCES criterion ON DELETE CASCADE,
    amount REAL NOT NULL CHECK (amount {FINITE}),
    UNIQUE (weight_set_id, candidate_id, criterion_id)
) STRICT;
CREATE INDEX scenario_value_candidate ON scenario_value(candidate_id);
CREATE INDEX scenario_value_criterion ON scenario_value(criterion_id);
CREATE TABLE elicitation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    weight_set_id INTEGER NOT NULL REFERENCES weight_set ON DELETE CASCADE,
    parent_id INTEGER REFERENCES criterion ON DELETE CASCADE,
    method TEXT NOT NULL CHECK (method IN
        ('direct', 'points', 'swing', 'centroid', 'rank_sum', 'reciprocal', 'pairwise')),
    given_by TEXT NOT NULL DEFAULT '',
    given_at TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX elicitation_level ON elicitation(weight_set_id, coalesce(parent_id, 0));
CREATE INDEX elicitation_parent ON elicitation(parent_id);
CREATE TABLE elicited (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    elicitation_id INTEGER NOT NULL REFERENCES elicitation ON DELETE CASCADE,
    criterion_id INTEGER NOT NULL REFERENCES criterion ON DELETE CASCADE,
    amount REAL NOT NULL CHECK (amount >= 0 AND amount {FINITE}),
    worst REAL CHECK (worst BETWEEN 0 AND 100),
    best REAL CHECK (best BETWEEN 0 AND 100),
    UNIQUE (elicitation_id, criterion_id)
) STRICT;
CREATE INDEX elicited_criterion ON elicited(criterion_id);
CREATE TABLE judgement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    elicitation_id INTEGER NOT NULL REFERENCES elicitation ON DELETE CASCADE,
    first_id INTEGER NOT NULL REFERENCES criterion ON DELETE CASCADE,
    second_id INTEGER NOT NULL REFERENCES criterion ON DELETE CASCADE,
    ratio REAL NOT NULL CHECK (ratio BETWEEN 0.11 AND 9.01),
    CHECK (first_id < second_id),
    UNIQUE (elicitation_id, first_id, second_id)
) STRICT;
CREATE INDEX judgement_first ON judgement(first_id);
CREATE INDEX judgement_second ON judgement(second_id);

ALTER TABLE evaluator ADD COLUMN submitted_at TEXT;
CREATE TABLE assignment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    evaluator_id INTEGER NOT NULL REFERENCES evaluator ON DELETE CASCADE,
    criterion_id INTEGER REFERENCES criterion ON DELETE CASCADE,
    candidate_id INTEGER REFERENCES candidate ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX assignment_once ON assignment(evaluator_id, coalesce(criterion_id, 0), coalesce(candidate_id, 0));
CREATE INDEX assignment_criterion ON assignment(criterion_id);
CREATE INDEX assignment_candidate ON assignment(candidate_id);
CREATE TABLE conflict (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    evaluator_id INTEGER NOT NULL REFERENCES evaluator ON DELETE CASCADE,
    candidate_id INTEGER REFERENCES candidate ON DELETE CASCADE,
    nature TEXT NOT NULL CHECK (nature IN
        ('none', 'financial', 'employment', 'family', 'past_work', 'gift', 'other')),
    declared_on TEXT NOT NULL CHECK (declared_on IS date(declared_on)),
    note TEXT NOT NULL DEFAULT '',
    ruling TEXT NOT NULL DEFAULT 'open' CHECK (ruling IN ('open', 'no_conflict', 'recused', 'managed')),
    ruled_by TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX conflict_evaluator ON conflict(evaluator_id);
CREATE INDEX conflict_candidate ON conflict(candidate_id);

CREATE TABLE warning_answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    initiative_id INTEGER NOT NULL REFERENCES initiative ON DELETE CASCADE,
    rule TEXT NOT NULL CHECK (length(rule) BETWEEN 1 AND 20),
    candidate_id INTEGER REFERENCES candidate ON DELETE CASCADE,
    criterion_id INTEGER REFERENCES criterion ON DELETE CASCADE,
    field TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL CHECK (kind IN ('acknowledged', 'waived')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
    reason TEXT NOT NULL CHECK (length(reason) >= 1),
    said TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX warning_answer_once ON
    warning_answer(initiative_id, rule, coalesce(candidate_id, 0), coalesce(criterion_id, 0), field);
CREATE INDEX warning_answer_candidate ON warning_answer(candidate_id);
CREATE INDEX warning_answer_criterion ON warning_answer(criterion_id);
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


@migrations()
def m0004_decision_analysis(db: Database) -> None:
    """Value curves, sets of weights and how they were found, a panel of evaluators, answers to warnings."""
    _run(db, _DECISION_ANALYSIS)


@migrations()
def m0005_vetting(db: Database) -> None:
    """Dossiers of vendors with files inside the document, questionnaires, answers with evidence, gates and gaps."""
    _run(db, DOSSIER)
    _run(db, VETTING)


@migrations()
def m0006_protection(db: Database) -> None:
    """Risks, contingency and exit plans, service levels with what was measured, contracts, audits and decisions."""
    for part in (RISKS, PERFORMANCE, CONTINGENCY, EXIT, GOVERNANCE):
        _run(db, part)


@migrations()
def m0007_imports(db: Database) -> None:
    """How the layout of an imported file was understood, the lines of offers, and the cells of records."""
    _run(db, IMPORTS)
