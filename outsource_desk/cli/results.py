"""The commands that say and write what follows from a file: ranking, papers, calendar and letter."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from outsource_desk.cli.output import DONE, Progress, print_json, tell_troubles, usage


def add_rank_options(rank: argparse.ArgumentParser) -> None:
    """Add what is ranked and how it is said."""
    rank.add_argument("--initiative", metavar="NAME", help="which one; without it the newest")
    rank.add_argument("--json", action="store_true", help="print one JSON document")


def rank(options: argparse.Namespace) -> int:
    """Rank the candidates of an initiative."""
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


def add_report_options(report: argparse.ArgumentParser) -> None:
    """Add which papers are written of what."""
    report.add_argument("--initiative", metavar="NAME", help="which one; without it the newest")
    report.add_argument("--pdf", metavar="OUT.pdf", type=Path)
    report.add_argument("--xlsx", metavar="OUT.xlsx", type=Path)
    report.add_argument("--pack", metavar="OUT.pdf", type=Path, help="contingency and exit plan, to be kept on paper")


def write_report(options: argparse.Namespace) -> int:
    """Write the board paper, the live workbook or the contingency plan."""
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


def add_calendar_options(calendar: argparse.ArgumentParser) -> None:
    """Add where the calendar is written and whose it is."""
    calendar.add_argument("out", metavar="OUT.ics", type=Path)
    calendar.add_argument("--initiative", metavar="NAME", help="which one; without it the newest")


def write_calendar_file(options: argparse.Namespace) -> int:
    """Write everything that is due as a calendar for other programs."""
    from outsource_desk.domain.formatting import counted
    from outsource_desk.services.calendar_file import write_calendar
    from outsource_desk.services.desk import open_desk
    from outsource_desk.services.initiatives import find_initiative

    with open_desk(options.file, read_only=True) as desk:
        count = write_calendar(desk, find_initiative(desk, options.initiative).id, options.out)
        print(f"Wrote “{options.out}” with {counted(count, 'event')}.")
        tell_troubles(desk)
    return DONE


def add_debrief_options(letter: argparse.ArgumentParser) -> None:
    """Add what can be said of a letter."""
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


def write_debrief(options: argparse.Namespace) -> int:
    """Write a losing vendor the reasons, with nothing of anybody else."""
    from outsource_desk.domain.formatting import counted
    from outsource_desk.services.debrief_letter import DebriefOptions
    from outsource_desk.services.debriefing import debrief, write_letter
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
