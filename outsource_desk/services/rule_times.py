"""When weights and scores were changed, as far as rules ask: weights after scoring began, scores after opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outsource_desk.domain.times import Times
from outsource_desk.store.timing import cells_changed, offers_opened, scoring_began, weights_changed

if TYPE_CHECKING:
    from outsource_desk.domain.ranking import Evaluation
    from outsource_desk.services.desk import Desk


def times_of(desk: Desk, evaluation: Evaluation) -> Times:
    """Read from the history what was changed late in an initiative."""
    connection, initiative = desk.connection, evaluation.initiative
    began = scoring_began(connection, initiative.id)
    opened = offers_opened(connection, initiative.id) if initiative.offers_opened_at else None
    return Times(
        scoring_began=began[1] if began else None,
        reweighed=weights_changed(connection, initiative.id, began[0]) if began else {},
        rescored=cells_changed(connection, initiative.id, opened) if opened is not None else {},
    )
