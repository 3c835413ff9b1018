"""What a contingency plan refuses."""

from __future__ import annotations

from collections.abc import Iterable

from outsource_desk.domain.errors import BadDateError, CycleError, DeskError
from outsource_desk.domain.formatting import day


class PlanBegunError(DeskError):
    """A contingency plan was to be begun where there is one."""

    remedy = "Add scenarios to the plan that exists."

    def __init__(self, initiative: str) -> None:
        super().__init__(f"“{initiative}” has a contingency plan already.")


class NoScenarioError(DeskError):
    """A contingency plan was to be begun without saying against what."""

    remedy = "Choose at least one scenario; the four basic ones are a good beginning."

    def __init__(self) -> None:
        super().__init__("No scenario is chosen.")


class StepLoopError(CycleError):
    """Steps would wait for each other, so that none of them could begin."""

    remedy = "Let one of the steps named begin without the others."

    def __init__(self, names: Iterable[str]) -> None:
        found = list(names)
        chain = " → ".join(f"“{each}”" for each in [*found, *found[:1]])
        DeskError.__init__(self, f"These steps would wait for each other: {chain}.")


class NothingSeenError(DeskError):
    """A trigger was checked without saying what was seen."""

    remedy = "Enter the value that you found, or say whether the trigger is raised."

    def __init__(self, wording: str) -> None:
        super().__init__(f"The check of “{wording}” says neither a value nor whether the trigger is raised.")


class NoPlanError(DeskError):
    """Something was to be done with a contingency plan that nobody has begun."""

    remedy = "Begin the plan on the Contingency page first."

    def __init__(self, initiative: str) -> None:
        super().__init__(f"“{initiative}” has no contingency plan yet.")


class PlanStepError(DeskError):
    """A plan cannot take a step from where it stands."""

    remedy = "Take the steps in order: draft, reviewed, approved; an approved plan is renewed as a new version."

    def __init__(self, state: str, step: str) -> None:
        super().__init__(f"The plan is {state}, so it cannot be {step}.")


class PlanLacksError(DeskError):
    """A plan was to be called reviewed, or approved, that is not complete."""

    remedy = "Fill in what the message names on the Contingency page, then try again."

    def __init__(self, lacking: str) -> None:
        super().__init__(f"The plan is not complete. {lacking}")


class OwnApprovalError(DeskError):
    """Whoever wrote a plan would approve it."""

    remedy = "Let somebody else approve it; four eyes see what two overlook."

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} wrote the plan and cannot approve it.")


class NoAuthorError(DeskError):
    """A plan was to be approved whose author is not known, so that nobody can tell whether four eyes saw it."""

    remedy = "Say on the Contingency page who wrote the plan, then try again."

    def __init__(self) -> None:
        super().__init__("Nobody is named as the author of the plan.")


class NotReadyError(DeskError):
    """A plan was to be approved below the readiness that its function asks for."""

    remedy = "Do what the readiness card names first, or give the reason why it is approved all the same."

    def __init__(self, score: int, least: int) -> None:
        super().__init__(f"The readiness is {score} of 100; {least} are needed for a function this critical.")


class HeldAlreadyError(DeskError):
    """An exercise that was held was to be held again."""

    remedy = "Plan another exercise; what was found in this one stays as it was."

    def __init__(self, on: str) -> None:
        super().__init__(f"The exercise was held on {day(on)} already.")


class NoDayError(BadDateError):
    """An exercise was to be planned or held on no day."""

    remedy = "Choose a day."

    def __init__(self) -> None:
        DeskError.__init__(self, "The exercise has no day.")


class NoActionsError(DeskError):
    """An exercise was passed with actions, but none is written down."""

    remedy = "Add what must be done, with an owner and a date, or choose another result."

    def __init__(self) -> None:
        super().__init__("“Passed with actions” needs at least one action.")


class NoResultError(DeskError):
    """An exercise was held, but nobody says how it ended."""

    remedy = "Choose how the exercise ended."

    def __init__(self) -> None:
        super().__init__("Nobody says yet whether the exercise was passed.")


class RunningAlreadyError(DeskError):
    """A scenario was declared that is running."""

    remedy = "Go on with the log that is open, or stand the scenario down first."

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}” has been declared already and is not over.")


class OverAlreadyError(DeskError):
    """Something was to be logged, or stood down, in a scenario that is over."""

    remedy = "Declare the scenario again if it has come back."

    def __init__(self, title: str) -> None:
        super().__init__(f"“{title}” has been stood down.")


class DoneAlreadyError(DeskError):
    """A step was to be ticked that is done."""

    remedy = "Nothing needs to be done: the log has it."

    def __init__(self, wording: str) -> None:
        super().__init__(f"“{wording}” is done already.")


class NoLessonsError(DeskError):
    """A scenario was to be stood down without saying what was learnt."""

    remedy = "Write one sentence about what should go better next time."

    def __init__(self) -> None:
        super().__init__("Nothing is said about what was learnt.")
