"""What can be typed: every command with its options, in the order in which they are told."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from outsource_desk import __version__
from outsource_desk.cli import exchange, files, importing, results, revisions
from outsource_desk.cli.output import program


class Command(NamedTuple):
    """One command: its name, what it does in words, and what runs it."""

    name: str
    summary: str
    run: Callable[[argparse.Namespace], int]
    add_options: Callable[[argparse.ArgumentParser], None] | None = None
    needs_file: bool = True


def _add_window_options(window: argparse.ArgumentParser) -> None:
    window.add_argument("--smoke", metavar="DIR", type=Path, help=argparse.SUPPRESS)  # for packagers; see the manual


_COMMANDS = (
    Command("open", "Open the desktop with a file.", files.show, _add_window_options),
    Command("show", "Say what a file holds and what to do next.", files.show),
    Command("new", "Make a new file.", files.make, files.add_new_options),
    Command(
        "import", "Bring in a spreadsheet as one act that can be undone.",
        importing.bring_in, importing.add_import_options,
    ),
    Command(
        "template", "Write an empty workbook to be filled in and imported.",
        importing.write_form, importing.add_form_options, needs_file=False,
    ),
    Command("set", "Set fields of an initiative, a criterion or a vendor.", files.assign, files.add_set_options),
    Command("rank", "Rank the candidates of an initiative.", results.rank, results.add_rank_options),
    Command(
        "report", "Write the board paper, the live workbook or the contingency plan.",
        results.write_report, results.add_report_options,
    ),
    Command(
        "calendar", "Write everything that is due as a calendar for other programs.",
        results.write_calendar_file, results.add_calendar_options,
    ),
    Command(
        "ballot", "Write an evaluator's ballot, or merge ballots that came back.",
        exchange.trade_ballots, exchange.add_ballot_options,
    ),
    Command(
        "vet", "Send a vendor its questionnaire as a workbook, or read the one that came back.",
        exchange.trade_questionnaire, exchange.add_vet_options,
    ),
    Command(
        "debrief", "Write a losing vendor the reasons, with nothing of anybody else.",
        results.write_debrief, results.add_debrief_options,
    ),
    Command(
        "history", "Show every edit, undo and redo, name and compare revisions.",
        revisions.tell_history, revisions.add_history_options,
    ),
    Command("check", "Check the file's integrity and its initiatives.", files.check, files.add_check_options),
)  # fmt: skip
COMMANDS = tuple(each.name for each in _COMMANDS)


def build_parser() -> argparse.ArgumentParser:
    """Return what reads the command line; the command that was typed stands in ``run``."""
    parser = argparse.ArgumentParser(
        prog=program(),
        description="Decide whether to outsource, to whom, and how to get out again: one local file, offline.",
        epilog=f"Without a command the desktop opens, with a file or with the welcome: {program()} demo.odesk",
    )
    parser.add_argument("--version", action="version", version=f"Outsource Desk {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for each in _COMMANDS:
        sub = commands.add_parser(each.name, help=each.summary, description=each.summary)
        if each.needs_file:
            sub.add_argument("file", metavar="FILE.odesk", type=Path)
        if each.add_options:
            each.add_options(sub)
        sub.set_defaults(run=each.run)
    return parser
