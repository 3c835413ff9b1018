"""Somebody else's questionnaire: which column is what, and which of our questions each row answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.formatting import one_line
from outsource_desk.domain.spreadsheets import column_letters
from outsource_desk.services.foreign_answers import (
    OWN,
    SKIP,
    ForeignTable,
    Outcome,
    RowFate,
    fates_of,
    import_foreign_answers,
    table_of,
)
from outsource_desk.services.foreign_matching import ForeignColumns, propose_columns
from outsource_desk.ui import formats
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.models.plain_rows import PlainColumn
from outsource_desk.ui.scoring.evaluators.plain_table import PlainTable
from outsource_desk.ui.theme import M, S, scaled
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.layout import caption, column, holder, label, row, small_button
from outsource_desk.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell

FEW_ROWS, MANY_ROWS, WORDS_SHOWN = 5, 9, 60
HIGH = 760  # pixels of a window that has room for many rows
NO_COLUMN = -1


class ForeignDialog(Question):
    """Shows every row with what becomes of it; each can be sent to another question, or left out."""

    def __init__(self, parent: QWidget, window: Shell, candidate_id: int, read: Any) -> None:
        super().__init__(
            parent,
            tr("Take answers from “{file}”", file=read.name),
            tr("Every row is taken, skipped or named as a problem. Nothing is written until you take them over."),
            tr("Take over"),
            "foreign",
        )
        self._window, self._session, self._read, self._is_filling = window, window.session, read, False
        self._targets: dict[int, int] = {}
        self._fates: tuple[RowFate, ...] = ()
        self._table: ForeignTable | None = None
        self.setMinimumWidth(scaled(820))
        self._build_source(candidate_id)
        self._build_rows(FEW_ROWS if parent.window().height() < scaled(HIGH) else MANY_ROWS)
        self._build_statement()
        self._on_sheet()

    def act(self) -> None:
        assert self._table is not None
        log = self._session.try_act(
            import_foreign_answers,
            self._table,
            self._targets,
            stated_by=self.stated_by.text().strip(),
            stated_on=formats.read_day(self.stated_on.text()),
        )
        said = tr_n(len(log.imported), "Took over {count} row.", "Took over {count} rows.")
        self._window.toast(said, tr("Undo"), self._session.way_back())

    def _build_source(self, candidate_id: int) -> None:
        evaluation = self._session.evaluation
        assert evaluation is not None
        assert evaluation.vetting is not None
        self.vendor, self.sheet = Choice(), Choice()
        for each in evaluation.candidates:
            if each.id in evaluation.vetting.kinds:
                self.vendor.addItem(each.name, each.id)
        self.vendor.setCurrentIndex(max(0, self.vendor.findData(candidate_id)))
        for place, sheet in enumerate(self._read.sheets):
            self.sheet.addItem(sheet.name, place)
        self.columns = {name: Choice() for name in ("code", "question", "answer", "comment")}
        named = {
            "vendor": (self.vendor, tr("Answers of")),
            "sheet": (self.sheet, tr("Sheet")),
            "code": (self.columns["code"], tr("Code")),
            "question": (self.columns["question"], tr("Question")),
            "answer": (self.columns["answer"], tr("Answer")),
            "comment": (self.columns["comment"], tr("Comment")),
        }
        holders = {name: _named(field, name, words) for name, (field, words) in named.items()}
        holders["sheet"].setVisible(self.sheet.count() > 1)
        self.content.addLayout(row(*holders.values(), gap=M))
        self.doubt = Notice("warn", tr("The columns have no clear names. Check which holds questions and answers."))
        self.cut = Notice("warn", tr("The sheet is too long to be read whole; the rows at its end are left out."))
        self.content.addWidget(self.doubt)
        self.content.addWidget(self.cut)
        self.sheet.currentIndexChanged.connect(lambda _place: self._on_sheet())
        for field in (self.vendor, *self.columns.values()):
            field.currentIndexChanged.connect(lambda _place: self._on_columns())

    def _build_rows(self, most: int) -> None:
        self.rows = PlainTable(
            [
                PlainColumn(tr("Row"), is_number=True, width=56),
                PlainColumn(tr("Their question")),
                PlainColumn(tr("Their answer")),
                PlainColumn(tr("Becomes")),
            ],
            "foreign.rows",
            tr("Rows of the questionnaire"),
            most=most,
        )
        self.target = Choice()
        self.why = label("", tone="muted", wrap=True)
        self.why.setObjectName("foreign.why")
        self.figures = label("", wrap=True)
        self.figures.setObjectName("foreign.figures")
        own = small_button(tr("Keep unmatched rows as questions"), lambda: self._send_unmatched(OWN), "foreign.own")
        skip = small_button(tr("Skip unmatched rows"), lambda: self._send_unmatched(SKIP), "foreign.skip")
        self.content.addWidget(self.rows)
        self.content.addWidget(_named(self.target, "target", tr("The selected row answers")))
        self.content.addWidget(self.why)
        self.content.addLayout(row(own, skip, None, gap=S))
        self.content.addWidget(self.figures)
        self.rows.selectionModel().currentChanged.connect(lambda *_: self._show_row())
        self.target.currentIndexChanged.connect(lambda _place: self._on_target())

    def _build_statement(self) -> None:
        self.stated_by, self.stated_on = QLineEdit(), QLineEdit()
        self.stated_by.setPlaceholderText(tr("nobody: the answers count as no claim"))
        fields = (
            _named(self.stated_by, "stated_by", tr("Who at the vendor stands by them")),
            _named(self.stated_on, "stated_on", tr("Stated on")),
        )
        line = row(*fields, gap=M)
        line.setStretch(0, 2)
        line.setStretch(1, 1)
        self.content.addLayout(line)

    def _on_sheet(self) -> None:
        """Propose the columns of the chosen sheet."""
        sheet = self._sheet
        columns = propose_columns(sheet)
        wide = max((len(each) for _, each in sheet.rows), default=0)
        heads = sheet.rows[columns.head][1] if columns.head >= 0 else ()
        self._is_filling = True
        for name, field in self.columns.items():
            field.clear()
            if name in ("code", "comment"):
                field.addItem(tr("none"), NO_COLUMN)
            for place in range(wide):
                head = heads[place].text if place < len(heads) else ""
                field.addItem(f"{column_letters(place + 1)}  {one_line(head, 24)}".strip(), place)
            chosen = getattr(columns, name)
            field.setCurrentIndex(field.findData(NO_COLUMN if chosen is None else chosen))
        self._is_filling = False
        self._head, self._is_doubtful = columns.head, columns.is_doubtful
        self.cut.setVisible(sheet.is_cut)
        self._on_columns()

    @property
    def _sheet(self) -> Any:
        return self._read.sheets[int(self.sheet.currentData())]

    def _on_columns(self) -> None:
        """Match the rows anew."""
        if self._is_filling:
            return
        chosen = {name: int(field.currentData()) for name, field in self.columns.items()}
        columns = ForeignColumns(
            head=self._head,
            question=chosen["question"],
            answer=chosen["answer"],
            comment=None if chosen["comment"] == NO_COLUMN else chosen["comment"],
            code=None if chosen["code"] == NO_COLUMN else chosen["code"],
        )
        self.doubt.setVisible(self._is_doubtful)
        self._targets = {}
        self._table = self._session.act(table_of, int(self.vendor.currentData()), self._read, self._sheet, columns)
        self._fill_targets()
        self._show()

    def _fill_targets(self) -> None:
        evaluation = self._session.evaluation
        assert evaluation is not None
        assert evaluation.vetting is not None
        self._is_filling = True
        self.target.clear()
        self.target.addItem(tr("a question of its own, for information"), OWN)
        self.target.addItem(tr("nothing: skip it"), SKIP)
        for question in (each for each in evaluation.vetting.questionnaire.questions if not each.is_ours):
            self.target.addItem(one_line(f"{question.code} {question.wording}", 110), question.id)
        self._is_filling = False

    def _show(self) -> None:
        """Show what becomes of every row, and how many go which way."""
        if self._table is None:
            return
        self._fates = self._session.act(fates_of, self._table, self._targets) or ()
        self.rows.show_rows([_shown(fate) for fate in self._fates])
        counts = {outcome: sum(fate.outcome is outcome for fate in self._fates) for outcome in Outcome}
        self.figures.setText(
            tr_n(
                len(self._fates),
                "{count} row: {imported} taken, {skipped} skipped, {problems} with a problem.",
                "{count} rows: {imported} taken, {skipped} skipped, {problems} with a problem.",
                imported=counts[Outcome.IMPORTED],
                skipped=counts[Outcome.SKIPPED],
                problems=counts[Outcome.PROBLEM],
            )
        )
        words = tr_n(counts[Outcome.IMPORTED], "Take over {count} row", "Take over {count} rows")
        self.deed.setText(words)
        self.deed.setAccessibleName(words)
        self.deed.setEnabled(counts[Outcome.IMPORTED] > 0)
        self._show_row()

    def _show_row(self) -> None:
        place = self.rows.place
        if not 0 <= place < len(self._fates):
            return
        fate = self._fates[place]
        self._is_filling = True
        self.target.setCurrentIndex(self.target.findData(self._targets.get(fate.row.number, fate.row.proposed)))
        self._is_filling = False
        likeness = ""
        if fate.row.proposed > 0 and fate.row.number not in self._targets:
            likeness = tr("Alike by {share}.", share=formats.percent(fate.row.likeness / 100))
        self.why.setText(" ".join(filter(None, (likeness, say(fate.why) if fate.why else ""))))

    def _on_target(self) -> None:
        place = self.rows.place
        if not self._is_filling and 0 <= place < len(self._fates):
            self._targets[self._fates[place].row.number] = int(self.target.currentData())
            self._show()

    def _send_unmatched(self, target: int) -> None:
        """Send every row that means none of our questions the same way; those without an answer stay skipped."""
        for fate in self._fates:
            present = self._targets.get(fate.row.number, fate.row.proposed)
            has_answer = not (fate.row.answer.is_empty and fate.row.comment.is_empty)
            if present in (OWN, SKIP) and has_answer and fate.row.wording:
                self._targets[fate.row.number] = target
        self._show()


def _named(field: QWidget, name: str, words: str) -> QWidget:
    field.setObjectName(f"foreign.{name}")
    field.setAccessibleName(words)
    title = caption(words)
    title.setBuddy(field)
    return holder(column(title, field, gap=4))


def _shown(fate: RowFate) -> list[str]:
    if fate.outcome is Outcome.SKIPPED:
        becomes = tr("skipped")
    elif fate.outcome is Outcome.PROBLEM:
        becomes = tr("a problem: see below")
    elif fate.question is None:
        becomes = tr("a question of its own")
    else:
        becomes = tr("{code}, as a comment", code=fate.question.code) if fate.why else fate.question.code
    said = fate.row.answer.text or fate.row.comment.text
    return [str(fate.row.number), one_line(fate.row.wording, WORDS_SHOWN), one_line(said, 40), becomes]
