"""Everything there is to know about one cell of the matrix: who scored it, where from, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from outsource_desk.domain.criterion import Criterion, Measure
from outsource_desk.domain.errors import NotFoundError
from outsource_desk.domain.ranking import CellValue, Evaluation, Ranking
from outsource_desk.domain.score import AgreedScore, Evaluator, Measurement, Score, Source
from outsource_desk.domain.vendor import Candidate
from outsource_desk.services.criteria import load_criterion
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.wording import shortened, value_words
from outsource_desk.store.cells import CellChange, Image, load_cell_changes, load_last_image

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

_VERBS = {"score": "Scored", "agreed_score": "Agreed", "measurement": "Entered"}
_NOTHING = {"score": "not scored", "agreed_score": "not agreed", "measurement": "no amount"}


@dataclass(frozen=True)
class EvaluatorScore:
    """What one evaluator says of the cell; one who has said nothing has neither points nor the mark."""

    evaluator: Evaluator
    points: float | None = None
    not_applicable: bool = False
    rationale: str = ""
    source: Source | None = None
    at: str = ""  # when it was changed last, UTC; empty where the history does not say
    is_sealed: bool = False  # hidden until it is handed in; then it says nothing else


@dataclass(frozen=True)
class CellEvent:
    """Something that happened to the cell, in the user's words."""

    revision: int
    at: str
    author: str
    text: str
    source: Source | None = None  # of an import: the cell of the file


@dataclass(frozen=True)
class CellDetail:
    """One candidate on one criterion; of a group there is a weight and a contribution only."""

    candidate: Candidate
    criterion: Criterion
    weight: float  # share of the whole, 0..1
    contribution: float  # points of 100
    cell: CellValue
    scores: tuple[EvaluatorScore, ...]  # one for each evaluator of a judged leaf, in their order
    agreed: AgreedScore | None
    measurement: Measurement | None
    events: tuple[CellEvent, ...]  # newest first


def evaluation_of(desk: Desk, criterion_id: int) -> Evaluation:
    """Return the evaluation of the initiative that a criterion belongs to.

    Raises:
        NotFoundError: there is no such criterion.
    """
    return load_evaluation(desk, load_criterion(desk, criterion_id).initiative_id)


def cell_detail(
    desk: Desk,
    evaluation: Evaluation,
    ranking: Ranking,
    candidate_id: int,
    criterion_id: int,
    *,
    seen_by: int | None = None,
) -> CellDetail:
    """Return one cell of the matrix with its history; scores that are sealed are seen by their own evaluator only.

    Args:
        desk: the open file.
        evaluation: what was read of the initiative.
        ranking: who stands where.
        candidate_id: of the cell.
        criterion_id: of the cell.
        seen_by: the evaluator who looks; None = anybody.

    Raises:
        NotFoundError: the evaluation has no such candidate or criterion.
        DeskError: the history of the cell cannot be read any more.
    """
    candidate = next((each for each in evaluation.candidates if each.id == candidate_id), None)
    criterion = next((each for each in evaluation.criteria if each.id == criterion_id), None)
    if candidate is None:
        raise NotFoundError("candidate", candidate_id)
    if criterion is None:
        raise NotFoundError("criterion", criterion_id)
    hidden = evaluation.sealed_ids - {seen_by}
    changes = [
        each
        for each in load_cell_changes(desk.connection, candidate_id, criterion_id)
        if each.table != "score" or _evaluator_of(each) not in hidden
    ]
    standing = next(each for each in ranking.standings if each.candidate.id == candidate_id)
    return CellDetail(
        candidate=candidate,
        criterion=criterion,
        weight=ranking.weights.get(criterion_id, 0.0),
        contribution=standing.contributions.get(criterion_id, 0.0),
        cell=ranking.cells.get((candidate_id, criterion_id), CellValue(None)),
        scores=_scores(evaluation, criterion, _of_cell(evaluation.scores, candidate_id, criterion_id), changes, hidden),
        agreed=next(iter(_of_cell(evaluation.agreed, candidate_id, criterion_id)), None),
        measurement=next(iter(_of_cell(evaluation.measurements, candidate_id, criterion_id)), None),
        events=tuple(reversed([*_Teller(desk, evaluation).events(changes)])),
    )


def _of_cell(rows: Sequence[Any], candidate_id: int, criterion_id: int) -> list[Any]:
    return [row for row in rows if row.candidate_id == candidate_id and row.criterion_id == criterion_id]


