"""A file whose decision is protected: risks, contingency, exit, service levels and governance, as tests need them.

Dates are counted from today, as what is due depends on the day on which it is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from outsource_desk.domain.ranking import Evaluation
from outsource_desk.services.candidates import add_candidate, add_in_house
from outsource_desk.services.criteria import add_criterion
from outsource_desk.services.desk import Desk
from outsource_desk.services.initiatives import add_goal, add_initiative
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.scoring import add_evaluator, record_score
from outsource_desk.services.tiering import override_tier
from outsource_desk.services.vendors import add_vendor
from outsource_desk.store.rows import insert_row

Row = dict[str, Any]

POINTS = {"Alder": (5, 4, 4), "Birch": (4, 4, 4), "Dogwood": (3, 3, 5), "In-house": (3, 2, 2)}  # Alder leads
ROLES = {
    "executive_sponsor": ("Ines Marsh", "Karl Ott", "+49 30 555 0101", "ines.marsh@fairhaven.example"),
    "service_manager": ("Tom Reyes", "Lea Brandt", "+49 30 555 0102", "tom.reyes@fairhaven.example"),
    "security_lead": ("Anna Kurz", "Bo Lind", "+49 30 555 0103", "anna.kurz@fairhaven.example"),
    "legal_counsel": ("Ruth Adler", "", "+49 30 555 0104", ""),
    "procurement_lead": ("Milo Fern", "Pia Holt", "", "milo.fern@fairhaven.example"),
    "finance_lead": ("Gwen Stone", "", "+49 30 555 0106", ""),
    "operations_lead": ("", "", "", ""),  # nobody yet
    "provider_account_lead": ("Sam Alder", "", "+48 22 555 0199", "sam@alder.example"),
}
# code, title, category, inherent likelihood and impact, velocity; controls: wording, effects, state, owner, days to due
RISKS: tuple[tuple[str, str, str, int | None, int | None, str, tuple[tuple[Any, ...], ...]], ...] = (
    ("R01", "Cultural differences", "people_culture", 4, 3, "months", (
        ("Cross-cultural training for both teams before start", 1, 0, "verified", "Ines Marsh", -30),
        ("Communication protocol with playback", 1, 0, "implemented", "Tom Reyes", -10),
    )),
    ("R02", "Language barrier", "communication", 3, 3, "weeks", (
        ("Minimum tested language level per role in the contract", 1, 0, "implemented", "Milo Fern", -5),
    )),
    ("R05", "Data breach at the provider", "security", 3, 5, "sudden", (
        ("Least privilege access and monitored gateways", 1, 0, "verified", "Anna Kurz", -40),
        ("Keys stay with us", 0, 1, "in_progress", "Anna Kurz", 30),
        ("Yearly penetration test by a firm of ours", 1, 0, "proposed", "", 60),
    )),
    ("R07", "Intellectual property theft or misuse", "ip", 2, 5, "months", (
        ("Present assignment of all results in the contract", 0, 2, "implemented", "Ruth Adler", -3),
    )),
    ("R09", "Loss of control over the function", "control", 3, 4, "months", (
        ("A retained team that owns architecture and demand", 1, 1, "planned", "Tom Reyes", 45),
    )),
    ("R13", "Transition fails or overruns", "delivery", 3, 4, "weeks", (
        ("Staged transition with exit criteria", 1, 0, "planned", "Tom Reyes", -12),
    )),
    ("R14", "Hidden cost and scope creep", "commercial", 4, 3, "months", (
        ("Rate card and change control in the contract", 2, 0, "verified", "Gwen Stone", -20),
    )),
    ("R17", "Provider insolvency", "provider_viability", 2, 5, "weeks", (
        ("Quarterly watch on accounts and payment of staff", 0, 1, "implemented", "Gwen Stone", -8),
    )),
    ("R24", "Political conflict or sanctions", "external", None, None, "", ()),
)  # fmt: skip
# scenario: code, title, story, owner, role that activates, rule, when it is over; signs; steps
SCENARIOS: tuple[dict[str, Any], ...] = (
    {
        "code": "C01", "title": "Provider becomes insolvent", "owner": "Ines Marsh",
        "story": "The provider files for insolvency or simply stops paying staff and suppliers.",
        "activated_by": "executive_sponsor",
        "activation_rule": "Any sign to activate, confirmed by finance and legal",
        "stand_down": "All critical work runs on the fallback at or above minimum levels for 30 days",
        "triggers": (
            ("C01-T1", "Accounts or tax filings more than 60 days late", "days late", ">=", 60.0, "watch", (20.0, 0)),
            ("C01-T3", "Staff unpaid for more than 10 days", "days", ">=", 10.0, "activate", (12.0, 1)),
            ("C01-T4", "Insolvency filing or appointment of an administrator", "", "event", None, "activate", None),
        ),
        "steps": (
            ("h24", "Open the crisis room, name one leader, start a decision log", "executive_sponsor", 2, 1, 0, "Log"),
            ("h24", "Take fresh copies of all our data, code and work in progress", "security_lead", 6, 1, 1, "Hashes"),
            ("h24", "Stop advance payments; confirm with legal what may be paid", "finance_lead", 8, 0, 0, ""),
            ("h24", "Contact the administrator and state our step-in right", "legal_counsel", 12, 0, 0, "Letter"),
            ("h24", "List key delivery people with direct contacts", "service_manager", 12, 0, 1, ""),
            ("h24", "Alert the backup provider to stand by", "procurement_lead", 24, 1, 0, "Confirmation"),
            ("d30", "Sign an interim arrangement with key staff or subcontractors", "legal_counsel", 168, 0, 0, ""),
            ("d30", "Move the most critical work to the fallback", "operations_lead", 504, 0, 0, ""),
            ("d90", "Report cost, lessons and recovered amounts to the board", "executive_sponsor", 2160, 0, 0, ""),
        ),
    },
    {
        "code": "C02", "title": "Serious security breach at the provider", "owner": "Anna Kurz",
        "story": "Customer or financial data is stolen, or attackers use the provider as a bridge into our systems.",
        "activated_by": "security_lead",
        "activation_rule": "Confirmed or probable access to confidential data; no need to wait for certainty",
        "stand_down": "Root cause fixed and verified by an independent test; monitoring clean for 30 days",
        "triggers": (
            ("C02-T1", "Provider reports a suspected incident with our data", "", "event", None, "activate", (0.0, 0)),
            ("C02-T3", "High audit findings overdue by 30 days", "days", ">=", 30.0, "watch", (10.0, 0)),
        ),
        "steps": (
            ("h24", "Cut or restrict provider access, rotate secrets", "security_lead", 1, 1, 0, "Access log"),
            ("h24", "Preserve logs and evidence on both sides", "security_lead", 4, 0, 1, ""),
            ("h24", "Establish which data and people are affected", "legal_counsel", 8, 0, 0, ""),
            ("d30", "Independent forensic report with root cause", "security_lead", 504, 0, 0, "Report"),
        ),
    },
    {
        "code": "C03", "title": "Long outage or loss of a delivery site", "owner": "",
        "story": "A disaster, ransomware or utility failure takes the service down beyond its recovery time.",
        "activated_by": "service_manager",
        "activation_rule": "Expected restore later than RTO, or MTPD at risk",
        "stand_down": "Service stable for 10 working days",
        "triggers": (("C03-T2", "Provider cannot name a restore time", "hours", ">=", 2.0, "activate", None),),
        "steps": (
            ("h24", "Join the provider’s bridge; updates every 60 minutes", "service_manager", 1, 1, 1, ""),
            ("h24", "Start the manual workaround for the top processes", "operations_lead", 4, 0, 0, ""),
        ),
    },
)  # fmt: skip
METRICS: tuple[dict[str, Any], ...] = (
    {"code": "K01", "name": "Availability of the service", "kind": "csl", "unit": "%", "direction": "up",
     "baseline": 99.1, "target": 99.8, "minimum": 99.5, "allocation": 40.0, "source": "Monitoring",
     "owner": "Tom Reyes", "is_provider_measured": 1, "readings": (99.9, 99.7, 99.3, 99.2)},
    {"code": "K03", "name": "Urgent incidents resolved in time", "kind": "csl", "unit": "%", "direction": "up",
     "baseline": 88.0, "target": 95.0, "minimum": 90.0, "allocation": 30.0, "source": "Ticket log",
     "readings": (96.0, 95.0, 94.0, None)},
    {"code": "K09", "name": "Users content with the last contact", "kind": "kpi", "unit": "of 5", "direction": "up",
     "baseline": 3.9, "target": 4.3, "minimum": 4.0, "source": "Survey", "period": "quarter", "readings": ()},
)  # fmt: skip
TASKS = (  # code, wording, days, place in this list of what must be done before
    ("T1", "Decide to leave and serve notice", 14.0, ()),
    ("T2", "Contract the successor or approve the in-house team", 45.0, (0,)),
    ("T3", "Hold knowledge sessions and test them", 60.0, (1,)),
    ("T4", "Trial migration of all data", 40.0, (1,)),
    ("T5", "Parallel run against written criteria", 45.0, (2, 3)),
    ("T6", "Switch over and support for 30 days", 36.0, (4,)),
)
ITEMS: tuple[tuple[str, str, str, str, int, str, str], ...] = (  # code, phase, stream, due, mandatory, state, wording
    ("X01", "design", "governance", "contract", 1, "done", "Exit plan written and attached to the contract"),
    ("X02", "design", "governance", "contract", 1, "open", "Notice is not shorter than the plan needs"),
    ("X04", "design", "data", "contract", 1, "in_progress", "Return formats, media and timing for all data agreed"),
    ("X12", "maintain", "data", "yearly", 1, "done", "Export test: complete, readable, import proven"),
    ("X19", "mobilise", "governance", "T-180", 1, "open", "Formal notice served in the right form; receipt kept"),
    ("X36", "transfer", "service", "T", 1, "open", "Service switched; support reinforced for the first 30 days"),
    ("X39", "close", "data", "T+30", 1, "open", "Deletion certificate including backups and subcontractors"),
)


def days_on(days: float) -> str:
    """Return the day so many days from now, as YYYY-MM-DD."""
    return f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}"


@dataclass
class ProtectedCase:
    """The ids of what is in the file, by name or code."""

    desk: Desk
    initiative: int
    candidates: dict[str, int] = field(default_factory=dict)
    risks: dict[str, int] = field(default_factory=dict)
    scenarios: dict[str, int] = field(default_factory=dict)
    triggers: dict[str, int] = field(default_factory=dict)
    metrics: dict[str, int] = field(default_factory=dict)
    fallbacks: dict[str, int] = field(default_factory=dict)
    tasks: dict[str, int] = field(default_factory=dict)
    objectives: list[int] = field(default_factory=list)
    plan: int = 0
    contract: int = 0

    @property
    def evaluation(self) -> Evaluation:
        """Return everything as it stands now."""
        return load_evaluation(self.desk, self.initiative)

    def insert(self, table: str, **values: object) -> int:
        """Add a row of the initiative and return its id."""
        return insert_row(self.desk.db, table, {"initiative_id": self.initiative, **values})


def decided_case(desk: Desk) -> ProtectedCase:
    """Fill a file with a decision that nobody has protected yet: three vendors, the in-house option, Alder leads."""
    with desk.edit("Decide"):
        case = ProtectedCase(
            desk,
            add_initiative(
                desk, "Application support", outsourcing_type="ITO", organisation="Fairhaven Group", currency="EUR",
                yearly_value=3_600_000, exit_months=8, mtpd_hours=72, rto_hours=24, rpo_hours=4, overlap_hours=4,
                term_months=60, owner="Ines Marsh", function_name="Application support", classification="Confidential",
            ),
        )  # fmt: skip
        leaves = [
            add_criterion(desk, case.initiative, name, weight=weight)
            for name, weight in (("Quality", 50), ("People", 30), ("Terms", 20))
        ]
        office = add_evaluator(desk, case.initiative, "IT office")
        for name, points in POINTS.items():
            case.candidates[name] = (
                add_in_house(desk, case.initiative)
                if name == "In-house"
                else add_candidate(desk, case.initiative, add_vendor(desk, name, country="PL"))
            )
            for leaf, given in zip(leaves, points, strict=True):
                record_score(desk, case.candidates[name], leaf, office, given)
        add_goal(
            desk, case.initiative, "quality", "Fewer outages", measure="Availability", unit="%",
            baseline=99.1, target=99.8, target_date=days_on(365), owner="Tom Reyes",
        )  # fmt: skip
        override_tier(desk, case.initiative, "T1", "The shop stands still without it")
    return case


def protected_case(desk: Desk) -> ProtectedCase:
    """Fill a file with a protected decision: every area has rows, and in each something is lacking."""
    case = decided_case(desk)
    with desk.edit("Protect"):
        _risks(case)
        _metrics(case)
        _plan(case)
        _scenarios(case)
        _exit(case)
        _contract(case)
        _governance(case)
    return case


def _risks(case: ProtectedCase) -> None:
    for code, title, category, likelihood, impact, velocity, controls in RISKS:
        case.risks[code] = risk = case.insert(
            "risk", code=code, title=title, category=category, likelihood=likelihood, impact=impact, velocity=velocity,
            owner="Ines Marsh" if impact else "", review_on=days_on(60), state="treating" if controls else "identified",
            signs="Rework above 10 %", rated_by="Anna Kurz", rated_on=days_on(-20), rationale="As in the last audit",
        )  # fmt: skip
        for at, (wording, less_likely, less_bad, state, owner, due) in enumerate(controls, 1):
            values: Row = {
                "risk_id": risk, "code": f"{code}-M{at}", "wording": wording, "likelihood_effect": less_likely,
                "impact_effect": less_bad, "state": state, "owner": owner, "due_on": days_on(due), "cost": 1_200_000,
            }  # fmt: skip
            if state == "verified":
                values |= {"verified_by": "Ruth Adler", "verified_on": days_on(due), "evidence": "Report 7"}
            insert_row(case.desk.db, "mitigation", values)
    insert_row(
        case.desk.db, "risk_acceptance",
        {"risk_id": case.risks["R09"], "accepted_by": "Ines Marsh", "role": "Chief information officer",
         "reason": "The retained team is hired by spring", "accepted_on": days_on(-30), "expires_on": days_on(150)},
    )  # fmt: skip
    case.insert("dismissed_risk", code="R29", reason="No staff is moved", dismissed_by="Ines Marsh")


def _metrics(case: ProtectedCase) -> None:
    goal = case.evaluation.goals[0].id
    for at, metric in enumerate(METRICS):
        values = {key: value for key, value in metric.items() if key != "readings"}
        case.metrics[metric["code"]] = metric_id = case.insert(
            "metric", position=at, goal_id=goal if at == 0 else None, **values
        )
        for back, actual in zip(range(len(metric["readings"]), 0, -1), metric["readings"], strict=True):
            first = _month(back)
            last = f"{datetime.fromisoformat(_month(back - 1)) - timedelta(days=1):%Y-%m-%d}"
            values = {"metric_id": metric_id, "starts_on": first, "ends_on": last, "actual": actual}
            insert_row(case.desk.db, "metric_reading", values)
    case.insert("credit_claim", month=_month(2), amount=480_000, state="claimed")


def _month(back: int) -> str:
    """Return the first day of the month so many months ago."""
    now = datetime.now(UTC)
    years, month = divmod(now.month - 1 - back, 12)
    return f"{now.year + years:04d}-{month + 1:02d}-01"


def _plan(case: ProtectedCase) -> None:
    for role, (name, deputy, phone, email) in ROLES.items():
        case.insert("role_holder", role=role, name=name, deputy=deputy, phone=phone, email=email)
    case.plan = case.insert(
        "contingency_plan", candidate_id=case.candidates["Alder"], version=3, state="approved", author="Tom Reyes",
        reviewer="Ruth Adler", approver="Ines Marsh", decision_owner="Ines Marsh", deputy="Karl Ott",
        started_on=days_on(-200), reviewed_on=days_on(-40), approved_on=days_on(-35), budget=25_000_000,
        is_budget_approved=1,
    )  # fmt: skip
    for process, mtpd, rto, rpo, vendor_rto, backup in (
        ("Order entry", 72, 24, 4, 36, 2), ("Customer portal", 24, 8, 1, 8, 1),
    ):  # fmt: skip
        objective = case.insert(
            "recovery_objective", process=process, mtpd_hours=mtpd, rto_hours=rto, rpo_hours=rpo, minimum_level=0.4,
            workaround="Orders by telephone and form", workaround_hours=4, peaks="The weeks before Christmas",
        )  # fmt: skip
        case.objectives.append(objective)
        insert_row(
            case.desk.db, "recovery_commitment",
            {"objective_id": objective, "candidate_id": case.candidates["Alder"], "rto_hours": vendor_rto,
             "backup_hours": backup, "minimum_level": 0.3, "source": "Offer, annex 4"},
        )  # fmt: skip
    for at, values in enumerate((
        {"kind": "manual_workaround", "title": "Orders by telephone and form", "status": "tested",
         "activation_hours": 4, "sustain_days": 10, "capacity": 0.3, "owner": "Tom Reyes",
         "needs": "Forms and telephone lists on paper"},
        {"kind": "backup_vendor", "title": "Birch stands in", "candidate_id": case.candidates["Birch"],
         "status": "terms_agreed", "activation_hours": 336, "sustain_days": 120, "capacity": 0.6,
         "one_off_cost": 18_000_000, "monthly_cost": 31_000_000, "owner": "Milo Fern",
         "needs": "Access to the repository within five days", "shared_risks": "Both deliver from Warsaw"},
    )):  # fmt: skip
        case.fallbacks[values["title"]] = case.insert("fallback", position=at, **values)


def _scenarios(case: ProtectedCase) -> None:
    for at, scenario in enumerate(SCENARIOS):
        values = {key: value for key, value in scenario.items() if key not in ("triggers", "steps")}
        case.scenarios[scenario["code"]] = scenario_id = case.insert(
            "scenario", position=at, is_required=1, exercise_hours=3, injects="The press calls",
            cost_lines="Legal fees",
            **values,
        )  # fmt: skip
        for fallback in case.fallbacks.values():
            _link(case, "scenario_fallback", scenario_id=scenario_id, fallback_id=fallback)
        _triggers(case, scenario_id, scenario["triggers"])
        _steps(case, scenario_id, scenario["steps"])
    _link(case, "scenario_risk", scenario_id=case.scenarios["C01"], risk_id=case.risks["R17"])
    _link(case, "scenario_risk", scenario_id=case.scenarios["C02"], risk_id=case.risks["R05"])
    exercise = case.insert(
        "exercise", scenario_id=case.scenarios["C01"], kind="tabletop", held_on=days_on(-65), objectives=5,
        objectives_met=4, result="passed_with_actions", participants="Sponsor, security, operations",
        observations="Nobody knew the number of the administrator", next_due=days_on(300),
    )  # fmt: skip
    _link(
        case, "exercise_action", exercise_id=exercise, wording="Put the telephone list on paper", owner="Tom Reyes",
        due_on=days_on(-5),
    )  # fmt: skip


def _triggers(case: ProtectedCase, scenario_id: int, triggers: Sequence[tuple[Any, ...]]) -> None:
    for at, (code, wording, measure, comparison, threshold, level, check) in enumerate(triggers):
        case.triggers[code] = trigger = insert_row(
            case.desk.db, "scenario_trigger",
            {"scenario_id": scenario_id, "position": at, "code": code, "wording": wording, "measure": measure,
             "comparison": comparison, "threshold": threshold, "source": "Finance watch", "level": level,
             "owner": "Gwen Stone"},
        )  # fmt: skip
        if check:
            values = {"trigger_id": trigger, "checked_on": days_on(-6), "value": check[0], "is_raised": check[1]}
            insert_row(case.desk.db, "trigger_check", {**values, "checked_by": "Gwen Stone"})


def _steps(case: ProtectedCase, scenario_id: int, steps: Sequence[tuple[Any, ...]]) -> None:
    before: int | None = None
    for at, (phase, wording, role, hours, is_prepared, needs_vendor, proof) in enumerate(steps):
        step = insert_row(
            case.desk.db, "response_step",
            {"scenario_id": scenario_id, "position": at, "phase": phase, "wording": wording, "role": role,
             "deadline_hours": hours, "proof": proof, "needs_vendor": needs_vendor, "is_prepared": is_prepared},
        )  # fmt: skip
        if before is not None and at < 3:
            _link(case, "step_dependency", step_id=step, needs_id=before)
        before = step


def _exit(case: ProtectedCase) -> None:
    case.insert(
        "exit_plan", owner="Tom Reyes", provider_owner="Sam Alder", reintegration="difficult",
        substitutability="medium_complexity", data_gb=420, transition_days=150, tolerance_days=180, stress_factor=1.5,
        failure_probability=0.15, cost_to_failure=210_000_000, plan_b_cost=940_000_000,
    )  # fmt: skip
    for at, (code, phase, stream, due, mandatory, state, wording) in enumerate(ITEMS):
        case.insert(
            "exit_item", position=at, code=code, phase=phase, stream=stream, due=due, is_mandatory=mandatory,
            state=state, wording=wording, role="service_manager", done_on=days_on(-90) if state == "done" else None,
            proof="Annex 9" if state == "done" else "",
        )  # fmt: skip
    for at, (code, wording, length, needs) in enumerate(TASKS):
        case.tasks[code] = task = case.insert(
            "exit_task", position=at, code=code, wording=wording, days=length, stream="service",
            role="service_manager", needs_vendor=int(code in ("T3", "T4")), proof="Signed minutes",
        )  # fmt: skip
        for place in needs:
            _link(case, "exit_dependency", task_id=task, needs_id=case.tasks[TASKS[place][0]])
    case.insert(
        "exit_return", kind="data", wording="Ticket history and knowledge base", holder="Alder",
        form="CSV and attachments", owner="Anna Kurz", days=10, state="agreed",
    )  # fmt: skip
    case.insert("exit_cost", wording="Knowledge transfer", low=12_000_000, expected=20_000_000, high=31_000_000)
    case.insert("exit_cost", wording="Double running", low=28_000_000, expected=40_000_000, high=59_000_000)


def _contract(case: ProtectedCase) -> None:
    db = case.desk.db
    case.contract = insert_row(
        db, "contract",
        {"candidate_id": case.candidates["Alder"], "reference": "FH-2027-014", "signed_on": days_on(-180),
         "starts_on": days_on(-150), "ends_on": days_on(1100), "renews_itself": 1, "notice_us_days": 90,
         "notice_vendor_days": 180, "assistance_months": 6, "law": "Germany", "monthly_charge": 24_000_000,
         "at_risk": 12, "pool": 200, "termination_rule": "Minimum missed in three months of six"},
    )  # fmt: skip
    for at, (kind, code, title, state) in enumerate((
        ("contract", "CL01", "Service description and levels", "agreed"),
        ("contract", "CL15", "Exit assistance", "agreed_weaker"),
        ("contract", "CL20", "Right to audit", "requested"),
        ("ip", "IP2", "Present assignment of results", "missing"),
    )):  # fmt: skip
        values = {"kind": kind, "code": code, "title": title, "state": state, "number": f"{at + 3}.1"}
        insert_row(db, "clause", {"contract_id": case.contract, "position": at, **values})


def _governance(case: ProtectedCase) -> None:
    db = case.desk.db
    case.insert(
        "protocol", language="English", language_level="B2", tools="Ticket system\nVideo", agreed_on=days_on(-140)
    )
    for at, (name, cadence, minutes, chair) in enumerate((
        ("Daily stand-up", "daily", 15, "Tom Reyes"), ("Service review", "monthly", 90, "Tom Reyes"),
        ("Steering board", "quarterly", 120, "Ines Marsh"),
    )):  # fmt: skip
        case.insert(
            "forum", position=at, name=name, cadence=cadence, minutes=minutes, chair=chair, first_on=days_on(-140)
        )
    case.insert("channel", position=0, purpose="Incident", channel="Telephone bridge", answer_time="15 minutes")
    for level, cause, to_role, hours in (
        (1, "Level missed once", "Service manager", 8),
        (2, "Missed twice", "Sponsor", 24),
    ):
        case.insert(
            "escalation", level=level, cause=cause, from_role="Team lead", to_role=to_role, own_contact="Tom Reyes",
            vendor_contact="Sam Alder", answer_hours=hours,
        )  # fmt: skip
    case.insert("training", position=0, title="Working with Warsaw", hours=6, audience="both", held_on=days_on(-120),
                invited=40, attended=34, feedback=4.2)  # fmt: skip
    case.insert("training", position=1, title="Giving and taking feedback", hours=3, time="month_3")
    security = case.insert("audit_plan", position=0, code="A1", title="Security", every_months=12, auditor="Own audit",
                           owner="Anna Kurz", starts_on=days_on(-150))  # fmt: skip
    case.insert(
        "audit_plan", position=1, code="A2", title="Service and charges", every_months=12, starts_on=days_on(-400)
    )
    audit = insert_row(db, "audit", {"audit_plan_id": security, "performed_on": days_on(-60), "result": "minor"})
    insert_row(
        db, "finding",
        {"audit_id": audit, "reference": "F-01", "wording": "Shared administrator account", "severity": "high",
         "due_on": days_on(-15), "owner": "Sam Alder"},
    )  # fmt: skip
    decision = case.insert("decision", candidate_id=case.candidates["Alder"], reasons="Best service at a fair price",
                           decided_on=days_on(-190))  # fmt: skip
    _link(
        case,
        "approval",
        decision_id=decision,
        name="Ines Marsh",
        role="Sponsor",
        vote="approved",
        voted_on=days_on(-190),
    )


def _link(case: ProtectedCase, table: str, **values: object) -> int:
    row: Mapping[str, object] = values
    return insert_row(case.desk.db, table, dict(row))
