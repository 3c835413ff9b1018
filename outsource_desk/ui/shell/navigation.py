"""Where the user has been, for the way back and forward."""

from __future__ import annotations

from outsource_desk.ui.places import Place

MOST = 200


class Trail:
    """The places shown, in order, and where on it the user stands."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        """Return the place that is shown."""
        return self._places[self._at] if self._places else None

    @property
    def can_go_back(self) -> bool:
        """Tell whether there is an earlier place."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Tell whether the user has come back from a later place."""
        return self._at < len(self._places) - 1

    def visit(self, place: Place) -> None:
        """Go on to a place; what lay ahead is forgotten."""
        if place == self.here:
            return
        self._places = [*self._places[: self._at + 1], place][-MOST:]
        self._at = len(self._places) - 1

    def back(self) -> Place:
        """Go to the place before."""
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Place:
        """Go to the place after."""
        self._at += 1
        return self._places[self._at]
