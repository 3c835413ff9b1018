import json

import pytest

from outsource_desk.services.overview import overview_lines, ranking_as_json, ranking_lines, verdict_sentence
from outsource_desk.services.ranking import load_evaluation, rank_initiative, ranking_of
from outsource_desk.services.scoring import record_amount, record_score
from tests.builders import evaluation, with_gate
from tests.scene import build_scene


def sentence(scores, weights=(100,)):
    return verdict_sentence(ranking_of(evaluation(scores, list(weights))))


def test_the_verdict_is_one_sentence_without_the_word_winner():
    assert sentence({}) == "Nobody can be ranked yet."
    assert sentence({"Acme": [50]}) == "Only Acme is ranked."
    assert sentence({"Acme": [50], "Globex": [50], "Hooli": [1]}) == (
        "Acme and Globex share the first rank: too close to call."
    )
    assert sentence({"Acme": [51], "Globex": [50]}) == "Acme is 1.0 points ahead of Globex: too close to call."
    assert sentence({"Acme": [86.04], "Globex": [75.76]}) == "Acme is 10.2 points ahead of Globex: clear lead."
    assert sentence({"Acme": [90], "Globex": [50]}) == "Acme is 40.0 points ahead of Globex: clear lead."


def test_the_ranking_is_a_table_with_bounds_gates_and_warnings():
    given = with_gate(evaluation({"Acme": [80, None], "Globex": [70, 60], "Hooli": [20, 100]}, [60, 40]), "A", 50)
    lines = list(ranking_lines(given, ranking_of(given)))
    assert lines[0] == "Service desk"
    assert lines[3].split() == ["Rank", "Candidate", "Total", "Low", "to", "high", "Gates"]
    assert "Globex" in lines[4]
    assert "66.0" in lines[4]
    assert "48.0 to 88.0" in lines[5]
    assert lines[6].startswith("not ranked  Hooli")
    assert lines[6].endswith("failed: A 20, minimum 50")
    assert "Note well:" in lines
    assert any(line.startswith("  Acme could end between") and line.endswith("[W26]") for line in lines)


def test_a_ranking_without_warnings_ends_with_how_far_it_can_be_trusted():
    given = evaluation({"Acme": [80, 70], "Globex": [70, 60]}, [60, 40])
    assert list(ranking_lines(given, ranking_of(given)))[-1] == "  (100,000 samples, seed 20250.)"


def test_a_ranking_of_one_ends_with_its_table():
    given = evaluation({"Acme": [80, 70]}, [60, 40])
    lines = list(ranking_lines(given, ranking_of(given)))
    assert next(line for line in lines if line.startswith("1 ")) == lines[4]
    assert not any("trusted" in line for line in lines)


def test_a_ranking_of_nobody_has_no_table():
    given = evaluation({}, [60, 40])
    assert list(ranking_lines(given, ranking_of(given))) == ["Service desk", "Nobody can be ranked yet."]


def test_an_empty_file_says_what_to_do_next(desk):
    first, then = overview_lines(desk)
    assert first.startswith("decision.odesk: 0 initiatives, 0 vendors, revision 0, fingerprint ")
    assert then.startswith("Next: ")


def test_an_overview_says_how_each_initiative_stands(desk):
    scene = build_scene(desk)
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    lines = list(overview_lines(desk))
    assert lines[0].startswith("decision.odesk: 2 initiatives, 3 vendors, revision 2")
    at = lines.index("Service desk")
    assert lines[at + 1].startswith("  Only Acme is ranked. 5 scores open. ")
    assert lines[at + 1].endswith(" must be cleared before a recommendation.")
    assert lines[at + 2].startswith("  Next: ")


def test_an_initiative_without_candidates_counts_its_criteria():
    from outsource_desk.services.overview import _standing

    given = evaluation({}, [60, 40])
    assert _standing(given, ranking_of(given)) == "2 criteria, no candidates yet."


