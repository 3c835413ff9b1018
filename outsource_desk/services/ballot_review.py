"""What merging ballots would do: scores that fit, those that differ from the document, and what is left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outsource_desk.domain.score import Score

ScoreKey = tuple[int, int, int]  # evaluator id, candidate id, criterion id


@dataclass(frozen=True)
class BallotProblem:
    """Something about a ballot that a careful reader should know; ``is_left_out`` if it costs a value or the file."""

    file: str
    text: str
    is_left_out: bool = True
    cell: str = ""
    what: str = ""  # candidate and criterion of a value

    @property
    def where(self) -> str:
        """Return file, cell, candidate and criterion, as far as it is about them."""
        return ", ".join(filter(None, (self.file, self.cell, self.what)))


@dataclass(frozen=True)
class BallotValue:
    """A score of a ballot that fits, and what stands in the document in its place."""

    evaluator_id: int
    candidate_id: int
    criterion_id: int
    points: float | None
    not_applicable: bool
    rationale: str
    file: str
    sha256: str  # of the file: two may have one name
    sheet: str
    cell: str
    now: Score | None = None  # None = nobody has said anything there yet

    @property
    def key(self) -> ScoreKey:
        """Return whose score of what it is."""
        return self.evaluator_id, self.candidate_id, self.criterion_id

    @property
    def is_same(self) -> bool:
        """Tell whether the document says so already; a ballot without a reason takes none away."""
        if self.now is None:
            return False
        is_reason_known = self.rationale in ("", self.now.rationale)
        return is_reason_known and (self.points, self.not_applicable) == (self.now.points, self.now.not_applicable)

    @property
    def is_clash(self) -> bool:
        """Tell whether something else would be overwritten."""
        if self.now is None or self.is_same:
            return False
        was_open = self.now.points is None and not self.now.not_applicable
        keeps_value = was_open or (self.points, self.not_applicable) == (self.now.points, self.now.not_applicable)
        keeps_reason = self.rationale in ("", self.now.rationale) or not self.now.rationale
        return not (keeps_value and keeps_reason)


@dataclass(frozen=True)
class BallotFile:
    """One ballot of a review, in figures."""

    name: str
    sha256: str
    evaluator_id: int | None  # None = it cannot be used
    evaluator: str = ""
    asked: int = 0
    scored: int = 0


@dataclass(frozen=True)
class BallotReview:
    """What merging ballots would do, before anything is written."""

    initiative_id: int
    revision: int
    files: tuple[BallotFile, ...] = ()
    values: tuple[BallotValue, ...] = ()
    problems: tuple[BallotProblem, ...] = ()

    @property
    def new(self) -> tuple[BallotValue, ...]:
        """Return the scores that are written in any case, because nothing stands in their place."""
        return tuple(each for each in self.values if not each.is_same and not each.is_clash)

    @property
    def clashes(self) -> tuple[BallotValue, ...]:
        """Return the scores that differ from what stands in the document; each is kept unless it is to be replaced."""
        return tuple(each for each in self.values if each.is_clash)

    @property
    def same(self) -> int:
        """Return how many scores the document holds already."""
        return sum(each.is_same for each in self.values)

    @property
    def usable(self) -> tuple[BallotFile, ...]:
        """Return the ballots of which something can be used."""
        return tuple(each for each in self.files if each.evaluator_id is not None)

    @property
    def refused(self) -> tuple[BallotFile, ...]:
        """Return the ballots of which nothing can be used; one that was given twice counts once and is none of them."""
        known = {each.sha256 for each in self.usable}
        return tuple(each for each in self.files if each.evaluator_id is None and each.sha256 not in known)


def review_lines(review: BallotReview) -> Iterator[str]:
    """Yield what merging would do, in words."""
    for file in review.files:
        if file.evaluator_id is None:
            yield f"{file.name}: REFUSED, nothing of it is merged"
        else:
            yield f"{file.name}: {file.evaluator}, {file.scored:,} of {file.asked:,} cells scored"
    yield f"{len(review.new):,} new, {review.same:,} the same, {len(review.clashes):,} that differ from the document."
    for problem in review.problems:
        yield f"  {problem.where}: {problem.text}"
