import json

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


def test_a_ranking_without_warnings_ends_with_its_table():
    given = evaluation({"Acme": [80, 70], "Globex": [70, 60]}, [60, 40])
    assert list(ranking_lines(given, ranking_of(given)))[-1].startswith("2 ")


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
        {"name": "Quality", "weight": 0.6}, {"name": "Lead time", "weight": 0.1}, {"name": "Price", "weight": 0.3},
    ]  # fmt: skip
    assert (document["verdict"], document["margin"]) == ("clear lead", 33)
