"""What has been worked out of the present decision, kept until something changes and shared by all who show it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from outsource_desk.domain.robustness import Robustness, Simulation, SimulationPlan, Trust, TrustVerdict
from outsource_desk.ui.jobs import Job, Progress

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.services.case import DecisionCase
    from outsource_desk.ui.session import Session


State: TypeAlias = "tuple[Evaluation | None, Ranking | None]"
Found: TypeAlias = "tuple[DecisionCase, Robustness, Simulation]"


class Study(QObject):
    """The present decision of a file: as arrays, what is exact about it, and what was simulated.

    `simulated` tells that a simulation of the present decision is there, `stopped` that one has ended without.
    """

    simulated = Signal(object)  # the plan
    stopped = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._of: State | None = None
        self._case: DecisionCase | None = None
        self._robustness: Robustness | None = None
        self._simulations: dict[SimulationPlan, Simulation] = {}
        self._jobs: dict[SimulationPlan, Job] = {}

    @property
    def case(self) -> DecisionCase | None:
        """Return the decision as arrays; nothing where no candidate is ranked or no criterion has a weight."""
        self._follow()
        evaluation, ranking = self._session.evaluation, self._session.ranking
        if self._case is None and evaluation is not None and ranking is not None:
            from outsource_desk.services.case import case_of

            self._case = case_of(evaluation, ranking)
        return self._case

    @property
    def robustness(self) -> Robustness | None:
        """Return all that is exact; nothing without a decision."""
        case = self.case
        if self._robustness is None and case is not None:
            from outsource_desk.services.robustness import robustness_of

            self._robustness = robustness_of(case)
        return self._robustness

    @property
    def verdict(self) -> TrustVerdict | None:
        """Return how far the first place can be trusted, with the usual simulation if it is there."""
        case, robustness = self.case, self.robustness
        if case is None or robustness is None:
            return None
        from outsource_desk.services.robustness import trust_of

        return trust_of(case, robustness, self.simulation())

    def simulation(self, plan: SimulationPlan | None = None) -> Simulation | None:
        """Return what was simulated of the present decision, if it was."""
        self._follow()
        return self._simulations.get(plan or SimulationPlan())

    def simulate(self, run: Callable[[Job], object], plan: SimulationPlan | None = None) -> None:
        """Simulate the present decision in the background, unless that is done or under way.

        Args:
            run: starts the job, such as with its progress in the window's status bar.
            plan: None = the usual one.
        """
        plan, case = plan or SimulationPlan(), self.case
        if case is None or len(case.candidates) < 2 or plan in self._simulations or plan in self._jobs:
            return
        job = self._jobs[plan] = Job(partial(_simulate, case, plan))
        job.succeeded.connect(partial(self._take, case, plan))
        job.finished.connect(partial(self._forget, plan, job))
        run(job)

    def examine(self, run: Callable[[Job], object]) -> None:
        """Work everything out in the background, from the arrays to the usual simulation, unless that is done.

        Args:
            run: starts the job.
        """
        self._follow()
        plan, of = SimulationPlan(), self._of
        if of is None or of[0] is None or of[1] is None or plan in self._simulations or plan in self._jobs:
            return
        job = self._jobs[plan] = Job(partial(_examine, of[0], of[1], plan))
        job.succeeded.connect(partial(self._take_all, of, plan))
        job.finished.connect(partial(self._forget, plan, job))
        run(job)

    def is_simulating(self, plan: SimulationPlan) -> bool:
        """Tell whether a simulation is under way."""
        self._follow()
        return plan in self._jobs

    def stop(self) -> None:
        """Cancel what is being simulated."""
        for job in self._jobs.values():
            job.cancel()

    def _follow(self) -> None:
        """Forget everything that was worked out of another state of the file."""
        of = self._session.evaluation, self._session.ranking
        if self._of is not None and of[0] is self._of[0] and of[1] is self._of[1]:
            return
        self.stop()
        self._jobs = {}
        self._of, self._case, self._robustness, self._simulations = of, None, None, {}

    def _take(self, case: DecisionCase, plan: SimulationPlan, simulation: Simulation) -> None:
        self._follow()
        if case is self._case:
            self._simulations[plan] = simulation
            self._jobs.pop(plan, None)
            self.simulated.emit(plan)

    def _take_all(self, of: State, plan: SimulationPlan, found: Found | None) -> None:
        self._follow()
        if found is None or self._of is None or of[0] is not self._of[0] or of[1] is not self._of[1]:
            return
        self._case = self._case or found[0]
        self._robustness = self._robustness or found[1]
        self._take(self._case, plan, found[2])

    def _forget(self, plan: SimulationPlan, job: Job) -> None:
        if self._jobs.get(plan) is job:
            del self._jobs[plan]
            if plan not in self._simulations:
                self.stopped.emit(plan)


def study_of(session: Session) -> Study:
    """Return what is known of the decision of a file; there is one for all pages."""
    found = session.findChild(Study)
    return found if found is not None else Study(session)


def known_trust(session: Session) -> Trust | None:
    """Return how far the first place can be trusted, if the present decision was simulated; nothing is worked out."""
    found = session.findChild(Study)
    verdict = found.verdict if found is not None and found.simulation() is not None else None
    return verdict.trust if verdict is not None else None


def _simulate(case: DecisionCase, plan: SimulationPlan, progress: Progress) -> Simulation:
    """Simulate until it is done or the user has had enough."""
    from outsource_desk.services.robustness import simulate

    def is_cancelled() -> bool:
        progress(0.0, "")  # raises where the user has cancelled
        return False

    return simulate(case, plan, is_cancelled)


def _examine(evaluation: Evaluation, ranking: Ranking, plan: SimulationPlan, progress: Progress) -> Found | None:
    """Return all that is usually asked of a decision; nothing where there is nothing to compare."""
    from outsource_desk.services.case import case_of
    from outsource_desk.services.robustness import robustness_of

    case = case_of(evaluation, ranking)
    if case is None or len(case.candidates) < 2:
        return None
    progress(0.0, "")  # raises where the user has cancelled
    return case, robustness_of(case), _simulate(case, plan, progress)
