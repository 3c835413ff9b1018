"""Read questionnaires from template files and write them there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from outsource_desk.domain.initiative import OutsourcingType
from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vendor import VendorKind
from outsource_desk.domain.vetting import AnswerType, Gate, Option, Question, VettingSection
from outsource_desk.services.question_checks import BadQuestionError, check_sections
from outsource_desk.services.template_text import Entry, read_template_text, template_text

QUESTIONNAIRE_SCHEMA = "outsource-desk/questionnaire/1"
_CALLED = {"wording": "ask", "kind": "answer", "vendor_kinds": "vendors"}  # field of `Question` → name in the file
_TEXTS = ("unit", "good", "proof", "pass_when", "asked_if", "refs")
_LARGEST = 1e15  # amounts of a curve


@dataclass(frozen=True)
class QuestionnaireTemplate:
    """A questionnaire to copy from. The ids of its sections and questions are their places, counted from 1."""

    id: str
    version: str
    title: str
    sections: tuple[VettingSection, ...]
    own_id: int | None = None  # of the row, where the file keeps it as its own

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return all questions, in order."""
        return tuple(question for section in self.sections for question in section.questions)


def read_questionnaire(path: Path) -> QuestionnaireTemplate:
    """Return the questionnaire of a template file.

    Raises:
        TemplateError: it cannot be used; the message names the file, the line, and what to do.
    """
    return _questionnaire(read_template_text(path, QUESTIONNAIRE_SCHEMA))


def questionnaire_of_text(text: str, name: str) -> QuestionnaireTemplate:
    """Return the questionnaire that a text describes; ``name`` is what messages call it.

    Raises:
        TemplateError: it cannot be used.
    """
    return _questionnaire(template_text(text, Path(name), QUESTIONNAIRE_SCHEMA))


def text_of_questionnaire(template: QuestionnaireTemplate) -> str:
    """Return a questionnaire as the text of a template file."""
    return "\n".join([*_lines(template), ""])


def _questionnaire(whole: Entry) -> QuestionnaireTemplate:
    fields = whole.fields(["schema", "id", "version", "title", "sections"])
    entries: dict[str, dict[str, Entry]] = {}  # code → parts, to say in which line a fault is
    numbers = iter(range(1, 1_000_000))
    sections = tuple(
        _section(entry, number, numbers, entries) for number, entry in enumerate(fields["sections"].items(), 1)
    )
    if not any(section.questions for section in sections):
        raise fields["sections"].error("There is no question.", "Add a section with a question.")
    try:
        check_sections(sections)
    except BadQuestionError as error:
        parts = entries[error.code]
        at = parts.get(_CALLED.get(error.field, error.field), parts["code"])
        raise at.error(str(error), error.remedy) from error
    return QuestionnaireTemplate(
        fields["id"].text(limit=100), fields["version"].text(limit=100), fields["title"].text(limit=500), sections
    )


def _section(entry: Entry, number: int, numbers: Iterator[int], entries: dict[str, dict[str, Entry]]) -> VettingSection:
    fields = entry.fields(["code", "title", "weight", "questions"], ["purpose"])
    code = fields["code"].text()
    entries[code] = fields
    return VettingSection(
        number,
        code,
        fields["title"].text(limit=500),
        fields["weight"].number(0, _LARGEST),
        fields["purpose"].text() if "purpose" in fields else "",
        tuple(_question(item, number, next(numbers), entries) for item in fields["questions"].items()),
    )


