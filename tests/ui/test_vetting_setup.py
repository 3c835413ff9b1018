"""What vetting begins with: criticality, the start panel, the editor of the questionnaire, and our own side."""

from __future__ import annotations

from dataclasses import replace
from typing import overload

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from outsource_desk.domain.tier import Depth, Tier
from outsource_desk.domain.vetting import AnswerType, Gate, Questionnaire
from outsource_desk.services.candidates import add_candidate
from outsource_desk.services.desk import create_desk
from outsource_desk.services.initiatives import add_initiative
from outsource_desk.services.questionnaire_templates import (
    damaged_templates,
    keep_template,
    questionnaire_templates,
)
from outsource_desk.services.questionnaire_text import QuestionnaireTemplate
from outsource_desk.services.questionnaires import start_vetting, template_of, write_questionnaire
from outsource_desk.services.tiering import answer_tiering
from outsource_desk.services.vendors import add_vendor
from outsource_desk.store.rows import insert_row
from outsource_desk.ui.vetting.setup.criticality import CriticalityDialog, ask_criticality
from outsource_desk.ui.vetting.setup.editor import QuestionnaireEditor, edit_questionnaire
from outsource_desk.ui.vetting.setup.start_panel import StartVettingPanel
from outsource_desk.ui.widgets.notice import Notice
from outsource_desk.ui.widgets.row_list import RowList
from tests.ui.acts import Widget, find
from tests.ui.tour import settle


@pytest.fixture
def path(tmp_path):
    """A file with two vendors that compete for an initiative, and no vetting yet."""
    path = tmp_path / "decision.odesk"
    with create_desk(path) as desk, desk.edit("Build"):
        initiative = add_initiative(desk, "Service desk", outsourcing_type="ITO", currency="EUR")
        for name, kind in (("Acme", "company"), ("Ada Young", "individual")):
            add_candidate(desk, initiative, add_vendor(desk, name, kind=kind))
    return path


@pytest.fixture
def window(path, open_window):
    return open_window(path)


@pytest.fixture
def started(path, open_window):
    """A window on the file after vetting has started."""
    window = open_window(path)
    session = window.session
    session.try_act(start_vetting, session.initiative_id, questionnaire_templates()[0])
    return window


@overload
def part(parent: QWidget, name: str) -> QWidget: ...
@overload
def part(parent: QWidget, name: str, kind: type[Widget]) -> Widget: ...
def part(parent: QWidget, name: str, kind: type[QWidget] = QWidget) -> QWidget:
    return find(parent, kind, name)


def text(parent, name: str) -> str:
    return part(parent, name, QLabel).text()


def pick(field: QComboBox, value: str) -> None:
    """Choose as a user does."""
    place = field.findData(value)
    assert place >= 0, value
    field.setCurrentIndex(place)
    field.activated.emit(place)


def type_into(qtbot, field, words: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)
    field.clearFocus()
    settle()


def questionnaire(window):
    return window.session.evaluation.vetting.questionnaire


def question(window, code: str):
    return next(each for each in questionnaire(window).questions if each.code == code)


def choose(editor, key) -> None:
    editor.tree.choose(key)
    settle()  # the fields of the former one go


def add_row(qtbot, rows, words: str) -> None:
    """Begin a row and type what makes it one."""
    rows.add()
    cell = part(rows.table, f"{rows.table.objectName()}.editor", QLineEdit)
    qtbot.keyClicks(cell, words)
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    settle()


def test_the_editor_says_who_answers_a_question(started):
    editor = edit_questionnaire(started, question(started, "SEC-10").id)
    field = part(editor, "question.is_ours", QComboBox)
    assert field.currentData() == "0"
    pick(field, "1")
    assert [each.code for each in questionnaire(started).questions if each.is_ours].count("SEC-10") == 1


