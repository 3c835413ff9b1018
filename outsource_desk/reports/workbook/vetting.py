"""The Vetting sheets: every answer of every candidate, and the scores of every section, worked out from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from outsource_desk.domain.vetted import VettedSection
from outsource_desk.reports.examined import LEVELS, RESULTS, STATES, Examined, Seen, answer_text
from outsource_desk.reports.workbook.look import (
    AFTER_NUMBER,
    HEAD,
    HEAD_AFTER,
    HEAD_RIGHT,
    KEY,
    PLAIN,
    STRONG,
    TEXT,
    Look,
)
from outsource_desk.reports.workbook.package import Result
from outsource_desk.reports.workbook.page import Book, Page
from outsource_desk.reports.workbook.plan import Plan, letter
from outsource_desk.reports.workbook.text import line_count, parts

SCORES = "Vetting-scores"
TOP = 4  # header of both sheets
NOTHING = "–"  # where no question with a weight is asked, or none is answered
COVERAGE, SECURED, SO_FAR = 4, 5, 6  # columns of the scores
MOST_LINES = 20
_HEADS = ("Code", "Question", "Section", "Weight", "Candidate", "Answer", "Evidence", "Points", "State", "Gate")
_KEYS = ("Candidate key", "Section key", "Applies", "Accepted")
_WIDTHS = (9, 38, 20, 7, 22, 30, 17, 7, 19, 14)
_INDENTED = (3, 5, 7, 9)  # columns that follow a number, or words that fill theirs
_FIRST_KEY = len(_HEADS) + 1
_NAMED = {
    "Vet_Weights": 4,
    "Vet_Points": 8,
    "Vet_Candidates": 11,
    "Vet_Sections": 12,
    "Vet_Applies": 13,
    "Vet_Accepted": 14,
}
_SHARE, _OF_100 = replace(PLAIN, format="0.0%"), replace(PLAIN, format="0.0")


@dataclass(frozen=True)
class ScoreRow:
    """One line of scores: a section of a candidate, or all of them together."""

    seen: Seen
    name: str
    weight: float | None  # None: all sections together
    score: VettedSection
    row: int
    parts: tuple[int, int] = (0, 0)  # first and last row of the sections that it sums up

    @cached_property
    def results(self) -> dict[int, Result]:
        """Return what the app works out, by column."""
        found = {COVERAGE: self.score.coverage, SECURED: self.score.secured, SO_FAR: self.score.so_far}
        return {column: NOTHING if value is None else value for column, value in found.items()}


def vetting_sheet(book: Book, plan: Plan) -> None:
    """Write every question that is put to a candidate, with its answer, what proves it and what became of it."""
    examined = plan.examined
    if examined is None:
        return
    page = book.page("Vetting")
    page.widths(*_WIDTHS, *[0] * len(_KEYS))
    lead = (
        "Every question that is put to a candidate. Points are those after the cap that the evidence sets; empty = not "
        "answered, or not judged yet. Filter by candidate, section or state."
    )
    page.title("What was asked, answered and proved", lead, len(_HEADS))
    for column, head in enumerate((*_HEADS, *_KEYS), 1):
        page.text(
            TOP,
            column,
            head,
            HEAD_RIGHT if head in ("Weight", "Points") else HEAD_AFTER if column in _INDENTED else HEAD,
        )
    row = TOP
    for cells in _answers(examined):
        row += 1
        _write(page, row, cells)
    if row == TOP:
        row += 1
        page.fill(row, 1, len(_HEADS) + len(_KEYS), TEXT)
    for name, column in _NAMED.items():
        where = letter(column)
        book.name(name, f"Vetting!${where}${TOP + 1}:${where}${row}")
    page.table("Vetting_answers", TOP, row, 1, len(_HEADS) + len(_KEYS))
    page.finish(row, len(_HEADS), repeat=(TOP, TOP), freeze=f"C{TOP + 1}")


def _answers(examined: Examined) -> Iterator[tuple[str | float | None, ...]]:
    for section in examined.vetting.questionnaire.sections:
        for question in section.questions:
            for seen in examined.seen:
                judged = seen.found.judged[question.id]
                if not (judged.is_asked or judged.is_pending):
                    continue
                answer = judged.answer if judged.is_asked else None
                said = answer_text(question, answer)
                yield (
                    question.code, question.wording, section.title, question.weight, seen.candidate.name, said,
                    LEVELS[judged.level] if answer else "", judged.points, STATES[judged.state],
                    RESULTS[judged.gate] if judged.gate else "",
                    seen.candidate.id, section.id, int(judged.counts),
                    int(judged.is_asked and judged.state.is_accepted),
                )  # fmt: skip


def _write(page: Page, row: int, cells: tuple[str | float | None, ...]) -> None:
    lines = 1
    for column, (cell, width) in enumerate(zip(cells, (*_WIDTHS, *[9] * len(_KEYS)), strict=True), 1):
        if isinstance(cell, str):
            first = parts(page.book.clean(cell))[0]  # the full text of an answer stands in the file
            page.piece(row, column, first, AFTER_NUMBER if column in _INDENTED else TEXT)
            lines = max(lines, line_count(first, width - 2 * (column in _INDENTED)))
        else:
            page.number(row, column, cell, KEY if column >= _FIRST_KEY else PLAIN)
    page.tall(row, min(MOST_LINES, lines))


def vetting_scores_sheet(book: Book, plan: Plan) -> None:
    """Write coverage, secured and so far of every section as formulas over the Vetting sheet."""
    examined = plan.examined
    if examined is None:
        return
    page = book.page(SCORES)
    page.widths(24, 40, 9, 11, 11, 11, 11, 11, 26, 0, 0, 0, 0)
    lead = (
        "Secured counts accepted answers over everything that is asked: silence costs. So far looks only at what is "
        "answered, is a first impression, and says nothing without its coverage. Worked out from the Vetting sheet."
    )
    page.title("How far the vetting has come", lead, 9)
    page.row(TOP, 1, ("Candidate", "Section"), HEAD)
    page.row(TOP, 3, ("Weight", "Coverage", "Secured", "So far", "Asked", "Answered"), HEAD_RIGHT)
    page.text(TOP, 9, "Gates", HEAD_AFTER)
    rows = list(score_rows(examined))
    for each in rows:
        _score(page, each)
    page.finish(rows[-1].row, 9, repeat=(TOP, TOP), freeze=f"C{TOP + 1}")


def score_rows(examined: Examined) -> Iterator[ScoreRow]:
    """Yield every candidate's score over all sections, then those of its sections, with their rows."""
    row = TOP
    for seen in examined.seen:
        sections = examined.vetting.questionnaire.sections
        row += 1
        yield ScoreRow(seen, "All sections", None, seen.found.overall, row, (row + 1, row + len(sections)))
        for section in sections:
            row += 1
            yield ScoreRow(seen, section.title, section.weight, seen.found.sections[section.id], row)


