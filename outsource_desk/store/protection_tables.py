"""The tables of risks, contingency, exit, performance and governance, as the step that made them wrote them.

They are never edited; a later step changes them.
"""

from __future__ import annotations

from outsource_desk.store.finite import FINITE

_NAMED = "TEXT NOT NULL CHECK (length({0}) BETWEEN 1 AND 500)"
_HOURS = "REAL CHECK ({0} >= 0 AND {0} " + FINITE + ")"
_MONEY = "INTEGER CHECK ({0} >= 0)"
_DAY = "TEXT CHECK ({0} IS date({0}))"
_FLAG = "INTEGER NOT NULL DEFAULT 0 CHECK ({0} IN (0, 1))"
_TEXT = "TEXT NOT NULL DEFAULT ''"
_LEVEL = "INTEGER CHECK ({0} BETWEEN 1 AND 5)"
_ID = "id INTEGER PRIMARY KEY AUTOINCREMENT"
_OF_INITIATIVE = "initiative_id INTEGER NOT NULL REFERENCES initiative ON DELETE CASCADE"
_KINDS = {"named": _NAMED, "hours": _HOURS, "money": _MONEY, "day": _DAY, "flag": _FLAG, "text": _TEXT, "level": _LEVEL}


def _columns(kind: str, names: str) -> str:
    """Return the declarations of several columns of one kind."""
    return ", ".join(f"{name} {_KINDS[kind].format(name)}" for name in names.split())


RISKS = f"""
ALTER TABLE initiative ADD COLUMN risk_appetite TEXT NOT NULL DEFAULT 'M' CHECK (risk_appetite IN ('L', 'M', 'H', 'C'));
CREATE TABLE risk (
    {_ID}, {_OF_INITIATIVE},
    candidate_id INTEGER REFERENCES candidate ON DELETE CASCADE,
    {_columns("text", "code")}, {_columns("named", "title")},
    category TEXT NOT NULL DEFAULT 'delivery' CHECK (category IN
        ('people_culture', 'communication', 'security', 'ip', 'control', 'delivery', 'commercial',
        'provider_viability', 'compliance', 'external', 'strategic')),
    {_columns("text", "cause event consequence owner")}, {_columns("day", "review_on")},
    velocity TEXT NOT NULL DEFAULT '' CHECK (velocity IN ('', 'sudden', 'weeks', 'months')),
    {_columns("text", "signs")},
    state TEXT NOT NULL DEFAULT 'identified' CHECK (state IN
        ('identified', 'assessed', 'treating', 'accepted', 'materialised', 'closed')),
    {_columns("level", "likelihood impact residual_likelihood residual_impact")},
    {_columns("text", "rationale rated_by")}, {_columns("day", "rated_on")}, {_columns("text", "note")}
) STRICT;
CREATE INDEX risk_initiative ON risk(initiative_id);
CREATE INDEX risk_candidate ON risk(candidate_id);
CREATE TABLE mitigation (
    {_ID},
    risk_id INTEGER NOT NULL REFERENCES risk ON DELETE CASCADE,
    {_columns("text", "code")}, {_columns("named", "wording")},
    kind TEXT NOT NULL DEFAULT 'prevent' CHECK (kind IN ('prevent', 'detect', 'correct', 'transfer', 'accept')),
    {_columns("text", "role owner")}, {_columns("day", "due_on")}, {_columns("money", "cost")},
    likelihood_effect INTEGER NOT NULL DEFAULT 0 CHECK (likelihood_effect BETWEEN 0 AND 2),
    impact_effect INTEGER NOT NULL DEFAULT 0 CHECK (impact_effect BETWEEN 0 AND 2),
    state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN
        ('proposed', 'planned', 'in_progress', 'implemented', 'verified', 'dropped')),
    {_columns("text", "evidence verified_by")}, {_columns("day", "verified_on")}
) STRICT;
CREATE INDEX mitigation_risk ON mitigation(risk_id);
CREATE TABLE risk_acceptance (
    {_ID},
    risk_id INTEGER NOT NULL REFERENCES risk ON DELETE CASCADE,
    {_columns("named", "accepted_by role")},
    reason TEXT NOT NULL CHECK (length(reason) >= 1),
    accepted_on TEXT NOT NULL CHECK (accepted_on IS date(accepted_on)),
    expires_on TEXT NOT NULL CHECK (expires_on IS date(expires_on) AND expires_on > accepted_on),
    {_columns("day", "revoked_on")}
) STRICT;
CREATE INDEX risk_acceptance_risk ON risk_acceptance(risk_id);
CREATE TABLE dismissed_risk (
    {_ID}, {_OF_INITIATIVE},
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
    reason TEXT NOT NULL CHECK (length(reason) >= 1),
    {_columns("text", "dismissed_by")}, {_columns("day", "dismissed_on")},
    UNIQUE (initiative_id, code)
) STRICT;
"""

