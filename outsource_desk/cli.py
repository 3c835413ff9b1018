"""The one entry: opens the desktop, or does one headless command."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outsource_desk import __version__
from outsource_desk.cli_import import add_import_options, bring_in, write_form
from outsource_desk.cli_output import (
    DONE,
    REFUSED,
    STOPPED,
    Progress,
    print_json,
    program,
    tell_troubles,
    usage,
)
from outsource_desk.domain.errors import DeskError
from outsource_desk.threads import multiply_in_one_thread

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk

COMMANDS = (
    "show", "new", "import", "template", "set", "rank", "report", "calendar", "ballot", "vet", "debrief", "history",
    "check",
)  # fmt: skip
_TEMPLATE = "Write an empty workbook to be filled in and imported."
MOST_LINES = 20  # that an undo or redo says of itself
_HINTS = {  # error by its name, for most need not be loaded → the command that helps, beside the error's own remedy
    "SpreadsheetGivenError": "The command: {program} import FILE.odesk SHEET",
    "RefusedSpreadsheetError": "What is understood of a spreadsheet: {program} import FILE.odesk SHEET --dry-run",
    "NobodyAnsweredError": "The command: {program} import FILE.odesk SHEET --kind answers --candidate NAME",
    "NoSuchColumnError": "The names in the sheet: {program} import FILE.odesk SHEET --dry-run",
    "NoSuchRevisionError": "The revisions: {program} history FILE.odesk",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says and return the exit code: 0 done, 1 refused, 2 usage."""
    _speak_safely()
    multiply_in_one_thread()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        if len(words) > 1 and not words[0].casefold().endswith(".odesk"):
            usage(_unknown_command(words[0]))
        words.insert(0, "open")  # outsource-desk FILE.odesk
    if not words or (words[0] == "open" and len(words) == 2 and not words[1].startswith("-")):
        return _desktop(Path(words[1]) if words else None)  # who waits for a window does not wait for the parser
    options = _parser().parse_args(words)
    if options.command in (None, "open"):
        return _desktop(getattr(options, "file", None), getattr(options, "smoke", None))
    sys.excepthook = _explain_fault
    try:
        code = options.run(options)
        sys.stdout.flush()
        return code
    except DeskError as error:
        print(f"{error}\n{error.remedy}", file=sys.stderr)
        if type(error).__name__ in _HINTS:
            print(_HINTS[type(error).__name__].format(program=program()), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped. What was not finished has not been written.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _silence_stdout()
        return DONE
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO) or error.filename is not None:
            raise
        _silence_stdout()
        print("The output was not written: its disk is full or faulty.\nSend it somewhere else.", file=sys.stderr)
        return REFUSED