def _score(page: Page, each: ScoreRow) -> None:
    is_whole = each.weight is None
    words: Look = STRONG if is_whole else TEXT
    page.text(each.row, 1, each.seen.candidate.name, words)
    page.text(each.row, 2, each.name, words)
    page.number(each.row, 3, each.weight, PLAIN)
    for column, look in ((COVERAGE, _SHARE), (SECURED, _OF_100), (SO_FAR, _OF_100)):
        formula = _whole(each, column) if is_whole else _FORMULAS[column].format(row=each.row)
        page.formula(each.row, column, formula, each.results[column], replace(look, is_bold=is_whole))
    page.number(each.row, 7, each.score.asked, PLAIN)
    page.number(each.row, 8, each.score.answered, PLAIN)
    page.text(each.row, 9, each.seen.gates_text if is_whole else "", AFTER_NUMBER)
    page.number(each.row, 10, each.seen.candidate.id, KEY)
    page.number(each.row, 11, None if is_whole else each.score.section_id, KEY)
    if not is_whole:
        judged = [one for one in each.seen.found.judged.values() if one.counts]
        counted = [one for one in judged if one.question.section_id == each.score.section_id]
        whole = sum(one.question.weight for one in counted)
        known = sum(one.question.weight for one in counted if one.points is not None)
        page.formula(each.row, 12, _sum("Vet_Weights").format(row=each.row), whole, KEY)
        page.formula(each.row, 13, _sum("ISNUMBER(Vet_Points)*Vet_Weights").format(row=each.row), known, KEY)
    gates = line_count(each.seen.gates_text, 25) if is_whole else 1
    lines = max(line_count(each.seen.candidate.name, 24), line_count(each.name, 40), gates)
    page.tall(each.row, min(MOST_LINES, lines))


def _sum(what: str) -> str:
    return f"SUMPRODUCT((Vet_Candidates=$J{{row}})*(Vet_Sections=$K{{row}})*Vet_Applies*{what})"


_FORMULAS = {
    COVERAGE: f'IF($L{{row}}=0,"{NOTHING}",{_sum("Vet_Accepted*ISNUMBER(Vet_Points)*Vet_Weights")}/$L{{row}})',
    SECURED: f'IF($L{{row}}=0,"{NOTHING}",20*{_sum("Vet_Accepted*Vet_Weights*Vet_Points")}/$L{{row}})',
    SO_FAR: f'IF($M{{row}}=0,"{NOTHING}",20*{_sum("Vet_Weights*Vet_Points")}/$M{{row}})',
}


def _whole(each: ScoreRow, column: int) -> str:
    """Return the weighted mean of the sections that have the score."""
    first, last = each.parts
    where = letter(column)
    weights, scores = f"$C{first}:$C{last}", f"{where}{first}:{where}{last}"
    counted = f"SUMPRODUCT({weights},--ISNUMBER({scores}))"
    return f'IF({counted}=0,"{NOTHING}",SUMPRODUCT({weights},{scores})/{counted})'


def vetting_comparisons(plan: Plan) -> Iterator[tuple[str, str, str, Result, Result]]:
    """Yield what the Check sheet compares: what, of which, formula, its result, the app's own number."""
    if plan.examined is None:
        return
    names = {COVERAGE: "Coverage of the vetting", SECURED: "Secured by vetting", SO_FAR: "Vetting so far"}
    for each in score_rows(plan.examined):
        if each.weight is not None:
            continue
        for column, what in names.items():
            result = each.results[column]
            yield what, each.seen.candidate.name, f"'{SCORES}'!{letter(column)}{each.row}", result, result
