"""What taking over a vendor's copy would do, before it is done; afterwards, what was taken, kept and not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from outsource_desk.domain.formatting import one_line
from outsource_desk.services.vendor_copy_import import import_vendor_copy, stays_in_view
from outsource_desk.services.vendor_copy_plan import CopiedAnswer, Fate, ImportLog, VendorCopyPlan
from outsource_desk.ui import formats
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.theme import S, scaled
from outsource_desk.ui.widgets.layout import caption, label, row, small_button
from outsource_desk.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from outsource_desk.ui.pages.page import Shell

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
ID = Qt.ItemDataRole.UserRole
_SHOWN = 60  # characters of an answer


class ReadDialog(Question):
    """Shows a plan; what a reviewer has judged is taken only where it is ticked."""

    def __init__(self, parent: QWidget, window: Shell, plan: VendorCopyPlan) -> None:
        super().__init__(
            parent,
            tr("Read the copy of {vendor}", vendor=plan.vendor),
            tr("Nothing is written until you take it over, and taking it over is one step to undo."),
            tr("Take over"),
            "read_copy",
        )
        self._window, self._session, self._plan = window, window.session, plan
        self._high = parent.window().height()
        self.setMinimumWidth(scaled(720))
        self._build_heads()
        self._build_differences()
        self._build_left_out()
        self.differences.itemChanged.connect(lambda _item: self._count())
        self._count()

    def act(self) -> None:
        log = self._session.try_act(import_vendor_copy, self._plan, self._choices())
        said = tr_n(len(log.taken), "Took over {count} answer.", "Took over {count} answers.")
        self._window.toast(said, tr("Undo"), self._session.way_back())
        LogDialog(self.parentWidget() or self, log).open()

    def _choices(self) -> dict[int, bool]:
        items = (self.differences.item(place) for place in range(self.differences.count()))
        return {int(item.data(ID)): item.checkState() is CHECKED for item in items}

    def _build_heads(self) -> None:
        plan = self._plan
        if plan.refusal:
            words = tr("Refused, and nothing of it is read: {why}", why=f"{say(plan.refusal)} {say(plan.remedy)}")
            self.content.addWidget(Notice("bad", words))
            return
        if plan.signed.is_signed:
            signed = tr("Signed by {name} on {day}.", name=plan.signed.by, day=formats.day(plan.signed.on or ""))
            self.content.addWidget(label(signed, wrap=True))
        else:
            self.content.addWidget(Notice("warn", say(plan.signed.why_not)))
        for note in plan.notes:
            self.content.addWidget(Notice("accent", say(note)))
        figures = label(self._figures(), wrap=True)
        figures.setObjectName("read_copy.figures")
        self.content.addWidget(figures)

    def _figures(self) -> str:
        plan = self._plan
        new, same = len(plan.of(Fate.NEW)), len(plan.of(Fate.SAME))
        parts = [
            tr_n(new, "{count} answer is new.", "{count} answers are new."),
            tr_n(same, "{count} is in the document already.", "{count} are in the document already."),
        ]
        if plan.conflicts:
            parts.append(
                tr_n(
                    len(plan.conflicts),
                    "{count} differs from what a reviewer judged: it is kept as it is unless you tick it, "
                    "and goes back to review if you do.",
                    "{count} differ from what a reviewer judged: they are kept as they are unless you tick them, "
                    "and go back to review if you do.",
                )
            )
        return " ".join(parts)

    def _build_differences(self) -> None:
        found = [*self._plan.conflicts, *self._plan.of(Fate.CHANGED)]
        self.differences = QListWidget()
        self.differences.setObjectName("read_copy.differences")
        self.differences.setAccessibleName(tr("Answers that differ from the document"))
        self.differences.setWordWrap(True)
        self.differences.setFixedHeight(min(scaled(min(176, 12 + 26 * len(found))), self._high // 6))
        for each in found:
            item = QListWidgetItem(_difference(each, self._plan.signed.by))
            item.setToolTip(each.said)
            item.setData(ID, each.question_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(CHECKED if each.is_taken_unasked else UNCHECKED)
            self.differences.addItem(item)
        title = caption(tr("Answers that differ from the document: tick what to take"))
        every = small_button(tr("Take all"), lambda: self._tick(CHECKED), "read_copy.take_all")
        none = small_button(tr("Keep all"), lambda: self._tick(UNCHECKED), "read_copy.keep_all")
        for each in (title, self.differences):
            self.content.addWidget(each)
        self.content.addLayout(row(every, none, None, gap=S))
        for each in (title, self.differences, every, none):
            each.setVisible(bool(found))

    def _build_left_out(self) -> None:
        plan = self._plan
        lines = [say(fault) for fault in plan.faults]
        lines += [f"{each.cell} {each.code}: {say(each.why)}" for each in plan.unreadable]
        lines += [
            tr(
                "{cell} {code}: empty in the copy; “{said}” stays",
                cell=each.cell,
                code=each.code,
                said=one_line(each.now_said, _SHOWN),
            )
            for each in plan.of(Fate.EMPTIED)
        ]
        self.left_out = QPlainTextEdit("\n".join(lines))
        self.left_out.setObjectName("read_copy.left_out")
        left_out = tr("Not understood, left empty, or only signed by somebody else")
        lines += [
            tr(
                "{cell} {code}: the same, now stated by {signer} instead of {before}",
                cell=each.cell,
                code=each.code,
                signer=plan.signed.by,
                before=say(each.now_signed),
            )
            for each in plan.answers
            if each.is_restated
        ]
        title = caption(tr("What is wrong with it") if plan.refusal else left_out)
        self.left_out.setAccessibleName(title.text())
        self.left_out.setReadOnly(True)
        self.left_out.setTabChangesFocus(True)
        self.left_out.setFixedHeight(min(scaled(min(150, 40 + 22 * len(lines))), self._high // 6))
        for each in (title, self.left_out):
            self.content.addWidget(each)
            each.setVisible(bool(lines))

    def _tick(self, state: Qt.CheckState) -> None:
        for place in range(self.differences.count()):
            self.differences.item(place).setCheckState(state)

    def _count(self) -> None:
        """Say on the button how many answers it takes."""
        count = len(self._plan.of(Fate.NEW)) + sum(self._choices().values())
        signs = not count and any(each.is_restated for each in self._plan.answers)
        differs = not count and any(map(stays_in_view, self._plan.conflicts))
        names = any(each.files for each in self._plan.answers)
        words = tr_n(count, "Take over {count} answer", "Take over {count} answers")
        if not count:
            nothing = tr("Note the files that are named") if names else tr("Nothing to take over")
            words = tr("Note the signature") if signs else tr("Note what differs") if differs else nothing
        self.deed.setText(words)
        self.deed.setAccessibleName(words)
        self.deed.setEnabled(bool(count or signs or names or differs) and not self._plan.refusal)


class LogDialog(Question):
    """Says what was taken, kept and not understood."""

    def __init__(self, parent: QWidget, log: ImportLog) -> None:
        super().__init__(
            parent,
            tr("What was taken over"),
            tr("From “{file}”. This account stays in the history as the name of the step.", file=log.file),
            tr("Close"),
            "copy_log",
        )
        self.setMinimumWidth(scaled(560))
        self.cancel.hide()  # it is done
        parts = (
            (tr("Taken, now in review"), log.taken),
            (tr("Kept as it stood in the document"), log.kept),
            (tr("The same in both"), log.same),
            (tr("The same, but somebody else stands by it now"), log.restated),
            (tr("Not understood, to be asked or entered by hand"), log.refused),
        )
        for title, codes in parts:
            if codes:
                self.content.addWidget(caption(f"{title}: {len(codes)}"))
                self.content.addWidget(label(", ".join(codes), wrap=True))

    def act(self) -> None:
        """There is nothing more to do."""


def _difference(answer: CopiedAnswer, signer: str) -> str:
    if answer.is_newly_signed:
        return tr(
            "{code}, judged: stated by {signer} in the copy, by {before} before",
            code=answer.code,
            signer=signer,
            before=say(answer.now_signed),
        )
    said, now = one_line(answer.said, _SHOWN), one_line(answer.now_said, _SHOWN)
    if said == now:
        return tr("{code}: {said}, with another comment", code=answer.code, said=said)
    if answer.fate is Fate.CONFLICT:
        return tr("{code}, judged: “{now}” in the document, “{said}” in the copy", code=answer.code, now=now, said=said)
    return tr("{code}: “{now}” in the document, “{said}” in the copy", code=answer.code, now=now, said=said)