class TestStarting:
    @pytest.fixture
    def panel(self, window):
        window.go_to("vetting")
        return part(window.page, "vetting.start", StartVettingPanel)

    def test_it_says_what_each_candidate_will_be_asked(self, window, panel):
        first, second = window.session.evaluation.candidates
        assert text(panel, f"vetting.asked_{first.id}") == "104 questions · 9 knock-outs"
        assert text(panel, f"vetting.asked_{second.id}") == "94 questions · 10 knock-outs"
        pick(panel.depths, "lite")
        settle()
        assert text(panel, f"vetting.asked_{first.id}").startswith("6")

    def test_the_tier_proposes_the_depth_and_says_why(self, window, panel):
        assert panel.depths.currentData() == "standard"
        assert "not known yet" in text(panel, "vetting.depth_why")
        window.session.act(answer_tiering, window.session.initiative_id, "TQ1", 3)
        settle()
        assert panel.depths.currentData() == "full"
        assert "critical" in text(panel, "vetting.depth_why")

    def test_a_depth_that_was_chosen_stays(self, window, panel):
        pick(panel.depths, "lite")
        window.session.act(answer_tiering, window.session.initiative_id, "TQ1", 3)
        settle()
        assert panel.depths.currentData() == "lite"

    def test_the_button_starts_and_the_questions_follow(self, window, panel, qtbot):
        type_into(qtbot, part(panel, "vetting.lead", QLineEdit), "Ana")
        type_into(qtbot, part(panel, "vetting.due_on", QLineEdit), "2027-09-30")
        qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)
        settle()
        found = questionnaire(window)
        assert (found.lead, found.due_on, found.depth) == ("Ana", "2027-09-30", Depth.STANDARD)
        assert not panel.isVisible()

    def test_a_date_that_is_none_is_refused_in_its_place(self, window, panel, qtbot):
        type_into(qtbot, part(panel, "vetting.due_on", QLineEdit), "some day")
        panel.start()
        assert window.session.evaluation.vetting is None
        assert "some day" in part(panel, "vetting.due_on").accessibleDescription()

    def test_a_questionnaire_of_ones_own_is_loaded_and_chosen(self, window, panel, answers, tmp_path):
        answers.open = tmp_path / "ours.yaml"
        write_questionnaire(
            template_of(_as_questionnaire(questionnaire_templates()[0]), "ours", "2", "Our questions"), answers.open
        )
        part(panel, "vetting.load", QPushButton).click()
        assert panel.templates.currentText() == "Our questions, version 2"
        panel.start()
        assert questionnaire(window).template == "ours"

    def test_a_questionnaire_of_ones_own_can_be_deleted_and_a_damaged_one_is_named(self, window, panel):
        delete = part(panel, "vetting.delete_template", QPushButton)
        assert not delete.isVisibleTo(panel)  # those of the product stay
        session = window.session
        shipped = questionnaire_templates()[0]
        session.act(keep_template, replace(shipped, id="ours", version="2", title="Our questions"))
        panel.load()
        panel.templates.setCurrentIndex(panel.templates.count() - 1)
        panel.templates.activated.emit(panel.templates.currentIndex())
        assert delete.isVisibleTo(panel)
        delete.click()
        assert [panel.templates.itemText(place) for place in range(panel.templates.count())] == [
            f"{shipped.title}, version {shipped.version}"
        ]
        with session.desk.edit("Damage"):
            row = {"kind": "questionnaire", "code": "old", "version": "1", "title": "Old one", "body": "no: ["}
            insert_row(session.desk.db, "own_template", row)
        panel.load()
        notice = part(panel, "notice", Notice)
        assert notice.text.startswith("“Old one”, version 1, is damaged and cannot be used: ")
        part(notice, "notice.button", QPushButton).click()
        settle()
        assert panel.findChild(Notice, "notice") is None
        assert damaged_templates(session.desk) == []

    def test_a_file_that_is_none_is_told(self, window, panel, answers, tmp_path):
        answers.open = tmp_path / "ours.yaml"
        answers.open.write_text("schema: other/1\n", encoding="utf-8")
        part(panel, "vetting.load", QPushButton).click()
        assert panel.templates.count() == 1

    def test_nothing_starts_in_a_file_that_is_only_read(self, path, desktop):
        window = desktop.open(path, read_only=True)
        window.go_to("vetting")
        panel = part(window.page, "vetting.start", StartVettingPanel)
        assert not panel.button.isEnabled()
        assert panel.button.toolTip()


