"""What each page is for and how its figures come about, in plain words."""

from __future__ import annotations

from outsource_desk.ui.language import tr
from outsource_desk.ui.leaving.help_text import topics as _exit
from outsource_desk.ui.risks.help_text import topics as _risks

Topic = tuple[str, str]


def help_on(page: str) -> list[Topic]:
    """Return the topics of a page: a question and its answer."""
    return _TOPICS.get(page, _home)()


def _home() -> list[Topic]:
    return [
        (
            tr("What does Home show?"),
            tr(
                "Four figures that are never blended into one: who passes the gates, how good the candidates are,"
                " what they cost, and how much of the scoring is done. Each leads to where it comes from."
            ),
        ),
        (
            tr("Why is somebody too close to call?"),
            tr(
                "A lead of less than 2 points of 100, or of less than two standard errors of the evaluators' "
                "scores, may be chance. Nobody is called first on such a lead."
            ),
        ),
        (
            tr("What does the whisker mean?"),
            tr(
                "An open score may still turn out anything from 0 to 100. The total counts it as nothing; the "
                "whisker ends where the total would be if all open scores turned out best. Silence never helps."
            ),
        ),
        (
            tr("What should I do next?"),
            tr("F8 goes to what helps most. Needs attention lists the rest, the most pressing first."),
        ),
    ]


def _initiative() -> list[Topic]:
    return [
        (
            tr("What is an initiative?"),
            tr(
                "One outsourcing decision from brief to exit. A file may hold several; the chooser at the top "
                "turns all pages to another one."
            ),
        ),
        (
            tr("Which fields are needed?"),
            tr("Those marked as required stand in the board paper. The others may wait, or stay empty."),
        ),
        (
            tr("Who are the evaluators?"),
            tr(
                "The offices that score. Each scores alone; where they differ they agree on a score afterwards, "
                "and the single scores are kept."
            ),
        ),
    ]


def _vendors() -> list[Topic]:
    return [
        (
            tr("Vendors or candidates?"),
            tr(
                "Vendors are companies and individuals, kept once for all initiatives. A vendor becomes a "
                "candidate when it competes in an initiative. Doing it in-house is a candidate like any other."
            ),
        ),
        (
            tr("What does “looks like” mean?"),
            tr("The names may mean the same company. Nothing is merged by itself; rename or delete one of them."),
        ),
        (
            tr("May I paste a list?"),
            tr(
                "Yes. Copy names, and if you like their countries beside them, from a spreadsheet and paste them "
                "into the table. They come in as one edit, and what was refused is listed."
            ),
        ),
    ]


def _vetting() -> list[Topic]:
    return [
        (
            tr("What does Vetting find out?"),
            tr(
                "What would fail after signature. The same questions go to every candidate; what is answered stands "
                "beside what proves it, and a gate is never passed before its answer is accepted."
            ),
        ),
        (
            tr("Secured, so far, covered?"),
            tr(
                "Secured counts accepted answers over everything that is asked, so silence costs. So far looks at what "
                "is answered only; it is a first impression and ranks nobody. Covered says how much of the weight is "
                "accepted."
            ),
        ),
        (
            tr("Why is an answer worth less than it claims?"),
            tr(
                "Where proof is asked for, nothing counts more than 2 of 5 points, a named person’s word 3, a document "
                "4; independent proof and what you have verified count in full. Proof out of date counts as none."
            ),
        ),
        (
            tr("No answer, no, not applicable?"),
            tr(
                "Three different things. What nobody answered, or answered with unknown, stays not answered and earns "
                "nothing. No is an answer. Not applicable needs a reason and leaves the question out for one candidate."
            ),
        ),
        (
            tr("How do I work without a mouse?"),
            tr(
                "F8 goes to the next question without an answer, then to those that wait for a review; Shift+F8 goes "
                "back. Digits choose an answer, 0 takes it out, Enter goes into the card and Escape comes out. "
                "Ctrl+Enter accepts. Ctrl+Page Down turns to the next section, Alt+Page Down to the next candidate."
            ),
        ),
        (
            tr("What is a waiver?"),
            tr(
                "Somebody with authority answers by name for a failed gate, with a reason, a control that keeps the "
                "risk small, and an end. The candidate then passes with conditions, until that day."
            ),
        ),
    ]


def _scoring() -> list[Topic]:
    return [
        (
            tr("How is a total reckoned?"),
            tr(
                "Each score becomes a value from 0 to 100: points divided by the top of the scale, or an amount "
                "between what is worth 0 and what is worth 100. Values are multiplied by the weight of their "
                "criterion, as a share of the whole, and added up."
            ),
        ),
        (
            tr("What counts where several people score?"),
            tr(
                "The agreed score if there is one, else the median of the evaluators. A corner mark shows where "
                "they are 2 points of 5 or more apart."
            ),
        ),
        (
            tr("Open, zero, not applicable?"),
            tr(
                "Three different things. Zero was scored. Open was not, and counts as nothing until it is. Not "
                "applicable is left out for all, or stands as open where it applies to others."
            ),
        ),
        (
            tr("What is a gate?"),
            tr(
                "A criterion with a minimum that no other score can make up for. Who misses it is not ranked, "
                "with the reason; it is never scored zero instead."
            ),
        ),
        (
            tr("Who may score what?"),
            tr(
                "Everybody everything, unless Evaluators assigns criteria or candidates. A declared interest keeps "
                "an evaluator from scoring that candidate until somebody else rules on it, by name and with a reason."
            ),
        ),
        (
            tr("How do evaluators score alone?"),
            tr(
                "Hide scores until they are handed in, or send each evaluator a ballot: a protected workbook, or a "
                "file for a copy of this program. Merging lists all that does not fit and overwrites nothing unasked."
            ),
        ),
        (
            tr("What is on the agenda of moderation?"),
            tr(
                "Cells in which evaluators lie too far apart and that could change the first three places, the most "
                "powerful first. What is agreed stands beside the single scores, with its reason."
            ),
        ),
        (
            tr("What does a lock do?"),
            tr(
                "A locked weight stays as it is while you change another one of its level; the weights that are "
                "not locked make room so that the level adds up to 100."
            ),
        ),
    ]


