"""Criteria templates: read them, check them, and copy one into an initiative."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outsource_desk.domain.criterion import Direction, Measure
from outsource_desk.domain.errors import DeskError, NotFoundError
from outsource_desk.domain.initiative import GoalKind, OutsourcingType, Weighting
from outsource_desk.paths import resource
from outsource_desk.services.template_text import Entry, read_template_text

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

LIBRARY_FILE = "library.yaml"
LIBRARY_SCHEMA = "outsource-desk/criteria-library/1"
TREE_SCHEMA = "outsource-desk/criteria-tree/1"


class HasCriteriaError(DeskError):
    """A template was to be applied where criteria exist already."""

    remedy = "Delete the criteria first, or start a new initiative and apply the template there."

    def __init__(self, initiative: str) -> None:
        super().__init__(f"“{initiative}” has criteria already; a template would mix with them.")


@dataclass(frozen=True)
class TemplateLeaf:
    """A criterion of the library."""

    code: str
    name: str
    ask: str
    measure: Measure
    direction: Direction | None = None
    unit: str = ""
    maximum: float = 5.0
    step: float = 0.5
    minimum: float | None = None
    is_gate: bool = False
    goals: tuple[GoalKind, ...] = ()
    anchors: tuple[tuple[float, str], ...] = ()  # (points, wording), lowest first
    feeds: tuple[str, ...] = ()  # codes of the questions of vetting that it is judged by


@dataclass(frozen=True)
class TemplateGroup:
    """A group of a tree with its leaves and their weights, which add up to 100."""

    code: str
    name: str
    ask: str
    weight: float  # of 100
    leaves: tuple[tuple[TemplateLeaf, float], ...]  # (leaf, weight of 100 inside the group)


@dataclass(frozen=True)
class Template:
    """A tree of criteria for one kind of outsourcing."""

    id: str
    version: str
    outsourcing_type: OutsourcingType
    title: str
    groups: tuple[TemplateGroup, ...]

    @property
    def leaves(self) -> tuple[TemplateLeaf, ...]:
        """Return all leaves in the order of the tree."""
        return tuple(leaf for group in self.groups for leaf, _ in group.leaves)


def criteria_templates(folder: Path | None = None) -> list[Template]:
    """Return every criteria template, in the order ITO, BPO, KPO.

    Args:
        folder: where the library and the trees lie; None = those that come with the product.

    Raises:
        TemplateError: a file cannot be used; the message names it, the line, and what to do.
    """
    folder = folder or resource("templates", "criteria")
    library = _read_library(folder / LIBRARY_FILE)
    templates: dict[str, Template] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == LIBRARY_FILE:
            continue
        whole = read_template_text(path, TREE_SCHEMA)
        template = _tree(whole, library)
        if template.id in templates:
            raise whole.mapping()["id"].error(f"Another tree has the id “{template.id}” too.", "Give it another id.")
        templates[template.id] = template
    order = list(OutsourcingType)
    return sorted(templates.values(), key=lambda template: (order.index(template.outsourcing_type), template.id))


def criteria_template(template_id: str, folder: Path | None = None) -> Template:
    """Return one criteria template, its id in any case of letters.

    Raises:
        NotFoundError: there is no template with this id.
        TemplateError: a file cannot be used.
    """
    templates = criteria_templates(folder)
    for template in templates:
        if template.id.casefold() == template_id.strip().casefold():
            return template
    raise UnknownTemplateError(template_id, [template.id for template in templates])


class UnknownTemplateError(NotFoundError):
    """A template was asked for that does not exist."""

    remedy = "Choose one of the templates named in the message."

    def __init__(self, template_id: str, known: list[str]) -> None:
        DeskError.__init__(self, f"There is no template “{template_id}”. There are: {', '.join(known)}.")


def criteria_library(folder: Path | None = None) -> dict[str, TemplateLeaf]:
    """Return the criteria that templates may use, by code; ``folder`` as in `criteria_templates`.

    Raises:
        TemplateError: the library cannot be used.
    """
    return _read_library((folder or resource("templates", "criteria")) / LIBRARY_FILE)


def apply_criteria_template(desk: Desk, initiative_id: int, template_id: str, folder: Path | None = None) -> None:
    """Copy a template's groups, criteria, weights, anchors, minimums and gates into an initiative.

    Undoable. Saved when this returns. The copy is the initiative's own: a later change of the template does not
    reach it. The price has no floor and ceiling yet; fix them before offers are opened.

    Args:
        desk: the open file.
        initiative_id: an initiative without criteria.
        template_id: ``ito``, ``bpo`` or ``kpo``.
        folder: where templates lie; None = those that come with the product.

    Raises:
        HasCriteriaError: the initiative has criteria already.
        NotFoundError: there is no such initiative or template.
        TemplateError: a template file cannot be used. The file is unchanged in each case.
    """
    from outsource_desk.services.criteria import add_criterion
    from outsource_desk.services.feed_links import link_feeds
    from outsource_desk.store.criteria import load_criteria
    from outsource_desk.store.initiatives import load_initiative
    from outsource_desk.store.rows import update_row

    initiative = load_initiative(desk.connection, initiative_id)
    template = criteria_template(template_id, folder)
    if load_criteria(desk.connection, initiative_id):
        raise HasCriteriaError(initiative.name)
    with desk.edit("Apply template"):
        origin = {"template": f"{template.id} {template.version}", "weighting": Weighting.DIRECT}
        update_row(desk.db, "initiative", initiative_id, origin)
        for group in template.groups:
            parent = add_criterion(desk, initiative_id, group.name, weight=group.weight, ask=group.ask, code=group.code)
            for leaf, weight in group.leaves:
                add_criterion(
                    desk,
                    initiative_id,
                    leaf.name,
                    parent_id=parent,
                    weight=weight,
                    ask=leaf.ask,
                    measure=leaf.measure,
                    maximum=leaf.maximum,
                    step=leaf.step,
                    direction=leaf.direction,
                    unit=leaf.unit,
                    minimum=leaf.minimum,
                    is_gate=leaf.is_gate,
                    code=leaf.code,
                    anchors=dict(leaf.anchors),
                )
        link_feeds(desk, initiative_id)


def _read_library(path: Path) -> dict[str, TemplateLeaf]:
    """Return the library's criteria by code."""
    whole = read_template_text(path, LIBRARY_SCHEMA)
    fields = whole.fields(["schema", "id", "version", "scale", "criteria"])
    fields["id"].text()
    fields["version"].text()
    scale = fields["scale"].fields(["maximum", "step"])
    maximum = scale["maximum"].number(1, 100)
    step = scale["step"].number(0, maximum)
    library: dict[str, TemplateLeaf] = {}
    for entry in fields["criteria"].items():
        leaf = _leaf(entry, maximum, step)
        if leaf.code in library:
            raise entry.error(
                f"The code “{leaf.code}” is used twice in the library.", "Give one of the two another code."
            )
        library[leaf.code] = leaf
    return library


