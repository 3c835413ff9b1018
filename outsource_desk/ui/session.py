"""The open file as pages see it: reads that are kept until something changes, and one way to act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from outsource_desk.domain.errors import DeskError
from outsource_desk.services import history
from outsource_desk.services.initiative_list import list_initiatives

if TYPE_CHECKING:
    from outsource_desk.domain.initiative import Initiative
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.live import Counted, LiveRanking

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class OvertakenError(DeskError):
    """Something was changed after the act that was to be taken back."""

    remedy = "Press Ctrl+Z to take the changes back one after the other, or go back to a revision on History."

    def __init__(self) -> None:
        super().__init__("Something has been changed since, so this alone cannot be taken back.")


class OfNewestEdit:
    """An act, such as Undo, that is meant for the edit that is the newest now; later it is refused."""

    def __init__(self, session: Session, act: Callable[[], object]) -> None:
        self._session, self._act = session, act
        self._revision = session.desk.journal.revision

    @property
    def is_open(self) -> bool:
        """Tell whether nothing has been done since."""
        return self._session.desk.journal.revision == self._revision

    def __call__(self) -> None:
        """Do it, or say why it cannot be done any more."""
        if self.is_open:
            self._act()
        else:
            self._session.refused.emit(OvertakenError())


class Session(QObject):
    """One open file. `changed` tells which tables an edit, undo or redo has touched."""

    changed = Signal(frozenset)
    initiative_changed = Signal()
    refused = Signal(object)  # an error that was not shown in place
    failed = Signal()  # an act was refused, in place or not
    backing_up = Signal(bool)  # a backup that takes long begins, on the window's thread; or it has ended

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._live: LiveRanking | None = None
        self._is_holding = False
        self._held = frozenset[str]()  # tables that were touched and of which nobody has been told
        self._initiative_id = self._newest()
        desk.journal.on_edit = self._on_edit
        desk.file.announce_backups(self.backing_up.emit)

    @property
    def initiative_id(self) -> int | None:
        """Return the initiative that the pages show; none in an empty file."""
        return self._initiative_id

    @property
    def initiative(self) -> Initiative | None:
        """Return the initiative that the pages show."""
        return self.evaluation.initiative if self.evaluation else None

    def initiatives(self) -> tuple[Initiative, ...]:
        """Return all initiatives of the file, oldest first."""
        return list_initiatives(self.desk)

    def show_initiative(self, initiative_id: int | None) -> None:
        """Turn all pages to another initiative."""
        if initiative_id != self._initiative_id:
            self._initiative_id, self._live = initiative_id, None
            self.initiative_changed.emit()

    @property
    def evaluation(self) -> Evaluation | None:
        """Return what was read of the initiative, as of the last edit."""
        live = self._ranked()
        return live.evaluation if live else None

    @property
    def ranking(self) -> Ranking | None:
        """Return who stands where, as of the last edit."""
        live = self._ranked()
        return live.ranking if live else None

    def act(
        self,
        verb: Callable[Concatenate[Desk, Arguments], Result],
        *arguments: Arguments.args,
        **options: Arguments.kwargs,
    ) -> Result | None:
        """Do a verb of the services; a refusal goes to `refused`, and nothing is returned."""
        try:
            return self.try_act(verb, *arguments, **options)
        except (DeskError, OSError) as error:
            self.refused.emit(error)
            return None

    def did(
        self,
        verb: Callable[Concatenate[Desk, Arguments], object],
        *arguments: Arguments.args,
        **options: Arguments.kwargs,
    ) -> bool:
        """Do a verb of the services and tell whether it was done; a refusal goes to `refused`."""
        try:
            self.try_act(verb, *arguments, **options)
        except (DeskError, OSError) as error:
            self.refused.emit(error)
            return False
        return True

    def try_act(
        self,
        verb: Callable[Concatenate[Desk, Arguments], Result],
        *arguments: Arguments.args,
        **options: Arguments.kwargs,
    ) -> Result:
        """Do a verb of the services.

        Raises:
            DeskError: it was refused; the caller shows it in place.
        """
        try:
            return verb(self.desk, *arguments, **options)
        except (DeskError, OSError):
            self.failed.emit()
            raise

    @property
    def is_holding_back(self) -> bool:
        """Tell whether there is an edit of which nobody has been told yet."""
        return bool(self._held)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """Tell nobody of an edit that changes very much before its ranking has been counted: see `counting`.

        Pages show meanwhile what was before. Another edit, undo or redo tells of both at once.
        """
        self._is_holding = True
        try:
            yield
        finally:
            self._is_holding = False

    def counting(self, initiative_id: int) -> Callable[[], Counted]:
        """Return the work of counting the ranking of an initiative as it is now, for any thread and for `follow`."""
        from outsource_desk.services.live import Counted
        from outsource_desk.services.ranking import load_evaluation

        revision, evaluation = self.desk.journal.revision, load_evaluation(self.desk, initiative_id)
        return partial(Counted, revision, evaluation)

    def follow(self, initiative_id: int, counted: Counted | None = None) -> None:
        """Turn all pages to an initiative and tell of what was held back; with nothing counted, it is counted here."""
        from outsource_desk.services.live import LiveRanking

        tables, self._held = self._held, frozenset[str]()
        is_other, self._initiative_id = initiative_id != self._initiative_id, initiative_id
        self._live = LiveRanking(self.desk, initiative_id, counted)
        self.changed.emit(tables)
        if is_other:
            self.initiative_changed.emit()

    def undo(self) -> Any:
        """Take the last act back."""
        return self.act(history.undo)

    def way_back(self) -> OfNewestEdit:
        """Return what takes the last act back, as long as nothing has been done since."""
        return OfNewestEdit(self, self.undo)

    def redo(self) -> Any:
        """Do again what was undone last."""
        return self.act(history.redo)

    def close(self) -> None:
        """Close the file; everything is on disk already."""
        self._held = frozenset()
        self.desk.journal.on_edit = lambda _tables: None
        self.desk.file.announce_backups(lambda _begins: None)
        self.desk.close()

    def _ranked(self) -> LiveRanking | None:
        if self._live is None and self._initiative_id is not None:
            from outsource_desk.services.live import LiveRanking

            self._live = LiveRanking(self.desk, self._initiative_id)
        return self._live

    def _newest(self) -> int | None:
        found = list_initiatives(self.desk)
        return found[-1].id if found else None

    def _on_edit(self, tables: frozenset[str]) -> None:
        tables |= self._held
        self._held = tables if self._is_holding else frozenset()
        if not self._is_holding:
            self._tell(tables)

    def _tell(self, tables: frozenset[str]) -> None:
        known = {initiative.id for initiative in list_initiatives(self.desk)} if "initiative" in tables else None
        if known is not None and self._initiative_id not in known:
            self._initiative_id, self._live = self._newest(), None
            self.changed.emit(tables)  # first, so that a page forgets what it keeps of these tables
            self.initiative_changed.emit()
            return
        if self._live is not None:
            self._live.follow(tables)
        self.changed.emit(tables)
