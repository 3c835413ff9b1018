"""Note evidence that is no file, or change what is known of evidence and of the file behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from outsource_desk.domain.vetting import Evidence, EvidenceLevel
from outsource_desk.services.evidence import note_evidence, revise_evidence
from outsource_desk.ui.dialogs.ask import TypedQuestion
from outsource_desk.ui.language import tr
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import scaled
from outsource_desk.ui.vetting.evidence.fields import add_field, add_pair, day_field, day_of, lines, text_of
from outsource_desk.ui.vetting.evidence.review_dialogs import WIDE
from outsource_desk.ui.vetting.evidence.words import evidence_name, level_choices
from outsource_desk.ui.widgets.choice import choice


class EvidenceDialog(TypedQuestion):
    """What shows it, how much that weighs, until when, and who of us checked it."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        candidate_id: int,
        question_id: int,
        code: str,
        evidence: Evidence | None = None,
    ) -> None:
        is_new = evidence is None
        super().__init__(
            parent,
            tr("Note evidence on {code}", code=code) if is_new else evidence_name(evidence),
            tr("For what is kept elsewhere or was seen by one of us: a register, a folder, a visit.")
            if is_new
            else tr("What is noted of the file itself changes for every answer that it stands behind."),
            tr("Note it") if is_new else tr("Change"),
            "evidence",
        )
        self.setMinimumWidth(scaled(WIDE))
        self._session, self._ids, self._evidence = session, (candidate_id, question_id), evidence
        self._attachment = evidence.attachment if evidence else None
        given = evidence or Evidence(0, 0, EvidenceLevel.DOCUMENT)
        self.level = choice(level_choices())
        self.level.setCurrentIndex(self.level.findData(given.level.value))
        self.wording, self.address = lines(given.wording), QLineEdit(given.address)
        self.expires, self.checked_by = day_field(given.expires), QLineEdit(given.checked_by)
        file = self._attachment
        self.issuer = QLineEdit(file.issuer if file else "")
        self.dated = day_field(file.dated if file else None)
        self.file_expires = day_field(file.expires if file else None)
        self._build()

    def _build(self) -> None:
        has_file = self._attachment is not None
        add_field(self, tr("How much it weighs"), self.level, "evidence.level")
        add_field(self, tr("What it shows"), self.wording, "evidence.wording")
        if has_file:
            add_field(self, tr("Issued by"), self.issuer, "evidence.issuer")
            valid = tr("Valid until"), self.file_expires, "evidence.file_expires"
            add_pair(self, (tr("Dated"), self.dated, "evidence.dated"), valid)
        else:
            places = tr("A page, a folder, a paper file.")
            add_field(self, tr("Where it is kept"), self.address, "evidence.address", places)
            add_field(self, tr("Valid until"), self.expires, "evidence.expires")
        add_field(self, tr("Checked by (one of us)"), self.checked_by, "evidence.checked_by")
        self.level.setFocus()

    def act(self) -> None:
        fields = {
            "level": str(self.level.currentData()),
            "wording": text_of(self.wording),
            "address": text_of(self.address),
            "checked_by": text_of(self.checked_by),
        }
        if self._evidence is None:
            self._session.try_act(note_evidence, *self._ids, expires=day_of(self.expires), **fields)
            return
        if self._attachment is None:
            self._session.try_act(revise_evidence, self._evidence.id, {**fields, "expires": day_of(self.expires)})
            return
        file = {"issuer": text_of(self.issuer), "dated": day_of(self.dated), "expires": day_of(self.file_expires)}
        self._session.try_act(revise_evidence, self._evidence.id, fields, file)
