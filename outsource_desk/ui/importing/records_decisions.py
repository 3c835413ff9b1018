"""What the user says about a list that comes in as records, as it is asked on screen and as the services take it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from outsource_desk.services.import_policy import Policy

if TYPE_CHECKING:
    from outsource_desk.services.import_records import RecordChoices, RecordQuestion


@dataclass(frozen=True)
class Given:
    """An answer: for a cell or a conflict a `RecordAnswer`, for a name or a match an id, for a word a level.

    For which way a metric is better, ``up`` or ``down``.
    """

    value: Any = None
    word: str = ""  # of a column of levels
    skips_row: bool = False


@dataclass(frozen=True)
class RecordDecisions:
    """All that was decided about one list; a decision more is another value.

    Attributes:
        columns: number of a column → key of a field, or None to leave it out.
        settled: key of a doubt → the question and its answer.
        policy: what becomes of values that the file has otherwise.
        candidate_id: whose answers they are.
        reported_by: who measured readings.
        stated_by: who at the vendor stands by answers.
        stated_on: YYYY-MM-DD, when; None: today.
        use_memory: columns are taken as they were when the layout came before.
        initiative_id: where to; None: the one that is open.
    """

    columns: Mapping[int, str | None] = field(default_factory=dict)
    settled: Mapping[str, tuple[RecordQuestion, Given]] = field(default_factory=dict)
    policy: Policy = Policy.REPLACE
    candidate_id: int | None = None
    reported_by: str = "vendor"
    stated_by: str = ""
    stated_on: str | None = None
    use_memory: bool = True
    initiative_id: int | None = None

    @property
    def answers(self) -> dict[str, Given]:
        """Return key of a doubt → its answer."""
        return {key: given for key, (_, given) in self.settled.items()}

    @property
    def opened(self) -> int:
        """Return how many cells are left open on purpose, one by one."""
        from outsource_desk.services.import_records import RecordAct, RecordAnswer

        given = (each.value for each in self.answers.values())
        return sum(isinstance(each, RecordAnswer) and each.act is RecordAct.OPEN for each in given)

    def take(self, column: int, key: str | None) -> RecordDecisions:
        """Take a column for a field; what was answered about the column before is forgotten."""
        left = {name: each for name, each in self.settled.items() if each[0].column != column}
        return replace(self, columns={**self.columns, column: key}, settled=left)

    def settle(self, questions: Mapping[str, RecordQuestion], answers: Mapping[str, Given]) -> RecordDecisions:
        """Answer doubts."""
        added = {key: (questions[key], given) for key, given in answers.items() if key in questions}
        return replace(self, settled={**self.settled, **added})

    def take_back(self, keys: Iterable[str]) -> RecordDecisions:
        """Take answers back."""
        gone = set(keys)
        return replace(self, settled={key: each for key, each in self.settled.items() if key not in gone})

    def as_choices(self, kind: str, initiative_id: int | None) -> RecordChoices:
        """Return the decisions as the services take them.

        Args:
            kind: what the rows become.
            initiative_id: the initiative that is open, if any.
        """
        from outsource_desk.services.import_records import Asks, RecordChoices

        answers, matches, names, skipped = {}, {}, {}, set()
        directions = {}
        scales: dict[str, dict[str, int]] = {}
        for question, given in self.settled.values():
            if given.skips_row:
                skipped.add(question.row)
            elif question.asks is Asks.MATCH:
                matches[question.row] = given.value
            elif question.asks is Asks.NAME:
                names[question.raw] = given.value
            elif question.asks is Asks.DIRECTION:
                directions[question.raw] = given.value
            elif question.asks is Asks.SCALE:
                if given.value is not None:
                    scales.setdefault(question.field, {})[given.word.casefold()] = given.value
            else:
                answers[question.cell] = given.value
        return RecordChoices(
            kind=kind,
            initiative_id=self.initiative_id or initiative_id,
            columns=dict(self.columns),
            answers=answers,
            policy=self.policy,
            skipped=frozenset(skipped),
            matches=matches,
            names=names,
            scales=scales,
            directions=directions,
            candidate_id=self.candidate_id,
            reported_by=self.reported_by,
            stated_by=self.stated_by,
            stated_on=self.stated_on,
            use_memory=self.use_memory,
        )
