import json

from outsource_desk.services.checking import check_file
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.warning_answers import waive_warning
from tests.scene import build_scene


def test_a_sound_file_is_whole_and_its_warnings_name_their_initiative(desk):
    build_scene(desk)
    revision, digest = desk.journal.revision, desk.journal.fingerprint
    desk.close()
    result = check_file(desk.path)
    assert result.is_sound
    document = result.as_json()
    assert json.loads(json.dumps(document)) == document
    assert (document["revision"], document["fingerprint"]) == (revision, digest)
    assert (document["damaged"], document["chain"], document["faults"]) == ([], True, [])
    assert {"id": "W48", "severity": "block", "text": "Acme has no usable price.", "fix": "Enter a price above 0.",
            "where": "Service desk: Acme / Price", "state": "open"} in document["warnings"]  # fmt: skip
    lines = list(result.lines())
    assert lines[0] == f"Revision {revision}, fingerprint {digest[:4]} {digest[4:8]} {digest[8:12]}"
    assert lines[1] == "The file is whole: structure, content and history agree."
    assert "Service desk: block W48  Acme has no usable price." in lines


def test_an_answered_warning_says_by_whom_and_why(desk):
    scene = build_scene(desk)
    evaluation = load_evaluation(desk, scene.initiative)
    block = next(one for one in ranking_of(evaluation).warnings if one.id == "W48")
    waive_warning(desk, scene.initiative, block, "CFO", "The price follows in May")
    desk.close()
    result = check_file(desk.path)
    assert "Service desk: block W48  Acme has no usable price. (waived by CFO: The price follows in May)" in [
        *result.lines()
    ]
    (told,) = [one for one in result.as_json()["warnings"] if one["state"] == "waived"]
    assert (told["by"], told["reason"]) == ("CFO", "The price follows in May")


def test_a_changed_byte_in_a_row_is_named_with_its_table(desk):
    build_scene(desk)
    desk.close()
    content = desk.path.read_bytes()
    assert content.count(b"Globex") > 1
    spoilt = desk.path.with_name("spoilt.odesk")
    # in the history the name stands in quotes, in its own row it does not
    at = next(i for i in range(len(content)) if content[i : i + 6] == b"Globex" and content[i - 1 : i] != b'"')
    spoilt.write_bytes(content[:at] + b"Glabex" + content[at + 6 :])
    result = check_file(spoilt)
    assert not result.is_sound
    assert result.damaged == ("vendor",)
    assert result.warnings == ()
    assert list(result.lines())[1] == result.faults[0]


def test_checking_changes_nothing(desk):
    build_scene(desk)
    desk.close()
    before = desk.path.read_bytes(), sorted(desk.path.parent.iterdir())
    check_file(desk.path)
    assert (desk.path.read_bytes(), sorted(desk.path.parent.iterdir())) == before
