"""The live workbook: recalculated by LibreOffice, read back by two readers, changed as a reader would change it."""

from __future__ import annotations

import functools
import hashlib
import os
import pickle
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from outsource_desk.domain.criterion import Criterion, Direction, Measure, criterion_paths, leaves_of
from outsource_desk.domain.initiative import Initiative, OutsourcingType, Weighting
from outsource_desk.domain.ranking import Evaluation, GateStatus, Verdict
from outsource_desk.domain.score import AgreedScore, Evaluator, Measurement, Score, Source
from outsource_desk.domain.vendor import Candidate
from outsource_desk.reports.facts import BoardFacts, ImportedFile
from outsource_desk.reports.workbook import render_workbook
from outsource_desk.services.ranking import ranking_of

SHEETS = ["Cover", "Summary", "Criteria", "Scores", "Evaluators", "What-if", "Data", "Lists", "Check"]
TOLERANCE = 1e-9
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\tx",
    "#N/A",
    "<b>&amp;</b>",
    "a" * 300,
    "محمد",
    "🦊 fox",
    "1/2",
    "TRUE",
)

INITIATIVE = Initiative(
    1, "Service desk", OutsourcingType.ITO, "Fairhaven Group", "Who should run the service desk?", currency="EUR",
    weighting=Weighting.POINTS,
)  # fmt: skip


def facts_of(evaluation: Evaluation) -> BoardFacts:
    return BoardFacts(
        evaluation, ranking_of(evaluation), 214, "Committee draft", "859bbeb82f75" + "0" * 52,
        "2026-06-09T10:00:00Z", "service-desk.odesk", "0.1.0",
        (ImportedFile("Bids.xlsx", "ab" * 32, "2026-06-01T09:00:00Z"),),
    )  # fmt: skip


def judged(id_: int, name: str, weight: float, parent: int | None = None, **more) -> Criterion:
    return Criterion(id_, 1, parent, name, weight, **more)


def names(*all_names: str) -> tuple[Candidate, ...]:
    return tuple(Candidate(n, 1, n, name) for n, name in enumerate(all_names, 1))


def evaluation(
    candidates: tuple[Candidate, ...],
    criteria: tuple[Criterion, ...],
    points: Mapping[tuple[int, int], float | str | None] | None = None,
    initiative: Initiative = INITIATIVE,
) -> Evaluation:
    """Return an evaluation with agreed points and measured amounts; "n/a" = not applicable."""
    measures = {criterion.id: criterion.measure for criterion in criteria}
    agreed: list[AgreedScore] = []
    measured: list[Measurement] = []
    for n, ((candidate, criterion), value) in enumerate((points or {}).items(), 1):
        if value is None:
            continue
        number, not_applicable = (None, True) if isinstance(value, str) else (float(value), False)
        if measures[criterion] is Measure.JUDGED:
            agreed.append(AgreedScore(n, candidate, criterion, number, not_applicable, "Agreed"))
        else:
            measured.append(Measurement(n, candidate, criterion, number, not_applicable))
    return Evaluation(initiative, (), candidates, criteria, (), (), tuple(agreed), tuple(measured))


