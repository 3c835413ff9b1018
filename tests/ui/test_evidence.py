"""The evidence pane and its dialogs, with real files, keys and drops."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QPushButton

from outsource_desk.domain.vetting import Gap
from outsource_desk.services.answering import give_answer
from outsource_desk.services.asking_back import ask_back
from outsource_desk.services.desk import create_desk
from outsource_desk.services.evidence import add_evidence, attach_as_evidence
from outsource_desk.services.gaps import NewGap
from outsource_desk.services.reviewing import accept, accept_with_gap
from outsource_desk.store.rows import delete_row
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.vetting.evidence.evidence_dialog import EvidenceDialog
from outsource_desk.ui.vetting.evidence.gap_dialogs import AcceptWithGapDialog, GapDialog, GapsDialog, NewGapDialog
from outsource_desk.ui.vetting.evidence.panel import EvidencePanel
from outsource_desk.ui.vetting.evidence.preview import Enlarged
from outsource_desk.ui.vetting.evidence.review_dialogs import AskBackDialog, ReasonDialog, ReplyDialog, WaiverDialog
from outsource_desk.ui.window import MainWindow
from tests.ui.acts import find
from tests.vetting_desk import Case, day, paper, vetting_case


@dataclass
class ShownCase(Case):
    """The file in a window."""

    window: MainWindow = field(kw_only=True)
    panel: EvidencePanel | None = None


def shown_in(window: MainWindow, made: Case) -> ShownCase:
    """Return the case, with the file as the window has it open."""
    return ShownCase(**{**vars(made), "desk": window.session.desk}, window=window)


def picture_file(folder: Path, name: str = "seal.png") -> Path:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 0, 0)).save(file, "PNG")
    return paper(folder, name, file.getvalue())


@pytest.fixture
def case(tmp_path, open_window) -> ShownCase:
    """A window on a file with a small questionnaire; `case.window` is the window."""
    path = tmp_path / "vetting.odesk"
    with create_desk(path, author="Analyst") as desk:
        made = vetting_case(desk)
    return shown_in(open_window(path), made)


def panel_at(case: ShownCase, code: str, name: str = "Meridian") -> EvidencePanel:
    window = case.window
    panel = case.panel or EvidencePanel(window)
    case.panel = panel
    session = window.session
    assert session.evaluation is not None
    assert session.ranking is not None
    panel.show_question(session.evaluation, session.ranking.vetted, case.candidates[name], case.questions[code])
    window.inspect(panel)
    return panel


def answer(case: Case, code: str, reply, name: str = "Meridian") -> int:
    return give_answer(case.desk, case.candidates[name], case.questions[code], reply)


def chosen(gaps: GapsDialog) -> Gap:
    found = gaps.gap
    assert found is not None
    return found


def items(panel) -> list[str]:
    found = panel.list
    return [found.item(place).text() for place in range(found.count())]


def words(widget) -> str:
    QApplication.processEvents()  # what has just been put into a layout is shown then
    return " | ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def drop(panel, *paths: Path) -> bool:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, carried, left, none)
    enter.setAccepted(False)
    QApplication.sendEvent(panel, enter)
    if enter.isAccepted():
        QApplication.sendEvent(panel, QDropEvent(QPointF(5, 5), copy, carried, left, none))
    return enter.isAccepted()


def test_says_what_would_prove_it_and_what_more_proof_is_worth(case):
    panel = panel_at(case, "SEC-02")
    assert "Nothing stands behind it: up to 2 of 5 points. A document lifts it to 4." in words(panel)
    evidence = add_evidence(case.desk, answer(case, "SEC-02", "yes"), level="document", address="Data room, folder 4")
    assert "Up to 4 of 5 points by a document." in words(panel)
    assert items(panel) == ["Data room, folder 4 · document"]
    from outsource_desk.services.evidence import update_evidence, verify_evidence

    verify_evidence(case.desk, evidence, "Auditor")
    assert "Proven: up to 5 of 5 points." in words(panel)
    update_evidence(case.desk, evidence, "expires", day(-1))
    assert "All proof is out of date" in words(panel)
    assert items(panel) == ["Data room, folder 4 · out of date"]
    assert "needs no proof" in words(panel_at(case, "SEC-03"))


def test_takes_files_that_are_dropped_all_or_none(case, tmp_path):
    panel = panel_at(case, "SEC-04")
    assert drop(panel, picture_file(tmp_path), paper(tmp_path, "plan.txt", b"The plan\n"))
    assert items(panel) == ["seal.png · document", "plan.txt · document"]
    assert case.judged("SEC-04").answer.reply == "present"
    assert panel.evidence is not None
    assert panel.evidence.attachment is not None
    assert panel.evidence.attachment.file_name == "plan.txt"
    assert drop(panel, paper(tmp_path, "setup.exe", b"MZ\x90\x00"))
    assert panel.list.count() == 2
    assert "is a program or a shortcut" in case.window.toasts.text
    assert not drop(panel)


def test_goes_when_its_question_goes(case):
    panel = panel_at(case, "SEC-02")
    panel.closed.connect(lambda: case.window.inspect(None))
    with case.desk.edit("Delete a question"):
        delete_row(case.desk.db, "question", case.questions["SEC-02"])
    assert not panel.isVisible()


def test_asks_for_a_file_and_saves_a_copy_unopened(case, tmp_path, answers):
    panel = panel_at(case, "SEC-04")
    answers.open = picture_file(tmp_path)
    find(panel, QPushButton, "evidence.add_file").click()
    assert items(panel) == ["seal.png · document"]
    answers.save = tmp_path / "copy.png"
    find(panel, QPushButton, "evidence.save").click()
    assert answers.save.read_bytes() == answers.open.read_bytes()
    assert "program that you trust" in case.window.toasts.text


def test_shows_a_picture_and_enlarges_it_by_key(case, tmp_path, qtbot):
    panel = panel_at(case, "SEC-04")
    drop(panel, picture_file(tmp_path))
    qtbot.waitUntil(lambda: panel.preview.preview is not None, timeout=20_000)
    preview = panel.preview.preview
    assert preview is not None
    assert (preview.total, preview.pages[0].width) == (1, 60)
    assert panel.preview.sheet.accessibleName() == "seal.png, Page 1 of 1"
    QTest.keyClick(panel.preview.sheet, Qt.Key.Key_Return)
    large = find(panel.preview, Enlarged, "evidence.enlarged")
    assert large.isVisible()
    QTest.keyClick(large, Qt.Key.Key_Escape)
    assert not large.isVisible()


def test_a_hostile_pdf_is_named_and_the_window_lives_on(case, tmp_path, qtbot):
    panel = panel_at(case, "SEC-04")
    drop(panel, paper(tmp_path, "trap.pdf", b"%PDF-1.7\n" + b"\xff" * 4000))
    shown = find(panel, QLabel, "evidence.preview.words")
    qtbot.waitUntil(lambda: "cannot be shown" in shown.text(), timeout=20_000)
    drop(panel, paper(tmp_path, "plan.txt", b"The plan\n"))
    assert "no preview of such files" in shown.text()


def test_tells_where_else_a_file_is_used_and_when_it_ends(case, tmp_path):
    meridian = case.candidates["Meridian"]
    attach_as_evidence(case.desk, meridian, case.questions["SEC-04"], [picture_file(tmp_path)])
    attach_as_evidence(case.desk, meridian, case.questions["SEC-02"], [picture_file(tmp_path)])
    panel = panel_at(case, "SEC-02")
    assert "SEC-04" in words(panel.facts)
    find(panel, QPushButton, "evidence.edit").click()
    dialog = find(case.window, EvidenceDialog, "evidence")
    find(dialog, QLineEdit, "evidence.issuer").setText("TÜV")
    find(dialog, QLineEdit, "evidence.file_expires").setText("31.3.2020")
    dialog.deed.click()
    assert "TÜV" in words(panel.facts)
    assert panel.evidence is not None
    assert panel.evidence.ends == "2020-03-31"
    assert items(panel_at(case, "SEC-04")) == ["seal.png · out of date"]


def test_removes_evidence_by_key_and_the_acceptance_with_it(case, tmp_path):
    answer_id = answer(case, "SEC-02", "yes")
    attach_as_evidence(case.desk, case.candidates["Meridian"], case.questions["SEC-02"], [picture_file(tmp_path)])
    accept(case.desk, answer_id, "Reviewer")
    panel = panel_at(case, "SEC-02")
    QApplication.processEvents()
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert (panel.list.count(), case.state(answer_id)) == (0, "in_review")
    case.window.session.undo()
    assert (panel.list.count(), case.state(answer_id)) == (1, "accepted")


def test_notes_what_one_of_us_saw(case):
    panel = panel_at(case, "SEC-02")
    find(panel, QPushButton, "evidence.note").click()
    dialog = find(case.window, EvidenceDialog, "evidence")
    dialog.deed.click()
    assert "no file, no place and no description" in dialog.error.text()
    find(dialog, QPlainTextEdit, "evidence.wording").setPlainText("Seen on site")
    dialog.level.setCurrentIndex(dialog.level.findData("verified"))
    dialog.deed.click()
    assert "needs the name of who checked it" in dialog.error.text()
    find(dialog, QLineEdit, "evidence.checked_by").setText("Auditor")
    dialog.deed.click()
    assert items(panel) == ["Seen on site · verified"]
    assert case.desk.journal.undo_label == "Add evidence on SEC-02 of “Meridian”"


def test_marks_a_contradiction_and_takes_it_back(case):
    answer_id = answer(case, "SEC-02", "yes")
    add_evidence(case.desk, answer_id, level="independent", address="Register")
    panel = panel_at(case, "SEC-02")
    mark = find(panel, QPushButton, "evidence.contradict")
    mark.click()
    assert case.judged("SEC-02").points == 0
    assert "contradicts the answer, so it earns nothing" in words(panel)
    mark.click()
    assert case.judged("SEC-02").points == 5


def test_enters_what_the_vendor_replied(case):
    answer_id = answer(case, "SEC-03", 3)
    panel = panel_at(case, "SEC-03")
    dialog = AskBackDialog(case.window, case.window.session, answer_id, "SEC-03")
    dialog.open()
    find(dialog, QPlainTextEdit, "ask_back.wording").setPlainText("Since when?")
    find(dialog, QLineEdit, "ask_back.due_on").setText("never")
    dialog.deed.click()
    assert "not a date" in dialog.error.text()
    find(dialog, QLineEdit, "ask_back.due_on").setText(day(7))
    dialog.deed.click()
    assert case.state(answer_id) == "clarification"
    assert "Since when?" in words(panel.asked)
    (asked,) = case.judged("SEC-03").answer.clarifications
    find(panel, QPushButton, f"reply.{asked.id}").click()
    reply = find(case.window, ReplyDialog, "clarification")
    reply.deed.click()
    assert reply.error.text().startswith("The reply is missing.")
    find(reply, QPlainTextEdit, "clarification.reply").setPlainText("Since May")
    reply.deed.click()
    assert case.state(answer_id) == "in_review"
    assert "Since May" in words(panel.asked)


def test_accepts_with_a_gap_and_closes_it_with_a_note(case):
    answer_id = answer(case, "SEC-02", "yes")
    window = case.window
    dialog = AcceptWithGapDialog(window, window.session, answer_id, "SEC-02", "Reviewer")
    dialog.open()
    find(dialog, QPlainTextEdit, "gap.wording").setPlainText("Send the certificate")
    dialog.deed.click()
    assert dialog.error.text().startswith("The owner of the gap is missing.")
    find(dialog, QLineEdit, "gap.owner").setText("Dana Ray")
    find(dialog, QLineEdit, "gap.due_on").setText(day(-3))
    dialog.deed.click()
    assert "has gone already" in dialog.error.text()
    find(dialog, QLineEdit, "gap.due_on").setText(day(30))
    dialog.deed.click()
    assert case.state(answer_id) == "accepted_with_gap"
    gaps = GapsDialog(window, window.session, case.candidates["Meridian"], "Meridian")
    gaps.open()
    shown = find(gaps, QListWidget, "gaps.list")
    assert shown.item(0).text().startswith("Send the certificate\nSEC-02 · Dana Ray · Medium · open, due")
    QTest.keyClick(shown, Qt.Key.Key_Return)
    edit = gaps.findChildren(GapDialog)[-1]
    find(edit, QLineEdit, "gap.owner").setText("Lee Ott")
    edit.deed.click()
    assert chosen(gaps).owner == "Lee Ott"
    find(gaps, QPushButton, "gaps.start").click()
    assert chosen(gaps).state == "in_progress"
    assert "in progress" in shown.item(0).text()
    assert not find(gaps, QPushButton, "gaps.start").isVisibleTo(gaps)
    find(gaps, QPushButton, "gaps.close").click()
    note = find(gaps, ReasonDialog, "reason")
    note.deed.click()
    assert "is missing" in note.error.text()
    find(note, QPlainTextEdit, "reason.text").setPlainText("It came on Monday")
    note.deed.click()
    assert (chosen(gaps).state, chosen(gaps).closing) == ("closed", "It came on Monday")
    find(gaps, QPushButton, "gaps.reopen").click()
    assert chosen(gaps).state == "open"
    find(gaps, QPushButton, "gaps.delete").click()
    assert gaps.gap is None
    gaps.accept()
    QApplication.processEvents()
    case.window.session.undo()  # nobody listens any more who has been closed


def test_adds_a_gap_that_no_question_brought_up(case):
    dialog = NewGapDialog(case.window, case.window.session, case.candidates["Meridian"], "Meridian")
    dialog.open()
    for name, text in (("gap.owner", "Dana Ray"), ("gap.due_on", day(5))):
        find(dialog, QLineEdit, name).setText(text)
    find(dialog, QPlainTextEdit, "gap.wording").setPlainText("Name a deputy")
    dialog.deed.click()
    (gap,) = case.window.session.evaluation.vetting.gaps
    assert (gap.wording, gap.question_id) == ("Name a deputy", None)


def test_waives_by_another_name_than_the_reviewer(case):
    answer_id = answer(case, "SEC-01", "no")
    accept(case.desk, answer_id, "Reviewer")
    window, judged = case.window, case.judged("SEC-01")
    panel = panel_at(case, "SEC-01")
    dialog = WaiverDialog(window, window.session, case.candidates["Meridian"], judged, "Meridian")
    dialog.open()
    assert "Somebody other than Reviewer" in words(dialog)
    for name, text in (("approved_by", "Reviewer"), ("role", "CFO"), ("expires_on", day(30))):
        find(dialog, QLineEdit, f"waiver.{name}").setText(text)
    for name in ("reason", "control"):
        find(dialog, QPlainTextEdit, f"waiver.{name}").setPlainText("As agreed")
    dialog.deed.click()
    assert "cannot approve its waiver too" in dialog.error.text()
    find(dialog, QLineEdit, "waiver.approved_by").setText("Board member")
    dialog.deed.click()
    assert case.judged("SEC-01").gate == "waived"
    assert "Waived by Board member (CFO)" in words(panel.asked)
    (waiver,) = window.session.evaluation.vetting.waivers
    find(panel, QPushButton, f"revoke.{waiver.id}").click()
    assert case.judged("SEC-01").gate == "failed"


def test_a_file_open_for_reading_shows_all_and_changes_nothing(tmp_path, desktop):
    path = tmp_path / "vetting.odesk"
    with create_desk(path, author="Analyst") as desk:
        made = vetting_case(desk)
        meridian = made.candidates["Meridian"]
        attach_as_evidence(desk, meridian, made.questions["SEC-04"], [paper(tmp_path, "plan.txt", b"Plan\n")])
        answered = made.judged("SEC-04").answer
        assert answered is not None
        accept_with_gap(desk, answered.id, "Reviewer", NewGap("Send it signed", "Dana Ray", day(9)))
        ask_back(desk, give_answer(desk, meridian, made.questions["SEC-03"], 2), "Well?")
    case = shown_in(desktop.open(path, read_only=True), made)
    case.window.show()
    panel = panel_at(case, "SEC-04")
    assert items(panel) == ["plan.txt · document"]
    assert not drop(panel, picture_file(tmp_path))
    for name in ("add_file", "note", "edit", "remove", "contradict"):
        assert not find(panel, QPushButton, f"evidence.{name}").isEnabled()
    assert panel_at(case, "SEC-03").findChild(QPushButton, "reply.1") is None


def test_checking_the_file_names_what_was_altered_inside(tmp_path, desktop):
    path, content = tmp_path / "vetting.odesk", b"The plan as it was sent\n"
    with create_desk(path, author="Analyst") as desk:
        made = vetting_case(desk)
        attach_as_evidence(
            desk, made.candidates["Meridian"], made.questions["SEC-04"], [paper(tmp_path, "plan.txt", content)]
        )
    path.write_bytes(path.read_bytes().replace(content, content.replace(b"sent", b"kept")))
    window = desktop.open(path)
    window.show()
    window.files.check()
    assert window.toasts.text.startswith("Files inside the document are missing or altered: “plan.txt”.")


def test_a_form_with_something_typed_asks_once_before_it_goes(case, qtbot):
    answer_id = answer(case, "SEC-01", "yes")
    dialog = AcceptWithGapDialog(case.window, case.window.session, answer_id, "SEC-01", "Office")
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()  # nothing was typed

    dialog = AcceptWithGapDialog(case.window, case.window.session, answer_id, "SEC-01", "Office")
    dialog.open()
    qtbot.keyClicks(dialog.owner, "CFO")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    (question,) = dialog.findChildren(Question, "ask")
    question.reject()
    assert dialog.isVisible()
    assert dialog.owner.text() == "CFO"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    find(dialog, QPushButton, "ask.deed").click()
    assert not dialog.isVisible()
