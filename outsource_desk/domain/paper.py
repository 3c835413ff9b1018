"""What goes into the board paper: which sections, in which order, on which paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.frozen import frozen


class PaperSize(StrEnum):
    """The sheets it is printed on, always across."""

    A4 = "A4"
    LETTER = "Letter"


class Section(StrEnum):
    """What may follow the first page, in the order in which a board reads it."""

    GOALS = "goals"
    RANKING = "ranking"
    WHY = "why"
    VETTING = "vetting"
    RISKS = "risks"
    FAILURE = "failure"
    STEERING = "steering"
    MEASURES = "measures"
    SCORES = "scores"
    REASONS = "reasons"
    METHOD = "method"
    SENSITIVITY = "sensitivity"
    WEIGHTS = "weights"
    EVALUATORS = "evaluators"
    PRICE = "price"
    METHODS = "methods"
    WARNINGS = "warnings"
    DOSSIERS = "dossiers"
    EVIDENCE = "evidence"
    ANSWERS = "answers"

    @property
    def label(self) -> str:
        """Return what the section is called."""
        return _LABELS[self]

    @property
    def is_kept(self) -> bool:
        """Tell whether it can never be left out: it says what a flattering paper would keep quiet.

        The ranking has failed gates, how far open scores could move it and how far it can be trusted; the method note
        has what was changed after the weights were frozen; the warnings have what was waived, by whom and why.
        """
        return self in (Section.RANKING, Section.METHOD, Section.WARNINGS)

    @property
    def is_extra(self) -> bool:
        """Tell whether it goes in only where it is asked for: it is long, and a board decides without it."""
        return self in (Section.DOSSIERS, Section.ANSWERS)


_LABELS = {
    Section.GOALS: "Why and what",
    Section.RANKING: "Ranking",
    Section.WHY: "Where the points come from",
    Section.VETTING: "Vetting and gaps",
    Section.RISKS: "Risks",
    Section.FAILURE: "If it goes wrong",
    Section.STEERING: "How we will steer",
    Section.MEASURES: "How we will know",
    Section.SCORES: "Scores",
    Section.REASONS: "Reasons",
    Section.METHOD: "Method",
    Section.SENSITIVITY: "Sensitivity",
    Section.WEIGHTS: "Weights",
    Section.EVALUATORS: "Evaluators",
    Section.PRICE: "Price in detail",
    Section.METHODS: "Second opinions",
    Section.WARNINGS: "Warnings and answers",
    Section.DOSSIERS: "Vendor dossiers",
    Section.EVIDENCE: "Evidence register",
    Section.ANSWERS: "Answers in full",
}


class KeptSectionError(DeskError):
    """A section was to be left out that a board must see."""

    remedy = "Leave it in; it can stand at another place."

    def __init__(self, section: Section) -> None:
        super().__init__(f"The section “{section.label}” cannot be left out of the paper.")


@frozen
class PaperChoice:
    """What an initiative's paper has behind its first page, which always stands first.

    Attributes:
        size: of its sheets.
        order: every section once, also those that are left out.
        left_out: what the paper does not have, and says so.
        extras: what it has although it goes in only where it is asked for.
    """

    size: PaperSize = PaperSize.A4
    order: tuple[Section, ...] = tuple(Section)
    left_out: frozenset[Section] = frozenset()
    extras: frozenset[Section] = frozenset()

    def has(self, section: Section) -> bool:
        """Tell whether a section goes in."""
        if section.is_extra:
            return section in self.extras
        return section.is_kept or section not in self.left_out

    def moved(self, section: Section, place: int) -> PaperChoice:
        """Return the choice with a section at another place; 0 is right behind the first page."""
        order = [each for each in self.order if each is not section]
        order.insert(max(0, place), section)
        return replace(self, order=tuple(order))

    def taking(self, section: Section) -> PaperChoice:
        """Return the choice with a section in."""
        if section.is_extra:
            return replace(self, extras=self.extras | {section})
        return replace(self, left_out=self.left_out - {section})

    def leaving_out(self, section: Section) -> PaperChoice:
        """Return the choice without a section.

        Raises:
            KeptSectionError: it cannot be left out.
        """
        if section.is_kept:
            raise KeptSectionError(section)
        if section.is_extra:
            return replace(self, extras=self.extras - {section})
        return replace(self, left_out=self.left_out | {section})


USUAL_PAPER = PaperChoice()


def ordered_sections(names: Iterable[str]) -> tuple[Section, ...]:
    """Return every section once: those named first come in that order, the others behind those they follow by nature.

    Names of no section are passed over.
    """
    known = {section.value: section for section in Section}
    order = list(dict.fromkeys(known[name] for name in names if name in known))
    before: list[Section] = []
    for section in Section:
        if section not in order:
            order.insert(max((order.index(each) + 1 for each in before), default=0), section)
        before.append(section)
    return tuple(order)


def optional_sections(names: Iterable[str]) -> frozenset[Section]:
    """Return the sections of these names that may be left out; all other names are passed over."""
    wanted = set(names)
    return frozenset(
        section for section in Section if section.value in wanted and not (section.is_kept or section.is_extra)
    )


def extra_sections(names: Iterable[str]) -> frozenset[Section]:
    """Return the sections of these names that go in only where they are asked for: an order that names them asks."""
    wanted = set(names)
    return frozenset(section for section in Section if section.value in wanted and section.is_extra)