PERFORMANCE = f"""
CREATE TABLE metric (
    {_ID}, {_OF_INITIATIVE},
    position INTEGER NOT NULL,
    {_columns("text", "code")}, {_columns("named", "name")},
    kind TEXT NOT NULL DEFAULT 'kpi' CHECK (kind IN ('csl', 'kpi')),
    goal_id INTEGER REFERENCES goal ON DELETE SET NULL,
    {_columns("text", "formula unit")},
    direction TEXT NOT NULL DEFAULT 'up' CHECK (direction IN ('up', 'down')),
    baseline REAL CHECK (baseline {FINITE}), target REAL CHECK (target {FINITE}), minimum REAL CHECK (minimum {FINITE}),
    period TEXT NOT NULL DEFAULT 'month' CHECK (period IN
        ('month', 'quarter', 'half_year', 'year', 'release', 'rolling_12_months')),
    {_columns("text", "source exclusions owner provider_owner gaming guard")},
    allocation REAL NOT NULL DEFAULT 0 CHECK (allocation BETWEEN 0 AND 300),
    {_columns("flag", "is_provider_measured is_recalculated")}
) STRICT;
CREATE INDEX metric_initiative ON metric(initiative_id);
CREATE INDEX metric_goal ON metric(goal_id);
CREATE TABLE metric_reading (
    {_ID},
    metric_id INTEGER NOT NULL REFERENCES metric ON DELETE CASCADE,
    starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on)),
    ends_on TEXT NOT NULL CHECK (ends_on IS date(ends_on) AND ends_on >= starts_on),
    numerator REAL CHECK (numerator {FINITE}), denominator REAL CHECK (denominator {FINITE}),
    actual REAL CHECK (actual {FINITE}),
    reported_by TEXT NOT NULL DEFAULT 'vendor' CHECK (reported_by IN ('vendor', 'own', 'independent')),
    {_columns("flag", "is_verified")}, {_columns("text", "note")},
    import_id INTEGER REFERENCES import_file ON DELETE SET NULL,
    {_columns("text", "sheet cell")},
    UNIQUE (metric_id, starts_on)
) STRICT;
CREATE INDEX metric_reading_import ON metric_reading(import_id);
CREATE TABLE credit_claim (
    {_ID}, {_OF_INITIATIVE},
    month TEXT NOT NULL CHECK (month IS date(month)),
    amount INTEGER NOT NULL CHECK (amount >= 0),
    state TEXT NOT NULL DEFAULT 'calculated' CHECK (state IN ('calculated', 'claimed', 'applied', 'waived')),
    {_columns("text", "note")},
    UNIQUE (initiative_id, month)
) STRICT;
"""

