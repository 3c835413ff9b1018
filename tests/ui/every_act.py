"""Every kind of act on a real file, once, so that its history tells of each."""

from __future__ import annotations

from outsource_desk.domain import paper
from outsource_desk.domain.weighting import WeightMethod
from outsource_desk.services import (
    candidates,
    criteria,
    freezing,
    history,
    initiatives,
    outranking,
    price_lab,
    scoring,
    together,
    vendors,
    weight_sets,
    weighting,
)
from outsource_desk.services import paper as paper_choices
from outsource_desk.services.desk import Desk
from outsource_desk.services.found_weights import Said
from outsource_desk.services.scoring import ScoreEntry
from tests.scene import Scene, build_scene


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
    criteria.update_criterion(desk, scene.lead_time, "curve", "piecewise")
    criteria.update_criterion(desk, scene.lead_time, "points", [(4, 100), (10, 60), (31, 0)])
    criteria.turn_curve(desk, scene.lead_time)
    criteria.update_criterion(desk, scene.price, "curve", "multiple")
    criteria.update_criterion(desk, scene.price, "multiple", 1.5)
    price_lab.fix_price_range(desk, scene.price, 90, 210)
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
    weigh(desk, scene)
    history.name_revision(desk, "Ausschuss")
    history.undo(desk)
    history.redo(desk)
    history.undo(desk)
    vendors.delete_vendors(desk, [scene.free_vendor])
    scoring.remove_evaluator(desk, scene.evaluator)
    history.undo_to(desk, 3)


def weigh(desk: Desk, scene: Scene) -> None:
    """Do every kind of act on weights as a whole."""
    top = [scene.group, scene.lead_time, scene.price]
    pairs = {(top[0], top[1]): 3.0, (top[0], top[2]): 5.0}
    person = weight_sets.add_weight_set(desk, scene.initiative, "Betriebsrat", "person", note="By phone")
    swings = Said(WeightMethod.SWING, dict(zip(top, (100, 60, 40), strict=True)))
    weighting.record_weighting(
        desk, scene.initiative, None, swings, weight_set_id=person, given_by="Chair", note="July"
    )
    weighting.record_weighting(desk, scene.initiative, None, Said(WeightMethod.PAIRWISE, judgements=pairs))
    freezing.freeze_weights(desk, scene.initiative, "Steering group")
    together.apply_together(desk, scene.initiative, None, "median", reason="Budget")
    freezing.explain_changed_weights(desk, scene.initiative, "New law")
    freezing.record_offers_opened(desk, scene.initiative)
    freezing.record_offers_opened(desk, scene.initiative, opened=False)
    freezing.unfreeze_weights(desk, scene.initiative)
    weight_sets.rename_weight_set(desk, person, "Works council")
    weight_sets.set_weight(desk, person, scene.price, 50)
    weight_sets.suppose_value(desk, person, scene.candidate, scene.price, 99)
    weight_sets.suppose_value(desk, person, scene.candidate, scene.price, None)
    weight_sets.remove_weight_set(desk, weight_sets.add_weight_set(desk, scene.initiative, "CFO", "lens", like=person))
    outranking.set_preference(desk, scene.quality, "linear", 2, 12)
    outranking.set_preference(desk, scene.lead_time, "usual", 0, 0)
