"""The Weights sheet: every set of weights beside the official one, how each was found, and what was frozen."""

from __future__ import annotations

from dataclasses import replace

from outsource_desk.domain.disclosure import Disclosure
from outsource_desk.domain.formatting import day
from outsource_desk.domain.lens import LensResult
from outsource_desk.domain.weighting import Purpose
from outsource_desk.reports.study import Study
from outsource_desk.reports.weight_words import METHODS, PURPOSES
from outsource_desk.reports.workbook.blocks import AFTER, EXACTLY, NAME, POINTS, SHARE, SIGNED_SHARE, Blocks, Entry
from outsource_desk.reports.workbook.criteria import AT as OFFICIAL
from outsource_desk.reports.workbook.look import PERCENT, TEXT, WORD, as_group
from outsource_desk.reports.workbook.page import Book
from outsource_desk.reports.workbook.plan import CRITERIA_TOP, NOT_RANKED, Plan, letter

LEAST_COLUMNS = 7


def weights_sheet(book: Book, plan: Plan) -> None:
    """Write the shares of every set of weights; nothing where nobody has looked closer."""
    study = plan.facts.study
    if study is None:
        return
    others = [lens for lens in study.lenses if lens.purpose is not Purpose.OFFICIAL]
    frozen = {each.criterion_id: each.share for each in plan.facts.evaluation.frozen}
    last = max(LEAST_COLUMNS, 2 + bool(frozen) + len(others))
    page = book.page("Weights")
    page.widths(36, *[20] * (last - 1))
    lead = (
        "The official column is live; all others are values as exported. What a set does not say is taken from the "
        "official one."
    )
    page.title("Whose weights, and how they were found", lead, last)
    blocks = Blocks(page, 3, last)
    _leaders(blocks, plan, study.lenses)
    _shares(blocks, plan, others, frozen)
    _found(blocks, plan, study)
    if study.disclosure is not None:
        _disclosure(blocks, study.disclosure)
    page.finish(blocks.row, last, freeze="B3")


def _leaders(blocks: Blocks, plan: Plan, lenses: tuple[LensResult, ...]) -> None:
    names = {candidate.id: candidate.name for candidate in plan.candidates}
    rows: list[list[Entry]] = []
    for lens in lenses:
        leaders = ", ".join(names[each] for each in lens.leader_ids) or NOT_RANKED
        total = lens.totals[lens.leader_ids[0]] if lens.leader_ids else None
        rows.append([lens.name or "Official", PURPOSES[lens.purpose], leaders, total])
    note = "The same offers under each set of weights; in a scenario with what it supposes."
    blocks.table("Who comes first", note, ("Set of weights", "What it is", "First", "Total"), rows, _LEADERS)


_LEADERS = (NAME, TEXT, TEXT, POINTS)


def _shares(blocks: Blocks, plan: Plan, others: list[LensResult], frozen: dict[int | None, float]) -> None:
    head = ["Criterion", "Official, live", *(["Frozen"] if frozen else []), *(lens.name for lens in others)]
    rows: list[list[Entry]] = [
        [
            "",
            None,
            *([frozen.get(node.criterion.id)] if frozen else []),
            *(lens.shares.get(node.criterion.id) for lens in others),
        ]
        for node in plan.nodes
    ]
    first = blocks.table("Shares of the whole", "", head, rows, (TEXT, SHARE))
    page = blocks.page
    for i, node in enumerate(plan.nodes):
        row, text = first + i, replace(TEXT, indent=min(2 * node.depth, 12))
        page.text(row, 1, node.criterion.name, as_group(text) if node.is_group else text)
        column = letter(OFFICIAL.group if node.is_group else OFFICIAL.leaf)
        look = as_group(PERCENT) if node.is_group else PERCENT
        page.formula(row, 2, f"Criteria!{column}{CRITERIA_TOP + i}", plan.weight(node), look)


def _found(blocks: Blocks, plan: Plan, study: Study) -> None:
    paths = {node.criterion.id: node.path for node in plan.nodes}
    rows: list[list[Entry]] = [
        [
            level.set_name,
            "top level" if level.parent_id is None else paths.get(level.parent_id, ""),
            METHODS[level.method],
            level.given_by,
            day(level.given_at) if level.given_at else "",
            level.consistency,
            level.note,
        ]
        for level in study.found
    ]
    head = ("Set of weights", "Level", "Method", "Given by", "On", "Consistency ratio", "Note")
    note = "A consistency ratio up to 0.1 is usual for comparison in pairs; above 0.2 the judgements contradict."
    blocks.table("How weights were found", note, head, rows, (NAME, TEXT, TEXT, TEXT, TEXT, EXACTLY, AFTER))


def _disclosure(blocks: Blocks, found: Disclosure) -> None:
    """Write what became of the weights since they were frozen, with both rankings."""
    sentences = [f"Frozen on {day(found.frozen_at)} by {found.frozen_by}."]
    if found.opened_at:
        sentences.append(f"Offers were opened on {day(found.opened_at)}.")
    if not found.is_changed:
        sentences.append("No weight has changed since.")
    elif found.reason:
        sentences.append(f"Changed since, because: {found.reason}")
    else:
        sentences.append("Changed since; nobody has said why.")
    blocks.sentences("Frozen weights", sentences)
    changes: list[list[Entry]] = [
        [each.name, each.then, each.now, None if each.then is None or each.now is None else each.now - each.then]
        for each in found.changes
    ]
    head = ("Criterion", "Frozen", "Now", "Change")
    blocks.table("Weights that changed since", "", head, changes, (TEXT, SHARE, SHARE, SIGNED_SHARE))
    if found.is_changed:
        now = {each.candidate_id: each for each in found.now}
        places: list[list[Entry]] = [
            [
                each.name,
                each.rank or NOT_RANKED,
                each.total,
                now[each.candidate_id].rank or NOT_RANKED,
                now[each.candidate_id].total,
            ]
            for each in found.then
            if each.candidate_id in now
        ]
        columns = ("Candidate", "Rank, frozen", "Total, frozen", "Rank now", "Total now")
        blocks.table("The order under both", "", columns, places, (NAME, WORD, POINTS, WORD, POINTS))
