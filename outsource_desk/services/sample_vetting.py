"""The part of a sample that was vetted: what was asked and answered, what proves it, what was made of it."""

from __future__ import annotations

from pathlib import Path

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.vetting import EvidenceLevel, GapKind, GapSeverity, Question
from outsource_desk.services.answering import give_answer, touch_answer
from outsource_desk.services.asking_back import ask_back
from outsource_desk.services.attaching import attach_file, update_file
from outsource_desk.services.evidence import add_evidence
from outsource_desk.services.gaps import NewGap
from outsource_desk.services.initiatives import update_initiative
from outsource_desk.services.questionnaire_templates import questionnaire_templates
from outsource_desk.services.questionnaires import questionnaire_of, start_vetting
from outsource_desk.services.reviewing import accept_several, accept_with_gap, give_points, reject
from outsource_desk.services.sample_dossiers import fill_dossier
from outsource_desk.services.sample_parts import Build, blamed_on, day_of, given, known_id
from outsource_desk.services.template_text import Entry, read_template_text
from outsource_desk.services.tiering import answer_tiering
from outsource_desk.services.waivers import waive
from outsource_desk.store.vendors import load_candidates

SCHEMA = "outsource-desk/sample-vetting/1"
_NEEDS = (
    "country", "time_zone", "work_start", "work_end", "overlap_hours", "yearly_value", "exit_months", "mtpd_hours",
    "rto_hours", "rpo_hours",
)  # fmt: skip


def vet(build: Build, path: Path) -> None:
    """Add the vetting that a file describes to the initiative under way."""
    whole = read_template_text(path, SCHEMA)
    fields = whole.fields(
        ["schema", "needs", "tiering", "lead", "due_on", "order", "answers", "evidence", "signed", "dossiers"],
        ["reviews", "waivers"],
    )
    vetting = _Vetting(build, path.parent, fields)
    vetting.begin()
    for entry in fields["answers"].items():
        vetting.answer(entry)
    for key, entry in fields["dossiers"].mapping().items():
        vendor_id = vetting.vendors[known_id(entry, build.candidates, key)]
        with blamed_on(entry, DeskError):
            fill_dossier(build.desk, vendor_id, entry, path.parent / "evidence")
    for entry in fields["evidence"].items():
        vetting.prove(entry)
    for entry in fields["reviews"].items() if "reviews" in fields else []:
        vetting.review(entry)
    vetting.accept_the_rest()
    for entry in fields["waivers"].items() if "waivers" in fields else []:
        vetting.waive(entry)


