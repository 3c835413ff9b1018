"""The commands for workbooks that go out and come back: ballots and questionnaires."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outsource_desk.cli.output import DONE, REFUSED, Progress, print_json, usage

if TYPE_CHECKING:
    from outsource_desk.services.desk import Desk


def add_ballot_options(ballot: argparse.ArgumentParser) -> None:
    """Add what can be said of ballots."""
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


def trade_ballots(options: argparse.Namespace) -> int:
    """Write an evaluator's ballot, or merge ballots that came back."""
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


def add_vet_options(vet: argparse.ArgumentParser) -> None:
    """Add what can be said of a questionnaire."""
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


def trade_questionnaire(options: argparse.Namespace) -> int:
    """Send a vendor its questionnaire, or read the one that came back."""
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
