"""What the rules say of an evaluation: for tests of single rules."""

from __future__ import annotations

from outsource_desk.domain.ranking import Evaluation, RuleWarning
from outsource_desk.domain.times import Times
from outsource_desk.services.ranking import ranking_of
from outsource_desk.services.warnings import warnings_with


def warned(given: Evaluation, rule: str) -> list[RuleWarning]:
    """Return what one of the quick rules says."""
    return [warning for warning in ranking_of(given).warnings if warning.id == rule]


def warned_later(given: Evaluation, rule: str, times: Times | None = None) -> list[RuleWarning]:
    """Return what a rule says that takes its time."""
    return [warning for warning in warnings_with(given, ranking_of(given), times) if warning.id == rule]


def only(found: list[RuleWarning]) -> RuleWarning:
    """Return the one warning there is; it is a sentence, has a place and says what to do."""
    (warning,) = found
    assert warning.text.endswith(".")
    assert warning.fix.endswith(".")
    assert warning.where
    return warning


def said(warning: RuleWarning) -> str:
    """Return what a warning says, with ordinary spaces in its figures."""
    return warning.text.replace("\u00a0", " ")
