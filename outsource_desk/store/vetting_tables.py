"""The tables of vendors' dossiers and of vetting, as the step that made them wrote them; never edited."""

from __future__ import annotations

from outsource_desk.store.finite import FINITE

DOSSIER = f"""
ALTER TABLE initiative ADD COLUMN country TEXT NOT NULL DEFAULT '' CHECK (country = '' OR country GLOB '[A-Z][A-Z]');
ALTER TABLE initiative ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';
ALTER TABLE initiative ADD COLUMN work_start REAL CHECK (work_start BETWEEN 0 AND 24);
ALTER TABLE initiative ADD COLUMN work_end REAL CHECK (work_end BETWEEN 0 AND 48);
ALTER TABLE initiative ADD COLUMN work_days TEXT NOT NULL DEFAULT '12345' CHECK (work_days NOT GLOB '*[^1-7]*');
ALTER TABLE initiative ADD COLUMN overlap_hours REAL CHECK (overlap_hours BETWEEN 0 AND 24);
ALTER TABLE initiative ADD COLUMN yearly_value INTEGER CHECK (yearly_value >= 0);
ALTER TABLE initiative ADD COLUMN exit_months REAL CHECK (exit_months >= 0 AND exit_months {FINITE});
ALTER TABLE initiative ADD COLUMN mtpd_hours REAL CHECK (mtpd_hours >= 0 AND mtpd_hours {FINITE});
ALTER TABLE initiative ADD COLUMN rto_hours REAL CHECK (rto_hours >= 0 AND rto_hours {FINITE});
ALTER TABLE initiative ADD COLUMN rpo_hours REAL CHECK (rpo_hours >= 0 AND rpo_hours {FINITE});
ALTER TABLE initiative ADD COLUMN tier_override TEXT CHECK (tier_override IN ('T1', 'T2', 'T3'));
ALTER TABLE initiative ADD COLUMN tier_reason TEXT NOT NULL DEFAULT '';
CREATE TABLE tiering_answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    initiative_id INTEGER NOT NULL REFERENCES initiative ON DELETE CASCADE,
    question TEXT NOT NULL CHECK (length(question) BETWEEN 1 AND 20),
    points INTEGER NOT NULL CHECK (points BETWEEN 0 AND 3),
    note TEXT NOT NULL DEFAULT '',
    UNIQUE (initiative_id, question)
) STRICT;

ALTER TABLE vendor ADD COLUMN legal_name TEXT NOT NULL DEFAULT '';
ALTER TABLE vendor ADD COLUMN registration TEXT NOT NULL DEFAULT '';
ALTER TABLE vendor ADD COLUMN lei TEXT NOT NULL DEFAULT '';
ALTER TABLE vendor ADD COLUMN group_name TEXT NOT NULL DEFAULT '';
ALTER TABLE vendor ADD COLUMN founded INTEGER CHECK (founded BETWEEN 1000 AND 9999);
ALTER TABLE vendor ADD COLUMN employees INTEGER CHECK (employees >= 0);
ALTER TABLE contact ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN is_always_reachable INTEGER NOT NULL DEFAULT 0 CHECK (is_always_reachable IN (0, 1));
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    vendor_id INTEGER NOT NULL REFERENCES vendor ON DELETE CASCADE,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    file_name TEXT NOT NULL CHECK (length(file_name) BETWEEN 1 AND 500),
    media_type TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL CHECK (size >= 0),
    issuer TEXT NOT NULL DEFAULT '',
    dated TEXT CHECK (dated IS date(dated)),
    expires TEXT CHECK (expires IS date(expires)),
    classification TEXT NOT NULL DEFAULT 'confidential' CHECK (classification IN
        ('public', 'internal', 'confidential', 'secret')),
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL DEFAULT '',
    UNIQUE (vendor_id, sha256)
) STRICT;
CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    content BLOB NOT NULL
) STRICT;
CREATE TABLE site (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    vendor_id INTEGER NOT NULL REFERENCES vendor ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
    country TEXT NOT NULL DEFAULT '' CHECK (country = '' OR country GLOB '[A-Z][A-Z]'),
    city TEXT NOT NULL DEFAULT '',
    time_zone TEXT NOT NULL DEFAULT '',
    work_start REAL CHECK (work_start BETWEEN 0 AND 24),
    work_end REAL CHECK (work_end BETWEEN 0 AND 48),
    work_days TEXT NOT NULL DEFAULT '12345' CHECK (work_days NOT GLOB '*[^1-7]*'),
    location TEXT NOT NULL DEFAULT '' CHECK (location IN ('', 'onsite', 'onshore', 'nearshore', 'offshore')),
    purposes TEXT NOT NULL DEFAULT '' CHECK (purposes NOT GLOB '*[^a-z_ ]*'),
    headcount INTEGER CHECK (headcount >= 0),
    visited_on TEXT CHECK (visited_on IS date(visited_on)),
    visit TEXT NOT NULL DEFAULT '' CHECK (visit IN ('', 'own', 'remote', 'third_party'))
) STRICT;
CREATE INDEX site_vendor ON site(vendor_id);
CREATE TABLE certificate (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    vendor_id INTEGER NOT NULL REFERENCES vendor ON DELETE CASCADE,
    scheme TEXT NOT NULL CHECK (length(scheme) BETWEEN 1 AND 500),
    number TEXT NOT NULL DEFAULT '',
    issuer TEXT NOT NULL DEFAULT '',
    scope TEXT NOT NULL DEFAULT '',
    covers_service TEXT NOT NULL DEFAULT 'unknown' CHECK (covers_service IN ('yes', 'partly', 'no', 'unknown')),
    issued TEXT CHECK (issued IS date(issued)),
    expires TEXT CHECK (expires IS date(expires)),
    bridge_until TEXT CHECK (bridge_until IS date(bridge_until)),
    exceptions TEXT NOT NULL DEFAULT '',
    attachment_id INTEGER REFERENCES attachment ON DELETE SET NULL,
    CHECK (issued IS NULL OR expires IS NULL OR issued <= expires)
) STRICT;
CREATE INDEX certificate_vendor ON certificate(vendor_id);
CREATE INDEX certificate_attachment ON certificate(attachment_id);
CREATE TABLE financial_year (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    vendor_id INTEGER NOT NULL REFERENCES vendor ON DELETE CASCADE,
    year INTEGER NOT NULL CHECK (year BETWEEN 1000 AND 9999),
    currency TEXT NOT NULL DEFAULT '' CHECK (currency = '' OR currency GLOB '[A-Z][A-Z][A-Z]'),
    revenue INTEGER, operating_profit INTEGER, ebitda INTEGER, net_profit INTEGER, net_debt INTEGER,
    current_assets INTEGER, inventory INTEGER, current_liabilities INTEGER, equity INTEGER, interest INTEGER,
    free_cash_flow INTEGER,
    opinion TEXT NOT NULL DEFAULT 'none' CHECK (opinion IN
        ('clean', 'emphasis', 'qualified', 'going_concern', 'none')),
    our_share REAL CHECK (our_share BETWEEN 0 AND 1),
    UNIQUE (vendor_id, year)
) STRICT;
CREATE TABLE insurance (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    vendor_id INTEGER NOT NULL REFERENCES vendor ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('professional', 'cyber', 'general', 'employer', 'crime')),
    insurer TEXT NOT NULL DEFAULT '',
    currency TEXT NOT NULL DEFAULT '' CHECK (currency = '' OR currency GLOB '[A-Z][A-Z][A-Z]'),
    cover INTEGER CHECK (cover >= 0),
    deductible INTEGER CHECK (deductible >= 0),
    expires TEXT CHECK (expires IS date(expires)),
    attachment_id INTEGER REFERENCES attachment ON DELETE SET NULL
) STRICT;
CREATE INDEX insurance_vendor ON insurance(vendor_id);
CREATE INDEX insurance_attachment ON insurance(attachment_id);
CREATE TABLE owner (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    vendor_id INTEGER NOT NULL REFERENCES vendor ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
    share REAL CHECK (share BETWEEN 0 AND 1),
    country TEXT NOT NULL DEFAULT '' CHECK (country = '' OR country GLOB '[A-Z][A-Z]'),
    is_controlling INTEGER NOT NULL DEFAULT 0 CHECK (is_controlling IN (0, 1)),
    screened_on TEXT CHECK (screened_on IS date(screened_on)),
    screening TEXT NOT NULL DEFAULT 'not_done' CHECK (screening IN ('clear', 'match', 'not_done'))
) STRICT;
CREATE INDEX owner_vendor ON owner(vendor_id);
CREATE TABLE subcontractor (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    vendor_id INTEGER NOT NULL REFERENCES vendor ON DELETE CASCADE,
    parent_id INTEGER REFERENCES subcontractor ON DELETE CASCADE CHECK (parent_id <> id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
    service TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '' CHECK (country = '' OR country GLOB '[A-Z][A-Z]'),
    touches_data INTEGER NOT NULL DEFAULT 0 CHECK (touches_data IN (0, 1)),
    consent TEXT NOT NULL DEFAULT 'none' CHECK (consent IN ('given', 'notified', 'none'))
) STRICT;
CREATE INDEX subcontractor_vendor ON subcontractor(vendor_id);
CREATE INDEX subcontractor_parent ON subcontractor(parent_id);
CREATE TABLE client_reference (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    vendor_id INTEGER NOT NULL REFERENCES vendor ON DELETE CASCADE,
    client TEXT NOT NULL CHECK (length(client) BETWEEN 1 AND 500),
    person TEXT NOT NULL DEFAULT '',
    service TEXT NOT NULL DEFAULT '',
    is_former INTEGER NOT NULL DEFAULT 0 CHECK (is_former IN (0, 1)),
    chosen_by_us INTEGER NOT NULL DEFAULT 0 CHECK (chosen_by_us IN (0, 1)),
    spoken_on TEXT CHECK (spoken_on IS date(spoken_on)),
    spoken_by TEXT NOT NULL DEFAULT '',
    rating REAL CHECK (rating BETWEEN 0 AND 5),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX client_reference_vendor ON client_reference(vendor_id);
CREATE TABLE watch_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    vendor_id INTEGER NOT NULL REFERENCES vendor ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN
        ('financial', 'ownership', 'country', 'subcontractor', 'security', 'reputation')),
    observed_on TEXT NOT NULL CHECK (observed_on IS date(observed_on)),
    wording TEXT NOT NULL CHECK (length(wording) >= 1),
    severity TEXT NOT NULL DEFAULT 'watch' CHECK (severity IN ('info', 'watch', 'alert')),
    closed_on TEXT CHECK (closed_on IS date(closed_on))
) STRICT;
CREATE INDEX watch_entry_vendor ON watch_entry(vendor_id);
"""

