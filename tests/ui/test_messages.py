"""Every text that lower layers make for the screen has a German entry, found without trying them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

import pytest
import yaml

import outsource_desk
from outsource_desk.domain import criterion, initiative, paper, ranking, vendor
from outsource_desk.domain.errors import DeskError
from outsource_desk.paths import resource
from outsource_desk.services import (
    candidates,
    criteria,
    history,
    importing,
    initiatives,
    scoring,
    setting,
    vendors,
)
from outsource_desk.services import paper as paper_choices
from outsource_desk.services.cells import cell_detail
from outsource_desk.services.desk import create_desk, open_desk
from outsource_desk.services.import_preview import preview_import
from outsource_desk.services.progress import next_steps, progress_of
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.services.scoring import ScoreEntry
from outsource_desk.services.starting import start_file
from outsource_desk.store import searching
from outsource_desk.store.capture import captured_tables
from outsource_desk.ui.formats import use_formats
from outsource_desk.ui.language import phrases, say, use_language
from tests.builders import evaluation, with_gate
from tests.scene import NO_IDS, build_scene
from tests.ui.texts_of_layers import Errors, Module, Text

ROOT = Path(outsource_desk.__file__).parent
LAYERS = ("domain", "services", "store", "importers")
ENGLISH = {
    "the", "is", "of", "and", "not", "has", "have", "be", "to", "for", "this", "that", "with", "are", "cannot", "from",
    "by", "been", "its", "or", "on", "there", "which", "as", "at", "it", "no",
}  # fmt: skip
# module, or module and function → why its texts need no German
UNSEEN = {
    "domain/formatting.py": "a programming error",
    "importers/cells.py": "words that are looked for in sheets",
    "importers/child.py ": "code of the child process",
    "importers/criteria.py _known_unit": "put together to be read, not to be shown",
    "importers/matrix.py _check": "shown with the arithmetic's own words, see the tests of real sheets",
    "importers/stated.py": "words that are looked for in sheets",
    "importers/view.py": "kinds of cells",
    "importers/vocabulary.py": "words that are looked for in sheets",
    "services/backups.py": "names of files",
    "services/cells.py _source": "part of a line that is tested below",
    "services/checking.py": "the command line's check",
    "services/child.py _listen": "a word between processes",
    "services/child.py _work": "a word between processes",
    "services/desk.py _reading": "begins with a message of its own",
    "services/history.py write_log": "a file for other programs",
    "services/history.py history_lines": "the command line's list",
    "services/import_answers.py _answered": "kept in the file as a reason",
    "services/import_cells.py value_fields": "partly kept in the file as a reason; the notes are tested below",
    "services/import_plan.py ": "words that are looked for in sheets",
    "services/import_preview.py picture_regions": "parts of the picture",
    "services/importing.py ": "the command line's list",
    "services/importing.py lines": "the command line's summary",
    "services/importing.py reading_lines": "the command line's list",
    "services/likeness.py": "words that are looked for in names",
    "services/overview.py": "the command line's overview; its verdicts are tested below",
    "services/progress.py ": "tested entry by entry below, where “IT” is no English word",
    "services/sample.py": "for authors of the sample",
    "services/setting.py": "the command line's `set`",
    "services/template_text.py": "for authors of templates",
    "services/templates.py _tree": "for authors of templates",
    "services/templates.py _group": "for authors of templates",
    "services/wording.py name": "part of a line that is tested below",
    "services/wording.py in_lines": "tested below for every table",
    "store/capture.py": "a programming error",
    "store/damage.py ": "SQL",
    "store/damage.py _structure": "details for the technically minded, in the words of SQLite",
    "store/errors.py __init__": "parts of messages that are looked at whole",
    "store/history.py _revert_one": "a programming error; what users can meet has a class and is looked at",
    "store/updating.py update": "a programming error",
}
SWEPT_IN_STORE = {"store/errors.py", "store/damage.py"}  # the rest of the store is SQL; its errors are all looked at


@pytest.fixture(autouse=True)
def in_german(qapp):
    use_language("de")
    use_formats("de_DE")
    yield
    use_language("en")
    use_formats("en_GB")


def modules() -> list[Module]:
    paths = [path for layer in LAYERS for path in sorted((ROOT / layer).glob("*.py"))]
    return [Module.read(path, path.relative_to(ROOT).as_posix()) for path in paths]


def texts() -> Iterator[Text]:
    found = modules()
    yield from Errors(found).texts()
    for module in found:
        if not module.name.startswith("store/") or module.name in SWEPT_IN_STORE:
            yield from module.texts()


def is_seen(text: Text) -> bool:
    has_words = " " in text.text and re.search("[a-z]{2}", text.text)
    return bool(has_words) and text.module not in UNSEEN and f"{text.module} {text.function}" not in UNSEEN


def english_in(text: str, names: Sequence[str] = ()) -> str:
    """Return what a German text still has of English; a name, in quotes or as given, may be anything."""
    plain = re.sub("|".join(["„[^“]*“", "“[^”]*”", "`[^`]*`", *map(re.escape, names)]), "", text)
    return " ".join(word for word in re.findall(r"[^\W\d_]+", plain) if word in ENGLISH)


def untranslated(found: list[str], names: Sequence[str] = ()) -> list[str]:
    return [text for text in dict.fromkeys(found) if text and (say(text) == text or english_in(say(text), names))]


def entries() -> dict[str, str]:
    sections = yaml.safe_load(resource("i18n", "de", "messages.yaml").read_text(encoding="utf-8"))
    return {text: german for section in sections.values() for text, german in section.items()}


def test_every_message_of_the_layers_below_has_a_german_entry():
    found = [text for text in texts() if is_seen(text)]

    assert len({text.text for text in found}) > 550
    assert [str(text) for text in found if untranslated([text.text])] == []


def test_every_exception_is_still_there():
    there = {key for text in texts() for key in (text.module, f"{text.module} {text.function}")}

    assert UNSEEN.keys() - there == set()


@pytest.mark.parametrize("table", ["_FIELDS", "_CURES", "_OTHER_CURE"])
def test_every_step_of_the_way_to_the_paper_has_a_german_entry(table):
    from outsource_desk.services import progress

    wordings = [text for entry in getattr(progress, table).values() for text in entry[:2]]
    found = [text.replace("{count}", "7") for text in wordings]

    assert [text for text in found if say(text) == text] == []


def test_every_word_of_a_choice_and_every_kind_of_thing_has_a_german_entry():
    kinds: list[type[StrEnum]] = [
        criterion.Measure, criterion.Direction, initiative.OutsourcingType, initiative.Weighting, initiative.GoalKind,
        vendor.VendorKind, vendor.VendorStatus, ranking.GateStatus, ranking.Verdict, ranking.Severity,
    ]  # fmt: skip
    words = [str(each) for kind in kinds for each in kind] + [each.label for each in paper.Section]

    assert [word for word in [*words, *searching.KINDS, "rationale"] if word not in entries()] == []


def test_no_entry_is_given_twice_and_every_field_of_a_translation_is_one_of_its_text():
    lines = resource("i18n", "de", "messages.yaml").read_text(encoding="utf-8").splitlines()
    known = [yaml.safe_load(line) for line in lines if line.startswith("  ")]
    keys = [key for entry in known for key in entry]

    assert len(keys) == len(set(keys))
    for text, german in entries().items():
        assert set(re.findall(r"\{(\w+)", german)) <= set(re.findall(r"\{(\w+)", text)), text
        assert set(re.findall(r"\{\w+:(\w+)\}", german)) <= {"word", "say", "list", "sections"}, text
        assert not set("“”") & set(re.sub("„[^“„]*“", "", german)), german


def test_saying_a_text_tries_few_patterns():
    found = [text.text for text in texts() if is_seen(text)]
    tried = [len(phrases().candidates(text)) for text in found]

    assert len(phrases()) > 900
    assert max(tried) <= 24
    assert sum(tried) <= 5 * len(tried)


# --- what really happens ---


@pytest.fixture
def desk(tmp_path):
    with create_desk(tmp_path / "Fall.odesk") as desk:
        yield desk


def told(act, *arguments, **fields) -> list[str]:
    with pytest.raises(DeskError) as caught:
        act(*arguments, **fields)
    return [str(caught.value), caught.value.remedy]


def test_refusals_in_a_real_file_are_german(desk):
    scene = build_scene(desk)
    score = scoring.record_score
    found = [
        *told(initiatives.add_initiative, desk, " "),
        *told(initiatives.add_initiative, desk, "x" * 501),
        *told(initiatives.add_initiative, desk, "Acme\x00"),
        *told(initiatives.add_initiative, desk, "Service desk"),
        *told(initiatives.update_initiative, desk, scene.initiative, "currency", "Euro"),
        *told(initiatives.update_initiative, desk, scene.initiative, "term_months", 400),
        *told(initiatives.update_initiative, desk, scene.initiative, "term_months", 1.5),
        *told(initiatives.update_initiative, desk, scene.initiative, "start_date", "morgen"),
        *told(initiatives.update_initiative, desk, scene.initiative, "colour", "red"),
        *told(vendors.update_vendor, desk, scene.vendor, "status", "gone"),
        *told(vendors.delete_vendor, desk, scene.vendor),
        *told(criteria.add_criterion, desk, scene.initiative, "Quality", parent_id=scene.group),
        *told(criteria.move_criterion, desk, scene.group, scene.quality),
        *told(score, desk, scene.candidate, scene.quality, scene.evaluator, 7),
        *told(score, desk, scene.candidate, scene.quality, scene.evaluator, 1.3),
        *told(score, desk, scene.candidate, scene.quality, scene.evaluator, 1, not_applicable=True),
        *told(score, desk, scene.candidate, scene.price, scene.evaluator, 1),
        *told(score, desk, scene.candidate, scene.group, scene.evaluator, 1),
        *told(score, desk, scene.other_candidate, scene.quality, scene.evaluator, 1),
        *told(scoring.agree_score, desk, scene.candidate, scene.quality, 3, rationale=""),
        *[text for number in NO_IDS for text in told(vendors.delete_vendor, desk, number)],
        *told(setting.set_fields, desk, setting.Thing.VENDOR, "Nobody", {"name": "x"}),
        *told(history.redo, desk),
        *told(history.name_revision, desk, "12"),
        *told(history.find_revision, desk, "Ausschuss"),
        *told(history.save_copy, desk, desk.path),
        *told(open_desk, desk.path.with_name("none.odesk")),
        *told(open_desk, desk.path),
    ]

    assert untranslated(found, [str(desk.path.parent)]) == []
    assert say("7 points are not on the scale from 0 to 5 in steps of 0.5.") == (
        "7 Punkte liegen nicht auf der Skala von 0 bis 5 in Schritten von 0,5."
    )
    assert say("The initiative has 1,501 characters; the limit is 500.") == (
        "Das Vorhaben hat 1.501 Zeichen; erlaubt sind höchstens 500."
    )


def test_names_of_the_user_stay_as_they_are():
    assert say("“Vendor added” exists already.") == "„Vendor added“ gibt es schon."
    assert say("Criterion Vendor Management deleted") == "Kriterium Vendor Management gelöscht"
    assert say("Vendor Research and development: notes empty → “Score”") == (
        "Anbieter Research and development: Notizen leer → „Score“"
    )
    assert say("Alder has no usable price.") == "Alder hat keinen brauchbaren Preis."


def test_lists_numbers_and_parts_are_said_each_in_its_way():
    assert say("Alder could end between 61.9 and 75.0: Terms and conditions, Price and 1,002 more still open.") == (
        "Alder könnte zwischen 61,9 und 75,0 enden; noch offen: Terms and conditions, Price und 1.002 weitere."
    )
    assert say("Undo: Change vendor's status") == "Rückgängig: Anbieter ändern: Status"
    assert say("By its name, less of “Price” is better.") == "Dem Namen nach ist bei „Price“ weniger besser."
    assert say(
        "“Fall.odesk” is damaged. Damaged data in: score, agreed score. The structure of the file is damaged."
    ) == (
        "„Fall.odesk“ ist beschädigt. Beschädigte Daten in: Bewertung, Einigung. Der Aufbau der Datei ist beschädigt."
    )
    assert say("B4: “1.234” could be thousands or decimals; is an amount per period") == (
        "B4: „1.234“ könnte Tausender oder Nachkommastellen meinen; ist ein Betrag je Zeitraum"
    )
    assert say("nobody has said this before") == "nobody has said this before"


def test_a_switched_format_is_followed_at_once():
    text = "The weights of Service add up to 1,090.5 %, not 100 %."

    assert say(text) == "Die Gewichte von Service ergeben 1.090,5 %, nicht 100 %."
    use_formats("en_GB")
    assert say(text) == "Die Gewichte von Service ergeben 1,090.5 %, nicht 100 %."


def _worked_on(desk) -> None:
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


def test_the_history_of_all_that_can_be_done_is_german(desk):
    _worked_on(desk)
    edits = history.list_edits(desk)
    lines = [line for edit in edits for line in history.describe_edit(desk, edit.id)]

    labels = [edit.label for edit in edits if edit.label != "Build the scene"]
    assert len(edits) > 60
    assert untranslated(labels) == []
    assert untranslated(lines) == []
    lone = [table.name for table in captured_tables(desk.connection)]
    assert {"score", "agreed_score", "paper"} & set(lone) == {"score", "agreed_score"}


def test_what_happened_to_a_cell_is_told_in_german(desk):
    _worked_on(desk)
    history.undo_to(desk, history.list_edits(desk)[-1].id - 3)
    first = initiatives.list_initiatives(desk)[0]
    read = load_evaluation(desk, first.id)
    found = [
        event.text
        for candidate in read.candidates
        for leaf in criterion.leaves_of(read.criteria)
        for event in cell_detail(desk, read, ranking_of(read), candidate.id, leaf.id).events
    ]

    assert len(found) >= 6
    assert untranslated(found) == []
    assert say("IT office: Scored 3.5 → 4. Reason: “Seen. Good”") == (
        "IT office: Bewertet: 3,5 → 4. Begründung: „Seen. Good“"
    )
    assert say("Imported 1,234.50 EUR from a file, B3") == "Importiert: 1.234,50 EUR aus einer Datei, B3"


def _of(read) -> list[str]:
    ranked = ranking_of(read)
    reasons = [reason for standing in ranked.standings for reason in standing.gate_reasons]
    return [*(warning.text for warning in ranked.warnings), *reasons, str(ranked.verdict)]


def test_warnings_gates_and_verdicts_are_german():
    leaf = criterion.Criterion
    amount = leaf(1, 1, None, "Lead time", 50, measure=criterion.Measure.MEASURED, worst=30, best=5, unit="days")
    price = leaf(2, 1, None, "Price", 49, measure=criterion.Measure.PRICE)
    group = leaf(3, 1, None, "Service", 0, is_gate=True)
    part = leaf(4, 1, 3, "Quality", 0, anchors=((0, "None"), (5, "Proven")))
    scene = with_gate(evaluation({"Alder": [80, 90], "Birch": [20, 95], "Cedar": [None, None]}, [60, 40]), "A", 50)
    found = [
        *_of(scene),
        *_of(evaluation({"Alder": [80, [20, 90]], "Birch": [81, "n/a"]}, [50, 50])),
        *_of(evaluation({"Alder": [30, None, 0], "Birch": [5, 0, 5]}, [], criteria=[amount, price, group, part])),
        *_of(evaluation({"Alder": [50, 50, 50]}, [1, 1, 1])),
        *_of(evaluation({}, [0, 0])),
    ]

    assert len(set(found)) >= 15
    assert untranslated(found) == []


def test_the_sample_and_its_next_steps_are_german(tmp_path):
    with start_file(tmp_path / "sample.odesk", sample=True) as desk:
        first = initiatives.list_initiatives(desk)[0]
        read = load_evaluation(desk, first.id)
        ranked = ranking_of(read)
        steps = next_steps(progress_of(desk, read, ranked), read, ranked)
        told_steps = [step.text for step in steps] + [step.detail for step in steps if step.detail.endswith(".")]

        labels = [edit.label for edit in history.list_edits(desk)]
        names = [each.name for each in (*read.criteria, *read.candidates)]

        assert len(told_steps) >= 5
        assert untranslated([*told_steps, *_of(read), *labels], names) == []


SHEET = """Service desk scorecard;;;;
Criterion;Weight;Alder;Birch;Comments
Quality;40;4;O;fine
Security;30;n/a;3-4;
Delivery days;20;1.234;tbd;
Price in EUR;ten;120000;4/5;
Total;;3,7;2,1;
;;;;
Note: draft;;;;
"""


def test_what_an_import_says_is_german(desk, tmp_path):
    path = tmp_path / "Sheet.csv"
    path.write_text(SHEET, encoding="utf-8")
    reading = importing.read_spreadsheet(path)
    preview = preview_import(desk, reading)
    table = reading.tables[0]
    found = [text for each in preview.questions for text in (each.title, each.sentence)]
    found += [text for each in (*table.derived, *table.skipped) for text in (each.why, each.check)]
    found += [*preview.notes, *(f"{each.cell}: {each.reason}" for each in table.problems)]
    found += importing.import_spreadsheet(desk, reading).notes

    assert len({text for text in found if text}) >= 15
    assert untranslated(found) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"%PDF-1.7"),
        ("b.csv", b""),
        ("~$c.xlsx", b"x"),
        ("d.xlsx", b"PK\x03\x04broken"),
        ("e.csv", b"a;b\n1;2"),
    ],
)
def test_why_a_spreadsheet_is_not_read_is_german(tmp_path, desk, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    reading = importing.read_spreadsheet(path)
    left = [f"{each.sheet}: {each.why}." for each in reading.sheets_left_out if each.sheet]

    assert untranslated([reading.refusal or "", *left, *told(importing.import_spreadsheet, desk, reading)]) == []