def service_desk() -> Evaluation:
    """A believable case: evaluators, a gate that fails, a leaf for nobody, an open score, a price."""
    anchors = ((0.0, "No comparable service"), (5.0, "Three comparable services " + "with good references " * 20))
    criteria = (
        judged(1, "Capability", 40),
        judged(2, "Track record", 60, 1, anchors=anchors, ask="Has the vendor run such a desk?"),
        judged(3, "Team & tools", 40, 1),
        judged(4, "Security", 20),
        judged(5, "Controls", 100, 4, minimum=2.0, is_gate=True),
        judged(6, "Exit", 10),
        judged(7, "Assistance", 50, 6),
        judged(8, "On-site visits", 50, 6),
        judged(9, "Whole-life price", 30, measure=Measure.PRICE, unit="EUR", worst=4e6, best=2e6),
    )
    candidates = (*names("Alder", "Birch & Co", "Cedar"), Candidate(4, 1, None, "In-house", is_incumbent=True))
    chance = random.Random(3)
    scores: list[Score] = []
    for candidate in candidates:
        for leaf in (2, 3, 5, 7):
            for evaluator in (1, 2, 3):
                if (candidate.id, leaf) == (2, 7):
                    continue
                points = 1.0 if (candidate.id, leaf) == (3, 5) else chance.choice([2.5, 3.0, 4.0, 4.5])
                source = Source("Bids.xlsx", "Sheet2", f"F{len(scores)}") if evaluator == 1 else None
                scores.append(Score(len(scores), candidate.id, leaf, evaluator, points, False, "Because", source))
        scores.append(Score(len(scores), candidate.id, 8, 1, None, True))
    prices = tuple(Measurement(n, n, 9, amount) for n, amount in enumerate((2.6e6, 2.4e6, 2.2e6, 4.5e6), 1))
    office = tuple(Evaluator(n, 1, name) for n, name in enumerate(("CIO office", "Procurement", "Service"), 1))
    initiative = replace(INITIATIVE, weighting=Weighting.DIRECT)
    return Evaluation(initiative, (), candidates, criteria, office, tuple(scores), (), prices)


def imported() -> Evaluation:
    criteria = tuple(judged(n, f"C{n}", weight, maximum=100.0, step=0.0) for n, weight in enumerate((0.3, 0.2, 0.5), 1))
    points = {(c, k): 10.0 * c + 7.5 * k for c in (1, 2, 3) for k in (1, 2, 3)}
    return evaluation(names("A", "B", "C"), criteria, points, Initiative(7, "Bids", None, weighting=Weighting.POINTS))


def large() -> Evaluation:
    chance = random.Random(40)
    criteria = tuple(judged(k, f"Criterion number {k} of many", chance.randint(1, 9)) for k in range(1, 41))
    points = {(c, k): chance.randint(0, 10) / 2 for c in range(1, 13) for k in range(1, 41)}
    return evaluation(names(*(f"Candidate {c}" for c in range(1, 13))), criteria, points)


def hostile() -> Evaluation:
    criteria = (
        judged(99, HOSTILE[0], 1, ask=HOSTILE[0]),
        *(judged(k, text, k, 99) for k, text in enumerate(HOSTILE, 1)),
    )
    candidates = names(*HOSTILE[:8])
    points = {(c.id, k): (c.id + k) % 6 for c in candidates for k in range(1, len(HOSTILE) + 1)}
    text = HOSTILE[0]
    initiative = replace(INITIATIVE, name=text * 30, organisation=text, question=text, classification="&P <secret>")
    return evaluation(candidates, criteria, points, initiative)


def harmless() -> Evaluation:
    """The hostile case with names that nobody could misread."""
    before = hostile()
    return replace(
        before,
        candidates=names(*("Candidate" for _ in before.candidates)),
        criteria=tuple(replace(one, name="Criterion", ask="") for one in before.criteria),
    )


def duplicates() -> Evaluation:
    criteria = (
        judged(1, "People", 1), judged(2, "Quality", 1, 1), judged(3, "Tools", 1), judged(4, "Quality", 2, 3),
        judged(5, "quality", 1, 3),
    )  # fmt: skip
    return evaluation(
        names("Same", "Same"), criteria, {(1, 2): 5, (1, 4): 1, (1, 5): 0, (2, 2): 1, (2, 4): 5, (2, 5): 3}
    )


def ties() -> Evaluation:
    points = {(1, 1): 2, (2, 1): 4, (3, 1): 4.0000000001, (4, 1): 2, (5, 1): None}
    return evaluation(names("A", "B", "C", "D", "E"), (judged(1, "Only", 3),), points)