CONTINGENCY = f"""
CREATE TABLE role_holder (
    {_ID}, {_OF_INITIATIVE},
    role TEXT NOT NULL COLLATE NOCASE CHECK (length(role) BETWEEN 1 AND 100),
    {_columns("text", "name phone email deputy deputy_phone")},
    UNIQUE (initiative_id, role)
) STRICT;
CREATE TABLE contingency_plan (
    {_ID},
    initiative_id INTEGER NOT NULL UNIQUE REFERENCES initiative ON DELETE CASCADE,
    candidate_id INTEGER REFERENCES candidate ON DELETE SET NULL,
    version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
    state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN
        ('draft', 'reviewed', 'approved', 'active', 'stood_down', 'retired')),
    {_columns("text", "author reviewer approver waiver_reason decision_owner deputy")},
    {_columns("day", "started_on reviewed_on approved_on")},
    {_columns("money", "budget")}, {_columns("flag", "is_budget_approved")}
) STRICT;
CREATE INDEX contingency_plan_candidate ON contingency_plan(candidate_id);
CREATE TABLE recovery_objective (
    {_ID}, {_OF_INITIATIVE},
    {_columns("named", "process")}, {_columns("hours", "mtpd_hours rto_hours rpo_hours")},
    minimum_level REAL CHECK (minimum_level BETWEEN 0 AND 1),
    {_columns("text", "workaround")}, {_columns("hours", "workaround_hours")}, {_columns("text", "peaks")}
) STRICT;
CREATE INDEX recovery_objective_initiative ON recovery_objective(initiative_id);
CREATE TABLE recovery_commitment (
    {_ID},
    objective_id INTEGER NOT NULL REFERENCES recovery_objective ON DELETE CASCADE,
    candidate_id INTEGER NOT NULL REFERENCES candidate ON DELETE CASCADE,
    {_columns("hours", "rto_hours backup_hours")},
    minimum_level REAL CHECK (minimum_level BETWEEN 0 AND 1), {_columns("text", "source")},
    UNIQUE (objective_id, candidate_id)
) STRICT;
CREATE INDEX recovery_commitment_candidate ON recovery_commitment(candidate_id);
CREATE TABLE scenario (
    {_ID}, {_OF_INITIATIVE},
    position INTEGER NOT NULL,
    {_columns("text", "code")}, {_columns("named", "title")}, {_columns("text", "story owner")},
    {_columns("text", "activated_by activation_rule stand_down")}, {_columns("flag", "is_required")},
    exercise_kind TEXT NOT NULL DEFAULT 'tabletop' CHECK (exercise_kind IN
        ('checklist_review', 'tabletop', 'simulation', 'partial_test', 'full_test')),
    {_columns("hours", "exercise_hours")}, {_columns("text", "injects cost_lines")}
) STRICT;
CREATE INDEX scenario_initiative ON scenario(initiative_id);
CREATE TABLE scenario_risk (
    {_ID},
    scenario_id INTEGER NOT NULL REFERENCES scenario ON DELETE CASCADE,
    risk_id INTEGER NOT NULL REFERENCES risk ON DELETE CASCADE,
    UNIQUE (scenario_id, risk_id)
) STRICT;
CREATE INDEX scenario_risk_risk ON scenario_risk(risk_id);
CREATE TABLE scenario_trigger (
    {_ID},
    scenario_id INTEGER NOT NULL REFERENCES scenario ON DELETE CASCADE,
    position INTEGER NOT NULL,
    {_columns("text", "code")}, {_columns("named", "wording")}, {_columns("text", "measure")},
    comparison TEXT NOT NULL DEFAULT '>=' CHECK (comparison IN ('>=', '<=', 'event')),
    threshold REAL CHECK (threshold {FINITE}), {_columns("text", "source")},
    level TEXT NOT NULL DEFAULT 'watch' CHECK (level IN ('watch', 'activate')),
    check_days INTEGER NOT NULL DEFAULT 31 CHECK (check_days BETWEEN 1 AND 3660),
    {_columns("text", "owner")},
    metric_id INTEGER REFERENCES metric ON DELETE SET NULL
) STRICT;
CREATE INDEX scenario_trigger_scenario ON scenario_trigger(scenario_id);
CREATE INDEX scenario_trigger_metric ON scenario_trigger(metric_id);
CREATE TABLE trigger_check (
    {_ID},
    trigger_id INTEGER NOT NULL REFERENCES scenario_trigger ON DELETE CASCADE,
    checked_on TEXT NOT NULL CHECK (checked_on IS date(checked_on)),
    value REAL CHECK (value {FINITE}), {_columns("flag", "is_raised")}, {_columns("text", "checked_by note")}
) STRICT;
CREATE INDEX trigger_check_trigger ON trigger_check(trigger_id);
CREATE TABLE response_step (
    {_ID},
    scenario_id INTEGER NOT NULL REFERENCES scenario ON DELETE CASCADE,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL DEFAULT 'h24' CHECK (phase IN ('h24', 'd30', 'd90')),
    {_columns("named", "wording")}, {_columns("text", "role owner")},
    {_columns("hours", "deadline_hours")}, {_columns("text", "proof")},
    {_columns("flag", "needs_vendor is_prepared")}
) STRICT;
CREATE INDEX response_step_scenario ON response_step(scenario_id);
CREATE TABLE step_dependency (
    {_ID},
    step_id INTEGER NOT NULL REFERENCES response_step ON DELETE CASCADE,
    needs_id INTEGER NOT NULL REFERENCES response_step ON DELETE CASCADE CHECK (needs_id <> step_id),
    UNIQUE (step_id, needs_id)
) STRICT;
CREATE INDEX step_dependency_needs ON step_dependency(needs_id);
CREATE TABLE fallback (
    {_ID}, {_OF_INITIATIVE},
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('backup_vendor', 'bring_in_house', 'second_site_same_vendor', 'hybrid',
        'manual_workaround', 'suspend_service')),
    {_columns("named", "title")},
    candidate_id INTEGER REFERENCES candidate ON DELETE SET NULL,
    status TEXT NOT NULL DEFAULT 'idea' CHECK (status IN ('idea', 'identified', 'terms_agreed', 'tested')),
    {_columns("hours", "activation_hours")},
    sustain_days INTEGER CHECK (sustain_days >= 0), capacity REAL CHECK (capacity BETWEEN 0 AND 10),
    {_columns("money", "one_off_cost monthly_cost")}, {_columns("text", "needs shared_risks owner")}
) STRICT;
CREATE INDEX fallback_initiative ON fallback(initiative_id);
CREATE INDEX fallback_candidate ON fallback(candidate_id);
CREATE TABLE scenario_fallback (
    {_ID},
    scenario_id INTEGER NOT NULL REFERENCES scenario ON DELETE CASCADE,
    fallback_id INTEGER NOT NULL REFERENCES fallback ON DELETE CASCADE,
    UNIQUE (scenario_id, fallback_id)
) STRICT;
CREATE INDEX scenario_fallback_fallback ON scenario_fallback(fallback_id);
CREATE TABLE exercise (
    {_ID}, {_OF_INITIATIVE},
    scenario_id INTEGER REFERENCES scenario ON DELETE SET NULL,
    kind TEXT NOT NULL CHECK (kind IN ('checklist_review', 'tabletop', 'simulation', 'partial_test', 'full_test')),
    {_columns("day", "planned_on held_on")}, {_columns("text", "participants")},
    {_columns("flag", "is_vendor_present")},
    objectives INTEGER CHECK (objectives >= 0), objectives_met INTEGER CHECK (objectives_met BETWEEN 0 AND objectives),
    {_columns("hours", "rto_hours")},
    result TEXT NOT NULL DEFAULT '' CHECK (result IN ('', 'passed', 'passed_with_actions', 'failed')),
    {_columns("text", "script observations")}, {_columns("day", "next_due")}
) STRICT;
CREATE INDEX exercise_initiative ON exercise(initiative_id);
CREATE INDEX exercise_scenario ON exercise(scenario_id);
CREATE TABLE exercise_inject (
    {_ID},
    exercise_id INTEGER NOT NULL REFERENCES exercise ON DELETE CASCADE,
    position INTEGER NOT NULL,
    {_columns("named", "wording")}, {_columns("text", "observed")}
) STRICT;
CREATE INDEX exercise_inject_exercise ON exercise_inject(exercise_id);
CREATE TABLE exercise_action (
    {_ID},
    exercise_id INTEGER NOT NULL REFERENCES exercise ON DELETE CASCADE,
    {_columns("named", "wording")}, {_columns("text", "owner")}, {_columns("day", "due_on done_on")}
) STRICT;
CREATE INDEX exercise_action_exercise ON exercise_action(exercise_id);
CREATE TABLE activation (
    {_ID},
    scenario_id INTEGER NOT NULL REFERENCES scenario ON DELETE CASCADE,
    declared_at TEXT NOT NULL, {_columns("named", "declared_by")},
    reason TEXT NOT NULL CHECK (length(reason) >= 1),
    stood_down_at TEXT, {_columns("money", "cost")}, {_columns("text", "lessons")}
) STRICT;
CREATE INDEX activation_scenario ON activation(scenario_id);
CREATE TABLE activation_entry (
    {_ID},
    activation_id INTEGER NOT NULL REFERENCES activation ON DELETE CASCADE,
    step_id INTEGER REFERENCES response_step ON DELETE SET NULL,
    at TEXT NOT NULL, {_columns("text", "entered_by")}, {_columns("named", "wording")}
) STRICT;
CREATE INDEX activation_entry_activation ON activation_entry(activation_id);
CREATE INDEX activation_entry_step ON activation_entry(step_id);
"""

