"""The command for every edit, undo and redo."""

from __future__ import annotations

import argparse
from pathlib import Path

from outsource_desk.cli.output import DONE, print_json, tell_troubles, usage

MOST_LINES = 20  # that an undo or redo says of itself


def add_history_options(history: argparse.ArgumentParser) -> None:
    """Add what can be asked of the history."""
    act = history.add_mutually_exclusive_group()
    act.add_argument("--undo", action="store_true", help="take the last act back")
    act.add_argument("--redo", action="store_true", help="do again what was undone last")
    act.add_argument("--name", metavar="NAME", help="give the newest revision a name")
    act.add_argument("--show", metavar="REVISION", help="say what one edit changed")
    act.add_argument("--diff", nargs=2, metavar=("FROM", "TO"), help="compare two revisions, by number or name")
    act.add_argument("--copy", metavar="OUT.odesk", type=Path, help="save a verified copy")
    history.add_argument("--without-history", action="store_true", help="leave the past out of the copy")
    history.add_argument("--json", action="store_true", help="print one JSON document")


def tell_history(options: argparse.Namespace) -> int:
    """Show every edit, undo and redo, or take back, do again, name, compare and copy."""
    from outsource_desk.services import history
    from outsource_desk.services.desk import open_desk

    if options.without_history and not options.copy:
        usage("--without-history goes with --copy OUT.odesk")
    writes = options.undo or options.redo or options.name is not None
    with open_desk(options.file, read_only=not writes) as desk:
        if options.copy:
            history.save_copy(desk, options.copy, with_history=not options.without_history)
            lines = [f"Saved “{options.copy}”{' without its history' if options.without_history else ''}."]
        elif options.undo or options.redo:
            edit = history.undo(desk) if options.undo else history.redo(desk)
            said = history.describe_edit(desk, edit.id)
            lines = [f"{edit.label}. The file is at revision {edit.id}.", *said[:MOST_LINES]]
            if len(said) > MOST_LINES:
                lines.append(f"and {len(said) - MOST_LINES:,} more: history --show {edit.id}")
        elif options.name is not None:
            history.name_revision(desk, options.name)
            lines = [f"Revision {history.find_revision(desk, options.name)} is now called “{options.name.strip()}”."]
        elif options.show:
            lines = history.describe_edit(desk, history.find_revision(desk, options.show)) or ["Nothing changed."]
        elif options.diff:
            first, last = (history.find_revision(desk, revision) for revision in options.diff)
            lines = history.diff(desk, first, last) or ["Nothing is different."]
        else:
            lines = [] if options.json else history.history_lines(desk)
        if options.json and not lines:
            print_json(history.history_as_json(desk))
        elif options.json:
            print_json({"revision": desk.journal.revision, "lines": lines})
        else:
            print("\n".join(lines))
        tell_troubles(desk)
    return DONE
