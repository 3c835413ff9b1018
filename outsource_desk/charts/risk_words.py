"""What bands and the levels of likelihood and impact are called on charts and on screen."""

from __future__ import annotations

from outsource_desk.charts.speech import ENGLISH, Speech
from outsource_desk.domain.risk import Band


def band_words(band: Band, speech: Speech = ENGLISH) -> str:
    """Return a band in words."""
    tr = speech.tr
    return {
        Band.LOW: tr("Low"), Band.MEDIUM: tr("Medium"), Band.HIGH: tr("High"), Band.CRITICAL: tr("Critical"),
    }[band]  # fmt: skip


def likelihood_words(level: int, speech: Speech = ENGLISH) -> str:
    """Return a likelihood in words."""
    tr = speech.tr
    return (tr("Rare"), tr("Unlikely"), tr("Possible"), tr("Likely"), tr("Almost certain"))[level - 1]


def impact_words(level: int, speech: Speech = ENGLISH) -> str:
    """Return an impact in words."""
    tr = speech.tr
    return (tr("Negligible"), tr("Minor"), tr("Moderate"), tr("Major"), tr("Severe"))[level - 1]