def _as_questionnaire(template: QuestionnaireTemplate) -> Questionnaire:
    """Return a template as `template_of` takes a questionnaire."""
    return Questionnaire(1, 1, template.title, sections=template.sections)


class TestCriticality:
    @pytest.fixture
    def dialog(self, window) -> CriticalityDialog:
        return ask_criticality(window)

    def test_each_answer_is_kept_and_the_tier_follows(self, window, dialog):
        for code, points in (("TQ1", 2), ("TQ2", 2), ("TQ3", 1), ("TQ4", 1)):
            pick(part(dialog, f"criticality.{code}", QComboBox), str(points))
        assert window.session.evaluation.tiering == {"TQ1": 2, "TQ2": 2, "TQ3": 1, "TQ4": 1}
        assert "6 points so far; 4 of 8 questions are open." in text(dialog, "criticality.why")
        pick(part(dialog, "criticality.TQ3", QComboBox), "3")
        assert part(dialog, "criticality.tier").accessibleName() == "Critical"
        pick(part(dialog, "criticality.TQ3", QComboBox), "open")
        assert "TQ3" not in window.session.evaluation.tiering

    def test_another_tier_needs_a_reason(self, window, dialog, qtbot):
        assert not dialog.reason.isVisible()
        pick(dialog.by_hand, "T3")
        assert dialog.reason.isVisible()
        qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
        assert "reason" in text(dialog, "criticality.error")
        assert window.session.initiative.tier_override is None
        qtbot.keyClicks(dialog.reason, "Pilot of three months")
        qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
        assert window.session.initiative.tier_override is Tier.T3
        assert dialog.isVisible()
        assert "Pilot of three months" in text(dialog, "criticality.why")
        pick(dialog.by_hand, "")
        assert window.session.initiative.tier_override is None

    def test_it_is_closed_when_the_initiative_goes(self, window, dialog):
        from outsource_desk.services.initiatives import delete_initiative

        window.session.act(delete_initiative, window.session.initiative_id)
        settle()
        assert window.session.evaluation is None
        assert window.findChild(CriticalityDialog) is None or not dialog.isVisible()