class _Vetting:
    """A vetting that is being built."""

    def __init__(self, build: Build, folder: Path, fields: dict[str, Entry]) -> None:
        self.build, self.desk, self.folder, self.fields = build, build.desk, folder, fields
        self.lead = fields["lead"].text()
        self.order = [known_id(each, build.candidates) for each in fields["order"].items()]
        self.vendors = {
            each.id: each.vendor_id or 0 for each in load_candidates(self.desk.connection, build.initiative_id)
        }
        self.questions: dict[str, Question] = {}
        self.left: set[int] = set()  # answers that somebody has looked at already
        self.answers: dict[tuple[int, int], int] = {}  # (candidate, question) → answer

    def begin(self) -> None:
        """Say what we need ourselves, how critical the function is, and copy the questionnaire."""
        initiative_id = self.build.initiative_id
        for name, entry in given(self.fields["needs"].fields(_NEEDS), _NEEDS):
            with blamed_on(entry, DeskError):
                is_word = name in ("country", "time_zone")
                update_initiative(self.desk, initiative_id, name, entry.text() if is_word else entry.number())
        for code, entry in self.fields["tiering"].mapping().items():
            with blamed_on(entry, DeskError):
                answer_tiering(self.desk, initiative_id, code, int(entry.number(0, 3)))
        template = questionnaire_templates()[0]
        start_vetting(self.desk, initiative_id, template, lead=self.lead, due_on=day_of(self.fields["due_on"]))
        questionnaire = questionnaire_of(self.desk, initiative_id)
        self.questions = {question.code: question for question in questionnaire.questions}

    def question(self, entry: Entry) -> Question:
        code = entry.text()
        if code not in self.questions:
            raise entry.error(f"There is no question “{code}”.", "Write the code of a question of the template.")
        return self.questions[code]

    def answer(self, entry: Entry) -> None:
        """Enter what each candidate answers to one question, and the reviewer's points where words must be judged."""
        fields = entry.fields(["ask", "says"], ["points"])
        question = self.question(fields["ask"])
        points = fields["points"].items() if "points" in fields else []
        signed = self.fields["signed"].mapping()
        for place, (candidate_id, reply) in enumerate(zip(self.order, fields["says"].items(), strict=True)):
            if reply.is_empty:
                continue
            key = next(key for key, each in self.build.candidates.items() if each == candidate_id)
            by = signed[key].fields(["by", "on"])
            with blamed_on(reply, DeskError):
                answer_id = give_answer(
                    self.desk, candidate_id, question.id, reply.text(),
                    stated_by="" if question.is_ours else by["by"].text(), stated_on=day_of(by["on"]),
                )  # fmt: skip
                self.answers[candidate_id, question.id] = answer_id
                if points and not points[place].is_empty:
                    give_points(self.desk, answer_id, points[place].number(0, 5))

    def prove(self, entry: Entry) -> None:
        """Put a file, or something that was seen, behind answers."""
        fields = entry.fields(
            ["candidate", "level", "supports"], ["file", "issuer", "dated", "expires", "seen", "by", "on"]
        )
        candidate_id = known_id(fields["candidate"], self.build.candidates)
        attachment_id = None
        with blamed_on(entry, DeskError):
            if "file" in fields:
                path = self.folder / "evidence" / fields["file"].text()
                attachment_id = attach_file(self.desk, self.vendors[candidate_id], path).id
                update_file(self.desk, attachment_id, "issuer", fields["issuer"].text())
                for name in ("dated", "expires"):
                    if name in fields:
                        update_file(self.desk, attachment_id, name, day_of(fields[name]))
            for code in fields["supports"].items():
                add_evidence(
                    self.desk,
                    touch_answer(self.desk, candidate_id, self.question(code).id),
                    level=fields["level"].choice(EvidenceLevel),
                    attachment_id=attachment_id,
                    address=fields["seen"].text() if "seen" in fields else "",
                    checked_by=fields["by"].text() if "by" in fields else "",
                    checked_on=day_of(fields["on"]) if "on" in fields else None,
                )

    def review(self, entry: Entry) -> None:
        """Judge one answer otherwise than by accepting it as it is."""
        fields = entry.fields(["candidate", "ask"], ["accept_with", "ask_back", "due", "reject", "leave"])
        candidate_id = known_id(fields["candidate"], self.build.candidates)
        answer_id = touch_answer(self.desk, candidate_id, self.question(fields["ask"]).id)
        self.left.add(answer_id)
        with blamed_on(entry, DeskError):
            if "accept_with" in fields:
                accept_with_gap(self.desk, answer_id, self.lead, _gap(fields["accept_with"]))
            elif "ask_back" in fields:
                ask_back(self.desk, answer_id, fields["ask_back"].text(), day_of(fields["due"]))
            elif "reject" in fields:
                reject(self.desk, answer_id, self.lead, fields["reject"].text())

    def accept_the_rest(self) -> None:
        """Accept what nobody has judged otherwise; what lacks its proof stays in review."""
        accept_several(self.desk, [each for each in self.answers.values() if each not in self.left], self.lead)

    def waive(self, entry: Entry) -> None:
        """Answer for a failed gate."""
        words = ("approved_by", "approver_role", "reason", "control")
        fields = entry.fields(["candidate", "ask", "expires_on", *words])
        with blamed_on(entry, DeskError):
            waive(
                self.desk,
                known_id(fields["candidate"], self.build.candidates),
                self.question(fields["ask"]).id,
                expires_on=day_of(fields["expires_on"]),
                **{name: fields[name].text() for name in words},
            )


def _gap(entry: Entry) -> NewGap:
    fields = entry.fields(["gap", "action", "owner", "due", "severity", "kind"])
    return NewGap(
        wording=fields["gap"].text(),
        owner=fields["owner"].text(),
        due_on=day_of(fields["due"]),
        severity=fields["severity"].choice(GapSeverity),
        kind=fields["kind"].choice(GapKind),
        action=fields["action"].text(),
    )
