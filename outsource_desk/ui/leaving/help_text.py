"""What the page Exit is for and how its figures come about, in plain words."""

from __future__ import annotations

from outsource_desk.ui.language import tr


def topics() -> list[tuple[str, str]]:
    """Return the topics of the page: a question and its answer."""
    return [
        (
            tr("What does Exit show?"),
            tr(
                "How we would get out of the arrangement again: how long that takes, whether we have that long, what "
                "is ready, what comes back, and what it costs. The title says the worst that is true."
            ),
        ),
        (
            tr("How long does leaving take?"),
            tr(
                "As long as the longest chain of tasks in the runbook, each waiting for those before it. Without a "
                "runbook the months count that Initiative states. A task without days makes the figure a least one."
            ),
        ),
        (
            tr("What is the red part of the clock?"),
            tr(
                "In a planned exit, the days beyond the provider’s notice and the assistance that it owes, whichever "
                "is longer; both stand in the contract. In an unplanned one the provider is gone, so only what we can "
                "bear counts."
            ),
        ),
        (
            tr("When is an item of the checklist open again?"),
            tr(
                "What is to be done every year counts for twelve months from the day on which it was last done. A "
                "mandatory item can be set aside only by name and with a reason; both are printed."
            ),
        ),
        (
            tr("What is the cost of reversal?"),
            tr(
                "What a choice is expected to cost once the chance that it fails is counted: the cost if all goes "
                "well, and the cost until it fails, of leaving and of plan B, each weighed by its chance."
            ),
        ),
        (
            tr("How do I change what comes first?"),
            tr(
                "On Runbook, type the numbers of the tasks that must be done before into the column After, with "
                "commas. Tasks that would wait for each other are refused, with their names."
            ),
        ),
    ]