def _leaf(entry: Entry, maximum: float, step: float) -> TemplateLeaf:
    optional = ["direction", "unit", "minimum", "gate", "anchors", "feeds"]
    fields = entry.fields(["code", "name", "ask", "measure", "goals"], optional)
    measure = fields["measure"].choice(Measure)
    _refuse_misplaced(fields, measure)
    direction = fields["direction"].choice(Direction) if "direction" in fields else None
    if measure is Measure.PRICE and direction is not Direction.MIN:
        raise fields.get("direction", entry).error("A price is better when it is lower.", "Write “direction: min”.")
    if measure is Measure.MEASURED and direction is None:
        raise entry.error("A measured criterion has no direction.", "Write “direction: max” or “direction: min”.")
    highest = maximum if measure is Measure.JUDGED else None
    minimum = fields["minimum"].number(0, highest) if "minimum" in fields else None
    is_gate = "gate" in fields and fields["gate"].flag()
    if is_gate and minimum is None:
        raise fields["gate"].error("A gate needs a minimum.", "Add a line “minimum: ...”, or delete the gate.")
    return TemplateLeaf(
        code=fields["code"].text(),
        name=fields["name"].text(),
        ask=fields["ask"].text(),
        measure=measure,
        direction=direction,
        unit=fields["unit"].text() if "unit" in fields else "",
        maximum=maximum,
        step=step,
        minimum=minimum,
        is_gate=is_gate,
        goals=tuple(goal.choice(GoalKind) for goal in fields["goals"].items()),
        anchors=_anchors(entry, fields, maximum) if measure is Measure.JUDGED else (),
        feeds=tuple(code.text() for code in fields["feeds"].items()) if "feeds" in fields else (),
    )


