"""Start a file: empty, with a template, or with the worked sample."""

from __future__ import annotations

from pathlib import Path

from outsource_desk.domain.checks import checked_choice
from outsource_desk.domain.initiative import OutsourcingType
from outsource_desk.services.desk import Desk, create_desk
from outsource_desk.services.exports import refuse_wrong_ending
from outsource_desk.services.initiatives import add_initiative


def start_file(path: Path, *, template: str | None = None, sample: bool = False, name: str | None = None) -> Desk:
    """Make a new file and return it open.

    Args:
        path: where it is to lie; nothing may be there yet.
        template: ito, bpo or kpo, in any case of letters: begin an initiative with these criteria.
        sample: begin with the worked sample.
        name: of the initiative that the template begins.

    Raises:
        DeskError: the file cannot be made or the name is not allowed; nothing is left behind.
    """
    from outsource_desk.services.sample import add_sample

    refuse_wrong_ending(path, ".odesk")
    kind = checked_choice("Template", template.upper(), OutsourcingType) if template else None
    desk = create_desk(path)
    try:
        if sample:
            add_sample(desk)
        if kind:
            start_initiative(desk, kind.label if name is None else name, template=kind)
    except BaseException:
        desk.file.discard()
        raise
    return desk


def start_initiative(desk: Desk, name: str, *, template: str | None = None, currency: str = "") -> int:
    """Start an initiative in an open file, with the criteria of a template if one is named, and return its id.

    Undoable. Saved when this returns.

    Args:
        desk: the open file.
        name: unlike any other initiative's.
        template: ito, bpo or kpo, in any case of letters; None = no criteria yet.
        currency: three letters, or empty.

    Raises:
        DeskError: a field is not allowed; the file is then unchanged.
    """
    from outsource_desk.services.templates import apply_criteria_template

    kind = checked_choice("Template", template.upper(), OutsourcingType) if template else None
    with desk.edit(f"Start {kind} initiative" if kind else "Start initiative"):
        initiative_id = add_initiative(desk, name, outsourcing_type=kind, currency=currency)
        if kind:
            apply_criteria_template(desk, initiative_id, kind)
    return initiative_id
