"""What goes wrong, is warned of, is done and is imported in real files is said in German, and names are left alone."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from outsource_desk.domain import criterion
from outsource_desk.domain.errors import DeskError
from outsource_desk.services import criteria, history, importing, initiatives, scoring, setting, vendors
from outsource_desk.services.cells import cell_detail
from outsource_desk.services.desk import create_desk, open_desk
from outsource_desk.services.import_preview import preview_import
from outsource_desk.services.progress import next_steps, progress_of
from outsource_desk.services.protection_words import NOUNS, label_of
from outsource_desk.services.ranking import load_evaluation, ranking_of
from outsource_desk.ui.formats import use_formats
from outsource_desk.ui.language import say, use_language
from outsource_desk.ui.scoring.score_entry import TypedCell, label_for
from tests.builders import evaluation, with_gate
from tests.protection_desk import protected_case
from tests.scene import NO_IDS, build_scene
from tests.ui.every_act import do_every_act
from tests.ui.texts_of_layers import untranslated


@pytest.fixture(autouse=True)
def in_german(qapp):
    use_language("de")
    use_formats("de_DE")
    yield
    use_language("en")
    use_formats("en_GB")


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
    assert say("Goal “Change name” deleted") == "Ziel „Change name“ gelöscht"
    assert say("Criterion Speed: direction empty → “min”") == "Kriterium Speed: Richtung leer → „weniger ist besser“"
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


def test_the_history_of_all_that_can_be_done_is_german(desk):
    do_every_act(desk)
    edits = history.list_edits(desk)
    lines = [line for edit in edits for line in history.describe_edit(desk, edit.id)]

    labels = [edit.label for edit in edits if edit.label != "Build the scene"]
    assert len(edits) > 60
    assert untranslated(labels) == []
    assert untranslated(lines) == []


def test_the_history_of_what_is_protected_is_german(desk):
    protected_case(desk)
    lines = history.diff(desk, 0, desk.journal.revision)
    columns = {row[1] for table in NOUNS for row in desk.connection.execute(f"PRAGMA table_info({table})")}
    labels = {label_of(column) for column in columns} - {None}

    assert len(lines) > 100
    assert untranslated(lines, ["Alder", "Birch"]) == []
    assert len(labels) > 20
    assert untranslated([f"Risk “Exit fails”: {label} 1 → 2" for label in labels]) == []
    for noun in NOUNS.values():
        ways = [f"{noun} {named} added" for named in ("“Exit fails”", "“Exit fails” – “R36”", "of “Exit fails”")]
        assert len(untranslated(ways)) < len(ways), noun


def test_what_happened_to_a_cell_is_told_in_german(desk):
    do_every_act(desk)
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


def test_the_sample_and_its_next_steps_are_german(sample_file):
    with open_desk(sample_file, read_only=True) as desk:
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


def test_what_the_matrix_calls_its_acts_is_german():
    leaf = criterion.Criterion(1, 1, None, "Quality")
    labels = [
        label_for([TypedCell(1, leaf, "3")] * count, verb)
        for count in (1, 2)
        for verb in ("clear", "n/a", "paste", "fill", "")
    ]

    assert untranslated(labels) == []


def test_the_search_names_edits_and_kinds_of_things_in_german(desktop, open_window, sample_file, tmp_path, qtbot):
    path = tmp_path / "documents" / "Fall.odesk"
    shutil.copy(sample_file, path)
    desktop.speak("de", "de_DE")
    window = open_window(path)
    window.acts.search_everything()
    search = window.acts.palette
    qtbot.keyClicks(search.field, "sample")
    shown = search.findChild(QListView, "palette.list").model()

    def found() -> list[str]:
        return [shown.index(row, 0).data(int(Qt.ItemDataRole.AccessibleTextRole)) for row in range(shown.rowCount())]

    qtbot.waitUntil(lambda: any(each.startswith("Beispiel hinzufügen, Änderung") for each in found()))
    search.close()
