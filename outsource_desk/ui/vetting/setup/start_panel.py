"""What the Vetting page shows before vetting has started: which questions, how deep, for whom, by when."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.ranking import Evaluation
from outsource_desk.domain.tier import Depth
from outsource_desk.domain.vendor import VendorKind
from outsource_desk.domain.vetting import Gate
from outsource_desk.services.questionnaire_templates import (
    QuestionnaireTemplate,
    asked_of,
    damaged_templates,
    delete_template,
    questionnaire_templates,
)
from outsource_desk.services.questionnaires import load_own_template, start_vetting
from outsource_desk.services.tiering import proposed_depth, tier_of
from outsource_desk.services.vendors import list_vendors
from outsource_desk.ui import formats
from outsource_desk.ui.importing.flow import Flow
from outsource_desk.ui.initiative.reading import echo_day
from outsource_desk.ui.language import say, tr, tr_n
from outsource_desk.ui.pages.page import Page
from outsource_desk.ui.read_only import allow, why_read_only
from outsource_desk.ui.theme import XL, XS, L, M, S, TextStyle, scaled
from outsource_desk.ui.vetting.setup.criticality import ask_criticality
from outsource_desk.ui.vetting.setup.words import depth_choices, depth_name, tier_name
from outsource_desk.ui.widgets.choice import Choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import (
    button,
    caption,
    card,
    clear,
    column,
    heading,
    holder,
    label,
    link,
    row,
    rule,
)
from outsource_desk.ui.widgets.notice import Notice
from outsource_desk.ui.widgets.scroll import Scroll

WIDE = 640  # pixels


class StartVettingPanel(QWidget):
    """Choices, what each candidate will be asked, and one button."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("vetting.start")
        self._page, self._session = page, page.session
        self._templates: list[QuestionnaireTemplate] = []
        self._chosen_depth = False  # by the user, who is then not contradicted
        self._of: int | None = None
        self._build()

    def load(self) -> None:
        """Show what vetting would begin with."""
        evaluation = self._session.evaluation
        if evaluation is None:
            return
        if evaluation.initiative.id != self._of:
            self._of, self._chosen_depth = evaluation.initiative.id, False
        self._show_templates()
        self._show_depth(evaluation)
        self._show_counts()
        why = why_read_only(self._session)
        allow(why, self.button, self._load, self._delete)
        self._form.set_read_only(bool(why))

    def start(self) -> None:
        """Start vetting as chosen; a refusal is shown under its field."""
        initiative_id, template = self._session.initiative_id, self._template()
        if initiative_id is None or template is None:
            return
        self._form.set_error("vetting.due_on", None)
        try:
            due_on = formats.read_day(self._due.text())
        except DeskError as error:
            self._form.set_error("vetting.due_on", error)
            self._due.setFocus()
            return
        self._session.act(
            start_vetting, initiative_id, template, depth=self._depth_chosen(), lead=self._lead.text(), due_on=due_on
        )

    def load_file(self, path: Path) -> None:
        """Keep the questionnaire of a file in the document and choose it."""
        own_id = self._session.act(load_own_template, path)
        if own_id is not None:
            self.load()
            self.templates.setCurrentIndex(self.templates.findData(str(own_id)))
            self._show_counts()

    def _build(self) -> None:
        self.templates, self.depths = Choice(), Choice()
        for value, words in depth_choices():
            self.depths.addItem(words, value)
        self._lead, self._due = QLineEdit(), QLineEdit()
        self._due.setProperty("asks", True)  # nothing is lost with it
        self._form = form = Form(lambda _name, _text: None, label_width=128)
        form.add_row(tr("&Questionnaire"), self.templates, name="vetting.template")
        form.add_row(tr("&Depth"), self.depths, name="vetting.depth")
        self._why = label("", TextStyle.CAPTION, "muted", wrap=True)
        self._why.setObjectName("vetting.depth_why")
        how = link(tr("How critical is the function?"), self._ask_criticality, name="vetting.criticality")
        self.templates.activated.connect(lambda _place: self._show_counts())
        self.depths.activated.connect(self._on_depth)
        later = Form(lambda _name, _text: None, label_width=128)
        later.add_row(tr("&Lead"), self._lead, name="vetting.lead", help_text=tr("Who runs the vetting."))
        later.add_row(tr("D&ue"), self._due, name="vetting.due_on", echo=echo_day)
        self._form = _Both(form, later)
        reason = row(128 + L, column(self._why, row(how, None), gap=XS), gap=0)
        self._people = QGridLayout()
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setHorizontalSpacing(L)
        self._people.setVerticalSpacing(S)
        self._people.setColumnStretch(0, 1)
        self.button = button(tr("Start vetting"), self.start, kind="primary", name="empty.button")
        self._load = link(tr("Load a questionnaire…"), self._on_load, name="vetting.load")
        self._delete = link(tr("Delete this questionnaire"), self._on_delete, name="vetting.delete_template")
        self._damaged = column(gap=S)
        sample = link(tr("See it in the sample"), self._open_sample, name="empty.sample")
        words = tr("The same questions go to every candidate. They are copied into this file when vetting starts.")
        body = card(
            column(heading(tr("Start vetting")), label(words, tone="muted", wrap=True), gap=XS),
            form,
            reason,
            later,
            Flow((self.button, self._load, self._delete, sample), L),
            holder(self._damaged),
            rule(),
            caption(tr("What each candidate is asked")),
            holder(self._people),
            gap=M,
            pad=XL,
        )
        body.setMaximumWidth(scaled(WIDE))
        inside = row(None, body, None)
        inside.setStretch(1, 100)
        self.setLayout(column(Scroll(column(inside, None, gap=0)), gap=0))

    def _show_templates(self) -> None:
        chosen = self.templates.currentData()
        self._templates = questionnaire_templates(self._session.desk)
        self.templates.clear()
        for each in self._templates:
            words = tr("{title}, version {version}", title=each.title, version=each.version)
            self.templates.addItem(words, _key(each))
        self.templates.setCurrentIndex(max(0, self.templates.findData(chosen)))
        self._show_damaged()

    def _show_damaged(self) -> None:
        """Name the templates of this file that cannot be used."""
        clear(self._damaged)
        for each in damaged_templates(self._session.desk):
            words = tr(
                "“{title}”, version {version}, is damaged and cannot be used: {why}",
                title=each.title,
                version=each.version,
                why=say(each.why),
            )
            can_delete = "" if why_read_only(self._session) else tr("Delete it")
            self._damaged.addWidget(Notice("warn", words, can_delete, partial(self._act_delete, each.own_id)))

    def _show_depth(self, evaluation: Evaluation) -> None:
        proposed, finding = proposed_depth(evaluation), tier_of(evaluation.initiative, evaluation.tiering)
        if not self._chosen_depth:
            self.depths.setCurrentIndex(self.depths.findData(str(proposed)))
        if finding.tier is None:
            words = tr("How critical the function is, is not known yet. {why}", why=say(finding.why))
        else:
            words = tr(
                "The function is {tier}, so “{depth}” is proposed. {why}",
                tier=tier_name(finding.tier).lower(),
                depth=depth_name(proposed),
                why=say(finding.why),
            )
        self._why.setText(words)

    def _show_counts(self) -> None:
        clear(self._people)
        evaluation, template = self._session.evaluation, self._template()
        self._delete.setVisible(template is not None and template.own_id is not None)
        if evaluation is None or template is None:
            return
        kinds = {vendor.id: vendor.kind for vendor in list_vendors(self._session.desk)}
        vendors = [each for each in evaluation.candidates if each.vendor_id in kinds]
        for place, candidate in enumerate(vendors):
            assert candidate.vendor_id is not None
            kind = kinds[candidate.vendor_id]
            self._people.addWidget(label(candidate.name, wrap=True), place, 0)
            asked = label(self._counted(evaluation, template, kind), tone="muted")
            asked.setObjectName(f"vetting.asked_{candidate.id}")
            self._people.addWidget(asked, place, 1)

    def _counted(self, evaluation: Evaluation, template: QuestionnaireTemplate, kind: VendorKind) -> str:
        asked = asked_of(template.questions, self._depth_chosen(), evaluation.initiative.outsourcing_type, kind)
        gates = sum(question.gate is Gate.KNOCK_OUT for question in asked)
        return " · ".join(
            (
                tr_n(len(asked), "{count} question", "{count} questions"),
                tr_n(gates, "{count} knock-out", "{count} knock-outs"),
            )
        )

    def _template(self) -> QuestionnaireTemplate | None:
        return next((each for each in self._templates if _key(each) == self.templates.currentData()), None)

    def _depth_chosen(self) -> Depth:
        return Depth(str(self.depths.currentData()))

    def _on_depth(self, _place: int) -> None:
        self._chosen_depth = True
        self._show_counts()

    def _ask_criticality(self) -> None:
        ask_criticality(self._page.window_)

    def _on_load(self) -> None:
        path = self._page.window_.choose_open(tr("Load a questionnaire"), tr("Questionnaires (*.yaml *.yml)"))
        if path is not None:
            self.load_file(path)

    def _on_delete(self) -> None:
        template = self._template()
        if template is not None and template.own_id is not None:
            self._act_delete(template.own_id)

    def _act_delete(self, own_id: int) -> None:
        self._session.act(delete_template, own_id)
        self.load()
        self._page.toast_done(tr("Deleted the questionnaire. Vettings that began with it keep their questions."))

    def _open_sample(self) -> None:
        self._page.window_.actions_of_window["file.sample"].trigger()


class _Both:
    """Two forms that are one to the panel: the reason for the depth stands between them."""

    def __init__(self, *forms: Form) -> None:
        self._forms = forms

    def set_error(self, name: str, error: DeskError | None) -> None:
        next(form for form in self._forms if name in form.names).set_error(name, error)

    def set_read_only(self, is_read_only: bool) -> None:
        for form in self._forms:
            form.set_read_only(is_read_only)


def _key(template: QuestionnaireTemplate) -> str:
    return str(template.own_id) if template.own_id is not None else f"{template.id} {template.version}"
