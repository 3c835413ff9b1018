"""What the answers rest on: proof by section, certificates with their ends, contradictions; and the register of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from outsource_desk.charts.spec import State
from outsource_desk.domain.dossier import Certificate, Covers
from outsource_desk.domain.formatting import NO_BREAK, counted, day, percent
from outsource_desk.domain.validity import Validity, validity
from outsource_desk.domain.vetting import EvidenceLevel
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Figure,
    Heading,
    Page,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableColumn,
    Title,
    Tone,
)
from outsource_desk.reports.coverage import coverage_chart
from outsource_desk.reports.examined import LEVELS, Examined, Proof, Seen
from outsource_desk.reports.findings import Findings
from outsource_desk.reports.sections.phrases import brief, full_stop
from outsource_desk.reports.sections.vetting import idle_sentence

MOST_ABREAST = 4  # candidates in one chart
MOST_CODES = 11  # questions that a line of the register names
COVERS = {
    Covers.YES: ("Yes", State.GOOD), Covers.PARTLY: ("Partly", State.OPEN), Covers.NO: ("No", State.BAD),
    Covers.UNKNOWN: ("Not known", State.OPEN),
}  # fmt: skip


def proof_page(findings: Findings) -> Page | None:
    """Return how far each section is accepted and on what proof; nothing where nobody is vetted."""
    examined = findings.examined
    if examined is None:
        return None
    blocks: list[Block] = [*_charts(examined), *_remarks(examined), *_certificates(examined)]
    source = f"accepted answers by weight of their questions; evidence in date on {day(examined.on)}"
    return Page("What the answers rest on", _title(examined), tuple(blocks), source)


def _title(examined: Examined) -> Title:
    who = examined.leader or (examined.seen[0] if len(examined.seen) == 1 else None)
    if who is not None:
        claims, answers = who.claims
        if not answers:
            return Title("No answer of {0} that needs evidence has been given yet", (who.candidate.name,))
        if not claims:
            return Title(
                "Every answer of {0} that needs evidence has more than its word behind it", (who.candidate.name,)
            )
        share = percent(claims / answers)
        return Title(
            f"{share} of the answers of {{0}} that need evidence rest on its word alone", (who.candidate.name,)
        )
    claims, answers = (sum(each.claims[n] for each in examined.seen) for n in (0, 1))
    if not answers:
        return Title("No answer that needs evidence has been given yet")
    return Title(f"{percent(claims / answers)} of the answers that need evidence rest on the vendors’ word alone")


def _charts(examined: Examined) -> Iterator[Block]:
    charts = math.ceil(len(examined.seen) / MOST_ABREAST)
    abreast = math.ceil(len(examined.seen) / charts)
    for at in range(0, len(examined.seen), abreast):
        chart = coverage_chart(examined, examined.seen[at : at + abreast])
        rows = len(chart.categories)
        yield Figure(chart, shortest=46.0 + 14.5 * rows, tallest=46.0 + 19.0 * rows)


def _remarks(examined: Examined) -> Iterator[Block]:
    """Yield one line each on what contradicts and on questions that are a burden only."""
    if examined.facts.contradictions:
        first, *others = examined.facts.contradictions
        more = f" {len(others)} more under “Warnings and answers”." if others else ""
        yield Paragraph(f"{counted(1 + len(others), 'contradiction')}: {full_stop(first)}{more}", Tone.STRONG)
    if idle := idle_sentence(examined):
        yield Paragraph(idle, Tone.MUTED)


def _certificates(examined: Examined) -> Iterator[Block]:
    found = [(each.ends or "9999", seen, each) for seen in examined.seen for each in seen.dossier.certificates]
    if not found:
        return
    columns = (
        TableColumn("Ends", 0.20, tone=Tone.STRONG),
        TableColumn("Candidate", 0.18),
        TableColumn("Certificate", 0.22),
        TableColumn("Covers our service", 0.14),
        TableColumn("Exceptions", 0.26),
    )
    ordered = sorted(found, key=lambda one: (one[0], one[2].id))
    yield Heading("Certificates", "the first to end on top")
    rows = tuple(_certificate(examined, seen, each) for _, seen, each in ordered)
    yield Table(columns, rows, tallest=22, is_dense=True)


def _certificate(examined: Examined, seen: Seen, each: Certificate) -> Row:
    words, state = COVERS[each.covers_service]
    return Row((
        ending(each.ends, examined.on),
        Cell(brief(seen.candidate.name)),
        Cell(each.scheme),
        Cell(words, state),
        Cell(full_stop(each.exceptions) or "–"),
    ))  # fmt: skip


def ending(ends: str | None, on: str) -> Cell:
    """Return a date with a mark where it is past or near; “not known” if there is none."""
    match validity(ends, on):
        case Validity.UNKNOWN:
            return Cell("not known", State.OPEN)
        case Validity.EXPIRED:
            return Cell(f"{day(ends)}, over", State.BAD)
        case Validity.EXPIRING:
            return Cell(f"{day(ends)}, soon", State.OPEN)
        case Validity.VALID:
            return Cell(day(ends), State.GOOD)


def evidence_page(findings: Findings) -> Page | None:
    """Return the register of evidence with its hashes, one row for a file however many answers it stands behind."""
    examined = findings.examined
    if examined is None or not examined.proofs:
        return None
    columns = (
        TableColumn("File, or where it was seen", 0.245),
        TableColumn("SHA-256", 0.122, tone=Tone.MUTED),
        TableColumn("Answers", 0.07, Align.RIGHT),
        TableColumn("Stands behind", 0.25),
        TableColumn("Level; issued or checked by, ends", 0.313),
    )
    rows: list[Row] = []
    pieces: list[tuple[Proof, ...]] = []
    for seen in examined.seen:
        mine = _pieces([each for each in examined.proofs if each.candidate.id == seen.candidate.id])
        if mine:
            rows.append(Row((Cell(brief(seen.candidate.name)), *(Cell() for _ in columns[1:])), RowKind.GROUP))
            rows += [_piece(each, examined) for each in mine]
            pieces += mine
    source = (
        f"files inside the document, and what was seen elsewhere; the first {examined.hash_length} digits of each hash;"
        " hashes and answers whole in the workbook, sheet Evidence"
    )
    table = Table(columns, tuple(rows), tallest=20, is_dense=True)
    return Page("Evidence register", _register_title(pieces, examined), (table,), source)


def _pieces(proofs: Sequence[Proof]) -> list[tuple[Proof, ...]]:
    """Return the lines of the register together that are about the same thing, of the same level and checked alike."""
    found: dict[tuple[object, ...], list[Proof]] = {}
    for each in proofs:
        evidence = each.evidence
        how = (evidence.level, evidence.checked_by, evidence.checked_on) if evidence else ()
        found.setdefault((each.attachment and each.attachment.id, each.what, each.ends, *how), []).append(each)
    return [tuple(each) for each in found.values()]


def _register_title(pieces: Sequence[tuple[Proof, ...]], examined: Examined) -> Title:
    answers = len({each.evidence.answer_id for each in examined.proofs if each.evidence})
    over = sum(_is_over(piece[0], examined) for piece in pieces)
    lost = len(
        {piece[0].attachment.id for piece in pieces if piece[0].attachment and examined.loss(piece[0].attachment)}
    )
    count = counted(len(pieces), "piece") + " of evidence"
    tail = f"; {over} {'is' if over == 1 else 'are'} out of date" if over else ""
    tail += f"; {counted(lost, 'file')} {'is' if lost == 1 else 'are'} missing or altered" if lost else ""
    if not answers:
        return Title(f"{count} {'is' if len(pieces) == 1 else 'are'} kept, behind no answer yet{tail}")
    return Title(f"{count} {'stands' if len(pieces) == 1 else 'stand'} behind {counted(answers, 'answer')}{tail}")


def _is_over(proof: Proof, examined: Examined) -> bool:
    return proof.ends is not None and proof.ends < examined.on


def _piece(piece: tuple[Proof, ...], examined: Examined) -> Row:
    proof = piece[0]
    file, evidence = proof.attachment, proof.evidence
    level = EvidenceLevel.EXPIRED if evidence and _is_over(proof, examined) else evidence.level if evidence else None
    issued = [file.issuer, day(file.dated) if file.dated else ""] if file else []
    checked = [brief(evidence.checked_by), day(evidence.checked_on)] if evidence else []
    if file and any(checked):
        checked[0] = f"checked by {checked[0]}" if checked[0] else "checked"
    ends = f"ends {day(proof.ends)}" if proof.ends else ""
    loss = examined.loss(file)
    said = [loss, LEVELS[level] if level else "", *(", ".join(filter(None, each)) for each in (issued, checked)), ends]
    codes = tuple(dict.fromkeys(each.question.code for each in piece if each.question))
    return Row((
        Cell(proof.what or "no file kept", tone=None if proof.what else Tone.MUTED),
        Cell(examined.short_hash(file.sha256) if file else "–"),
        Cell(str(len(codes)) if codes else "none", tone=None if codes else Tone.MUTED),
        Cell(grouped_codes(codes) or "no answer yet", tone=None if codes else Tone.MUTED),
        Cell(
            "; ".join(filter(None, said)) or "–",
            State.BAD if loss or level is EvidenceLevel.EXPIRED else None,
        ),
    ))  # fmt: skip


def grouped_codes(codes: Sequence[str]) -> str:
    """Return codes by their section, ``SEC 01, 05; FIN 08``; of many only the first, and how many more there are."""
    groups: dict[str, list[str]] = {}
    for code in codes[: MOST_CODES if len(codes) > MOST_CODES + 1 else None]:
        section, _, number = code.rpartition("-")
        groups.setdefault(section, []).append(number)
    shown = [f"{section}{NO_BREAK}{', '.join(numbers)}".strip() for section, numbers in groups.items()]
    more = f" and {len(codes) - MOST_CODES} more" if len(codes) > MOST_CODES + 1 else ""
    return "; ".join(shown) + more
