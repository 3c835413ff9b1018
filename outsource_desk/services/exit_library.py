"""The exit plan that comes with the product: checklist, runbook, and what usually comes back and is paid for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from outsource_desk.analysis.network import LoopError, longest_path
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.leaving import ExitItem, ExitPhase, Payer, ReturnKind, Stream
from outsource_desk.paths import resource
from outsource_desk.services.kinds.leaving import MOST_DAYS, checked_due
from outsource_desk.services.scenario_library import scenario_library
from outsource_desk.services.template_text import Entry, read_template_text, refuse_double

EXIT_SCHEMA = "outsource-desk/exit/1"
_CODE_LIMIT = 20


@dataclass(frozen=True)
class LibraryTask:
    """One task of the standard runbook."""

    code: str
    wording: str
    stream: Stream
    role: str
    days: float  # in a planned exit
    stressed_days: float | None = None  # in an unplanned one; None: longer by the plan's factor
    needs_vendor: bool = False
    proof: str = ""
    needs: tuple[str, ...] = ()  # codes of the tasks that come first


@dataclass(frozen=True)
class LibraryReturn:
    """Something that usually must come back, move or end."""

    kind: ReturnKind
    wording: str
    form: str


@dataclass(frozen=True)
class LibraryCost:
    """What leaving usually costs, and who usually pays."""

    wording: str
    payer: Payer


@dataclass(frozen=True)
class ExitLibrary:
    """Everything that an exit plan begins with."""

    version: str
    items: tuple[ExitItem, ...]  # without ids
    tasks: tuple[LibraryTask, ...]
    returns: tuple[LibraryReturn, ...]
    costs: tuple[LibraryCost, ...]

    @property
    def days(self) -> float:
        """Return how long a planned exit takes by the standard runbook."""
        return _length(self.tasks)


def exit_library(folder: Path | None = None) -> ExitLibrary:
    """Return the standard exit plan; ``folder`` None = the one that comes with the product.

    Raises:
        TemplateError: the file cannot be used; the message names the line and what to do.
    """
    return _library((folder or resource("templates")) / "exit.yaml")


@lru_cache(maxsize=4)
def _library(path: Path) -> ExitLibrary:
    fields = read_template_text(path, EXIT_SCHEMA).fields(
        ["schema", "id", "version", "items", "tasks", "returns", "costs"]
    )
    roles = scenario_library().roles
    items = tuple(_item(entry, roles) for entry in fields["items"].items())
    tasks = tuple(_task(entry, roles) for entry in fields["tasks"].items())
    refuse_double([each.code for each in items], fields["items"].items())
    refuse_double([each.code for each in tasks], fields["tasks"].items())
    _refuse_unknown(tasks, fields["tasks"])
    return ExitLibrary(
        version=fields["version"].text(),
        items=items,
        tasks=tasks,
        returns=tuple(_return(entry) for entry in fields["returns"].items()),
        costs=tuple(_cost(entry) for entry in fields["costs"].items()),
    )


def _item(entry: Entry, roles: Iterable[str]) -> ExitItem:
    fields = entry.fields(["code", "phase", "stream", "due", "mandatory", "role", "text", "proof"], ["refs"])
    try:
        due = checked_due(fields["due"].text())
    except DeskError as error:
        raise fields["due"].error(str(error), error.remedy) from error
    return ExitItem(
        id=0,
        initiative_id=0,
        phase=fields["phase"].choice(ExitPhase),
        stream=fields["stream"].choice(Stream),
        wording=fields["text"].text(500),
        code=fields["code"].text(_CODE_LIMIT),
        due=due,
        is_mandatory=fields["mandatory"].flag(),
        role=fields["role"].one_of(roles),
        wanted=fields["proof"].text(),
        refs=fields["refs"].text() if "refs" in fields else "",
    )


def _task(entry: Entry, roles: Iterable[str]) -> LibraryTask:
    fields = entry.fields(["code", "stream", "role", "days", "text", "proof"], ["unplanned", "needs_vendor", "after"])
    return LibraryTask(
        code=fields["code"].text(_CODE_LIMIT),
        wording=fields["text"].text(500),
        stream=fields["stream"].choice(Stream),
        role=fields["role"].one_of(roles),
        days=fields["days"].number(0, MOST_DAYS),
        stressed_days=fields["unplanned"].number(0, MOST_DAYS) if "unplanned" in fields else None,
        needs_vendor="needs_vendor" in fields and fields["needs_vendor"].flag(),
        proof=fields["proof"].text(),
        needs=fields["after"].texts(_CODE_LIMIT) if "after" in fields else (),
    )


def _return(entry: Entry) -> LibraryReturn:
    fields = entry.fields(["kind", "text", "form"])
    return LibraryReturn(fields["kind"].choice(ReturnKind), fields["text"].text(500), fields["form"].text())


def _cost(entry: Entry) -> LibraryCost:
    fields = entry.fields(["text", "payer"])
    return LibraryCost(fields["text"].text(500), fields["payer"].choice(Payer))


def _refuse_unknown(tasks: Sequence[LibraryTask], entry: Entry) -> None:
    """Refuse tasks that come after one that is not there, or after each other."""
    codes: Collection[str] = {each.code for each in tasks}
    for task, each in zip(tasks, entry.items(), strict=True):
        unknown = next((code for code in task.needs if code not in codes), None)
        if unknown is not None:
            raise each.error(f"There is no task “{unknown}”.", "Write the code of a task of this file.")
    try:
        _length(tasks)
    except LoopError as error:
        names = " → ".join(tasks[each].code for each in error.ids)
        raise entry.error(f"Tasks come after each other in a circle: {names}.", "Take one of them out.") from error


def _length(tasks: Sequence[LibraryTask]) -> float:
    place = {each.code: number for number, each in enumerate(tasks)}
    durations = {place[each.code]: each.days for each in tasks}
    return longest_path(durations, {place[each.code]: [place[code] for code in each.needs] for each in tasks}).length
