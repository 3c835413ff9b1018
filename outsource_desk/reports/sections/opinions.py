"""What other methods make of the same values and weights."""

from __future__ import annotations

from outsource_desk.charts.spec import State
from outsource_desk.domain.formatting import number
from outsource_desk.domain.opinions import Caveat, Method, Opinion, Opinions
from outsource_desk.reports.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Columns,
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
from outsource_desk.reports.findings import Findings

TAU = "Kendall’s tau-b with the official ranking, 1 = the same order, 0 = no relation, −1 = the reverse"


def opinions_page(findings: Findings) -> Page | None:
    """Return the ranks that six methods give; nothing where there is nobody to compare."""
    opinions = findings.study.opinions
    if opinions is None or len(findings.ranked) < 2:
        return None
    study = findings.study
    remarks = (
        ("A compromise, by VIKOR", 4, study.compromise_words),
        ("Outranking, by PROMETHEE", 3, study.outranking_words),
        ("To bear in mind", 5, study.caveat_words),
    )
    blocks: list[Block] = [
        Heading("Rank by each method", "and its score; the weighted sum is the official ranking"),
        _ranks(findings, opinions),
        Columns(
            tuple(Column(wide, (Heading(head), Paragraph(" ".join(said)))) for head, wide, said in remarks if said)
        ),
        Heading("What each method does"),
        _methods(findings, opinions),
    ]
    source = f"the values and weights of the total; same order: {TAU}"
    return Page("Second opinions", opinions_title(findings, opinions), tuple(blocks), source)


def opinions_title(findings: Findings, opinions: Opinions) -> Title:
    """Return whether the methods agree on the first place."""
    official, others = opinions.of(Method.SUM), opinions.dissenters
    count = len(opinions.opinions)
    leaders = tuple(findings.who(one) for one in official.leader_ids)
    if len(leaders) > 1:
        if not others:
            return Title(f"All {count} methods put the same {len(leaders)} candidates level in the first place")
        return Title(
            f"The official ranking is level at the top; {len(others)} of {count - 1} other methods break the tie"
        )
    if not others:
        return Title(f"All {count} methods put {{0}} first", leaders)
    if len(others) == 1 and len(others[0].leader_ids) == 1:
        other = findings.who(others[0].leader_ids[0])
        method = findings.study.method_words[others[0].method][0]
        return Title(f"{count - 1} of {count} methods put {{0}} first; {method} prefers {{1}}", (*leaders, other))
    see = "sees" if len(others) == 1 else "see"
    return Title(f"{count - len(others)} of {count} methods put {{0}} first; {len(others)} {see} it otherwise", leaders)


def _ranks(findings: Findings, opinions: Opinions) -> Table:
    columns = (
        TableColumn("Candidate", 0.25, tone=Tone.STRONG),
        *(TableColumn(findings.study.method_words[one.method][0], 0.125, Align.CENTRE) for one in opinions.opinions),
    )
    rows = []
    for standing in findings.ranked:
        key = standing.candidate.id
        rows.append(Row((Cell(findings.who(key)), *(_rank(one, key) for one in opinions.opinions))))
    return Table(columns, (*rows, _same_order(opinions)), tallest=30)


def _rank(opinion: Opinion, candidate_id: int) -> Cell:
    if Caveat.ALIKE in opinion.caveats:
        return Cell("–", tone=Tone.MUTED)
    rank = opinion.ranks[candidate_id]
    score = _score(opinion, candidate_id)
    return Cell(f"{rank} ({score})", State.GOOD if rank == 1 else None, Tone.STRONG if rank == 1 else None)


def _score(opinion: Opinion, candidate_id: int) -> str:
    is_of_hundred = opinion.method in (Method.SUM, Method.PRODUCT)
    return number(opinion.scores[candidate_id], 1 if is_of_hundred else 2)


def _methods(findings: Findings, opinions: Opinions) -> Paragraph:
    words = (findings.study.method_words[one.method] for one in opinions.opinions if one.method is not Method.SUM)
    return Paragraph(" ".join(f"{called}: {about}" for called, about in words))


def _same_order(opinions: Opinions) -> Row:
    """Return how far each method's order is the official one."""
    taus = {
        each.second if each.first is Method.SUM else each.first: each.tau
        for each in opinions.concordance
        if Method.SUM in (each.first, each.second)
    }
    told = (taus.get(one.method) for one in opinions.opinions)
    return Row((Cell("Same order"), *(Cell("–" if tau is None else number(tau, 2)) for tau in told)), RowKind.TOTAL)
