"""Which scenarios a plan must have: the basic ones, and those that risks above appetite lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from outsource_desk.paths import resource
from outsource_desk.services.rules.reading import read_block

LINKS_SCHEMA = "outsource-desk/scenario-links/1"


@dataclass(frozen=True)
class ScenarioLinks:
    """The scenarios of the library by code, without their texts.

    Attributes:
        basic: what every plan needs.
        risks: scenario → codes of the risks that lead there.
    """

    basic: frozenset[str]
    risks: Mapping[str, tuple[str, ...]]

    def required(self, above: frozenset[str]) -> frozenset[str]:
        """Return what a plan needs while risks of these codes are above appetite."""
        return self.basic | {code for code, risks in self.risks.items() if not above.isdisjoint(risks)}


def scenario_links(folder: Path | None = None) -> ScenarioLinks:
    """Return which risks lead to which scenario; ``folder`` None = as the product comes.

    Raises:
        RulesFileError: the file cannot be used; the message names the line.
    """
    return _links((folder or resource("templates")) / "scenario_links.yaml")


@lru_cache(maxsize=4)
def _links(path: Path) -> ScenarioLinks:
    fields = read_block(path).fields(("schema", "id", "version", "basic", "risks"))
    fields["schema"].one_of((LINKS_SCHEMA,))
    risks = {code: tuple(block.text().split()) for code, block in fields["risks"].parts.items()}
    basic = frozenset(fields["basic"].text().split())
    for code in sorted(basic - risks.keys()):
        raise fields["basic"].error(f"The scenario {code} is not among those below.")
    return ScenarioLinks(basic, risks)