def measures() -> Evaluation:
    """Amounts in every state: both directions, beyond the ends, flat, without ends, gates from above and below."""
    kinds = {"measure": Measure.MEASURED, "unit": "hours"}
    criteria = (
        judged(1, "Less is better", 2, worst=48.0, best=4.0, minimum=24.0, is_gate=True, **kinds),
        judged(2, "More is better", 1, worst=0.0, best=10.0, minimum=1.0, **kinds),
        judged(3, "Flat", 1, worst=5.0, best=5.0, **kinds),
        judged(4, "Without ends", 1, direction=Direction.MIN, minimum=9.0, is_gate=True, **kinds),
        judged(5, "One end", 1, worst=3.0, **kinds),
    )
    points = {
        (1, 1): 4.0, (1, 2): 99.0, (1, 3): 5.0, (1, 4): 9.0, (1, 5): 2.0,
        (2, 1): 24.0, (2, 2): -3.0, (2, 3): 6.0, (2, 4): "n/a", (2, 5): 2.0,
        (3, 1): 24.5, (3, 2): 5.0, (3, 3): "n/a", (3, 4): 1.0,
        (4, 1): 10.0, (4, 2): 3.3, (4, 4): 9.5,
    }  # fmt: skip
    return evaluation(names("A", "B", "C", "D"), criteria, points)


def random_tree(seed: int) -> Evaluation:
    """A tree with groups in groups, weights of zero, gaps, leaves for some or for nobody, and gates."""
    chance = random.Random(seed)
    criteria: list[Criterion] = []

    def grow(parent: int | None, depth: int) -> None:
        for _ in range(chance.randint(1, 4)):
            weight = chance.choice([0.0, 0.1, 1.0, 2.5, 30.0])
            gate = chance.random() < 0.15
            criteria.append(
                judged(
                    len(criteria) + 1,
                    f"K{len(criteria) + 1}",
                    weight,
                    parent,
                    is_gate=gate,
                    minimum=1.0 if gate else None,
                )
            )
            if depth < 3 and chance.random() < 0.45:
                grow(len(criteria), depth + 1)

    grow(None, 0)
    candidates = names("A", "B", "C", "D", "E")
    points: dict[tuple[int, int], float | str | None] = {}
    for leaf in leaves_of(criteria):
        for_nobody = chance.random() < 0.15
        for candidate in candidates:
            drawn = chance.choice([0, 0.5, 1.5, 2, 3, 4, 4.5, 5, 5, None, "n/a"])
            points[candidate.id, leaf.id] = "n/a" if for_nobody else drawn
    return evaluation(candidates, tuple(criteria), points)


CASES: dict[str, Callable[[], Evaluation]] = {
    "service_desk": service_desk,
    "imported": imported,
    "large": large,
    "hostile": hostile,
    "duplicates": duplicates,
    "ties": ties,
    "measures": measures,
    "nothing": lambda: evaluation((), ()),
    "no_criteria": lambda: evaluation(names("A", "B"), ()),
    "no_candidates": lambda: evaluation(
        (), (judged(1, "Group", 3), judged(2, "Leaf", 1, 1, is_gate=True, minimum=1.0))
    ),
    "no_scores": lambda: evaluation(names("A", "B"), (judged(1, "X", 1, is_gate=True, minimum=2.0), judged(2, "Y", 1))),
    "one_candidate": lambda: evaluation(names("Alone"), (judged(1, "X", 1),), {(1, 1): 3}),
    "no_weights": lambda: evaluation(names("A", "B"), (judged(1, "X", 0), judged(2, "Y", 0)), {(1, 1): 3, (2, 2): 4}),
    "for_nobody": lambda: evaluation(names("A", "B"), (judged(1, "X", 1),), {(1, 1): "n/a", (2, 1): "n/a"}),
    **{f"random_{seed}": functools.partial(random_tree, seed) for seed in range(6)},
}


@functools.cache
def exported(case: str) -> bytes:
    return render_workbook(facts_of(CASES[case]()))


def opened(content: bytes | Path, *, values: bool = False) -> Any:
    return load_workbook(BytesIO(content) if isinstance(content, bytes) else content, data_only=values)