def _analysis() -> list[Topic]:
    return [
        (
            tr("How far can the first place be trusted?"),
            tr(
                "The verdict says robust, sensitive or no clear winner, and lists the rules that gave it. Below it "
                "stands what would have to change, one thing at a time, for somebody else to come first."
            ),
        ),
        (
            tr("What does the slider do?"),
            tr(
                "It supposes another weight for one criterion; the other criteria keep their proportions. Nothing is "
                "written until you press “Use this weight”."
            ),
        ),
        (
            tr("What is simulated?"),
            tr(
                "Thousands of weightings around the official one, with scores that vary as the evaluators do, and with "
                "open values that may be anything. The seed is printed, so that the result can be made again."
            ),
        ),
    ]


def _reports() -> list[Topic]:
    return [
        (
            tr("Is this the real paper?"),
            tr(
                "Yes. The file that you export is the one that you see, byte for byte, if nothing has changed "
                "meanwhile."
            ),
        ),
        (
            tr("What are revision and fingerprint?"),
            tr(
                "The revision counts the edits of this file. The fingerprint is reckoned from its content: same "
                "content, same fingerprint. Both stand on every page, so that a paper can be traced to what it "
                "was made from."
            ),
        ),
        (
            tr("What can I do with the workbook?"),
            tr(
                "It computes with live formulas. Type over the yellow cells and import the workbook again: only "
                "what you changed is taken."
            ),
        ),
    ]


def _history() -> list[Topic]:
    return [
        (
            tr("How do I go back?"),
            tr(
                "Undo takes back the last act. Undo to here takes back everything after the chosen edit, as one "
                "act that can be undone itself. Nothing is ever lost from the history."
            ),
        ),
        (
            tr("Why name a revision?"),
            tr("So that you can find it and compare with it later: as it was sent to the committee, for example."),
        ),
        (
            tr("May I send the file?"),
            tr("The history holds what was deleted. Save a copy without history if that is not for the reader's eyes."),
        ),
    ]


def _import() -> list[Topic]:
    return [
        (
            tr("What can be imported?"),
            tr(
                "Scorecards, bid tabulations and price sheets, lists of vendors, criteria, risks and contracts, "
                "reports of service levels and filled questionnaires: Excel, OpenDocument and CSV files, or a block "
                "that is pasted. Totals, ranks and averages are recognised and left out."
            ),
        ),
        (
            tr("What if a sheet was understood wrongly?"),
            tr(
                "Choose another sheet above the picture, drag the row of the header, and say in the fields beside it "
                "what the sheet holds. Under Columns, say what each column is. The next file of this layout is read "
                "the same way."
            ),
        ),
        (
            tr("What if values differ from those in the document?"),
            tr(
                "Under Columns, say whether the sheet replaces them, the document keeps them, or you are asked each "
                "time; the summary lists them before anything is written."
            ),
        ),
        (
            tr("Is anything guessed?"),
            tr(
                "Nothing silently. What is doubtful is asked, cell by cell; every used cell is accounted for; "
                "nothing is written before the last step, and one undo takes it all back."
            ),
        ),
        (
            tr("Is a foreign file dangerous?"),
            tr(
                "It is read in a process of its own with little rights and limits on time and memory. Macros never run."
            ),
        ),
    ]


def _performance() -> list[Topic]:
    return [
        (
            tr("When does a service level count as missed?"),
            tr(
                "When its figure is worse than the minimum. Between minimum and target it is off target, which costs "
                "nothing. A critical level that nobody measured counts as missed once a month of grace has passed."
            ),
        ),
        (
            tr("How does a service credit come about?"),
            tr(
                "The amount at risk is a share of the monthly charge. A miss costs the level’s share of it, half as "
                "much again in the second period in a row, twice as much from the third on; no month costs more than "
                "the amount at risk."
            ),
        ),
        (
            tr("How do readings get in?"),
            tr(
                "Type them, paste metric, period and actual from a sheet, or import the provider’s report. Instead of "
                "the actual, numerator and denominator will do. What is not clear is asked or left out, never guessed."
            ),
        ),
    ]


def _settings() -> list[Topic]:
    return [
        (
            tr("Where is my work?"),
            tr(
                "In the one file that you opened, at once after each change. Backups lie in a folder beside it: "
                "one before the first change of a session and one every 30 minutes of changes, thinned with age."
            ),
        ),
        (
            tr("Who can read it?"),
            tr("Whoever can read the file: it is not encrypted. Nothing is sent anywhere by this program."),
        ),
    ]


_TOPICS = {
    "home": _home,
    "initiative": _initiative,
    "vendors": _vendors,
    "vetting": _vetting,
    "scoring": _scoring,
    "analysis": _analysis,
    "risks": _risks,
    "exit": _exit,
    "performance": _performance,
    "reports": _reports,
    "history": _history,
    "import": _import,
    "settings": _settings,
}