EXIT = f"""
CREATE TABLE exit_plan (
    {_ID},
    initiative_id INTEGER NOT NULL UNIQUE REFERENCES initiative ON DELETE CASCADE,
    {_columns("text", "owner provider_owner reason")}, {_columns("day", "started_on ends_on")},
    reintegration TEXT NOT NULL DEFAULT '' CHECK (reintegration IN ('', 'easy', 'difficult', 'highly_complex')),
    substitutability TEXT NOT NULL DEFAULT '' CHECK (substitutability IN
        ('', 'easily', 'medium_complexity', 'highly_complex', 'not_substitutable')),
    data_gb REAL CHECK (data_gb >= 0 AND data_gb {FINITE}),
    transition_days REAL CHECK (transition_days >= 0 AND transition_days {FINITE}),
    tolerance_days REAL CHECK (tolerance_days >= 0 AND tolerance_days {FINITE}),
    stress_factor REAL NOT NULL DEFAULT 1.5 CHECK (stress_factor BETWEEN 1 AND 10),
    failure_probability REAL CHECK (failure_probability BETWEEN 0 AND 1),
    {_columns("money", "cost_to_failure plan_b_cost")}
) STRICT;
CREATE TABLE exit_item (
    {_ID}, {_OF_INITIATIVE},
    position INTEGER NOT NULL,
    {_columns("text", "code")},
    phase TEXT NOT NULL CHECK (phase IN ('design', 'maintain', 'mobilise', 'transfer', 'close')),
    stream TEXT NOT NULL CHECK (stream IN ('governance', 'service', 'knowledge', 'data', 'ip', 'people', 'assets',
        'third_parties', 'security', 'finance', 'communication')),
    due TEXT NOT NULL DEFAULT 'contract', {_columns("flag", "is_mandatory")}, {_columns("named", "wording")},
    {_columns("text", "role owner wanted refs")},
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'in_progress', 'done', 'not_applicable', 'waived')),
    {_columns("day", "done_on")}, {_columns("text", "proof waived_by reason")}
) STRICT;
CREATE INDEX exit_item_initiative ON exit_item(initiative_id);
CREATE TABLE exit_return (
    {_ID}, {_OF_INITIATIVE},
    kind TEXT NOT NULL CHECK (kind IN ('data', 'ip', 'people', 'knowledge', 'licence', 'subcontractor', 'asset')),
    {_columns("named", "wording")}, {_columns("text", "holder form owner proof")}, {_columns("hours", "days")},
    state TEXT NOT NULL DEFAULT 'unknown' CHECK (state IN ('unknown', 'agreed', 'tested', 'returned', 'not_needed')),
    {_columns("text", "note")}
) STRICT;
CREATE INDEX exit_return_initiative ON exit_return(initiative_id);
CREATE TABLE exit_cost (
    {_ID}, {_OF_INITIATIVE}, {_columns("named", "wording")}, {_columns("money", "low expected high")},
    payer TEXT NOT NULL DEFAULT 'us' CHECK (payer IN ('us', 'vendor', 'shared')), {_columns("text", "note")}
) STRICT;
CREATE INDEX exit_cost_initiative ON exit_cost(initiative_id);
CREATE TABLE exit_task (
    {_ID}, {_OF_INITIATIVE},
    position INTEGER NOT NULL,
    {_columns("text", "code")}, {_columns("named", "wording")}, {_columns("text", "stream role owner")},
    {_columns("hours", "days stressed_days")}, {_columns("flag", "needs_vendor")}, {_columns("text", "proof")},
    {_columns("day", "done_on")}
) STRICT;
CREATE INDEX exit_task_initiative ON exit_task(initiative_id);
CREATE TABLE exit_dependency (
    {_ID},
    task_id INTEGER NOT NULL REFERENCES exit_task ON DELETE CASCADE,
    needs_id INTEGER NOT NULL REFERENCES exit_task ON DELETE CASCADE CHECK (needs_id <> task_id),
    UNIQUE (task_id, needs_id)
) STRICT;
CREATE INDEX exit_dependency_needs ON exit_dependency(needs_id);
"""