def test_the_document_of_a_ranking_has_the_agreed_shape(desk):
    scene = build_scene(desk)
    record_score(desk, scene.candidate, scene.quality, scene.evaluator, 4)
    record_score(desk, scene.in_house, scene.quality, scene.evaluator, 0)
    for candidate, amount in ((scene.candidate, 150), (scene.in_house, 100)):
        record_amount(desk, candidate, scene.price, amount)
        record_amount(desk, candidate, scene.lead_time, 5)
    document = ranking_as_json(desk, load_evaluation(desk, scene.initiative), rank_initiative(desk, scene.initiative))
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert (document["initiative"], document["revision"]) == ("Service desk", desk.journal.revision)
    assert document["fingerprint"] == desk.journal.fingerprint
    acme, in_house = document["candidates"]
    assert (acme["name"], acme["rank"], acme["gate"]) == ("Acme", 1, "passed")
    assert acme["contributions"] == {"Quality": 48, "Lead time": 10, "Price": 15}
    assert (in_house["total"], in_house["low"], in_house["high"]) == (40, 40, 40)
    assert document["criteria"] == [
        {"id": scene.quality, "name": "Quality", "weight": 0.6},
        {"id": scene.lead_time, "name": "Lead time", "weight": 0.1},
        {"id": scene.price, "name": "Price", "weight": 0.3},
    ]
    assert (document["verdict"]["lead"], document["margin"]) == ("clear lead", 33)


def rank_as_json(given):
    from outsource_desk.services.ranking_document import trust_as_json

    document = trust_as_json(given, ranking_of(given))
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    return document


def test_the_document_says_how_far_the_ranking_can_be_trusted():
    document = rank_as_json(
        evaluation({"Alder": [80, 60, 70], "Birch": [66, 76, 70], "Cedar": [20, 20, 80]}, [5, 3, 2])
    )
    assert document["verdict"]["leader"] == {"id": 1, "name": "Alder"}
    assert document["verdict"]["trust"] in ("robust", "sensitive", "no clear winner")
    assert {reason["rule"] for reason in document["verdict"]["reasons"]} >= {"lead", "stability"}
    first, *_ = document["stability"]
    assert (first["criterion"], first["weight"]) == ({"id": 1, "name": "A"}, 0.5)
    assert first["low"] <= first["weight"] <= first["high"]
    acceptability = document["acceptability"]
    assert (acceptability["samples"], acceptability["seed"]) == (100_000, 20_250)
    assert all(sum(each["ranks"]) == pytest.approx(1) for each in acceptability["candidates"])
    assert document["flips"][0]["rival"] == {"id": 2, "name": "Birch"}
    methods = document["methods"]
    assert methods["opinions"][0]["method"] == "weighted_sum"
    assert len(methods["opinions"]) == 6
    assert methods["opinions"][0]["candidates"][0]["rank"] == 1


def test_the_document_of_a_ranking_of_nobody_says_nothing():
    document = rank_as_json(evaluation({}, [60, 40]))
    assert document["verdict"]["trust"] == "nothing to compare"
    assert (document["stability"], document["flips"]) == ([], [])
    assert document["acceptability"] is document["methods"] is None


def test_the_document_of_one_candidate_holds_for_it_alone():
    document = rank_as_json(evaluation({"Alder": [80, 60]}, [60, 40]))
    assert document["verdict"]["trust"] == "nothing to compare"
    assert document["acceptability"]["candidates"][0]["ranks"] == [1.0]


def test_under_the_table_stand_the_verdict_and_what_would_turn_it():
    given = evaluation({"Alder": [80, 60, 70], "Birch": [66, 76, 70]}, [5, 3, 2])
    lines = list(ranking_lines(given, ranking_of(given)))
    at = next(n for n, line in enumerate(lines) if line.startswith("How far it can be trusted: "))
    assert any("Birch" in line and "Alder" in line for line in lines[at + 1 :])
    assert any("methods put" in line for line in lines[at:])
    assert "  (100,000 samples, seed 20250.)" in lines
