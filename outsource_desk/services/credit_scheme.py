"""What a miss may cost the provider."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outsource_desk.domain.performance import Metric, MetricKind
from outsource_desk.services.preferred import preferred_of

if TYPE_CHECKING:
    from outsource_desk.domain.governance import Contract
    from outsource_desk.domain.protection import Protection
    from outsource_desk.domain.ranking import Evaluation, Ranking
    from outsource_desk.domain.vendor import Candidate


@dataclass(frozen=True)
class CreditScheme:
    """What a miss may cost the provider.

    Attributes:
        candidate: whose contract this is; None while nobody is preferred.
        contract: with them, drafted or signed; None while there is none.
        at_risk_amount: of one month, in minor units; None while charge or share at risk are not known.
        pool: per cent of the amount at risk that may be allocated; where the contract says nothing, all that is.
        allocated: of it, by the critical service levels, percentage points.
        largest: the largest single share.
    """

    candidate: Candidate | None
    contract: Contract | None
    at_risk_amount: int | None
    pool: float | None
    allocated: float
    largest: float


def scheme_of(evaluation: Evaluation, ranking: Ranking) -> CreditScheme:
    """Return what a miss may cost the provider that is preferred."""
    candidate = preferred_of(evaluation, ranking)
    contract = None
    if evaluation.protection is not None and candidate is not None:
        contract = evaluation.protection.governance.contract(candidate.id)
    shares = [each.allocation for each in critical_levels(evaluation.protection)]
    at_risk = None
    if contract is not None and contract.monthly_charge is not None and contract.at_risk is not None:
        at_risk = round(contract.monthly_charge * contract.at_risk / 100)
    pool = contract.pool if contract is not None else None
    return CreditScheme(candidate, contract, at_risk, pool, sum(shares), max(shares, default=0.0))


def critical_levels(protection: Protection | None) -> Iterator[Metric]:
    """Yield the metrics that credits are agreed for: the critical service levels."""
    if protection is not None:
        yield from (each for each in protection.performance.metrics if each.kind is MetricKind.CSL)