GOVERNANCE = f"""
CREATE TABLE contract (
    {_ID},
    candidate_id INTEGER NOT NULL UNIQUE REFERENCES candidate ON DELETE CASCADE,
    {_columns("text", "reference")}, {_columns("day", "signed_on starts_on ends_on")},
    {_columns("flag", "renews_itself")},
    notice_us_days INTEGER CHECK (notice_us_days >= 0), notice_vendor_days INTEGER CHECK (notice_vendor_days >= 0),
    {_columns("hours", "assistance_months")}, {_columns("text", "law")}, {_columns("money", "monthly_charge")},
    at_risk REAL CHECK (at_risk BETWEEN 0 AND 100), pool REAL CHECK (pool BETWEEN 0 AND 1000),
    {_columns("flag", "earns_back")}, {_columns("text", "termination_rule note")}
) STRICT;
CREATE TABLE clause (
    {_ID},
    contract_id INTEGER NOT NULL REFERENCES contract ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('contract', 'ip')),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 20), {_columns("named", "title")},
    {_columns("text", "ask refs")}, level TEXT NOT NULL DEFAULT 'all' CHECK (level IN ('all', 'critical', 'optional')),
    state TEXT NOT NULL DEFAULT 'missing' CHECK (state IN
        ('missing', 'requested', 'agreed', 'agreed_weaker', 'waived')),
    {_columns("text", "number note waived_by reason")},
    UNIQUE (contract_id, code)
) STRICT;
CREATE TABLE protocol (
    {_ID},
    initiative_id INTEGER NOT NULL UNIQUE REFERENCES initiative ON DELETE CASCADE,
    {_columns("text", "language language_level language_rule tools decision_log")},
    version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1), {_columns("day", "agreed_on")}
) STRICT;
CREATE TABLE forum (
    {_ID}, {_OF_INITIATIVE},
    position INTEGER NOT NULL, {_columns("text", "code")}, {_columns("named", "name")},
    cadence TEXT NOT NULL CHECK (cadence IN ('daily', 'weekly', 'biweekly', 'monthly', 'quarterly', 'yearly')),
    minutes INTEGER CHECK (minutes > 0), {_columns("text", "chair members inputs outputs decides")},
    {_columns("day", "first_on")}
) STRICT;
CREATE INDEX forum_initiative ON forum(initiative_id);
CREATE TABLE channel (
    {_ID}, {_OF_INITIATIVE},
    position INTEGER NOT NULL, {_columns("text", "code")}, {_columns("named", "purpose")},
    {_columns("text", "channel answer_time record")}
) STRICT;
CREATE INDEX channel_initiative ON channel(initiative_id);
CREATE TABLE escalation (
    {_ID}, {_OF_INITIATIVE},
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 9), {_columns("named", "cause")},
    {_columns("text", "from_role to_role own_contact vendor_contact")}, {_columns("hours", "answer_hours")},
    UNIQUE (initiative_id, level)
) STRICT;
CREATE TABLE training (
    {_ID}, {_OF_INITIATIVE},
    position INTEGER NOT NULL, {_columns("text", "code")}, {_columns("named", "title")}, {_columns("hours", "hours")},
    audience TEXT NOT NULL DEFAULT 'both' CHECK (audience IN ('own', 'vendor', 'both')),
    time TEXT NOT NULL DEFAULT 'before_start' CHECK (time IN ('before_start', 'month_3', 'yearly')),
    {_columns("text", "owner")}, {_columns("day", "planned_on held_on")},
    invited INTEGER CHECK (invited >= 0), attended INTEGER CHECK (attended >= 0),
    feedback REAL CHECK (feedback BETWEEN 1 AND 5)
) STRICT;
CREATE INDEX training_initiative ON training(initiative_id);
CREATE TABLE audit_plan (
    {_ID}, {_OF_INITIATIVE},
    position INTEGER NOT NULL, {_columns("text", "code")}, {_columns("named", "title")}, {_columns("text", "scope")},
    every_months INTEGER CHECK (every_months > 0), {_columns("text", "auditor owner")}, {_columns("day", "starts_on")}
) STRICT;
CREATE INDEX audit_plan_initiative ON audit_plan(initiative_id);
CREATE TABLE audit (
    {_ID},
    audit_plan_id INTEGER NOT NULL REFERENCES audit_plan ON DELETE CASCADE,
    performed_on TEXT NOT NULL CHECK (performed_on IS date(performed_on)),
    performed_by TEXT NOT NULL DEFAULT 'own' CHECK (performed_by IN
        ('own', 'joint', 'appointed_third_party', 'vendor_certificate')),
    result TEXT NOT NULL DEFAULT '' CHECK (result IN ('', 'clean', 'minor', 'major', 'failed')),
    {_columns("text", "note")}
) STRICT;
CREATE INDEX audit_audit_plan ON audit(audit_plan_id);
CREATE TABLE finding (
    {_ID},
    audit_id INTEGER NOT NULL REFERENCES audit ON DELETE CASCADE,
    {_columns("text", "reference")}, {_columns("named", "wording")},
    severity TEXT NOT NULL DEFAULT 'medium' CHECK (severity IN ('low', 'medium', 'high', 'critical')),
    due_on TEXT NOT NULL CHECK (due_on IS date(due_on)), {_columns("text", "owner")}, {_columns("day", "closed_on")},
    retest TEXT NOT NULL DEFAULT 'none' CHECK (retest IN ('none', 'passed', 'failed')), {_columns("day", "retested_on")}
) STRICT;
CREATE INDEX finding_audit ON finding(audit_id);
CREATE TABLE decision (
    {_ID},
    initiative_id INTEGER NOT NULL UNIQUE REFERENCES initiative ON DELETE CASCADE,
    candidate_id INTEGER REFERENCES candidate ON DELETE SET NULL,
    {_columns("text", "reasons alternatives conditions")}, {_columns("day", "decided_on")},
    fingerprint TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX decision_candidate ON decision(candidate_id);
CREATE TABLE approval (
    {_ID},
    decision_id INTEGER NOT NULL REFERENCES decision ON DELETE CASCADE,
    {_columns("named", "name role")},
    vote TEXT NOT NULL DEFAULT 'open' CHECK (vote IN ('open', 'approved', 'with_conditions', 'against')),
    {_columns("day", "voted_on")}, {_columns("text", "note")}
) STRICT;
CREATE INDEX approval_decision ON approval(decision_id);
"""
