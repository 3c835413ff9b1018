"""One scene of a fault beside an open file: a folder, a file in it, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from outsource_desk.domain.errors import DeskError
from outsource_desk.services import vendors
from outsource_desk.services.desk import Desk, open_desk
from tests.faults.figures import Figures
from tests.faults.forks import Ended


class Scene:
    """One scene: a folder, a file in it, and what came of it."""

    def __init__(self, name: str, folder: Path, size: int) -> None:
        self.figures = Figures(name)
        self.folder = folder
        self.size = size  # how often what may go either way is tried
        self.path = folder / "desk" / "work.odesk"
        self.path.parent.mkdir()

    def expect(self, what: str, is_so: bool, kind: str = "silent") -> None:
        """Count a complaint unless something is as it must be."""
        if not is_so:
            self.figures.complain(kind, what)

    def refused(self, what: str, act: Callable[[], object]) -> str:
        """Demand that an act is refused with a remedy; return the message."""
        self.figures.tries += 1
        try:
            act()
        except DeskError as refusal:
            self.figures.refused += 1
            self.expect(f"{what}: no remedy", bool(refusal.remedy))
            return str(refusal)
        self.figures.complain("silent", f"{what} was not refused")
        return ""

    def add(self, desk: Desk, name: str) -> None:
        """Do an act and count it as acknowledged."""
        vendors.add_vendor(desk, name)
        self.figures.acknowledged += 1

    def find(self, path: Path, *names: str) -> None:
        """Demand that a file is sound and holds some vendors and no others."""
        with open_desk(path, read_only=True) as desk:
            self.expect(f"{path.name} is damaged", desk.file.damage.is_sound, "lost")
            found = sorted(vendor.name for vendor in vendors.list_vendors(desk))
        self.expect(f"{path.name} holds {found}, not {sorted(names)}", found == sorted(names), "lost")


def take_over(scene: Scene, told: Ended) -> None:
    """Take the figures of a part that was played in a process of its own."""
    scene.expect(f"the scene ran: {told.fault}", not told.fault, "tracebacks")
    if told.answer:
        scene.figures.add(Figures(**told.answer))


def run(play: Callable[[Scene], None], folder: Path, size: int) -> Figures:
    """Play one scene in an empty folder."""
    began = time.monotonic()
    scene = Scene(play.__name__.replace("_", " "), folder, size)
    play(scene)
    scene.figures.seconds = time.monotonic() - began
    return scene.figures
