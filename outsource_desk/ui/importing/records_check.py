"""The doubts of a list that comes in as records: cells, names, words for levels, and what the file has otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from outsource_desk.domain.formatting import one_line
from outsource_desk.ui.importing.check_doubts import ASK, CARE, ERROR, Doubt, Reply, Typing
from outsource_desk.ui.importing.check_list import CheckList
from outsource_desk.ui.importing.records_decisions import Given
from outsource_desk.ui.importing.records_values import value_said
from outsource_desk.ui.language import say, tr

_FEW = 3  # names that are offered as buttons

if TYPE_CHECKING:
    from outsource_desk.services.import_records import FieldChange, RecordKind, RecordPreview, RecordQuestion


class RecordCheck(CheckList):
    """All doubts of a list; what has been answered stays to be seen and taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[str, RecordQuestion] = {}
        self.required: frozenset[str] = frozenset()  # keys of doubts that must be answered before the import

    def show_preview(self, preview: RecordPreview, settled: Mapping[str, tuple[RecordQuestion, Given]]) -> None:
        """List what is asked now, and what has been answered.

        Args:
            preview: what would happen.
            settled: key of a doubt → the question and its answer.
        """
        self.asked = {key: question for key, (question, _) in settled.items()}
        self.required = frozenset(key for each in preview.questions for key in keys_of(each))
        self.asked |= {key: each for each in (*preview.questions, *preview.remarks) for key in keys_of(each)}
        labels = {field.key: say(field.label) for field in preview.kind.fields}
        doubts: dict[str, Doubt] = {}
        told = (*preview.questions, *preview.remarks, *(each for each, _ in settled.values()))
        changes = _in_conflict(preview, told)
        for question in told:
            for doubt in _doubts_of(question, preview, labels.get(question.field, ""), changes.get(question.cell)):
                doubts.setdefault(doubt.key, doubt)
        ordered = sorted(doubts.values(), key=lambda each: (each.severity, self.asked[each.key].row))
        self.show_doubts(ordered, {key: given for key, (_, given) in settled.items()})

    def alike(self, doubt: Doubt, answer: Given, *, same_column: bool) -> dict[str, Given]:
        from outsource_desk.services.import_records import Asks

        question = self.asked.get(doubt.key)
        if question is None:
            return {}
        if question.asks is Asks.SCALE:
            return self._other_words(question, answer) if same_column else {}
        found = {}
        for key, other in self.asked.items():
            if key == doubt.key or key in self._answers or other.asks is not question.asks:
                continue
            if other.is_note is not question.is_note:
                continue  # what comes in by itself does not wait with what is not clear
            is_same_column = other.column == question.column
            if same_column and not is_same_column:
                continue
            if not question.is_blocking and question.asks is Asks.MATCH and other.reason != question.reason:
                continue  # of rows that come in, only those with the same fate
            if _is_about_value(question, answer) and other.alike != question.alike:
                continue
            found[key] = answer
        return found

    def _other_words(self, question: RecordQuestion, answer: Given) -> dict[str, Given]:
        """Return the levels of the other words of a column, as the one proposal has them that fits this answer."""
        if answer.word not in question.words:
            return {}
        at = question.words.index(answer.word)
        fitting = [each for each in question.proposals if each[at] == answer.value]
        if len(fitting) != 1:
            return {}
        levels = zip(question.words, fitting[0], strict=True)
        found = {_word_key(question, word): Given(level, word) for word, level in levels}
        return {key: given for key, given in found.items() if key not in self._answers}


def keys_of(question: RecordQuestion) -> list[str]:
    """Return by what the doubts of a question are known: one for each word of a scale, one for all rows of a name."""
    from outsource_desk.services.import_records import Asks

    if question.asks is Asks.SCALE:
        return [_word_key(question, word) for word in question.words]
    if question.asks is Asks.NAME:
        return [f"name.{question.raw}"]
    if question.asks is Asks.DIRECTION:
        return [f"direction.{question.cell}"]
    return [question.cell]


def left_open(question: RecordQuestion) -> Given:
    """Return the answer that brings in nothing: the cell stays open, what is on file stays, a row stays out."""
    from outsource_desk.services.import_records import Asks, RecordAnswer

    if question.asks is Asks.CONFLICT:
        return Given(RecordAnswer.keep())
    if question.asks is Asks.SCALE:
        return Given(None)
    if question.asks is Asks.NAME and question.field == "metric":
        return Given(None)
    if question.is_blocking or question.asks in (Asks.MATCH, Asks.NAME):
        return Given(skips_row=True)
    return Given(RecordAnswer.leave_open())


def _in_conflict(preview: RecordPreview, questions: Iterable[RecordQuestion]) -> dict[str, FieldChange]:
    """Return cell → what it says and what is on file, where somebody decides between them."""
    from outsource_desk.services.import_records import Asks

    numbers = {each.row for each in questions if each.asks is Asks.CONFLICT}
    return {change.cell: change for row in preview.rows if row.number in numbers for change in row.changes}


def _word_key(question: RecordQuestion, word: str) -> str:
    return f"{question.cell}.{word}"


def _is_about_value(question: RecordQuestion, answer: Given) -> bool:
    """Tell whether an answer is about what this very cell says, so that it fits only cells that say the same."""
    from outsource_desk.services.import_records import Asks, RecordAct

    if answer.skips_row or question.asks in (Asks.CONFLICT, Asks.DIRECTION):
        return False
    if question.asks is Asks.MATCH:
        return answer.value is not None  # “a new one” fits all
    return question.asks is Asks.NAME or answer.value.act is RecordAct.VALUE


