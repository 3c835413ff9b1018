"""What the page Risks is for and how its figures come about, in plain words."""

from __future__ import annotations

from outsource_desk.ui.language import tr


def topics() -> list[tuple[str, str]]:
    """Return the topics of the page: a question and its answer."""
    return [
        (
            tr("What does Risks show?"),
            tr(
                "What may go wrong, how bad that is before and after controls, who looks after it, and who has agreed "
                "to live with it. The library proposes what fits this initiative and says why."
            ),
        ),
        (
            tr("How does a risk get its letter?"),
            tr(
                "By the matrix of likelihood and impact, never by their product: a rare disaster is not as harmless as "
                "a daily nuisance. L is low, M medium, H high, C critical."
            ),
        ),
        (
            tr("What lowers a risk?"),
            tr(
                "Only mitigations that are implemented or verified, by the steps that they take off, at most two for "
                "likelihood and two for impact. Plans lower the target. You may state a worse rating than the controls "
                "give; a better one does not count."
            ),
        ),
        (
            tr("What is the expected loss?"),
            tr(
                "The chance within a year times the usual damage of the impact, as a share of what the function is "
                "worth a year. Without a yearly value on Initiative there is none."
            ),
        ),
        (
            tr("Who accepts what is above the line?"),
            tr(
                "A named person in an office, with a reason and an end. From that day on the risk counts as accepted "
                "by nobody again, and stops a recommendation."
            ),
        ),
        (
            tr("How do I work without a mouse?"),
            tr(
                "Enter on a row opens the risk. On the heat map arrow keys go from cell to cell, Enter filters the "
                "register by one, Escape lets go, and Ctrl with the arrow keys moves the current risk. F8 goes to the "
                "next risk with which something is amiss."
            ),
        ),
    ]