def _silence_stdout() -> None:
    """Send what is still to come nowhere, so that the end of the program does not stumble over it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=program(),
        description="Decide whether to outsource, to whom, and how to get out again: one local file, offline.",
        epilog=f"Without a command the desktop opens, with a file or with the welcome: {program()} demo.odesk",
    )
    parser.add_argument("--version", action="version", version=f"Outsource Desk {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, run: Any, summary: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=summary, description=summary)
        sub.add_argument("file", metavar="FILE.odesk", type=Path)
        sub.set_defaults(run=run)
        return sub

    window = command("open", _show, "Open the desktop with a file.")
    window.add_argument("--smoke", metavar="DIR", type=Path, help=argparse.SUPPRESS)  # for packagers; see the manual
    command("show", _show, "Say what a file holds and what to do next.")

    new = command("new", _new, "Make a new file.")
    new.add_argument("--template", choices=["ito", "bpo", "kpo"], help="begin with an initiative of this kind")
    new.add_argument("--sample", action="store_true", help="begin with the worked sample, a service desk")
    new.add_argument("--name", help="name of the initiative that the template begins")

    load = command("import", bring_in, "Bring in a spreadsheet as one act that can be undone.")
    add_import_options(load)

    form = commands.add_parser("template", help=_TEMPLATE, description=_TEMPLATE)
    form.add_argument("kind", metavar="KIND", help="scores, prices, vendors, risks, metrics, readings or answers")
    form.add_argument("out", metavar="OUT.xlsx", type=Path)
    form.set_defaults(run=write_form)

    edit = command("set", _set, "Set fields of an initiative, a criterion or a vendor.")
    edit.add_argument("thing", choices=["initiative", "criterion", "vendor"])
    edit.add_argument("name", metavar="NAME")
    edit.add_argument("fields", metavar="FIELD=VALUE", nargs="+", help="for example weight=25, minimum=3 or gate=yes")
    edit.add_argument("--initiative", metavar="NAME", help="whose criterion it is; without it the newest's")

    rank = command("rank", _rank, "Rank the candidates of an initiative.")
    rank.add_argument("--initiative", metavar="NAME", help="which one; without it the newest")
    rank.add_argument("--json", action="store_true", help="print one JSON document")

    report = command("report", _report, "Write the board paper, the live workbook or the contingency plan.")
    report.add_argument("--initiative", metavar="NAME", help="which one; without it the newest")
    report.add_argument("--pdf", metavar="OUT.pdf", type=Path)
    report.add_argument("--xlsx", metavar="OUT.xlsx", type=Path)
    report.add_argument("--pack", metavar="OUT.pdf", type=Path, help="contingency and exit plan, to be kept on paper")

    calendar = command("calendar", _calendar, "Write everything that is due as a calendar for other programs.")
    calendar.add_argument("out", metavar="OUT.ics", type=Path)
    calendar.add_argument("--initiative", metavar="NAME", help="which one; without it the newest")

    ballot = command("ballot", _ballot, "Write an evaluator's ballot, or merge ballots that came back.")
    _add_ballot_options(ballot)

    vet = command("vet", _vet, "Send a vendor its questionnaire as a workbook, or read the one that came back.")
    _add_vet_options(vet)

    letter = command("debrief", _debrief, "Write a losing vendor the reasons, with nothing of anybody else.")
    _add_debrief_options(letter)

    history = command("history", _history, "Show every edit, undo and redo, name and compare revisions.")
    _add_history_options(history)

    check = command("check", _check, "Check the file's integrity and its initiatives.")
    check.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def _add_ballot_options(ballot: argparse.ArgumentParser) -> None:
    ballot.add_argument("--evaluator", metavar="NAME", help="whose ballot to write")
    ballot.add_argument(
        "--out", metavar="OUT", type=Path, help="where to: B.xlsx, or B.odballot for a copy of this program"
    )
    ballot.add_argument("--merge", metavar="BALLOT", type=Path, nargs="+", help="ballots that came back, as one act")
    ballot.add_argument(
        "--replace", action="store_true", help="let ballots replace scores that differ; else those stay"
    )
    ballot.add_argument("--keep-open", action="store_true", help="do not hand the scores in after merging")
    ballot.add_argument("--initiative", metavar="NAME", help="whose evaluators; without it the newest's")
    ballot.add_argument("--dry-run", action="store_true", help="say what merging would do and write nothing")


def _add_vet_options(vet: argparse.ArgumentParser) -> None:
    vet.add_argument("--vendor", metavar="NAME", required=True, help="who is asked")
    vet.add_argument("--initiative", metavar="NAME", help="whose questionnaire; without it the newest's")
    way = vet.add_mutually_exclusive_group(required=True)
    way.add_argument("--export", metavar="Q.xlsx", type=Path, help="where to write the vendor's copy")
    way.add_argument(
        "--import", metavar="Q.xlsx", type=Path, dest="copy", help="the copy that came back, .xlsx or .ods"
    )
    vet.add_argument("--depth", choices=["lite", "standard", "full"], help="leave deeper questions out of the copy")
    vet.add_argument(
        "--take", choices=["all", "none"], default="none", help="of answers that differ from judged ones; none as usual"
    )
    vet.add_argument("--dry-run", action="store_true", help="say what reading would do and write nothing")
    vet.add_argument("--json", action="store_true", help="print one JSON document")


def _add_debrief_options(letter: argparse.ArgumentParser) -> None:
    letter.add_argument("--vendor", metavar="NAME", required=True, help="to whom")
    letter.add_argument("--pdf", metavar="OUT.pdf", type=Path, required=True)
    letter.add_argument("--initiative", metavar="NAME", help="about which one; without it the newest")
    for name, what in (
        ("sender", "name and address; without it the organisation"),
        ("recipient", "name and address; without it the vendor's legal name"),
        ("date", "as it is printed; without it today"),
        ("reference", "our own"),
        ("signatory", "name and office under the letter"),
        ("contact", "a sentence on who answers questions"),
        ("objection", "a sentence on until when and where to object"),
    ):
        letter.add_argument(f"--{name}", metavar="TEXT", help=what)
    letter.add_argument("--reasons", action="store_true", help="show the evaluators' reasons, where they name nobody")
    letter.add_argument("--rank", action="store_true", help="say the vendor's rank")
    letter.add_argument("--count", action="store_true", help="say among how many vendors the choice was made")


def _add_history_options(history: argparse.ArgumentParser) -> None:
    act = history.add_mutually_exclusive_group()
    act.add_argument("--undo", action="store_true", help="take the last act back")
    act.add_argument("--redo", action="store_true", help="do again what was undone last")
    act.add_argument("--name", metavar="NAME", help="give the newest revision a name")
    act.add_argument("--show", metavar="REVISION", help="say what one edit changed")
    act.add_argument("--diff", nargs=2, metavar=("FROM", "TO"), help="compare two revisions, by number or name")
    act.add_argument("--copy", metavar="OUT.odesk", type=Path, help="save a verified copy")
    history.add_argument("--without-history", action="store_true", help="leave the past out of the copy")
    history.add_argument("--json", action="store_true", help="print one JSON document")


def desktop() -> int:
    """Open the desktop, as from a menu of programs: with the file that was double-clicked, or with the welcome."""
    return main(sys.argv[1:2])


def _desktop(path: Path | None, smoke: Path | None = None) -> int:
    from outsource_desk.ui.start import MissingLibrary, NoScreen, run_desktop

    try:
        return run_desktop(path) if path is None or smoke is None else _smoke(path, smoke)
    except NoScreen:
        told = f"`{program()} show {path.name}`" if path else f"`{program()} --help`"
        print(f"There is no screen to open a window on.\nUse the command line: {told}.", file=sys.stderr)
        return REFUSED
    except MissingLibrary:
        print("A library of the system is missing.\nInstall it: apt-get install libxcb-cursor0", file=sys.stderr)
        return REFUSED


def _smoke(path: Path, folder: Path) -> int:
    from outsource_desk.ui.smoke import run_smoke

    done = run_smoke(path, folder)
    print_json(done.as_json())
    return REFUSED if done.fault else DONE


def _new(options: argparse.Namespace) -> int:
    from outsource_desk.services.starting import start_file

    if options.name is not None and not options.template:
        usage("--name goes with --template")
    with start_file(options.file, template=options.template, sample=options.sample, name=options.name) as desk:
        print(f"Made “{desk.path.name}”.")
        _overview(desk)
    return DONE


def _show(options: argparse.Namespace) -> int:
    from outsource_desk.services.desk import open_desk

    with open_desk(options.file, read_only=True) as desk:
        tell_troubles(desk)
        _overview(desk)
    return DONE


def _overview(desk: Desk) -> None:
    from outsource_desk.services.overview import overview_lines

    for line in overview_lines(desk):
        print(line)


def _set(options: argparse.Namespace) -> int:
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


def _rank(options: argparse.Namespace) -> int:
    from outsource_desk.services.desk import open_desk
    from outsource_desk.services.initiatives import find_initiative
    from outsource_desk.services.overview import ranking_as_json, ranking_lines
    from outsource_desk.services.ranking import load_evaluation, ranking_of

    with open_desk(options.file, read_only=True) as desk:
        desk.refuse_damaged()
        initiative = find_initiative(desk, options.initiative)
        evaluation = load_evaluation(desk, initiative.id)
        ranking = ranking_of(evaluation)
        if options.json:
            print_json(ranking_as_json(desk, evaluation, ranking))
        else:
            print("\n".join(ranking_lines(evaluation, ranking, desk)))
    return DONE


def _report(options: argparse.Namespace) -> int:
    from outsource_desk.services import reporting
    from outsource_desk.services.desk import open_desk
    from outsource_desk.services.initiatives import find_initiative
    from outsource_desk.services.pack import pack_facts, write_pack

    targets = [each for each in (options.pdf, options.xlsx, options.pack) if each]
    if not targets:
        usage("report needs --pdf OUT.pdf, --xlsx OUT.xlsx, --pack OUT.pdf or several of them")
    if len({each.absolute() for each in targets}) < len(targets):
        usage("the paper and the plan need names of their own")
    with open_desk(options.file, read_only=True) as desk, Progress() as progress:
        for target in targets:
            reporting.refuse_own_document(desk, target)
        initiative_id = find_initiative(desk, options.initiative).id
        if options.pack:
            plan = pack_facts(desk, initiative_id)
            write_pack(desk, plan, options.pack, progress)
            print(f"Wrote “{options.pack}” (revision {plan.revision}).")
        if not (options.pdf or options.xlsx):
            return DONE
        facts = reporting.board_facts(desk, initiative_id)
        if options.pdf:
            for line in reporting.unprintable(facts):
                print(f"No font here has these characters, so the paper shows their codes: {line}", file=sys.stderr)
            reporting.write_paper(facts, options.pdf, progress)
            print(f"Wrote “{options.pdf}” (revision {facts.revision}).")
        if options.xlsx:
            reporting.write_workbook(facts, options.xlsx, progress)
            print(f"Wrote “{options.xlsx}” (revision {facts.revision}).")
    return DONE


def _ballot(options: argparse.Namespace) -> int:
    from outsource_desk.domain.formatting import counted
    from outsource_desk.services.ballot_merging import merge_ballots, review_ballots
    from outsource_desk.services.ballot_review import review_lines
    from outsource_desk.services.ballots import write_ballot
    from outsource_desk.services.desk import open_desk
    from outsource_desk.services.initiatives import find_initiative
    from outsource_desk.services.panel_rules import find_evaluator

    is_writing = bool(options.evaluator and options.out)
    if is_writing == bool(options.merge):
        usage("ballot needs --evaluator NAME --out B.xlsx, or --merge BALLOT ...")
    with open_desk(options.file, read_only=is_writing or options.dry_run) as desk, Progress() as progress:
        initiative = find_initiative(desk, options.initiative)
        if is_writing:
            write_ballot(desk, find_evaluator(desk, initiative.id, options.evaluator).id, options.out, progress)
            print(f"Wrote “{options.out}”.")
            return DONE
        review = review_ballots(desk, initiative.id, options.merge, progress)
        print("\n".join(review_lines(review)))
        if review.refused:
            print(f"Refused {counted(len(review.refused), 'ballot')}; nothing was merged.", file=sys.stderr)
            print("Mend what is said above, or merge the other ballots without it.", file=sys.stderr)
            return REFUSED
        if not options.dry_run:
            replaced = [each.key for each in review.clashes] if options.replace else []
            written = merge_ballots(desk, review, replace=replaced, hand_in=not options.keep_open)
            print(f"Merged {counted(written, 'score')} (revision {desk.journal.revision}).")
    return DONE


def _vet(options: argparse.Namespace) -> int:
    from outsource_desk.services.desk import open_desk, open_or_read
    from outsource_desk.services.initiatives import find_initiative
    from outsource_desk.services.vendor_copies import find_candidate

    opened = open_or_read(options.file) if options.export else open_desk(options.file, read_only=options.dry_run)
    with opened as desk, Progress() as progress:
        initiative = find_initiative(desk, options.initiative)
        candidate_id = find_candidate(desk, initiative.id, options.vendor)
        if options.export:
            return _export_questionnaire(desk, candidate_id, options, progress)
        return _import_questionnaire(desk, candidate_id, options, progress)


def _calendar(options: argparse.Namespace) -> int:
    from outsource_desk.domain.formatting import counted
    from outsource_desk.services.calendar_file import write_calendar
    from outsource_desk.services.desk import open_desk
    from outsource_desk.services.initiatives import find_initiative

    with open_desk(options.file, read_only=True) as desk:
        count = write_calendar(desk, find_initiative(desk, options.initiative).id, options.out)
        print(f"Wrote “{options.out}” with {counted(count, 'event')}.")
        tell_troubles(desk)
    return DONE


def _debrief(options: argparse.Namespace) -> int:
    from outsource_desk.domain.formatting import counted
    from outsource_desk.services.debriefing import DebriefOptions, debrief, write_letter
    from outsource_desk.services.desk import open_desk
    from outsource_desk.services.initiatives import find_initiative
    from outsource_desk.services.vendor_copies import find_candidate

    typed = {
        name: (getattr(options, name) or "").replace("\\n", "\n")
        for name in ("reference", "signatory", "contact", "objection")
    }
    asked = DebriefOptions(
        sender=options.sender and options.sender.replace("\\n", "\n"),
        recipient=options.recipient and options.recipient.replace("\\n", "\n"),
        date=options.date,
        with_reasons=options.reasons,
        with_rank=options.rank,
        with_count=options.count,
        **typed,
    )
    with open_desk(options.file, read_only=True) as desk, Progress() as progress:
        initiative = find_initiative(desk, options.initiative)
        found = debrief(desk, initiative.id, find_candidate(desk, initiative.id, options.vendor), asked)
        write_letter(desk, found.letter, options.pdf, progress)
        print(f"Wrote “{options.pdf}”.")
        if found.left_out:
            reasons = counted(found.left_out, "reason was", "reasons were")
            print(f"{reasons} left out: they name others or evaluators, speak of money, or compare.", file=sys.stderr)
        if not found.extent.is_careful:
            of = found.extent
            answers = f" and {of.reviewed} of {of.asked} answers" if of.asked else ""
            print(
                f"Only {of.judged} of {of.criteria} criteria{answers} are judged for this vendor, so the letter does "
                "not speak of a careful evaluation.",
                file=sys.stderr,
            )
        if found.is_first:
            print("This vendor stands first in the ranking. Is it the right letter?", file=sys.stderr)
    return DONE


def _export_questionnaire(desk: Desk, candidate_id: int, options: argparse.Namespace, progress: Any) -> int:
    from outsource_desk.domain.formatting import counted
    from outsource_desk.domain.tier import Depth
    from outsource_desk.services.vendor_copies import export_vendor_copy

    depth = Depth(options.depth) if options.depth else None
    copy = export_vendor_copy(desk, candidate_id, options.export, depth=depth, progress=progress)
    questions = len(copy.form.questions)
    if options.json:
        said = {"file": str(options.export), "vendor": copy.form.vendor, "questions": questions}
        print_json({**said, "answered": len(copy.given), "revision": desk.journal.revision})
    else:
        print(f"Wrote “{options.export}” with {counted(questions, 'question')} for “{copy.form.vendor}”.")
    if desk.is_read_only:
        print(
            f"The sending was not noted, because the file could not be changed: {desk.condition().text}",
            file=sys.stderr,
        )
    return DONE


def _import_questionnaire(desk: Desk, candidate_id: int, options: argparse.Namespace, progress: Any) -> int:
    from outsource_desk.services.vendor_copy_import import import_vendor_copy
    from outsource_desk.services.vendor_copy_plan import plan_as_json, plan_lines
    from outsource_desk.services.vendor_copy_review import review_vendor_copy

    plan = review_vendor_copy(desk, candidate_id, options.copy, progress)
    log = None
    if not (plan.refusal or options.dry_run):
        choices = {each.question_id: options.take == "all" for each in plan.conflicts}
        log = import_vendor_copy(desk, plan, choices)
    if options.json:
        print_json(plan_as_json(plan, log, desk.journal.revision))
    else:
        print("\n".join(plan_lines(plan)))
    if plan.refusal:
        print("Refused; nothing was read.", file=sys.stderr)
        return REFUSED
    if log and not options.json:
        print(f"{log.label} (revision {desk.journal.revision}).")
    return DONE


def _history(options: argparse.Namespace) -> int:
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


def _check(options: argparse.Namespace) -> int:
    from outsource_desk.services.checking import check_file

    result = check_file(options.file)
    if options.json:
        print_json(result.as_json())
    else:
        print("\n".join(result.lines()))
    return DONE if result.is_sound else REFUSED


def _unknown_command(word: str) -> str:
    import difflib

    close = difflib.get_close_matches(word.casefold(), COMMANDS, n=1, cutoff=0.5)
    hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(COMMANDS)}"
    return f"there is no command “{word}”; {hint}"


def _speak_safely() -> None:
    """Let a terminal that lacks a character show its code rather than stop the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _explain_fault(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    """Tell the user about a fault of ours and keep what is needed to mend it."""
    import tempfile
    import traceback

    text = "".join(traceback.format_exception(kind, error, trace))
    with tempfile.NamedTemporaryFile(
        "w", prefix="outsource-desk-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(f"Outsource Desk {__version__}, Python {sys.version}\n{text}")
    print(
        "Something unexpected went wrong. The last change was not made; all earlier work is saved.\n"
        f"A report for the developers lies in {file.name}; read it before you send it.",
        file=sys.stderr,
    )
