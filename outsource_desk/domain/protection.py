"""What protects a decision: risks, contingency, exit, performance and governance, read at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from outsource_desk.domain.contingency import Contingency
from outsource_desk.domain.dossier import Dossier
from outsource_desk.domain.frozen import frozen
from outsource_desk.domain.governance import Governance
from outsource_desk.domain.leaving import ExitPlan
from outsource_desk.domain.performance import Performance
from outsource_desk.domain.risk import RiskRegister


@frozen
class Protection:
    """Everything of one initiative that says what happens if it fails."""

    as_of: str  # YYYY-MM-DD: the day on which dates are judged
    register: RiskRegister = field(default_factory=RiskRegister)
    performance: Performance = field(default_factory=Performance)
    contingency: Contingency = field(default_factory=Contingency)
    leaving: ExitPlan = field(default_factory=ExitPlan)
    governance: Governance = field(default_factory=Governance)
    dossiers: Mapping[int, Dossier] = field(default_factory=dict)  # candidate id → what is known of the vendor