def _scores(
    evaluation: Evaluation,
    criterion: Criterion,
    given: Sequence[Score],
    changes: Sequence[CellChange],
    hidden: Collection[int],
) -> tuple[EvaluatorScore, ...]:
    """Return what each evaluator says; nobody judges amounts or groups."""
    if criterion.measure is not Measure.JUDGED or any(each.parent_id == criterion.id for each in evaluation.criteria):
        return ()
    scores = {score.evaluator_id: score for score in given}
    times = {change.row_id: change.at for change in changes if change.table == "score"}
    return tuple(
        EvaluatorScore(each, is_sealed=True)
        if each.id in hidden
        else EvaluatorScore(
            each, score.points, score.not_applicable, score.rationale, score.source, times.get(score.id, "")
        )
        if (score := scores.get(each.id))
        else EvaluatorScore(each)
        for each in evaluation.evaluators
    )


class _Teller:
    """Tells the changes of one cell in the user's words."""

    def __init__(self, desk: Desk, evaluation: Evaluation) -> None:
        self._desk = desk
        self._offices = {each.id: each.name for each in evaluation.evaluators}
        self._files: dict[int, tuple[str, str]] = {}

    def events(self, changes: Sequence[CellChange]) -> Iterator[CellEvent]:
        """Yield what happened, oldest first; edits joined into one step are one event."""
        told = _joined(changes)
        scored_by = {_evaluator_of(change) for change in told if change.table == "score"}
        has_several = len(scored_by | set(self._offices)) > 1
        for change in told:
            text = self._text(change)
            if text and has_several and change.table == "score":
                text = f"{self._office(_evaluator_of(change))}: {text}"
            if text:
                is_import = not change.label.startswith(("Undo: ", "Redo: "))
                source = self._source(change.after) if is_import else None
                yield CellEvent(change.revision, change.at, change.author, text, source)

    def _text(self, change: CellChange) -> str:
        """Return what a change did to the cell; empty if nothing that a reader would notice."""
        old, new = _words(change.table, change.before), _words(change.table, change.after)
        source, was_from = self._source(change.after), self._source(change.before)
        reason = _reason(change)
        if change.label.startswith(("Undo: ", "Redo: ")):
            done = "Undone" if change.label.startswith("Undo: ") else "Done again"
            return reason if old == new else f"{done}: {old} → {new}"
        if change.after is None:
            return f"{'Withdrew' if change.table == 'agreed_score' else 'Removed'} {old}"
        if old == new and source == was_from:
            return reason
        text = f"Imported {_step(change)} from {source}" if source else _typed(change)
        return f"{text}. {reason}" if reason else text

    def _source(self, image: Image) -> Source | None:
        if image is None or image["import_id"] is None:
            return None
        import_id = image["import_id"]
        if import_id not in self._files:
            imported = load_last_image(self._desk.connection, "import_file", import_id)
            name = str(imported["file_name"]) if imported else "a file"
            self._files[import_id] = name, str(imported["sha256"]) if imported else ""
        name, sha256 = self._files[import_id]
        return Source(name, image["sheet"], image["cell"], sha256)

    def _office(self, evaluator_id: int) -> str:
        if evaluator_id not in self._offices:
            gone = load_last_image(self._desk.connection, "evaluator", evaluator_id)
            self._offices[evaluator_id] = str(gone["name"]) if gone else f"evaluator {evaluator_id}"
        return self._offices[evaluator_id]


def _joined(changes: Sequence[CellChange]) -> list[CellChange]:
    """Return one change for each row and undo step, in the order of their last edits."""
    joined: dict[tuple[int, str, int], CellChange] = {}
    for change in changes:
        key = change.step, change.table, change.row_id
        first = joined.pop(key, change)
        joined[key] = replace(change, before=first.before)
    return [change for change in joined.values() if change.before != change.after]


def _evaluator_of(change: CellChange) -> int:
    image = change.after or change.before
    return image["evaluator_id"] if image else 0


def _typed(change: CellChange) -> str:
    """Return what somebody typed."""
    if _is_open(change.after):
        if change.table == "agreed_score":
            return "Agreed to leave it open"
        return f"Cleared {_words(change.table, change.before)}"
    is_mark = change.after is not None and change.after["not_applicable"] and change.table != "agreed_score"
    return f"{'Marked' if is_mark else _VERBS[change.table]} {_step(change)}"


def _step(change: CellChange) -> str:
    """Return the new value, with the old one in front where there was another."""
    old, new = _words(change.table, change.before), _words(change.table, change.after)
    return new if _is_open(change.before) or old == new else f"{old} → {new}"


def _words(table: str, image: Image) -> str:
    """Return what a row says of the cell."""
    if image is None:
        return _NOTHING[table]
    if _is_open(image):
        return "left open" if table == "agreed_score" else _NOTHING[table]
    return value_words(image)


def _is_open(image: Image) -> bool:
    if image is None:
        return True
    return not image["not_applicable"] and all(image.get(name) is None for name in ("points", "amount", "minor_units"))


def _reason(change: CellChange) -> str:
    """Return the reason that was given with a change, if it is another than before."""
    before, after = ((image or {}).get("rationale", "") for image in (change.before, change.after))
    if before == after or change.after is None:
        return ""
    return f"Reason: “{shortened(after)}”" if after else "Reason removed"