@functools.cache
def workbook(case: str, *, values: bool = False) -> Any:
    """Return an exported case, opened once for all tests that only read it."""
    return opened(exported(case), values=values)


def named(book: Any, name: str) -> list[list]:
    """Return the cells of a named range, row by row."""
    [(sheet, where)] = book.defined_names[name].destinations
    cells = book[sheet][where]
    return [list(row) for row in cells] if isinstance(cells, tuple) else [[cells]]


def formulas(book: Any) -> Iterator[tuple[str, str]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate


@dataclass(frozen=True)
class Change:
    """Inputs that a reader types over: local weights by criterion, points by candidate and leaf."""

    weights: Mapping[int, float]
    points: Mapping[tuple[int, int], float | str | None]
    what_if: Mapping[int, float]

    def of(self, before: Evaluation, weights: Mapping[int, float]) -> Evaluation:
        """Return the evaluation with these points and the given weights."""
        criteria = tuple(replace(one, weight=weights.get(one.id, one.weight)) for one in before.criteria)
        numbers = {
            (row.candidate_id, row.criterion_id): "n/a" if row.not_applicable else row.points for row in before.agreed
        }
        numbers |= {
            (r.candidate_id, r.criterion_id): "n/a" if r.not_applicable else r.amount for r in before.measurements
        }
        return evaluation(before.candidates, criteria, {**numbers, **self.points}, before.initiative)


def drawn_change(case: str) -> Change:
    before, chance = CASES[case](), random.Random(case)
    weights = {one.id: chance.choice([0.0, 1.0, 7.0, 22.5]) for one in before.criteria if chance.random() < 0.5}
    what_if = {one.id: chance.choice([0.0, 3.0, 11.0]) for one in before.criteria if chance.random() < 0.5}
    points: dict[tuple[int, int], float | str | None] = {}
    for leaf in leaves_of(before.criteria):
        for candidate in before.candidates:
            if chance.random() < 0.4:
                points[candidate.id, leaf.id] = chance.choice([0, 1, 2.5, 5, None, "n/a"])
    return Change(weights, points, what_if)


CHANGED = [
    "imported",
    "large",
    "duplicates",
    "ties",
    "measures",
    "no_scores",
    "no_weights",
    *(f"random_{n}" for n in range(6)),
]


def type_into(book: Any, change: Change) -> None:
    keys = [row[0].value for row in named(book, "Criteria_Keys")]
    for key, [cell] in zip(keys, named(book, "Criteria_Weights"), strict=True):
        cell.value = change.weights.get(key, cell.value)
    leaves = [row[0].value for row in named(book, "Scores_Keys")]
    candidates = [cell.value for cell in named(book, "Scores_Candidate_Keys")[0]]
    for leaf, row in zip(leaves, named(book, "Scores_Points"), strict=True):
        for candidate, cell in zip(candidates, row, strict=True):
            if (candidate, leaf) in change.points:
                cell.value = change.points[candidate, leaf]
    for key, [cell] in zip(keys, named(book, "W_whatif"), strict=True):
        weight = book["What-if"].cell(cell.row, 4)
        weight.value = change.what_if.get(key, weight.value)


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every case as LibreOffice works it out from formulas alone, unchanged and changed, in one run."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("workbooks")
    source, target = folder / "source", folder / "target"
    source.mkdir()
    for case in CASES:
        workbook(case).save(source / f"{case}.xlsx")  # openpyxl writes formulas without results
    for case in CHANGED:
        book = opened(exported(case))
        type_into(book, drawn_change(case))
        book.save(source / f"{case}.changed.xlsx")
    profile = (folder / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", target]
    subprocess.run([*command, *sorted(source.iterdir())], check=True, capture_output=True, timeout=240)
    return target


def same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= TOLERANCE
    return (one or "") == (other or "")


@pytest.mark.parametrize("case", CASES)
def test_libreoffice_works_out_what_the_app_wrote(case: str, recalculated: Path) -> None:
    ours, theirs = workbook(case, values=True), opened(recalculated / f"{case}.xlsx", values=True)
    cells = list(formulas(workbook(case)))
    differing = [
        (sheet, cell, ours[sheet][cell].value, theirs[sheet][cell].value)
        for sheet, cell in cells
        if not same(ours[sheet][cell].value, theirs[sheet][cell].value)
    ]
    assert len(cells) > 5
    assert differing == []


@pytest.mark.parametrize("case", CASES)
def test_the_check_sheet_is_ok_and_no_formula_fails(case: str, recalculated: Path) -> None:
    book = opened(recalculated / f"{case}.xlsx", values=True)
    states = [row[0].value for row in named(book, "Check_States")]
    assert set(states) <= {"OK", None}
    errors = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
    assert errors == []


@pytest.mark.parametrize("case", CHANGED)
def test_changed_weights_and_points_give_the_totals_that_the_app_gives(case: str, recalculated: Path) -> None:
    change, before = drawn_change(case), CASES[case]()
    book = opened(recalculated / f"{case}.changed.xlsx", values=True)
    ranking = ranking_of(change.of(before, change.weights))
    standings = {standing.candidate.id: standing for standing in ranking.standings}
    keys = [cell.value for cell in named(book, "Scores_Candidate_Keys")[0]]
    has_weights = any(ranking.weights[leaf.id] for leaf in leaves_of(before.criteria))
    for j, key in enumerate(keys):
        standing = standings[key]
        shown = {name: named(book, name)[0][j].value for name in ("Totals", "Highs", "Ranks", "Gates")}
        assert shown["Ranks"] == (standing.rank or "not ranked")
        assert shown["Gates"] == str(standing.gate)
        assert same(shown["Totals"], standing.total if has_weights else "no weights")
        assert same(shown["Highs"], standing.high if has_weights else "no weights")
    assert sorted(cell.value for cell in named(book, "Places")[0]) == list(range(1, len(keys) + 1))
    assert book["Summary"]["A5"].value == str(ranking.verdict)
    errors = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
    assert errors == []


@pytest.mark.parametrize("case", CHANGED)
def test_what_if_weights_give_the_totals_that_the_app_gives(case: str, recalculated: Path) -> None:
    change, before = drawn_change(case), CASES[case]()
    book = opened(recalculated / f"{case}.changed.xlsx", values=True)
    ranking = ranking_of(change.of(before, change.what_if))
    has_weights = any(ranking.weights[leaf.id] for leaf in leaves_of(before.criteria))
    rows = {candidate.id: 6 + j for j, candidate in enumerate(before.candidates)}
    for standing in ranking.standings:
        row = rows[standing.candidate.id]
        assert same(book["What-if"].cell(row, 4).value, standing.total if has_weights else "no weights")
        assert book["What-if"].cell(row, 7).value == (standing.rank or "not ranked")


def test_a_change_shows_on_the_check_sheet(recalculated: Path) -> None:
    book = opened(recalculated / "large.changed.xlsx", values=True)
    assert "CHECK" in [row[0].value for row in named(book, "Check_States")]


@pytest.mark.parametrize("case", ["service_desk", "hostile", "no_weights"])
def test_both_readers_see_the_result_beside_each_formula(case: str) -> None:
    content = exported(case)
    values, calamine = opened(content, values=True), CalamineWorkbook.from_filelike(BytesIO(content))
    for sheet, cell in formulas(opened(content)):
        value = values[sheet][cell].value
        page = calamine.get_sheet_by_name(sheet)
        top, left = page.start or (0, 0)
        place = values[sheet][cell]
        assert same(page.to_python(skip_empty_area=True)[place.row - 1 - top][place.column - 1 - left], value), (
            sheet,
            cell,
        )


def test_the_service_desk_comes_out_as_the_app_ranks_it() -> None:
    ranking = ranking_of(service_desk())
    book = workbook("service_desk", values=True)
    assert book.sheetnames == SHEETS
    assert [cell.value for cell in named(book, "Cand_Names")[0]] == ["Alder", "Birch & Co", "Cedar", "In-house"]
    ranks = {standing.candidate.id: standing.rank or "not ranked" for standing in ranking.standings}
    assert [cell.value for cell in named(book, "Ranks")[0]] == [ranks[id_] for id_ in (1, 2, 3, 4)]
    assert ranks[3] == "not ranked"
    assert [book["Summary"].cell(10 + n, 2).value for n in range(4)] == [s.candidate.name for s in ranking.standings]
    cover = {row[0].value: row[1].value for row in reversed(list(book["Cover"].iter_rows()))}
    assert (cover["Check"], cover["Verdict as exported"]) == ("OK", str(ranking.verdict))


def test_not_scored_zero_and_not_applicable_are_three_things() -> None:
    book = workbook("service_desk", values=True)
    keys = [row[0].value for row in named(book, "Scores_Keys")]
    points = dict(zip(keys, named(book, "Scores_Points"), strict=True))
    assert keys == [None, 2, 3, None, 5, None, 7, 8, 9]
    assert points[7][1].value is None
    assert {cell.value for cell in points[8]} == {"n/a"}
    zero = named(workbook("hostile", values=True), "Scores_Points")
    assert 0 in [cell.value for row in zero for cell in row]


def test_the_workbook_says_which_revision_of_what_it_is() -> None:
    defined = workbook("service_desk").defined_names
    assert defined["desk_workbook"].value == '"outsource-desk/workbook/1"'
    assert defined["desk_initiative"].value == '"Service desk"'
    assert (defined["desk_initiative_id"].value, defined["desk_revision"].value) == ("1", "214")
    assert defined["desk_fingerprint"].value == '"' + "859bbeb82f75" + "0" * 52 + '"'
    book = workbook("service_desk")
    assert [row[0].value for row in named(book, "Criteria_Keys")] == list(range(1, 10))
    assert [row[0].value for row in named(book, "Criteria_Weights")] == [40, 60, 40, 20, 100, 10, 50, 50, 30]
    assert [cell.value for cell in named(book, "Scores_Candidate_Keys")[0]] == [1, 2, 3, 4]


def test_a_name_too_long_for_a_constant_stands_in_a_cell() -> None:
    book = workbook("hostile")
    [[cell]] = named(book, "desk_initiative")
    assert cell.value == HOSTILE[0] * 30


def test_the_same_facts_make_the_same_bytes() -> None:
    assert render_workbook(facts_of(service_desk())) == exported("service_desk")


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_makes_the_same_bytes(seed: str, tmp_path: Path) -> None:
    stored = tmp_path / "facts"
    stored.write_bytes(pickle.dumps(facts_of(hostile())))
    command = (
        "import hashlib, pathlib, pickle, sys\n"
        "from outsource_desk.reports.workbook import render_workbook\n"
        "facts = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "print(hashlib.sha256(render_workbook(facts)).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run(
        [sys.executable, "-c", command, stored], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == hashlib.sha256(exported("hostile")).hexdigest()


def test_hostile_text_stays_text() -> None:
    book = workbook("hostile")
    assert [cell.value for cell in named(book, "Cand_Names")[0]] == list(HOSTILE[:8])
    assert {cell.data_type for cell in named(book, "Cand_Names")[0]} == {"s"}
    assert set(formulas(book)) == set(formulas(opened(render_workbook(facts_of(harmless())))))
    assert book["Scores"].oddHeader.right.text.startswith("&&P")


def test_every_sheet_is_guarded_but_inputs_are_open() -> None:
    book = workbook("service_desk")
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert not any((sheet.protection.sort, sheet.protection.autoFilter, sheet.protection.formatColumns))
    inputs = [cell for name in ("Scores_Points", "Criteria_Weights") for row in named(book, name) for cell in row]
    keys = [row[0].value for row in named(book, "Scores_Keys")]
    groups = {row[0].row for key, row in zip(keys, named(book, "Scores_Points"), strict=True) if key is None}
    for cell in inputs:
        is_group = cell.parent.title == "Scores" and cell.row in groups
        assert cell.protection.locked == is_group
        assert cell.fill.fgColor.rgb == ("FFEEF1F4" if is_group else "FFFFF9DB")
    assert all(book[sheet][cell].protection.locked for sheet, cell in formulas(book))
    assert book["Lists"].sheet_state == "veryHidden"


def test_only_points_of_the_scale_can_be_typed() -> None:
    book = workbook("service_desk")
    rules = {str(rule.sqref): rule for rule in book["Scores"].data_validations.dataValidation}
    first_leaf = rules["D15:G15"]
    assert (first_leaf.type, first_leaf.errorStyle, first_leaf.formula1) == ("list", "stop", "Lst_Points")
    assert "No comparable service" in first_leaf.prompt
    assert [row[0].value for row in named(book, "Lst_Points")] == [n / 2 for n in range(11)] + ["n/a"]
    for sheet in ("Scores", "Criteria", "What-if"):
        for rule in book[sheet].data_validations.dataValidation:
            assert len(rule.prompt) <= 255
            assert len(rule.promptTitle) <= 32
            assert len(rule.error) <= 225
            assert rule.showErrorMessage
    weights = book["Criteria"].data_validations.dataValidation[0]
    assert (weights.type, weights.formula1, weights.formula2) == ("decimal", "0", "100")


def test_points_between_the_steps_are_not_fenced_in_by_a_list() -> None:
    book = workbook("imported")
    rule = book["Scores"].data_validations.dataValidation[0]
    assert rule.type == "custom"
    assert "<=100" in rule.formula1


def test_each_sheet_prints_on_landscape_a4_with_its_revision() -> None:
    book = workbook("service_desk")
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (
            "landscape",
            9,
            1,
        )
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert not sheet.sheet_view.showGridLines
        assert "Revision 214, Committee draft · Fingerprint 859b beb8 2f75" in sheet.oddFooter.left.text
        assert sheet.oddHeader.right.text == "Confidential"
    assert book["Scores"].freeze_panes == "D12"
    assert book["Criteria"].print_title_rows == "$4:$4"


def test_charts_read_live_cells_and_carry_words() -> None:
    from zipfile import ZipFile

    with ZipFile(BytesIO(exported("service_desk"))) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/")]
        drawing = package.read("xl/drawings/drawing1.xml").decode()
        dates = {entry.date_time for entry in package.infolist()}
    assert len(charts) == 2
    assert all("<f>Summary!$" in chart or "f>Summary!$" in chart for chart in charts)
    assert drawing.count('descr="') == 2
    assert "Rank 1: " in drawing
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_duplicate_names_are_told_apart_where_they_stand_alone() -> None:
    book = workbook("duplicates", values=True)
    paths = criterion_paths(duplicates().criteria)
    checked = [row[1].value for row in book["Check"].iter_rows(min_row=5)]
    assert paths[2] == "People / Quality"
    assert {paths[2], paths[4]} <= set(checked)


def test_without_weights_no_number_is_shown() -> None:
    book = workbook("no_weights", values=True)
    assert {cell.value for cell in named(book, "Totals")[0]} == {"no weights"}
    assert {cell.value for cell in named(book, "Ranks")[0]} == {"not ranked"}
    assert book["Summary"]["A5"].value == str(Verdict.NONE)


def test_a_gate_that_fails_is_not_ranked() -> None:
    book = workbook("measures", values=True)
    gates = [cell.value for cell in named(book, "Gates")[0]]
    assert gates == [str(GateStatus.PASSED), str(GateStatus.OPEN), str(GateStatus.FAILED), str(GateStatus.FAILED)]
    assert [cell.value for cell in named(book, "Ranks")[0]][2:] == ["not ranked", "not ranked"]


def test_progress_is_reported_and_may_cancel() -> None:
    seen: list[float] = []

    def stop(fraction: float, text: str) -> None:
        assert text
        seen.append(fraction)
        if fraction > 0.3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        render_workbook(facts_of(ties()), stop)
    assert seen == sorted(seen)
    assert seen[0] == 0.0