def _doubts_of(
    question: RecordQuestion, preview: RecordPreview, label: str, change: FieldChange | None
) -> Iterator[Doubt]:
    from outsource_desk.services.import_records import Asks

    sentence = say(question.reason)
    match question.asks:
        case Asks.SCALE:
            yield from _words(question, label)
        case Asks.CONFLICT:
            yield _conflict(question, preview.kind, label, change)
        case Asks.NAME:
            yield _name(question, preview, label)
        case Asks.MATCH:
            yield _match(question, preview, label, sentence)
        case Asks.DIRECTION:
            yield _direction(question, label, sentence)
        case _:
            yield _cell(question, preview, label, sentence)


def _match(question: RecordQuestion, preview: RecordPreview, label: str, sentence: str) -> Doubt:
    known = tuple(Reply(f"is{id_}", one_line(words, 60), Given(id_)) for id_, words in question.choices)
    is_question = preview.kind.needs_candidate
    new = Reply("new", tr("A question of its own") if is_question else tr("A new one"), Given(None))
    is_short, is_needed = len(known) <= _FEW, question.is_blocking
    name = one_line(question.raw, 80)
    title = tr("Is “{name}” one of these?", name=name) if is_needed else tr("“{name}”", name=name)
    return Doubt(
        question.cell, question.cell, ERROR if is_needed else CARE, title, sentence, question.raw, label,
        (*(known if is_short else ()), new, _skip_row()), () if is_short else known, needs_answer=is_needed,
    )  # fmt: skip


def _name(question: RecordQuestion, preview: RecordPreview, label: str) -> Doubt:
    from outsource_desk.services.import_records import Reads

    is_metric = preview.kind.field(question.field).reads is Reads.METRIC
    known = tuple(Reply(f"is{id_}", words, Given(id_)) for id_, words in question.choices)
    nobody = Reply("none", tr("Skip its rows") if is_metric else tr("Nobody in particular"), Given(None))
    is_short = len(known) <= _FEW
    title = tr("What is “{name}”?", name=question.raw) if is_metric else tr("Who is “{name}”?", name=question.raw)
    return Doubt(
        keys_of(question)[0], question.cell, ERROR, title, say(question.reason), question.raw, label,
        (*known, nobody) if is_short else (nobody,), () if is_short else known, needs_answer=True,
    )  # fmt: skip


def _direction(question: RecordQuestion, label: str, sentence: str) -> Doubt:
    replies = (Reply("up", tr("More"), Given("up")), Reply("down", tr("Less"), Given("down")), _skip_row())
    title = tr("Is more or less of “{criterion}” better?", criterion=one_line(question.raw, 80))
    return Doubt(
        keys_of(question)[0], question.cell, ERROR, title, sentence, question.raw, label, replies, needs_answer=True
    )


def _cell(question: RecordQuestion, preview: RecordPreview, label: str, sentence: str) -> Doubt:
    from outsource_desk.services.import_records import RecordAnswer

    words = list(preview.kind.field(question.field).choices.values())
    replies = [Reply(f"word{at}", say(word), Given(RecordAnswer.typed(word))) for at, word in enumerate(words)]
    if not question.is_blocking:
        replies.append(Reply("open", tr("Leave open"), Given(RecordAnswer.leave_open())))
    replies.append(_skip_row())
    typing = None
    if not words:
        typing = Typing(
            tr("Type…"), tr("{field} for {cell}", field=label, cell=question.cell), tr("Text, then Enter"),
            lambda text: Given(RecordAnswer.typed(text.strip())), _typed_in_words,
        )  # fmt: skip
    is_note = question.is_note
    title = tr("{field} is not exact", field=label) if is_note else tr("{field} is not clear", field=label)
    return Doubt(
        question.cell, question.cell, CARE if is_note else ERROR, title, sentence, question.raw, label,
        tuple(replies), typing=typing, needs_answer=not is_note,
    )  # fmt: skip


def _skip_row() -> Reply:
    return Reply("skip", tr("Skip row"), Given(skips_row=True))


def _typed_in_words(given: Given) -> str:
    text = getattr(given.value, "text", "")
    return tr("Typed: {number}", number=text) if text else ""


def _conflict(question: RecordQuestion, kind: RecordKind, label: str, change: FieldChange | None) -> Doubt:
    from outsource_desk.services.import_records import RecordAnswer

    new = value_said(kind, change.field, change.after) if change is not None else question.raw
    old = value_said(kind, change.field, change.before) if change is not None else ""
    sentence = tr("The document says {old}, the sheet {new}.", old=old or tr("something else"), new=new)
    replies = (
        Reply("keep", tr("Take the sheet's"), Given(RecordAnswer.take())),
        Reply("stay", tr("Keep the document's"), Given(RecordAnswer.keep())),
    )
    title = tr("{field}: the document says otherwise", field=label)
    return Doubt(
        question.cell, question.cell, ASK, title, sentence, new, label, replies, needs_answer=True,
    )  # fmt: skip


def _words(question: RecordQuestion, label: str) -> Iterator[Doubt]:
    """Yield a doubt for each word of a column of levels."""
    for at, word in enumerate(question.words):
        levels = list(dict.fromkeys(str(each[at]) for each in question.proposals if each[at]))
        sentence = say(question.reason)
        if levels:
            perhaps = tr("Perhaps {levels}.", levels=", ".join(levels))
            sentence = f"{sentence} {perhaps}"
        replies = tuple(Reply(str(level), str(level), Given(level, word)) for level in range(1, 6))
        yield Doubt(
            _word_key(question, word), question.cell, ERROR,
            tr("{field}: which level is “{word}”?", field=label, word=word), sentence, word, label, replies,
            needs_answer=True,
        )  # fmt: skip
