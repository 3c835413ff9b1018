"""What a question is answered with: one of a few, several, a level, an amount, a day, a text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QWidget

from outsource_desk.domain.errors import DeskError, NotANumberError
from outsource_desk.domain.vetted import Judged
from outsource_desk.domain.vetting import Answer, AnswerType, Question
from outsource_desk.ui import formats
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.language import tr
from outsource_desk.ui.theme import XS, L
from outsource_desk.ui.vetting.saved_field import SavedField
from outsource_desk.ui.vetting.words import choices_of, maturity_told
from outsource_desk.ui.widgets.layout import caption, column, row
from outsource_desk.ui.widgets.segments import Segments

Given = str | float | Sequence[str] | None  # None = not answered


class Reply(QWidget):
    """The widget of one question's answer. `given` tells what was chosen or typed, in the file's terms."""

    given = Signal(object)

    def show_reply(self, subject: object, judged: Judged) -> None:
        """Show what the file holds of one candidate."""
        raise NotImplementedError

    def press(self, key: str) -> bool:
        """Do what a digit means where the keys go to the question as a whole; return whether it means anything."""
        raise NotImplementedError

    def target(self) -> QWidget:
        """Return what takes the focus when the reply is entered."""
        raise NotImplementedError

    def refuse(self, error: DeskError) -> bool:
        """Show in place why something was refused; return whether there is a place for it."""
        del error
        return False

    def set_read_only(self, is_read_only: bool) -> None:
        """Allow or forbid to answer."""
        self.setEnabled(not is_read_only)


class OneOfFew(Reply):
    """Radio buttons, the last of them for no answer at all, which is neither no nor not applicable."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._values: list[str | None] = []
        self._buttons: list[QRadioButton] = []
        for value, words in (*choices_of(question), (None, tr("Not answered"))):
            self._add(question, value, words)
        self.setLayout(Flow(self._buttons, L, XS))
        self._group.idClicked.connect(lambda place: self.given.emit(self._values[place]))

    def _add(self, question: Question, value: str | None, words: str) -> None:
        each, place = QRadioButton(words.replace("&", "&&")), len(self._buttons)
        each.setObjectName(f"reply.{question.code}.{value}" if value else f"no_reply.{question.code}")
        each.setAccessibleName(f"{question.code}: {words}")
        if value is None:
            each.setProperty("tone", "muted")
            each.setToolTip(tr("Key {key}", key="0"))
        elif place < 9:
            each.setToolTip(tr("Key {key}", key=place + 1))
        self._group.addButton(each, place)
        self._values.append(value)
        self._buttons.append(each)

    def show_reply(self, subject: object, judged: Judged) -> None:
        del subject
        reply = judged.answer.reply if judged.answer else ""
        place = self._values.index(reply) if reply in self._values else len(self._values) - 1
        self._buttons[place].setChecked(True)

    def press(self, key: str) -> bool:
        place = int(key) - 1 if key != "0" else len(self._buttons) - 1
        if not key.isdecimal() or not 0 <= place < len(self._buttons) or (key != "0" and self._values[place] is None):
            return False
        self._buttons[place].click()
        return True

    def target(self) -> QWidget:
        return next((each for each in self._buttons if each.isChecked()), self._buttons[0])