def _refuse_misplaced(fields: dict[str, Entry], measure: Measure) -> None:
    """Refuse what only another kind of criterion can have."""
    misplaced = ["direction", "unit"] if measure is Measure.JUDGED else ["anchors"]
    for name in misplaced:
        if name in fields:
            raise fields[name].error(f"A {measure} criterion has no “{name}”.", "Delete it, or change the measure.")


def _anchors(entry: Entry, fields: dict[str, Entry], maximum: float) -> tuple[tuple[float, str], ...]:
    """Return one wording for each whole point from 0 to ``maximum``."""
    if "anchors" not in fields:
        raise entry.error(
            "A judged criterion has no anchors.", f"Add “anchors:” with a line for each point, 0 to {maximum:g}."
        )
    wordings = fields["anchors"].mapping()
    points = [str(point) for point in range(int(maximum) + 1)]
    for point, wording in wordings.items():
        if point not in points:
            raise wording.error(
                f"An anchor at “{point}” is not on the scale.", f"Use the whole points 0 to {maximum:g}."
            )
    for point in points:
        if point not in wordings:
            raise fields["anchors"].error(f"The anchor for {point} points is missing.", f"Add a line “{point}: ...”.")
    texts = [wordings[point].text() for point in points]
    for point, text in zip(points, texts, strict=True):
        if texts.index(text) != int(point):
            raise wordings[point].error("Two points have the same anchor.", "Word them so that only one can be true.")
    return tuple((float(point), text) for point, text in zip(points, texts, strict=True))


def _tree(whole: Entry, library: dict[str, TemplateLeaf]) -> Template:
    fields = whole.fields(["schema", "id", "version", "type", "title", "groups"])
    entries = fields["groups"].items()
    codes: dict[str, Entry] = {}
    groups = tuple(_group(entry, library, codes) for entry in entries)
    _refuse_other_sum(fields["groups"], "the groups", [group.weight for group in groups])
    return Template(
        id=fields["id"].text(),
        version=fields["version"].text(),
        outsourcing_type=fields["type"].choice(OutsourcingType),
        title=fields["title"].text(),
        groups=groups,
    )


def _group(entry: Entry, library: dict[str, TemplateLeaf], codes: dict[str, Entry]) -> TemplateGroup:
    """Return one group; ``codes`` gathers what the tree has used so far."""
    fields = entry.fields(["code", "name", "ask", "weight", "criteria"])
    code = _new_code(fields["code"], codes, "Give the group another code.")
    leaves: list[tuple[TemplateLeaf, float]] = []
    for part in fields["criteria"].items():
        named = part.fields(["use", "weight"])
        use = named["use"].text()
        if use not in library:
            raise named["use"].error(
                f"The library has no criterion “{use}”.", f"Correct the code, or add it to {LIBRARY_FILE}."
            )
        _new_code(named["use"], codes, "Use each criterion once, so that nothing counts twice.")
        leaves.append((library[use], named["weight"].number(0, 100)))
    name = fields["name"].text()
    _refuse_other_sum(fields["criteria"], f"“{name}”", [weight for _, weight in leaves])
    return TemplateGroup(code, name, fields["ask"].text(), fields["weight"].number(0, 100), tuple(leaves))


def _new_code(entry: Entry, codes: dict[str, Entry], remedy: str) -> str:
    code = entry.text()
    if code in codes:
        raise entry.error(f"“{code}” stands in this tree already, in line {codes[code].line}.", remedy)
    codes[code] = entry
    return code


def _refuse_other_sum(entry: Entry, where: str, weights: list[float]) -> None:
    total = sum(weights)
    if abs(total - 100) > 1e-6:
        raise entry.error(f"The weights in {where} add up to {total:g}, not 100.", "Change them so that they make 100.")