VETTING = f"""
CREATE TABLE own_template (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('questionnaire')),
    code TEXT NOT NULL COLLATE NOCASE CHECK (length(code) BETWEEN 1 AND 100),
    version TEXT NOT NULL CHECK (length(version) BETWEEN 1 AND 100),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
    body TEXT NOT NULL,
    UNIQUE (kind, code, version)
) STRICT;
CREATE TABLE questionnaire (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    initiative_id INTEGER NOT NULL UNIQUE REFERENCES initiative ON DELETE CASCADE,
    template TEXT NOT NULL DEFAULT '',
    version TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
    depth TEXT NOT NULL DEFAULT 'standard' CHECK (depth IN ('lite', 'standard', 'full')),
    lead TEXT NOT NULL DEFAULT '',
    started_on TEXT CHECK (started_on IS date(started_on)),
    due_on TEXT CHECK (due_on IS date(due_on))
) STRICT;
CREATE TABLE section (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    questionnaire_id INTEGER NOT NULL REFERENCES questionnaire ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 500),
    weight REAL NOT NULL DEFAULT 1 CHECK (weight >= 0 AND weight {FINITE}),
    purpose TEXT NOT NULL DEFAULT '',
    UNIQUE (questionnaire_id, code)
) STRICT;
CREATE TABLE question (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    section_id INTEGER NOT NULL REFERENCES section ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
    wording TEXT NOT NULL CHECK (length(wording) >= 1),
    kind TEXT NOT NULL CHECK (kind IN
        ('yn', 'ypn', 'mat', 'num', 'pct', 'choice', 'multi', 'date', 'doc', 'text')),
    unit TEXT NOT NULL DEFAULT '',
    good TEXT NOT NULL DEFAULT '',
    proof TEXT NOT NULL DEFAULT '',
    needs_evidence INTEGER NOT NULL DEFAULT 0 CHECK (needs_evidence IN (0, 1)),
    gate TEXT NOT NULL DEFAULT 'none' CHECK (gate IN ('none', 'conditional', 'knock_out')),
    pass_when TEXT NOT NULL DEFAULT '',
    asked_if TEXT NOT NULL DEFAULT '',
    weight REAL NOT NULL DEFAULT 1 CHECK (weight BETWEEN 0 AND 5),
    depth TEXT NOT NULL DEFAULT 'lite' CHECK (depth IN ('lite', 'standard', 'full')),
    types TEXT NOT NULL DEFAULT '' CHECK (types NOT GLOB '*[^A-Z ]*'),
    vendor_kinds TEXT NOT NULL DEFAULT '' CHECK (vendor_kinds NOT GLOB '*[^a-z ]*'),
    refs TEXT NOT NULL DEFAULT '',
    is_ours INTEGER NOT NULL DEFAULT 0 CHECK (is_ours IN (0, 1)),
    UNIQUE (section_id, code)
) STRICT;
CREATE TABLE question_option (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
    position INTEGER NOT NULL,
    value TEXT NOT NULL CHECK (value NOT GLOB '*[^A-Za-z0-9_]*' AND length(value) BETWEEN 1 AND 100),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 500),
    points REAL NOT NULL CHECK (points BETWEEN 0 AND 5),
    UNIQUE (question_id, value)
) STRICT;
CREATE TABLE question_point (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
    amount REAL NOT NULL CHECK (amount {FINITE}),
    points REAL NOT NULL CHECK (points BETWEEN 0 AND 5),
    UNIQUE (question_id, amount)
) STRICT;
CREATE TABLE assessment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER NOT NULL UNIQUE REFERENCES candidate ON DELETE CASCADE,
    lead TEXT NOT NULL DEFAULT '',
    due_on TEXT CHECK (due_on IS date(due_on)),
    sent_on TEXT CHECK (sent_on IS date(sent_on)),
    signed_by TEXT NOT NULL DEFAULT '',
    signed_on TEXT CHECK (signed_on IS date(signed_on))
) STRICT;
CREATE TABLE answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER NOT NULL REFERENCES candidate ON DELETE CASCADE,
    question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
    reply TEXT NOT NULL DEFAULT '',
    amount REAL CHECK (amount {FINITE}),
    comment TEXT NOT NULL DEFAULT '',
    stated_by TEXT NOT NULL DEFAULT '',
    stated_on TEXT CHECK (stated_on IS date(stated_on)),
    state TEXT NOT NULL DEFAULT 'unanswered' CHECK (state IN
        ('unanswered', 'in_review', 'clarification', 'accepted', 'accepted_with_gap', 'rejected', 'not_applicable')),
    reason TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    given_points REAL CHECK (given_points BETWEEN 0 AND 5),
    is_contradicted INTEGER NOT NULL DEFAULT 0 CHECK (is_contradicted IN (0, 1)),
    reviewer TEXT NOT NULL DEFAULT '',
    reviewed_on TEXT CHECK (reviewed_on IS date(reviewed_on)),
    import_id INTEGER REFERENCES import_file ON DELETE SET NULL,
    sheet TEXT NOT NULL DEFAULT '',
    cell TEXT NOT NULL DEFAULT '',
    UNIQUE (candidate_id, question_id)
) STRICT;
CREATE INDEX answer_question ON answer(question_id);
CREATE INDEX answer_import ON answer(import_id);
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    answer_id INTEGER NOT NULL REFERENCES answer ON DELETE CASCADE,
    attachment_id INTEGER REFERENCES attachment ON DELETE CASCADE,
    address TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL CHECK (level IN ('claim', 'document', 'independent', 'verified')),
    wording TEXT NOT NULL DEFAULT '',
    expires TEXT CHECK (expires IS date(expires)),
    checked_by TEXT NOT NULL DEFAULT '',
    checked_on TEXT CHECK (checked_on IS date(checked_on)),
    UNIQUE (answer_id, attachment_id)
) STRICT;
CREATE INDEX evidence_attachment ON evidence(attachment_id);
CREATE TABLE clarification (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    answer_id INTEGER NOT NULL REFERENCES answer ON DELETE CASCADE,
    asked_on TEXT NOT NULL CHECK (asked_on IS date(asked_on)),
    wording TEXT NOT NULL CHECK (length(wording) >= 1),
    due_on TEXT CHECK (due_on IS date(due_on)),
    reply TEXT NOT NULL DEFAULT '',
    replied_on TEXT CHECK (replied_on IS date(replied_on))
) STRICT;
CREATE INDEX clarification_answer ON clarification(answer_id);
CREATE TABLE gap (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER NOT NULL REFERENCES candidate ON DELETE CASCADE,
    question_id INTEGER REFERENCES question ON DELETE SET NULL,
    criterion_id INTEGER REFERENCES criterion ON DELETE SET NULL,
    wording TEXT NOT NULL CHECK (length(wording) >= 1),
    severity TEXT NOT NULL DEFAULT 'medium' CHECK (severity IN ('low', 'medium', 'high', 'critical')),
    kind TEXT NOT NULL DEFAULT 'precedent' CHECK (kind IN ('precedent', 'subsequent', 'note')),
    action TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL CHECK (length(owner) BETWEEN 1 AND 500),
    due_on TEXT NOT NULL CHECK (due_on IS date(due_on)),
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'in_progress', 'closed', 'waived')),
    closing TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX gap_candidate ON gap(candidate_id);
CREATE INDEX gap_question ON gap(question_id);
CREATE INDEX gap_criterion ON gap(criterion_id);
CREATE TABLE waiver (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    candidate_id INTEGER NOT NULL REFERENCES candidate ON DELETE CASCADE,
    question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
    approved_by TEXT NOT NULL CHECK (length(approved_by) BETWEEN 1 AND 500),
    approver_role TEXT NOT NULL CHECK (length(approver_role) BETWEEN 1 AND 500),
    reason TEXT NOT NULL CHECK (length(reason) >= 1),
    control TEXT NOT NULL CHECK (length(control) >= 1),
    given_on TEXT NOT NULL CHECK (given_on IS date(given_on)),
    expires_on TEXT NOT NULL CHECK (expires_on IS date(expires_on) AND expires_on > given_on),
    revoked_on TEXT CHECK (revoked_on IS date(revoked_on))
) STRICT;
CREATE INDEX waiver_candidate ON waiver(candidate_id);
CREATE INDEX waiver_question ON waiver(question_id);
CREATE TABLE feed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    criterion_id INTEGER NOT NULL REFERENCES criterion ON DELETE CASCADE,
    question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE,
    UNIQUE (criterion_id, question_id)
) STRICT;
CREATE INDEX feed_question ON feed(question_id);
ALTER TABLE import_file ADD COLUMN log TEXT NOT NULL DEFAULT '';
ALTER TABLE criterion ADD COLUMN section_id INTEGER REFERENCES section ON DELETE SET NULL;
CREATE INDEX criterion_section ON criterion(section_id);
"""