class Several(Reply):
    """Check boxes; none ticked is no answer."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._boxes: dict[str, QCheckBox] = {}
        for place, (value, words) in enumerate(choices_of(question), start=1):
            box = QCheckBox(words.replace("&", "&&"))
            box.setObjectName(f"reply.{question.code}.{value}")
            box.setAccessibleName(f"{question.code}: {words}")
            box.setToolTip(tr("Key {key}", key=place) if place <= 9 else "")
            box.clicked.connect(self._tell)
            self._boxes[value] = box
        self.setLayout(Flow(self._boxes.values(), L, XS))

    def show_reply(self, subject: object, judged: Judged) -> None:
        del subject
        chosen = judged.answer.reply.split() if judged.answer else []
        for value, box in self._boxes.items():
            box.setChecked(value in chosen)

    def press(self, key: str) -> bool:
        if key == "0":
            self.given.emit(None)
            return True
        boxes = list(self._boxes.values())
        if not 0 < int(key) <= len(boxes):
            return False
        boxes[int(key) - 1].click()
        return True

    def target(self) -> QWidget:
        return next(iter(self._boxes.values()), self)

    def _tell(self) -> None:
        self.given.emit([value for value, box in self._boxes.items() if box.isChecked()] or None)


class Maturity(Reply):
    """A level 0 to 5 with its words; a dash is no answer."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        levels = [("", "–"), *((str(level), str(level)) for level in range(6))]
        self._levels = Segments(levels, f"reply.{question.code}", f"{question.code}: {tr('Level of maturity')}")
        self._levels.chosen.connect(lambda key: self.given.emit(float(key) if key else None))
        self._meaning = caption()
        self.setLayout(row(self._levels, self._meaning, None, gap=L))

    def show_reply(self, subject: object, judged: Judged) -> None:
        del subject
        amount = judged.answer.amount if judged.answer else None
        level = "" if amount is None else str(min(5, max(0, round(amount))))
        self._levels.blockSignals(True)
        self._levels.choose(level)
        self._levels.blockSignals(False)
        words = tr("not answered") if amount is None else maturity_told(int(level))
        if amount is not None and amount != int(level):
            words = f"{formats.points(amount)}: {words}"
        self._meaning.setText(words)

    def press(self, key: str) -> bool:
        if key not in "012345":
            return False
        self._levels.choose(key)
        return True

    def target(self) -> QWidget:
        return self._levels


class Typed(Reply):
    """An amount with its unit, a day or a text; a refusal stays beside what was typed."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._kind = question.kind
        unit = "%" if question.kind is AnswerType.PERCENTAGE else question.unit
        is_text = question.kind is AnswerType.TEXT
        title = {AnswerType.TEXT: tr("Answer"), AnswerType.DATE: tr("Day")}.get(question.kind, tr("Amount"))
        self._line = SavedField(
            f"reply.{question.code}",
            f"{question.code}: {title}",
            width=0 if is_text else 128 if question.kind is AnswerType.DATE else 96,
            unit=unit,
            is_long=is_text,
            has_title=False,
        )
        if question.kind is AnswerType.DATE:
            self._line.field.setPlaceholderText(formats.day("2027-03-31"))
        self._line.left.connect(self._read)
        self.setLayout(column(self._line, gap=XS))

    def show_reply(self, subject: object, judged: Judged) -> None:
        self._line.show_text(subject, _typed(self._kind, judged.answer))

    def press(self, key: str) -> bool:
        if self._kind is AnswerType.TEXT:
            return False
        self._line.type_over(key)
        return True

    def target(self) -> QWidget:
        return self._line.field

    def refuse(self, error: DeskError) -> bool:
        self._line.refuse(error)
        return True

    def set_read_only(self, is_read_only: bool) -> None:
        self._line.set_read_only(is_read_only)

    def _read(self, text: str) -> None:
        try:
            self.given.emit(_understood(self._kind, text))
        except DeskError as error:
            self._line.refuse(error)


def make_reply(question: Question) -> Reply:
    """Return the widget for a question's kind of answer."""
    match question.kind:
        case AnswerType.SEVERAL:
            return Several(question)
        case AnswerType.MATURITY:
            return Maturity(question)
        case AnswerType.NUMBER | AnswerType.PERCENTAGE | AnswerType.DATE | AnswerType.TEXT:
            return Typed(question)
        case _:
            return OneOfFew(question)


def _typed(kind: AnswerType, answer: Answer | None) -> str:
    if answer is None:
        return ""
    if kind.is_number:
        return "" if answer.amount is None else formats.points(answer.amount)
    return formats.day(answer.reply) if kind is AnswerType.DATE else answer.reply


def _understood(kind: AnswerType, text: str) -> Given:
    """Return what was typed as the file keeps it.

    Raises:
        DeskError: it is no number, or no day.
    """
    tidy = text.strip()
    if not tidy:
        return None
    if kind is AnswerType.DATE:
        return formats.read_day(tidy)
    if not kind.is_number:
        return text
    try:
        return formats.read_number(tidy.removesuffix("%").strip() if kind is AnswerType.PERCENTAGE else tidy)
    except NotANumberError:
        raise NotANumberError("The answer", text) from None
