"""What the letter says: values that hold nothing of any other candidate, so that nothing of them can be printed."""

from __future__ import annotations

from dataclasses import dataclass

from outsource_desk.domain.paper import PaperSize


@dataclass(frozen=True)
class Result:
    """One criterion with what the vendor reached on it."""

    criterion: str
    text: str  # ``3.5 of 5``, or the amount that it offered


@dataclass(frozen=True)
class Loss:
    """A criterion on which points were lost, measured against what a full score would have needed."""

    criterion: str
    text: str  # ``2 of 5``
    good: str  # what would have earned all points; empty if nobody has worded it
    reasons: tuple[str, ...] = ()  # the evaluators' own words, where they may be shown


@dataclass(frozen=True)
class Requirement:
    """A question of the vetting whose requirement was not met, or not yet."""

    wording: str
    good: str  # what would have met it


@dataclass(frozen=True)
class Letter:
    """A letter to one vendor; typed texts stand as they were typed."""

    vendor: str
    subject: str
    sender: str = ""  # several lines
    recipient: str = ""  # several lines
    date: str = ""
    reference: str = ""
    opening: str = ""
    closing: str = ""
    signatory: str = ""
    contact: str = ""
    objection: str = ""
    is_excluded: bool = False  # not ranked, because requirements that everybody must meet were not met
    barred: tuple[Requirement, ...] = ()  # of the vetting, those that keep an offer out
    minimums: tuple[str, ...] = ()  # ``Security: 2, at least 3 was required``, those that keep an offer out
    results: tuple[Result, ...] = ()  # none where nothing was judged
    strengths: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()  # the greatest first
    missed: tuple[Requirement, ...] = ()  # that would have needed a condition
    remaining: tuple[Requirement, ...] = ()  # gaps that were still open
    standing: str = ""  # a sentence on rank or number of candidates, where it may be said
    size: PaperSize = PaperSize.A4
    organisation: str = ""
    classification: str = ""
    as_of: str = "2000-01-01T00:00:00+00:00"  # UTC; the file's own time, never the clock
    app_version: str = ""