def _question(entry: Entry, section: int, number: int, entries: dict[str, dict[str, Entry]]) -> Question:
    others = ["options", "curve", "needs_evidence", "gate", "weight", "depth", "types", "vendors", "ours"]
    fields = entry.fields(["code", "ask", "answer"], [*_TEXTS, *others])
    code = fields["code"].text()
    entries[code] = fields
    texts = {name: entry.text() for name, entry in fields.items() if name in _TEXTS}
    blank = Question(number, section, code, fields["ask"].text(), fields["answer"].choice(AnswerType))
    return replace(
        blank,
        **texts,  # pyright: ignore[reportArgumentType] - the names of _TEXTS are fields that hold texts
        needs_evidence="needs_evidence" in fields and fields["needs_evidence"].flag(),
        is_ours="ours" in fields and fields["ours"].flag(),
        gate=fields["gate"].choice(Gate) if "gate" in fields else Gate.NONE,
        weight=fields["weight"].number(0, 5) if "weight" in fields else 1.0,
        depth=fields["depth"].choice(Depth) if "depth" in fields else Depth.LITE,
        types=tuple(each.choice(OutsourcingType) for each in fields["types"].items()) if "types" in fields else (),
        vendor_kinds=tuple(each.choice(VendorKind) for each in fields["vendors"].items())
        if "vendors" in fields
        else (),
        options=tuple(map(_option, fields["options"].items())) if "options" in fields else (),
        curve=tuple(map(_point, fields["curve"].items())) if "curve" in fields else (),
    )


def _option(entry: Entry) -> Option:
    fields = entry.fields(["value", "label", "points"])
    return Option(fields["value"].text(), fields["label"].text(limit=500), fields["points"].number(0, 5))


def _point(entry: Entry) -> tuple[float, float]:
    parts = entry.items()
    if len(parts) != 2:
        raise entry.error("A point of a curve has an amount and points.", "Write it like [10, 4].")
    return parts[0].number(-_LARGEST, _LARGEST), parts[1].number(0, 5)


def _lines(template: QuestionnaireTemplate) -> Iterator[str]:
    yield f"schema: {QUESTIONNAIRE_SCHEMA}"
    yield f"id: {_quoted(template.id)}"
    yield f"version: {_quoted(template.version)}"
    yield f"title: {_quoted(template.title)}"
    yield ""
    yield "sections:"
    for section in template.sections:
        yield ""
        yield f"- code: {section.code}"
        yield f"  title: {_quoted(section.title)}"
        if section.purpose:
            yield f"  purpose: {_quoted(section.purpose)}"
        yield f"  weight: {_number(section.weight)}"
        yield "  questions:" if section.questions else "  questions: []"
        for question in section.questions:
            yield ""
            yield from _question_lines(question)


def _question_lines(question: Question) -> Iterator[str]:
    yield f"  - code: {question.code}"
    yield f"    ask: {_quoted(question.wording)}"
    yield f"    answer: {question.kind}"
    if question.unit:
        yield f"    unit: {_quoted(question.unit)}"
    if question.options:
        yield "    options:"
    for option in question.options:
        parts = f"value: {_quoted(option.value)}, label: {_quoted(option.label)}, points: {_number(option.points)}"
        yield f"    - {{{parts}}}"
    if question.curve:
        points = ", ".join(f"[{_number(amount)}, {_number(points)}]" for amount, points in question.curve)
        yield f"    curve: [{points}]"
    for name in ("good", "proof"):
        if text := getattr(question, name):
            yield f"    {name}: {_quoted(text)}"
    yield f"    needs_evidence: {str(question.needs_evidence).lower()}"
    if question.is_ours:
        yield "    ours: true"
    if question.gate is not Gate.NONE:
        yield f"    gate: {question.gate}"
    for name in ("pass_when", "asked_if"):
        if text := getattr(question, name):
            yield f"    {name}: {_quoted(text)}"
    yield f"    weight: {_number(question.weight)}"
    yield f"    depth: {question.depth}"
    if question.types:
        yield f"    types: [{', '.join(question.types)}]"
    if question.vendor_kinds:
        yield f"    vendors: [{', '.join(question.vendor_kinds)}]"
    if question.refs:
        yield f"    refs: {_quoted(question.refs)}"


def _quoted(text: str) -> str:
    """Return a text in double quotes, which YAML reads as JSON does; line ends of other scripts are escaped."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(f"\\u{ord(each):04x}" if each in "\x85\u2028\u2029\ufeff" else each for each in quoted)


def _number(value: float) -> str:
    """Return a number without an exponent, as template files have them."""
    return f"{value:.15f}".rstrip("0").rstrip(".")
