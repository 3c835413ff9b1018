"""Tiers, depths, kinds of answers and gates in words."""

from __future__ import annotations

from outsource_desk.domain.tier import Depth, Tier
from outsource_desk.domain.vetting import AnswerType, Gate
from outsource_desk.services.tiering import TierFinding
from outsource_desk.ui.language import tr

Options = list[tuple[str, str]]


def tier_name(tier: Tier) -> str:
    """Return how critical a function of a tier is."""
    return {Tier.T1: tr("Critical"), Tier.T2: tr("Important"), Tier.T3: tr("Routine")}[tier]


def tier_told(finding: TierFinding) -> tuple[str, str, str]:
    """Return the words, the tone and the icon of a chip that says how critical the function is."""
    if finding.tier is None:
        return tr("Not known yet"), "quiet", "open"
    tone, icon = {Tier.T1: ("bad", "risk"), Tier.T2: ("warn", "shield"), Tier.T3: ("good", "done")}[finding.tier]
    return tier_name(finding.tier), tone, icon


def depth_name(depth: Depth) -> str:
    """Return how deep vetting goes."""
    return {Depth.LITE: tr("Lite"), Depth.STANDARD: tr("Standard"), Depth.FULL: tr("Full")}[depth]


def depth_choices() -> Options:
    """Return the depths of vetting to choose from."""
    return [(str(depth), depth_name(depth)) for depth in Depth]


def asked_for_choices() -> Options:
    """Return for which functions a question is asked, by the depth that it belongs to."""
    return [
        (str(Depth.LITE), tr("Every function")),
        (str(Depth.STANDARD), tr("Important and critical functions")),
        (str(Depth.FULL), tr("Critical functions only")),
    ]


def kind_choices() -> Options:
    """Return the kinds of answers to choose from."""
    words = {
        AnswerType.YES_NO: tr("Yes or no"),
        AnswerType.YES_PARTLY_NO: tr("Yes, partly or no"),
        AnswerType.MATURITY: tr("Maturity, 0 to 5"),
        AnswerType.NUMBER: tr("A number"),
        AnswerType.PERCENTAGE: tr("A percentage"),
        AnswerType.CHOICE: tr("One of several options"),
        AnswerType.SEVERAL: tr("Any of several options"),
        AnswerType.DATE: tr("A date"),
        AnswerType.DOCUMENT: tr("A document"),
        AnswerType.TEXT: tr("A text, judged by the reviewer"),
    }
    return [(str(kind), said) for kind, said in words.items()]


def gate_choices() -> Options:
    """Return what a question may decide besides its points."""
    return [
        (str(Gate.NONE), tr("Nothing but points")),
        (str(Gate.CONDITIONAL), tr("Condition: who misses it needs a dated condition")),
        (str(Gate.KNOCK_OUT), tr("Knock-out: who misses it is not ranked")),
    ]


def type_choices() -> Options:
    """Return for which kinds of outsourcing a question is asked; the value lists them."""
    return [
        ("", tr("All kinds of outsourcing")),
        ("ITO", tr("IT only")),
        ("BPO", tr("Business processes only")),
        ("KPO", tr("Knowledge work only")),
        ("ITO BPO", tr("IT and business processes")),
        ("ITO KPO", tr("IT and knowledge work")),
        ("BPO KPO", tr("Business processes and knowledge work")),
        ("ITO BPO KPO", tr("All three, named one by one")),
    ]


def vendor_kind_choices() -> Options:
    """Return which kinds of vendors are asked; the value lists them."""
    return [
        ("", tr("All vendors")),
        ("company", tr("Companies only")),
        ("individual", tr("Individuals only")),
        ("company individual", tr("Both, named one by one")),
    ]


def answered_by_choices() -> Options:
    """Return who answers a question; the value tells whether we do."""
    return [("0", tr("Each vendor")), ("1", tr("Us, by our own checks"))]


def yes_no_choices() -> Options:
    """Return yes and no."""
    return [("1", tr("Yes")), ("0", tr("No"))]
