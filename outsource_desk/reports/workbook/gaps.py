"""The Gaps and Evidence sheets: what must still close, and what stands behind the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from outsource_desk.reports.examined import GAP_STATES, KINDS, LEVELS, Examined, worst_first
from outsource_desk.reports.workbook.look import AFTER_NUMBER, HEAD, HEAD_AFTER, INPUT, LABEL, STRONG, TEXT, Look
from outsource_desk.reports.workbook.package import Result
from outsource_desk.reports.workbook.page import Book, Page
from outsource_desk.reports.workbook.plan import Plan
from outsource_desk.reports.workbook.text import line_count, parts

TOP = 6
REGISTER_TOP = 4
STATE = 9
OPEN_BEFORE = "B3"
MOST_LINES = 20
DATE = Look(format="yyyy-mm-dd", align="left")
STATE_INPUT = replace(TEXT, ground=INPUT, is_input=True)
_EPOCH = date(1899, 12, 30)
_GAPS = ("Severity", "Candidate", "Question", "Gap", "To be done", "Owner", "Due", "Kind", "State", "How it was closed")
_GAP_WIDTHS = (11, 21, 10, 40, 34, 19, 12, 16, 13, 22)
_PROOFS = (
    "File", "SHA-256", "Candidate", "Question", "Level", "Issued by", "Dated", "Ends", "Checked by", "Checked on",
    "Where and what",
)  # fmt: skip
_PROOF_WIDTHS = (30, 38, 21, 10, 15, 18, 12, 12, 19, 12, 26)
_INDENTED = {True: (5, 6), False: (3,)}  # columns of gaps, or of proofs, that follow one filled to its edge
Field = str | date | None


def gaps_sheet(book: Book, plan: Plan) -> None:
    """Write every gap, the worst first; how far it has come may be changed, and what is open is counted again."""
    examined = plan.examined
    if examined is None:
        return
    page = book.page("Gaps")
    page.widths(*_GAP_WIDTHS)
    page.title(
        "What must still close", "Change the yellow state; the count of what stands before a signature follows.", 10
    )
    page.text(3, 1, "Open before signature", LABEL)
    _heads(page, TOP - 1, _GAPS)
    row = TOP - 1
    for fields in _gaps(examined):
        row += 1
        _write(page, row, fields, _GAP_WIDTHS)
    if row < TOP:
        row = TOP
        page.fill(row, 1, len(_GAPS), TEXT)
    for name, column in (("Gap_Kinds", "H"), ("Gap_States", "I")):
        book.name(name, f"Gaps!${column}${TOP}:${column}${row}")
    page.formula(3, 2, _OPEN, open_before(examined), replace(STRONG, align="left"))
    page.tall(3, 2)
    page.table("Gaps_list", TOP - 1, row, 1, len(_GAPS))
    _allow_states(page, row)
    page.finish(row, len(_GAPS), repeat=(TOP - 1, TOP - 1), freeze=f"C{TOP}")


_OPEN = 'SUMPRODUCT((Gap_Kinds="before signature")*((Gap_States="open")+(Gap_States="in progress")))'


def open_before(examined: Examined) -> int:
    """Return how many open gaps must close before a signature, of all candidates."""
    return sum(len(each.before_signature) for each in examined.seen)


def gap_comparisons(plan: Plan) -> list[tuple[str, str, str, Result, Result]]:
    """Return what the Check sheet compares of the gaps."""
    if plan.examined is None:
        return []
    own = open_before(plan.examined)
    return [("Gaps before signature", "all candidates", f"Gaps!{OPEN_BEFORE}", own, own)]


def _gaps(examined: Examined) -> list[tuple[Field, ...]]:
    names = {each.candidate.id: each.candidate.name for each in examined.seen}
    found = worst_first(gap for each in examined.seen for gap in each.gaps)
    return [
        (
            gap.severity.value, names[gap.candidate_id],
            examined.questions[gap.question_id].code if gap.question_id in examined.questions else "",
            gap.wording, gap.action, gap.owner, date.fromisoformat(gap.due_on), KINDS[gap.kind], GAP_STATES[gap.state],
            gap.closing,
        )
        for gap in found
    ]  # fmt: skip


def _allow_states(page: Page, last: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1="Lst_GapState", allow_blank=False, showErrorMessage=True)
    rule.errorStyle, rule.errorTitle = "stop", "Not a state"
    rule.error = "Choose open, in progress, closed or waived."
    rule.add(f"I{TOP}:I{last}")
    page.sheet.add_data_validation(rule)


def evidence_sheet(book: Book, plan: Plan) -> None:
    """Write the register of evidence with whole hashes."""
    examined = plan.examined
    if examined is None:
        return
    page = book.page("Evidence")
    page.widths(*_PROOF_WIDTHS)
    lead = (
        "Files inside the document and what was seen elsewhere, by candidate and question. A file is the same file "
        "where its SHA-256 is the same."
    )
    page.title("What stands behind the answers", lead, len(_PROOFS))
    _heads(page, REGISTER_TOP, _PROOFS)
    row = REGISTER_TOP
    for proof in examined.proofs:
        row += 1
        file, evidence = proof.attachment, proof.evidence
        seen = " · ".join(filter(None, (evidence.address, evidence.wording))) if evidence else ""
        level = "; ".join(filter(None, (examined.loss(file), LEVELS[evidence.level] if evidence else "")))
        fields: tuple[Field, ...] = (
            file.file_name if file else "", file.sha256 if file else "", proof.candidate.name,
            proof.question.code if proof.question else "", level,
            file.issuer if file else "", _date(file.dated if file else None), _date(proof.ends),
            evidence.checked_by if evidence else "", _date(evidence.checked_on if evidence else None), seen,
        )  # fmt: skip
        _write(page, row, fields, _PROOF_WIDTHS)
    if row == REGISTER_TOP:
        row += 1
        page.fill(row, 1, len(_PROOFS), TEXT)
    page.table("Evidence_list", REGISTER_TOP, row, 1, len(_PROOFS))
    page.finish(row, len(_PROOFS), repeat=(REGISTER_TOP, REGISTER_TOP), freeze=f"B{REGISTER_TOP + 1}")


def _heads(page: Page, row: int, heads: Sequence[str]) -> None:
    for column, head in enumerate(heads, 1):
        page.text(row, column, head, HEAD_AFTER if column in _INDENTED[len(heads) == len(_GAPS)] else HEAD)


def _write(page: Page, row: int, fields: Sequence[Field], widths: Sequence[float]) -> None:
    is_gap = len(fields) == len(_GAPS)
    lines = 1
    for column, (field, width) in enumerate(zip(fields, widths, strict=True), 1):
        if isinstance(field, date):
            page.number(row, column, (field - _EPOCH).days, DATE)
            continue
        first = parts(page.book.clean(field or ""))[0]
        look = AFTER_NUMBER if column in _INDENTED[is_gap] else TEXT
        page.piece(row, column, first, STATE_INPUT if is_gap and column == STATE else look)
        lines = max(lines, line_count(first, width - 2 * (look is AFTER_NUMBER)))
    page.tall(row, min(MOST_LINES, lines))


def _date(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
