"""The letter to a losing vendor: typed on the left, seen on the right as it will be printed, and written as a PDF."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import day, plain
from outsource_desk.services.debrief_grounds import Extent, extent_of
from outsource_desk.services.debrief_letter import CLOSING, Debrief, DebriefOptions, opening_of
from outsource_desk.services.debriefing import addressee_of, debrief, letter_bytes, losers
from outsource_desk.services.reporting import save_pdf
from outsource_desk.ui.errors import explain
from outsource_desk.ui.jobs import Job, Progress
from outsource_desk.ui.language import tr, tr_n
from outsource_desk.ui.opening import file_name, open_file
from outsource_desk.ui.reports.layout import Fit
from outsource_desk.ui.reports.paper import Paper
from outsource_desk.ui.reports.paper_view import PaperView
from outsource_desk.ui.theme import XL, XS, L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import button, caption, clear, column, frame, holder, label, row
from outsource_desk.ui.widgets.notice import Notice
from outsource_desk.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from outsource_desk.services.debriefing import Letter
    from outsource_desk.ui.pages.page import Shell

DELAY = 400  # milliseconds without typing before the letter is set anew
WIDE, HIGH, FIELDS = 1080, 760, 380
TEXTS = ("opening", "closing", "sender", "recipient", "signatory")  # of several lines
_OURS = ("sender", "signatory", "contact", "objection", "closing")  # the same in the next letter


@dataclass
class Typed:
    """What was typed into the last letter, for the next one."""

    ours: dict[str, str] = field(default_factory=dict)


class LetterDialog(QDialog):
    """Chooses the vendor, takes the words, shows the letter and writes the very bytes on show."""

    def __init__(self, window: Shell, typed: Typed, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("letter")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Debrief letter"))
        self.setModal(True)
        self._window, self._session, self._typed = window, window.session, typed
        self._job: Job | None = None
        self._content = b""
        self._opening = ""  # the usual one on show
        self._target: Path | None = None
        self._fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._timer = QTimer(self, interval=DELAY, singleShot=True)
        self._timer.timeout.connect(self._make)
        self._build()
        self._fill()
        self._make()

    @property
    def content(self) -> bytes:
        """Return the bytes on show; nothing while none are made."""
        return self._content

    @property
    def is_waiting(self) -> bool:
        """Tell whether something was typed that the letter on show does not have yet."""
        return self._timer.isActive() or self._job is not None

    def _build(self) -> None:
        words = label(
            tr(
                "It gives the vendor its own points and reasons. Names, prices, points and notes of others, and the "
                "names of evaluators, never get into it."
            ),
            tone="muted",
            wrap=True,
        )
        title = column(label(tr("Debrief letter"), TextStyle.SECTION, wrap=True), words, gap=XS)
        self.view = PaperView()
        self.view.setObjectName("letter.paper")
        self.view.set_fit(Fit.WIDTH)
        self._notices = column(gap=XS)
        side = column(self._notices, frame("card", column(self.view, gap=0, margins=(1, 1, 1, 1))), gap=S)
        side.setStretch(1, 1)
        fields = Scroll(self._build_fields())
        fields.setMinimumWidth(scaled(FIELDS) * 2 // 3)
        middle = row(fields, holder(side), gap=L)
        middle.setStretch(0, 4)
        middle.setStretch(1, 5)
        close = button(tr("Close"), self.reject, name="letter.close")
        self.export = button(tr("Export PDF…"), self._on_export, "primary", "export", "letter.export")
        body = column(title, middle, row(None, close, self.export, gap=S), gap=M, margins=(XL, L, XL, L))
        body.setStretch(1, 1)
        self.setLayout(body)
        room = self._room()
        self.resize(min(scaled(WIDE), room[0]), min(scaled(HIGH), room[1]))

    def _room(self) -> tuple[int, int]:
        parent = self.parentWidget()
        size = parent.window().size() if parent else self.size()
        return max(400, size.width() - 2 * L), max(300, size.height() - 2 * L)

    def _build_fields(self) -> QVBoxLayout:
        self.vendor = Choice()
        self.vendor.setObjectName("letter.vendor")
        self.vendor.setAccessibleName(tr("Vendor"))
        self.vendor.currentIndexChanged.connect(lambda _place: self._on_vendor())
        title = caption(tr("Vendor"))
        title.setBuddy(self.vendor)
        ticks = column(*self._build_ticks(), gap=S)
        plan = (
            ("date", tr("Date")),
            ("reference", tr("Our reference")),
            ("recipient", tr("Recipient, with address")),
            ("sender", tr("Sender, with address")),
            ("opening", tr("Opening")),
            ("contact", tr("Who answers questions")),
            ("objection", tr("Until when and where to object")),
            ("closing", tr("Closing")),
            ("signatory", tr("Name and office under the letter")),
        )
        lines = [holder(self._field(name, words)) for name, words in plan]
        return column(title, self.vendor, ticks, *lines, None, gap=M, margins=(0, 0, M, 0))

    def _build_ticks(self) -> list[QCheckBox]:
        plan = (
            ("reasons", tr("Show the evaluators’ reasons, where they name nobody")),
            ("rank", tr("Say the vendor’s rank")),
            ("count", tr("Say among how many vendors the choice was made")),
        )
        self.ticks: dict[str, QCheckBox] = {}
        for name, words in plan:
            tick = QCheckBox(words)
            tick.setObjectName(f"letter.{name}")
            tick.toggled.connect(lambda _is_on: self._timer.start())
            self.ticks[name] = tick
        return list(self.ticks.values())

    def _field(self, name: str, words: str) -> QVBoxLayout:
        entry: QLineEdit | QPlainTextEdit
        if name in TEXTS:
            entry = QPlainTextEdit()
            entry.setTabChangesFocus(True)
            entry.setFixedHeight(scaled(150 if name == "opening" else 84))
        else:
            entry = QLineEdit()
        entry.setObjectName(f"letter.{name}")
        entry.setAccessibleName(words)
        entry.textChanged.connect(lambda *_: self._timer.start())
        title = caption(words)
        title.setBuddy(entry)
        self._fields[name] = entry
        return column(title, entry, gap=XS)

    def _fill(self) -> None:
        """Offer the vendors, those that do not stand first in front, and what was typed before."""
        evaluation, ranking, initiative = self._session.evaluation, self._session.ranking, self._session.initiative
        if evaluation is None or ranking is None or initiative is None:
            return
        self.vendor.blockSignals(True)
        for candidate in losers(evaluation, ranking):
            self.vendor.addItem(candidate.name, candidate.id)
        self.vendor.blockSignals(False)
        usual = {
            "sender": initiative.organisation,
            "closing": CLOSING,
            "date": day(QDate.currentDate().toString(Qt.DateFormat.ISODate)),
        }
        for name, text in {**usual, **self._typed.ours}.items():
            _put(self._fields[name], text)
        self._on_vendor()

    def _on_vendor(self) -> None:
        evaluation, chosen = self._session.evaluation, self.vendor.currentData()
        found = (each for each in evaluation.candidates if each.id == chosen) if evaluation else ()
        addressee = next((addressee_of(self._session.desk, each) for each in found), "")
        _put(self._fields["recipient"], addressee)
        if _text(self._fields["opening"]) == self._opening:
            self._opening = self._usual_opening()
            _put(self._fields["opening"], self._opening)
        self._timer.start()

    def _usual_opening(self) -> str:
        evaluation, ranking = self._session.evaluation, self._session.ranking
        if evaluation is None or ranking is None:
            return ""
        candidate = next((each for each in evaluation.candidates if each.id == self.vendor.currentData()), None)
        return opening_of(evaluation.initiative.name, extent_of(evaluation, ranking, candidate)) if candidate else ""

    @property
    def options(self) -> DebriefOptions:
        """Return what is typed and chosen."""
        asked = {name: tick.isChecked() for name, tick in self.ticks.items()}
        typed = replace(DebriefOptions(), **{name: _text(each) for name, each in self._fields.items()})
        return replace(typed, with_reasons=asked["reasons"], with_rank=asked["rank"], with_count=asked["count"])

    def _make(self) -> None:
        """Set the letter as typed; a refusal stands above the preview, and nothing can be exported."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._content = b""
        self.export.setEnabled(False)
        initiative_id, candidate_id = self._session.initiative_id, self.vendor.currentData()
        if initiative_id is None or candidate_id is None:
            return
        options = self.options
        self._typed.ours = {name: _text(self._fields[name]) for name in _OURS}
        try:
            found = debrief(self._session.desk, initiative_id, int(candidate_id), options)
        except (DeskError, OSError) as error:
            self._tell(Notice("bad", " ".join(explain(error))))
            return
        self._tell(*_notices(found, self.ticks["reasons"].isChecked()))
        self._job = job = Job(partial(_bytes, found.letter))
        job.succeeded.connect(self._on_made)
        job.failed.connect(self._on_failed)
        self._window.run(job, "")

    def _tell(self, *notices: Notice) -> None:
        clear(self._notices)
        for notice in notices:
            self._notices.addWidget(notice)

    def _on_made(self, content: bytes) -> None:
        if self.sender() is not self._job:
            return  # typed on since
        self._job, self._content = None, content
        self.view.show_paper(Paper(content))
        self.export.setEnabled(True)

    def _on_failed(self, error: BaseException) -> None:
        if self.sender() is self._job:
            self._job = None
            self._tell(Notice("bad", " ".join(explain(error)), tr("Try again"), self._make))

    def _on_export(self) -> None:
        """Write the bytes on show."""
        name = file_name(tr("{name} letter", name=self.vendor.currentText()[:100]), ".pdf")
        target = self._window.choose_save(tr("Export the letter"), name, tr("Letter (*.pdf)"))
        if target is None or not self._content:
            return
        try:
            self._session.try_act(save_pdf, self._content, target)
        except (DeskError, OSError) as error:
            self._tell(Notice("bad", " ".join(explain(error))))
            return
        self._window.toast(tr("“{name}” was written.", name=target.name), tr("Open"), partial(open_file, target))
        self.accept()

    def done(self, result: int) -> None:
        """Let the letter go."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.view.show_paper(None)
        super().done(result)


def _notices(found: Debrief, with_reasons: bool) -> list[Notice]:
    """Return what the maker of a letter should know of it."""
    notices: list[Notice] = []
    if found.is_first:
        notices.append(Notice("warn", tr("This vendor stands first in the ranking. Is it the right letter?")))
    if not found.extent.is_careful:
        notices.append(Notice("warn", _thin(found.extent)))
    if with_reasons and found.left_out:
        text = tr_n(
            found.left_out,
            "{count} reason is left out: it names others or evaluators, speaks of money, or compares.",
            "{count} reasons are left out: they name others or evaluators, speak of money, or compare.",
        )
        notices.append(Notice("accent", text))
    return notices


def _thin(extent: Extent) -> str:
    """Return in words how little of the offer was judged."""
    judged, criteria = plain(extent.judged), plain(extent.criteria)
    told = tr("Only {judged} of {criteria} criteria are judged for this vendor.", judged=judged, criteria=criteria)
    if extent.asked:
        reviewed, asked = plain(extent.reviewed), plain(extent.asked)
        told += " " + tr("{reviewed} of {asked} answers are reviewed.", reviewed=reviewed, asked=asked)
    return told + " " + tr("So the letter does not speak of a careful evaluation.")


def _bytes(letter: Letter, progress: Progress) -> bytes:
    """Make the letter in a child process; this thread only waits."""
    return letter_bytes(letter, progress)


def _text(entry: QLineEdit | QPlainTextEdit) -> str:
    return entry.text() if isinstance(entry, QLineEdit) else entry.toPlainText()


def _put(entry: QLineEdit | QPlainTextEdit, text: str) -> None:
    if isinstance(entry, QLineEdit):
        entry.setText(text)
    else:
        entry.setPlainText(text)
