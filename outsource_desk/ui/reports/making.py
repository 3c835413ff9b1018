"""Keeping the preview in step with the file: made anew in a child process shortly after the last change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from outsource_desk.domain.errors import DeskError
from outsource_desk.services import reporting
from outsource_desk.ui.jobs import Job, Progress
from outsource_desk.ui.language import tr

if TYPE_CHECKING:
    from outsource_desk.services.reporting import BoardFacts
    from outsource_desk.ui.pages.page import Shell

DELAY = 300  # milliseconds without a change before the paper is made anew


class Freshness(Enum):
    """How the preview stands to the file."""

    NONE = "none"  # nothing has been made yet
    UPDATING = "updating"
    CURRENT = "current"
    STALE = "stale"  # the last making was cancelled
    FAILED = "failed"


@dataclass(frozen=True)
class MadePaper:
    """A finished paper and the state of the file that it speaks of."""

    content: bytes
    unprintable: tuple[str, ...]  # one line for each text with characters that no typeface of ours has
    revision: int
    revision_name: str
    fingerprint: str
    stand: tuple[object, ...]


class PaperMaker(QObject):
    """Makes the paper of the session's initiative whenever it is asked to follow and the file has moved on."""

    changed = Signal()
    made = Signal(object)  # MadePaper

    def __init__(self, window: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._session = window, window.session
        self.paper: MadePaper | None = None
        self.error: BaseException | None = None
        self._job: Job | None = None
        self._making: tuple[object, ...] | None = None
        self._given_up: tuple[object, ...] | None = None  # cancelled or failed; made again only when asked to
        self._timer = QTimer(self, interval=DELAY, singleShot=True)
        self._timer.timeout.connect(self.make)

    @property
    def freshness(self) -> Freshness:
        """Return how the preview stands to the file."""
        if self.is_current:
            return Freshness.CURRENT
        if self._timer.isActive() or self._job is not None:
            return Freshness.UPDATING
        if self.error is not None:
            return Freshness.FAILED
        return Freshness.STALE if self.paper or self._given_up else Freshness.NONE

    @property
    def is_current(self) -> bool:
        """Tell whether the bytes at hand say what the file says now."""
        return self.paper is not None and self.paper.stand == self._stand()

    def follow(self) -> None:
        """Make the paper anew soon, if the file has moved on."""
        stand = self._stand()
        if self.is_current or stand in (self._making, self._given_up):
            self._timer.stop()
        else:
            self.error = None
            self._timer.start() if self.paper else self.make()
        self.changed.emit()

    def make(self) -> None:
        """Make the paper now; a making under way is given up."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        self.error, self._given_up = None, None
        initiative_id = self._session.initiative_id
        if initiative_id is None:
            return
        self._making = self._stand()
        try:
            facts = self._session.try_act(reporting.board_facts, initiative_id)
        except (DeskError, OSError) as error:
            self._job, self.error, self._given_up, self._making = None, error, self._making, None
            self.changed.emit()
            return
        self._job = job = Job(partial(_made, facts, self._making))
        job.succeeded.connect(self._on_made)
        job.failed.connect(self._on_failed)
        job.finished.connect(self._on_finished)
        self._window.run(job, tr("Board paper"))
        self.changed.emit()

    def forget(self) -> None:
        """Show nothing any more, as when there is no initiative."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        self._job = self.paper = self.error = self._making = self._given_up = None
        self.changed.emit()

    def _stand(self) -> tuple[object, ...]:
        return self._session.initiative_id, self._session.desk.journal.revision, self._session.desk.path

    def _on_made(self, paper: MadePaper) -> None:
        if self.sender() is self._job:
            self.paper = paper
            self.made.emit(paper)

    def _on_failed(self, error: BaseException) -> None:
        if self.sender() is self._job:
            self.error = error

    def _on_finished(self) -> None:
        if self.sender() is not self._job:
            return  # given up for a newer one
        made = self.paper is not None and self.paper.stand == self._making
        self._given_up = None if made else self._making
        self._job = self._making = None
        self.changed.emit()


def _made(facts: BoardFacts, stand: tuple[object, ...], progress: Progress) -> MadePaper:
    """Make the paper in a child process; this thread only waits."""
    content = reporting.paper_bytes(facts, progress)
    unprintable = tuple(reporting.unprintable(facts))
    return MadePaper(content, unprintable, facts.revision, facts.revision_name, facts.fingerprint, stand)