class TestEditor:
    @pytest.fixture
    def editor(self, started) -> QuestionnaireEditor:
        return edit_questionnaire(started, question(started, "SEC-10").id)

    def act(self, editor, name: str) -> None:
        next(each for each in editor.acts if each.objectName() == f"questionnaire.{name}").trigger()
        settle()

    def error(self, editor) -> str:
        return text(editor, "questionnaire.error")

    def test_a_field_is_kept_when_it_is_left(self, started, editor, qtbot):
        type_into(qtbot, part(editor, "question.weight", QLineEdit), "2.5")
        assert question(started, "SEC-10").weight == 2.5

    def test_a_refusal_stays_under_its_field(self, started, editor, qtbot):
        field = part(editor, "question.weight", QLineEdit)
        type_into(qtbot, field, "9")
        assert field.text() == "9"
        assert "between 0 and 5" in field.accessibleDescription()
        assert question(started, "SEC-10").weight == 5
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert field.text() == "5"

    def test_a_rule_is_put_into_plain_words_while_it_is_typed(self, editor):
        field = part(editor, "question.pass_when", QLineEdit)
        echo = part(editor, "question.pass_when.echo", QLabel)
        for typed, said in (
            ("value <= 24", "Passed if the number is at most 24."),
            (
                "value <= initiative.mtpd_hours and SEC-01 not in [none]",
                "Passed if the number is at most the longest tolerable disruption and the answer to SEC-01 is none of "
                "“None”.",
            ),
            ("value <= 24 or review == accepted", "Passed if the number is at most 24, or the review is “accepted”."),
            ("value like 24", "Not usable yet: "),
            ("SEC-77 == yes", "Not usable yet: The rule asks for SEC-77, which this questionnaire does not have."),
        ):
            field.setText(typed)
            assert echo.text().startswith(said)

    def test_becoming_a_gate_brings_a_rule(self, started, editor):
        choose(editor, ("question", question(started, "COM-05").id))
        pick(part(editor, "question.gate", QComboBox), "conditional")
        settle()
        assert question(started, "COM-05").gate is Gate.CONDITIONAL
        assert part(editor, "question.pass_when", QLineEdit).text() == "answer == yes"

    def test_options_are_named_by_themselves(self, started, editor, qtbot):
        choose(editor, ("question", question(started, "SEC-06").id))
        rows = part(editor, "question.options.list", RowList)
        add_row(qtbot, rows, "Only a fence")
        last = rows.model.rowCount() - 1
        assert question(started, "SEC-06").options[-1].value == "only_a_fence"
        rows.model.setData(rows.model.index(last, 2), "1.5")
        assert question(started, "SEC-06").options[-1].points == 1.5
        rows.model.setData(rows.model.index(last, 2), "7")
        assert rows.model.problems()
        assert rows.model.forget(rows.model.index(last, 2))
        assert question(started, "SEC-06").options[-1].points == 1.5

    def test_a_curve_begins_with_two_points_and_goes_with_the_last_but_one(self, started, editor, qtbot):
        choose(editor, ("question", question(started, "COM-05").id))
        pick(part(editor, "question.kind", QComboBox), "num")
        settle()
        rows = part(editor, "question.curve.list", RowList)
        add_row(qtbot, rows, "0")
        assert question(started, "COM-05").curve == ((0, 0), (1, 5))
        rows.table.setCurrentIndex(rows.model.index(0, 0))
        rows.actions_of_list[-1].trigger()
        assert question(started, "COM-05").curve == ()

    def test_a_question_is_added_moved_and_deleted(self, started, editor):
        self.act(editor, "add_question")
        added = questionnaire(started).sections[5].questions[-1]
        assert (added.code, added.kind) == ("SEC-14", AnswerType.YES_NO)
        assert part(editor, "question.code", QLineEdit).text() == "SEC-14"
        self.act(editor, "up")
        assert questionnaire(started).sections[5].questions[-2].id == added.id
        self.act(editor, "down")
        self.act(editor, "down")
        assert questionnaire(started).sections[6].questions[0].id == added.id
        self.act(editor, "delete")
        assert len(questionnaire(started).questions) == 117

    def test_a_section_is_added_and_changed(self, started, editor, qtbot):
        self.act(editor, "add_section")
        type_into(qtbot, part(editor, "section.title", QLineEdit), "Machine learning")
        assert questionnaire(started).sections[-1].title == "Machine learning"
        self.act(editor, "up")
        assert questionnaire(started).sections[-2].title == "Machine learning"
        self.act(editor, "delete")
        assert len(questionnaire(started).sections) == 15

    def test_what_a_rule_needs_stays_and_says_why(self, started, editor):
        choose(editor, ("question", question(started, "PRV-01").id))
        self.act(editor, "delete")
        assert "PRV-01" in self.error(editor)
        assert question(started, "PRV-01")

    def test_answers_go_only_after_a_question(self, started, editor):
        desk, asked = started.session.desk, question(started, "SEC-10")
        candidate = started.session.evaluation.candidates[0]
        with desk.edit("Answer"):
            insert_row(desk.db, "answer", {"candidate_id": candidate.id, "question_id": asked.id, "amount": 24})
        self.act(editor, "delete")
        assert question(started, "SEC-10")
        part(editor, "ask.deed", QPushButton).click()
        settle()
        assert len(questionnaire(started).questions) == 116

    def test_depth_lead_and_due_date_of_the_whole(self, started, editor, qtbot):
        choose(editor, ("all", 0))
        pick(part(editor, "depth", QComboBox), "full")
        type_into(qtbot, part(editor, "lead", QLineEdit), "Ben")
        found = questionnaire(started)
        assert (found.depth, found.lead) == (Depth.FULL, "Ben")
        assert text(editor, "questionnaire.counted") == "117 questions · 10 knock-outs · 20 conditions"

    def test_the_whole_questionnaire_goes_only_after_a_question_and_the_editor_with_it(self, started, editor):
        choose(editor, ("all", 0))
        self.act(editor, "delete")
        assert started.session.evaluation.vetting is not None
        part(editor, "ask.deed", QPushButton).click()
        settle()
        assert started.session.evaluation.vetting is None

    def test_it_is_kept_as_a_template_and_saved_as_a_file(self, started, editor, answers, tmp_path):
        editor.keep()
        dialog = part(editor, "keep_template", QDialog)
        part(dialog, "keep_template.deed", QPushButton).click()
        settle()
        assert [each.version for each in questionnaire_templates(started.session.desk)] == ["1.0", "1.1"]
        answers.save = tmp_path / "ours.yaml"
        part(editor, "questionnaire.save", QPushButton).click()
        assert answers.save.read_text(encoding="utf-8").startswith("schema: outsource-desk/questionnaire/1\n")
        editor.write(tmp_path / "no" / "ours.yaml")
        assert "cannot be written" in self.error(editor)

    def test_undo_is_followed(self, started, editor, qtbot):
        type_into(qtbot, part(editor, "question.good", QPlainTextEdit), "Within a day")
        assert question(started, "SEC-10").good == "Within a day"
        started.session.desk.journal.undo()
        settle()
        assert (
            part(editor, "question.good", QPlainTextEdit).toPlainText() == "24 hours or less, named contacts both sides"
        )

    def test_nothing_changes_in_a_file_that_is_only_read(self, started, path, desktop):
        started.close()
        window = desktop.open(path, read_only=True)
        editor = edit_questionnaire(window, None)
        assert {act.isEnabled() for act in editor.acts} == {False}
        assert part(editor, "title", QLineEdit).isReadOnly()


