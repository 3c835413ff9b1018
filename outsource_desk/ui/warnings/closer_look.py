"""The rules that take their time, run off the window's thread: what rests on simulation, the panel and history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from outsource_desk.ui.jobs import Job, Progress

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, RuleWarning
    from outsource_desk.ui.pages.page import Shell


class CloserLook(QObject):
    """All warnings of the window's initiative; those of the quick rules until the others have been run."""

    found = Signal()

    def __init__(self, window: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._known: tuple[Evaluation, tuple[RuleWarning, ...]] | None = None
        self._before = self._known  # what was known when the look under way began
        self._job: Job | None = None

    @property
    def warnings(self) -> tuple[RuleWarning, ...]:
        """Return all that is known of the initiative as it is now."""
        ranking = self._window.session.ranking
        if ranking is None:
            return ()
        return self._known[1] if self._known is not None and self._is_known() else ranking.warnings

    @property
    def is_looking(self) -> bool:
        """Tell whether more may still be found."""
        return self._job is not None

    def look(self) -> None:
        """Run the rules that take their time, unless that was done; `found` tells when it is."""
        session = self._window.session
        evaluation, ranking = session.evaluation, session.ranking
        if evaluation is None or ranking is None or self._job is not None or self._is_known():
            return
        from outsource_desk.services.rule_times import times_of

        times = times_of(session.desk, evaluation)

        def work(_progress: Progress) -> tuple[Evaluation, tuple[RuleWarning, ...]]:
            from outsource_desk.services.warnings import warnings_with

            return _without_answers(evaluation), warnings_with(evaluation, ranking, times)

        self._before = self._known
        self._job = Job(work)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._window.show_error)
        self._job.finished.connect(self._on_finished)
        self._window.run(self._job, "")

    def _is_known(self) -> bool:
        """Tell whether nothing but answers was changed since the last look."""
        evaluation = self._window.session.evaluation
        return evaluation is not None and self._known is not None and self._known[0] == _without_answers(evaluation)

    def _take(self, known: tuple[Evaluation, tuple[RuleWarning, ...]]) -> None:
        self._known = known

    def _on_finished(self) -> None:
        is_new = self._known is not self._before
        self._job = None
        self.found.emit()
        if is_new:  # else it failed, or was cancelled because the window closes
            self.look()  # in case something was changed meanwhile


def _without_answers(evaluation: Evaluation) -> Evaluation:
    return replace(evaluation, answers=())
