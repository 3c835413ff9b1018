"""The commands that bring in a spreadsheet and write an empty one to be filled in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outsource_desk.cli.output import DONE, REFUSED, Progress, print_json, tell_troubles

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk
    from outsource_desk.services.importing import ImportSummary

_WAYS = "Say which way is better with --more NAME or --less NAME."


def add_import_options(load: argparse.ArgumentParser) -> None:
    """Add what can be said of an import."""
    load.add_argument("sheet_file", metavar="SHEET", type=Path, help="an .xlsx, .ods, .csv, .xls or .xlsb file")
    load.add_argument("--initiative", metavar="NAME", help="where to; without it a new one, named after the file")
    load.add_argument("--sheet", metavar="NAME", help="the only sheet to read")
    load.add_argument("--encoding", default="", help="of a text file, where the one that is found is wrong")
    load.add_argument("--delimiter", default="", help="between the fields of a text file, where that is wrong")
    load.add_argument("--evaluator", metavar="NAME", help="whose scores these are; without it the sheet or file")

    def many(name: str, form: str, summary: str, kind: type = str) -> None:
        load.add_argument(name, metavar=form, action="append", default=[], help=summary, type=kind)

    many("--table", "N", "which of the tables that --dry-run lists, from 1; several come in as one act", int)
    many("--more", "NAME", "of this criterion or metric more is better")
    many("--less", "NAME", "of this criterion or metric less is better")
    many("--weight", "NAME=NUMBER", "what a criterion weighs, in place of the sheet's weight")
    load.add_argument(
        "--weights-elsewhere",
        action="store_true",
        help="take over the weights of another table of the file, where the one that comes in has none",
    )
    many("--top", "NAME=NUMBER", "the most points of a criterion's scale, where the sheet does not say it")
    many("--vendor", "NAME=HERE", "which vendor a name means: its name here, or new, or skip")
    many("--criterion", "NAME=HERE", "which criterion a name means: its name here, or new, or skip")
    many("--scorer", "NAME=HERE", "which evaluator a name means: the name here, or new, or skip")
    load.add_argument(
        "--people",
        choices=["evaluators", "vendors"],
        help="what the second parts of names such as “Alder – Kim” and “Alder – Lee” are",
    )
    many("--points", "NAME: WORD=POINTS, ...", "what the words of a criterion's column are worth")
    many("--gate", "NAME=POINTS", "a new criterion in which a candidate must reach so many points, or no")
    many("--answer", "CELL=VALUE", "what a cell in doubt says: a number, keep, open, or stay for what is here")
    load.add_argument(
        "--kind",
        choices=["vendors", "risks", "metrics", "readings", "answers"],
        help="bring a list in as records, one to a row, not as scores",
    )
    load.add_argument("--candidate", metavar="NAME", help="with --kind answers: whose they are")
    many("--column", "LETTER=FIELD", "with --kind: what a column holds, or none; fields as the templates call them")
    many("--row", "NUMBER=ID", "with --kind: which record a row means: its number here, or new, or skip")
    load.add_argument(
        "--policy",
        choices=["replace", "keep", "merge", "ask"],
        help="what becomes of values that differ here: replace them (the usual, unless a sheet of this layout came in "
        "otherwise), keep them, merge: fill only what is open, or ask: keep all that no --answer settles",
    )
    load.add_argument("--anew", action="store_true", help="let nothing count that was said of this layout before")
    load.add_argument("--dry-run", action="store_true", help="show what was understood and write nothing")
    load.add_argument("--json", action="store_true", help="print one JSON document")


def bring_in(options: argparse.Namespace) -> int:
    """Read a spreadsheet and bring in what it says, or only say what was understood."""
    from outsource_desk.services.desk import open_desk
    from outsource_desk.services.import_memory import seen_as_before
    from outsource_desk.services.import_options import read_choices
    from outsource_desk.services.import_records.as_kind import has_dossiers, list_kind
    from outsource_desk.services.importing import import_spreadsheet, read_spreadsheet

    with open_desk(options.file, read_only=options.dry_run) as desk, Progress() as progress:
        reading = read_spreadsheet(
            options.sheet_file,
            sheet=options.sheet,
            progress=progress,
            encoding=options.encoding,
            delimiter=options.delimiter,
        )
        reading = reading if options.anew else seen_as_before(desk, reading)
        if options.dry_run and (reading.refusal or not options.kind):
            _print_reading(reading, options.json)
            return DONE if reading.tables else REFUSED
        kind = options.kind or list_kind(reading, options.table[0] - 1 if options.table else None)
        if kind and not reading.refusal:
            return _import_list(desk, reading, kind, options)
        summary = import_spreadsheet(desk, reading, read_choices(options, reading))
        if options.json:
            print_json(summary.as_json())
        else:
            print("\n".join([*summary.lines(), *_import_hints(summary, options)]))
            if has_dossiers(reading):
                print("Bring what the list says of vendors into their dossiers with --kind vendors.")
        tell_troubles(desk)
    return DONE


def _import_list(desk: Desk, reading: Any, kind: str, options: Any) -> int:
    from outsource_desk.services.import_records import import_records, preview_records
    from outsource_desk.services.import_records.options import read_record_choices

    seen, table, choices = read_record_choices(desk, reading, kind, options)
    if options.dry_run:
        preview = preview_records(desk, seen, table, choices)
        if options.json:
            print_json(seen.as_json() | {"records": preview.as_json()})
        else:
            print("\n".join(preview.lines()))
        return DONE
    summary = import_records(desk, seen, table, choices)
    if options.json:
        print_json(summary.as_json())
    else:
        print("\n".join(summary.lines()))
        if summary.undirected:
            print(_WAYS)
    tell_troubles(desk)
    return DONE


def add_form_options(form: argparse.ArgumentParser) -> None:
    """Add which empty workbook is written, and where to."""
    form.add_argument("kind", metavar="KIND", help="scores, prices, vendors, risks, metrics, readings or answers")
    form.add_argument("out", metavar="OUT.xlsx", type=Path)


def write_form(options: argparse.Namespace) -> int:
    """Write an empty workbook of a kind, to be filled in and imported."""
    from outsource_desk.services.import_records.templates import write_template

    write_template(options.kind, options.out)
    print(f"Wrote “{options.out}”.")
    return DONE


def _import_hints(summary: ImportSummary, options: argparse.Namespace) -> Iterator[str]:
    """Yield which options of the command settle what an import left open."""
    from outsource_desk.services.importing import MOST_NOTES

    if summary.evaluator and not options.evaluator:
        yield "Name another evaluator with --evaluator NAME."
    if summary.undirected:
        yield _WAYS
    if summary.to_decide:
        yield "Say what a name means with --vendor, --criterion or --scorer, for example --vendor “NAME=HERE”."
    if summary.cells_in_doubt:
        yield "Say what a cell in doubt says with --answer CELL=VALUE."
    if summary.cells_in_doubt > MOST_NOTES:
        yield "All cells in doubt are listed by --dry-run --json."
    if summary.other_sheets:
        yield "Bring in another sheet with --sheet NAME."


def _print_reading(reading: Any, as_json: bool) -> None:
    from outsource_desk.services.reading_lines import MOST_PROBLEMS, reading_lines

    if as_json:
        print_json(reading.as_json())
    else:
        print("\n".join(reading_lines(reading)))
        if any(len(table.problems) > MOST_PROBLEMS for table in reading.tables):
            print("All of them are listed by --json.")
    if not reading.tables:
        print(reading.refusal or f"“{reading.file}” holds nothing that can be brought in.", file=sys.stderr)