class TestOurSide:
    @pytest.fixture
    def page(self, window):
        window.go_to("initiative")
        return window.page

    @pytest.mark.parametrize(
        ("field", "typed", "echo", "kept", "shown"),
        [
            ("country", "Germany", "", "DE", "DE"),
            ("time_zone", "berlin", "= Europe/Berlin", "Europe/Berlin", "Europe/Berlin"),
            ("hours", "9-17:30", "= 8.5 hours a day", (9, 17.5), "9:00–17:30"),
            ("hours", "22:00 to 6:00", "= 8 hours a day, until the next day", (22, 30), "22:00–6:00"),
            ("work_days", "mon-sat", "= 6 days a week", "123456", "Mon–Sat"),
            ("work_days", "Mon, Wed", "= 2 days a week", "13", "Mon, Wed"),
            ("overlap_hours", "4", None, 4, "4"),
            ("yearly_value", "1,250,000.50", "= EUR 1,250,000.50", 125_000_050, "1,250,000.5"),
            ("exit_months", "9", None, 9, "9"),
            ("mtpd_hours", "72", "= 3 days", 72, "72"),
            ("rto_hours", "24", "= 1 day", 24, "24"),
            ("rpo_hours", "0", "", 0, "0"),
        ],
    )
    def test_a_field_is_understood_and_kept(self, window, page, qtbot, field, typed, echo, kept, shown):
        line = part(page, f"initiative.{field}", QLineEdit)
        line.setText(typed)
        if echo is not None:
            assert part(page, f"initiative.{field}.echo", QLabel).text() == echo
        line.editingFinished.emit()
        settle()
        initiative = window.session.initiative
        hours = initiative.hours
        found = {
            "time_zone": hours.time_zone, "hours": (hours.start, hours.end), "work_days": hours.days
        }.get(field, getattr(initiative, field, None))  # fmt: skip
        assert found == kept
        assert line.text() == shown

    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("time_zone", "Atlantis"),
            ("hours", "late"),
            ("work_days", "never"),
            ("overlap_hours", "25"),
            ("country", "??"),
        ],
    )
    def test_a_refusal_stays_with_what_was_typed(self, page, qtbot, field, typed):
        line = part(page, f"initiative.{field}", QLineEdit)
        line.setText(typed)
        line.editingFinished.emit()
        assert line.property("state") == "error"
        assert line.text() == typed
        qtbot.keyClick(line, Qt.Key.Key_Escape)
        assert line.property("state") == ""

    def test_the_criticality_is_shown_and_asked_for(self, window, page):
        part(page, "initiative.criticality", QPushButton).click()
        dialog = part(window, "criticality", CriticalityDialog)
        pick(part(dialog, "criticality.TQ1", QComboBox), "3")
        settle()
        assert part(page, "initiative.tier").accessibleName() == "Critical"
        dialog.accept()
