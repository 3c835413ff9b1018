"""Refusals where weights are found from what people say."""

from __future__ import annotations

from collections.abc import Sequence

from outsource_desk.domain.errors import DeskError


class UnconnectedError(DeskError):
    """Too few pairs were compared to tell how much each criterion matters."""

    remedy = "Compare one criterion of each list with one of the other."

    def __init__(self, first: Sequence[str], second: Sequence[str]) -> None:
        super().__init__(f"Nothing says how {', '.join(first)} compares with {', '.join(second)}.")


class TooManyPairsError(DeskError):
    """A level has more criteria than people can compare in pairs."""

    remedy = "Put some of them into groups first, or choose another way to find weights."

    def __init__(self, count: int, most: int) -> None:
        super().__init__(f"{count} criteria are too many to compare in pairs; {most} are the most.")


class NothingInCommonError(DeskError):
    """Several people's weights have no middle."""

    remedy = "Talk about the weights that differ most, or take the median instead of the geometric mean."

    def __init__(self) -> None:
        super().__init__("Brought together, every criterion of this level would have no weight.")


class NobodyError(DeskError):
    """Weights were to be brought together before anybody gave any."""

    remedy = "Let at least one person weigh this level first."

    def __init__(self) -> None:
        super().__init__("Nobody has weighed this level yet.")


class UnansweredError(DeskError):
    """Weights were to be taken over before all criteria of the level had an answer."""

    remedy = "Answer for each criterion of the level; 0 says that one does not matter."

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"There is no answer yet for {', '.join(names)}.")


class OfficialSetError(DeskError):
    """The official weights were to be removed or renamed like a lens."""

    remedy = "Change the weights of the criteria instead; there is always one official set."

    def __init__(self) -> None:
        super().__init__("The official weights cannot be removed or renamed.")


class NotFrozenError(DeskError):
    """Something was to be done to frozen weights while none are."""

    remedy = "Freeze the weights first, before offers are opened."

    def __init__(self) -> None:
        super().__init__("The weights are not frozen.")


class FrozenAlreadyError(DeskError):
    """Weights that are frozen were to be frozen again without saying so."""

    remedy = "Unfreeze them first; both acts stay in the history."

    def __init__(self) -> None:
        super().__init__("The weights are frozen already.")


class ReasonMissingError(DeskError):
    """Frozen weights were to change without a reason."""

    remedy = "Type the reason; every paper prints it."

    def __init__(self) -> None:
        super().__init__("The weights are frozen, and it is not said why they change.")
