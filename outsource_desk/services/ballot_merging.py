"""Bring ballots back: everything that is wrong is listed, nothing is overwritten unasked, and all is one act."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.ballot import Ballot, BallotEntry, BallotLeaf
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.formatting import one_line, plain
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.score import Evaluator, Score, Source
from outsource_desk.services.ballot_review import BallotFile, BallotProblem, BallotReview, BallotValue, ScoreKey
from outsource_desk.services.ballots import form_of
from outsource_desk.services.entering import CellRow, Cells, write_cell
from outsource_desk.services.ranking import load_evaluation
from outsource_desk.services.wording import shortened
from outsource_desk.store.initiatives import load_imported_files
from outsource_desk.store.rows import insert_row, update_row

if TYPE_CHECKING:
    from outsource_desk.importers.returned.ballot import ReadBallot
    from outsource_desk.services.ballots import Progress
    from outsource_desk.services.desk import Desk

MOST_PROBLEMS = 200  # of one ballot that are listed


class ChangedSinceError(DeskError):
    """The document was changed between looking at ballots and merging them."""

    remedy = "Look at the ballots again, then merge them."

    def __init__(self) -> None:
        super().__init__("The document has been changed since the ballots were looked at.")


def review_ballots(
    desk: Desk, initiative_id: int, paths: Sequence[Path], progress: Progress | None = None
) -> BallotReview:
    """Read ballots that came back and compare them with the document; nothing is written.

    Args:
        desk: the open file.
        initiative_id: whose ballots they are.
        paths: workbooks and ballot files, from unknown hands.
        progress: told what is being done; what it raises stops the work.

    Raises:
        NotFoundError: there is no such initiative.
    """
    return compare_ballots(desk, initiative_id, read_ballots(paths, progress))


def read_ballots(paths: Sequence[Path], progress: Progress | None = None) -> list[ReadBallot]:
    """Read ballots in limited child processes, without the document; what is wrong stands in each of them."""
    from outsource_desk.importers.returned.ballot import read_ballot

    return [read_ballot(path, progress) for path in paths]


def compare_ballots(desk: Desk, initiative_id: int, read: Iterable[ReadBallot]) -> BallotReview:
    """Compare ballots that were read with the document; nothing is written.

    Raises:
        NotFoundError: there is no such initiative.
    """
    comparison = _Comparison(desk, load_evaluation(desk, initiative_id))
    for each in read:
        comparison.take(each)
    return comparison.review()


def merge_ballots(desk: Desk, review: BallotReview, *, replace: Collection[ScoreKey] = (), hand_in: bool = True) -> int:
    """Write what ballots say; return how many scores were written.

    Undoable as one step. Saved when this returns. What differs from a score in the document is left out, unless it is
    to replace it; each score keeps the cell of the ballot as its source.

    Args:
        desk: the open file.
        review: what `review_ballots` found.
        replace: the scores of ``review.clashes`` that take the place of what stands in the document.
        hand_in: whether the evaluators' scores are then handed in, and locked.

    Raises:
        ChangedSinceError: the document has been changed since the review; nothing is written.
    """
    if desk.journal.revision != review.revision:
        raise ChangedSinceError
    chosen = set(replace)
    wanted = [*review.new, *(each for each in review.clashes if each.key in chosen)]
    evaluators = {each.evaluator_id for each in review.files if each.evaluator_id is not None}
    if not wanted and not (hand_in and evaluators):
        return 0
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with desk.edit(_deed(review)):
        cells = Cells(desk)
        for file in review.usable:
            values = [each for each in wanted if each.sha256 == file.sha256]
            if not values:
                continue
            named = {"initiative_id": review.initiative_id, "file_name": file.name, "sha256": file.sha256}
            insert_row(desk.db, "import_file", {**named, "imported_at": now})
            for value in values:  # before the next file, which may have the same name
                write_cell(desk, _row(cells, value, Source(value.file, value.sheet, value.cell)))
        for evaluator_id in evaluators if hand_in else ():
            update_row(desk.db, "evaluator", evaluator_id, {"submitted_at": now})
    return len(wanted)


def _deed(review: BallotReview) -> str:
    """Return what the history calls merging: which ballot, and of whom."""
    first, *others = review.usable
    ballot = f"“{shortened(first.name)}” of “{shortened(first.evaluator)}”"
    if not others:
        return f"Merge ballots: {ballot}"
    return f"Merge ballots: {ballot}, and {len(others)} more"


def _row(cells: Cells, value: BallotValue, source: Source | None) -> CellRow:
    return cells.score(
        value.candidate_id,
        value.criterion_id,
        value.evaluator_id,
        value.points,
        is_na=value.not_applicable,
        reason=value.rationale or None,
        source=source,
    )


@dataclass
class _Comparison:
    """Takes one ballot after the other and gathers what fits and what does not."""

    desk: Desk
    evaluation: Evaluation
    files: list[BallotFile] = field(default_factory=list)
    problems: list[BallotProblem] = field(default_factory=list)
    ballots: list[tuple[ReadBallot, Ballot]] = field(default_factory=list)
    values: dict[ScoreKey, BallotValue] = field(default_factory=dict)

    def take(self, read: ReadBallot) -> None:
        """Look at a file as a whole: whose it is, and whether it can be used."""
        why = self._refusal(read)
        if why:
            self.problems.append(BallotProblem(read.name, why))
            self.problems += [
                BallotProblem(read.name, each.text, cell=each.cell) for each in read.faults[:MOST_PROBLEMS]
            ]
            self.files.append(BallotFile(read.name, read.sha256, None))
            return
        assert read.ballot is not None
        form = read.ballot.form
        files = load_imported_files(self.desk.connection, self.evaluation.initiative.id)
        merged = [name for name, sha256, _ in files if sha256 == read.sha256]
        if merged:
            self._note(read.name, f"This very file was merged before, as “{merged[-1]}”.")
        if form_of(self.desk, self.evaluation, form.evaluator_id).model != read.ballot.model:
            self._note(read.name, "Criteria, scales, candidates or the task have been changed since it was sent.")
        self.ballots.append((read, read.ballot))
        scored = sum(not each.is_open for each in read.ballot.entries)
        self.files.append(
            BallotFile(read.name, read.sha256, form.evaluator_id, form.evaluator, len(form.cells), scored)
        )

    def review(self) -> BallotReview:
        """Return what all of them come to; of two ballots of one evaluator the newer counts where they differ."""
        self.ballots.sort(key=lambda each: each[1].age)
        for read, ballot in self.ballots:
            before = [other for other, earlier in self.ballots if earlier.form.evaluator_id == ballot.form.evaluator_id]
            if before[0] is not read:
                older = before[before.index(read) - 1].name
                self._note(
                    read.name, f"It is newer than “{older}” of the same evaluator; where they differ, it counts."
                )
            self._take_entries(read, ballot)
        values = tuple(self.values.values())
        revision = self.desk.journal.revision
        return BallotReview(self.evaluation.initiative.id, revision, tuple(self.files), values, tuple(self.problems))

    def _refusal(self, read: ReadBallot) -> str:
        """Return why a file cannot be used at all; empty if it can."""
        if read.ballot is None:
            return f"{read.refusal} {read.remedy}".strip()
        form = read.ballot.form
        if any(other.sha256 == read.sha256 for other, _ in self.ballots):
            return "The same file was given twice; it counts once."
        if form.document != self.desk.journal.origin:
            return "It was made from another document."
        if form.initiative_id != self.evaluation.initiative.id:
            return f"It belongs to another initiative, “{form.initiative}”."
        evaluator = self._evaluator(form.evaluator_id)
        if evaluator is None:
            return f"Its evaluator “{form.evaluator}” is not in this initiative any more."
        if evaluator.submitted_at is not None:
            return f"“{evaluator.name}” has handed in the scores already; reopen them first if this ballot is to count."
        return ""

    def _evaluator(self, evaluator_id: int) -> Evaluator | None:
        return next((each for each in self.evaluation.evaluators if each.id == evaluator_id), None)

    def _take_entries(self, read: ReadBallot, ballot: Ballot) -> None:
        cells, now = Cells(self.desk), self._scores_of(ballot.form.evaluator_id)
        asked, leaves = set(ballot.form.cells), {leaf.id: leaf for leaf in ballot.form.leaves}
        left_out: list[BallotProblem] = []
        for unread in read.unread:
            what = self._what(ballot, unread.candidate_id, unread.criterion_id)
            text = f"“{one_line(unread.said, 40)}” is neither points nor n/a."
            left_out.append(BallotProblem(read.name, text, cell=unread.cell, what=what))
        for entry in ballot.entries:
            if entry.is_open:
                continue
            cell = entry.candidate_id, entry.criterion_id
            value = self._value(read, ballot, entry, now.get(cell))
            why = self._why_not(cells, value, asked, leaves)
            if why:
                what = self._what(ballot, entry.candidate_id, entry.criterion_id)
                left_out.append(BallotProblem(read.name, why, cell=entry.cell, what=what))
            else:
                self.values[value.key] = value
        self.problems += left_out[:MOST_PROBLEMS]
        if len(left_out) > MOST_PROBLEMS:
            self._note(read.name, f"{len(left_out) - MOST_PROBLEMS:,} more values are left out.")

    def _value(self, read: ReadBallot, ballot: Ballot, entry: BallotEntry, now: Score | None) -> BallotValue:
        return BallotValue(
            evaluator_id=ballot.form.evaluator_id,
            candidate_id=entry.candidate_id,
            criterion_id=entry.criterion_id,
            points=entry.points,
            not_applicable=entry.not_applicable,
            rationale=entry.rationale,
            file=read.name,
            sha256=read.sha256,
            sheet=read.sheet,
            cell=entry.cell,
            now=now,
        )

    def _why_not(
        self, cells: Cells, value: BallotValue, asked: set[tuple[int, int]], leaves: dict[int, BallotLeaf]
    ) -> str:
        """Return why a score cannot be taken; empty if it can."""
        leaf = next((each for each in self.evaluation.criteria if each.id == value.criterion_id), None)
        was = leaves.get(value.criterion_id)
        if (value.candidate_id, value.criterion_id) not in asked or was is None:
            return "The ballot did not ask for it."
        if leaf is None:
            return "The criterion is not in the document any more."
        if all(each.id != value.candidate_id for each in self.evaluation.candidates):
            return "The candidate is not in the initiative any more."
        if (leaf.maximum, leaf.less_is_better) != (was.maximum, was.less_is_better):
            return f"Its scale was changed since, from {plain(was.maximum)} to {plain(leaf.maximum)} points."
        try:
            _row(cells, value, None)
        except DeskError as error:
            return str(error)
        return ""

    def _scores_of(self, evaluator_id: int) -> dict[tuple[int, int], Score]:
        return {
            (each.candidate_id, each.criterion_id): each
            for each in self.evaluation.scores
            if each.evaluator_id == evaluator_id
        }

    def _what(self, ballot: Ballot, candidate_id: int, criterion_id: int) -> str:
        """Return the names of a cell, by the document or, if they are gone, by the ballot."""
        candidates = dict(ballot.form.candidates) | {each.id: each.name for each in self.evaluation.candidates}
        criteria = {leaf.id: leaf.name for leaf in ballot.form.leaves}
        criteria |= {each.id: each.name for each in self.evaluation.criteria}
        candidate = candidates.get(candidate_id, f"candidate {candidate_id}")
        return f"{candidate}, {criteria.get(criterion_id, f'criterion {criterion_id}')}"

    def _note(self, file: str, text: str) -> None:
        self.problems.append(BallotProblem(file, text, is_left_out=False))
