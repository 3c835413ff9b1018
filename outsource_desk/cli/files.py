"""The commands that make a file, look at it, set its fields and check it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from outsource_desk.cli.output import DONE, REFUSED, print_json, tell_troubles, usage

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def add_new_options(new: argparse.ArgumentParser) -> None:
    """Add what a new file can begin with."""
    new.add_argument("--template", choices=["ito", "bpo", "kpo"], help="begin with an initiative of this kind")
    new.add_argument("--sample", action="store_true", help="begin with the worked sample, a service desk")
    new.add_argument("--name", help="name of the initiative that the template begins")


def make(options: argparse.Namespace) -> int:
    """Make a new file."""
    from outsource_desk.services.starting import start_file

    if options.name is not None and not options.template:
        usage("--name goes with --template")
    with start_file(options.file, template=options.template, sample=options.sample, name=options.name) as desk:
        print(f"Made “{desk.path.name}”.")
        _overview(desk)
    return DONE


def show(options: argparse.Namespace) -> int:
    """Say what a file holds and what to do next."""
    from outsource_desk.services.desk import open_desk

    with open_desk(options.file, read_only=True) as desk:
        tell_troubles(desk)
        _overview(desk)
    return DONE


def _overview(desk: Desk) -> None:
    from outsource_desk.services.overview import overview_lines

    for line in overview_lines(desk):
        print(line)


def add_set_options(edit: argparse.ArgumentParser) -> None:
    """Add whose fields are set, and to what."""
    edit.add_argument("thing", choices=["initiative", "criterion", "vendor"])
    edit.add_argument("name", metavar="NAME")
    edit.add_argument("fields", metavar="FIELD=VALUE", nargs="+", help="for example weight=25, minimum=3 or gate=yes")
    edit.add_argument("--initiative", metavar="NAME", help="whose criterion it is; without it the newest's")


def assign(options: argparse.Namespace) -> int:
    """Set fields of an initiative, a criterion or a vendor, and say what changed."""
    from outsource_desk.services.desk import open_desk
    from outsource_desk.services.history import describe_edit
    from outsource_desk.services.setting import Thing, read_assignments, set_fields

    with open_desk(options.file) as desk:
        before = desk.journal.revision
        fields = read_assignments(options.fields)
        set_fields(desk, Thing(options.thing), options.name, fields, options.initiative)
        changed = desk.journal.revision > before
        print("\n".join(describe_edit(desk, desk.journal.revision) if changed else ["It says so already."]))
        tell_troubles(desk)
    return DONE


def add_check_options(check: argparse.ArgumentParser) -> None:
    """Add how the findings are said."""
    check.add_argument("--json", action="store_true", help="print one JSON document")


def check(options: argparse.Namespace) -> int:
    """Check the file's integrity and its initiatives."""
    from outsource_desk.services.checking import check_file

    result = check_file(options.file)
    if options.json:
        print_json(result.as_json())
    else:
        print("\n".join(result.lines()))
    return DONE if result.is_sound else REFUSED
