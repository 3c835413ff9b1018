"""Every kind of act on a real file, once, so that its history tells of each."""

from __future__ import annotations

from outsource_desk.domain import paper
from outsource_desk.services import candidates, criteria, history, initiatives, scoring, vendors
from outsource_desk.services import paper as paper_choices
from outsource_desk.services.desk import Desk
from outsource_desk.services.scoring import ScoreEntry
from tests.scene import build_scene


def do_every_act(desk: Desk) -> None:
    """Do every kind of act once, so that the history tells of each."""
    scene = build_scene(desk)
    cell = scene.candidate, scene.quality
    for field, value in {
        "name": "Help desk", "outsourcing_type": "BPO", "organisation": "City", "question": "Shall we?", "aim": "Calm",
        "function_name": "IT", "scope": "All", "term_months": 36, "owner": "CIO", "start_date": "2027-01-01",
        "decision_date": "2026-12-12", "classification": "Open", "weighting": "points", "paper_size": "Letter",
    }.items():  # fmt: skip
        initiatives.update_initiative(desk, scene.initiative, field, value)
    for field, value in {"kind": "focus", "statement": "Less", "measure": "EUR", "unit": "m", "baseline": 2.5,
                         "target": 1, "target_date": "2028-01-01", "owner": "CFO"}.items():  # fmt: skip
        initiatives.update_goal(desk, scene.goal, field, value)
    for field, value in {"name": "Acme SE", "kind": "individual", "country": "FR", "website": "acme.test",
                         "notes": "Old", "status": "watch"}.items():  # fmt: skip
        vendors.update_vendor(desk, scene.vendor, field, value)
    for field, value in {"name": "Sales", "role": "Lead", "email": "a@b.test", "phone": "1"}.items():
        vendors.update_contact(desk, scene.contact, field, value)
    for field, value in {"name": "Own team", "note": "As is", "is_incumbent": True}.items():
        candidates.update_candidate(desk, scene.in_house, field, value)
    for field, value in {"name": "Lead", "weight": 12.5, "ask": "How long?", "unit": "weeks", "worst": 31, "best": 4,
                         "minimum": 20, "is_gate": True, "direction": "min"}.items():  # fmt: skip
        criteria.update_criterion(desk, scene.lead_time, field, value)
    for field, value in {"maximum": 10, "step": 1, "is_locked": True}.items():
        criteria.update_criterion(desk, scene.quality, field, value)
    criteria.set_anchors(desk, scene.quality, {0: "None", 10: "Proven"})
    criteria.change_weight(desk, scene.price, 40)
    criteria.move_criterion(desk, scene.lead_time, scene.group, 0)
    criteria.move_criterion(desk, scene.lead_time, None)
    scoring.record_score(desk, *cell, scene.evaluator, 4, rationale="Seen on site. Good")
    scoring.record_score(desk, *cell, scene.evaluator, 5)
    scoring.record_score(desk, *cell, scene.evaluator, None, not_applicable=True)
    scoring.record_score(desk, *cell, scene.evaluator, None, rationale="")
    scoring.agree_score(desk, *cell, 3, rationale="Both agree on it")
    scoring.withdraw_agreed_score(desk, *cell)
    scoring.record_amount(desk, scene.candidate, scene.price, 1234.5)
    scoring.record_scores(desk, [ScoreEntry(*cell, 2)], scene.evaluator, "Paste score")
    scoring.rename_evaluator(desk, scene.evaluator, "Audit")
    paper_choices.leave_out(desk, scene.initiative, paper.Section.REASONS)
    paper_choices.move_section(desk, scene.initiative, paper.Section.METHOD, 0)
    history.name_revision(desk, "Ausschuss")
    history.undo(desk)
    history.redo(desk)
    history.undo(desk)
    vendors.delete_vendors(desk, [scene.free_vendor])
    scoring.remove_evaluator(desk, scene.evaluator)
    history.undo_to(desk, 3)
