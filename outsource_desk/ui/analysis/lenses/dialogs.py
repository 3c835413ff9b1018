"""Add a set of weights; suppose other values in a scenario."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from outsource_desk.domain.criterion import criterion_paths, leaves_of
from outsource_desk.domain.errors import DeskError
from outsource_desk.domain.weighting import Purpose, WeightSet
from outsource_desk.services.weight_sets import add_weight_set, suppose_value
from outsource_desk.ui.analysis.lenses.words import amount_words, purpose_words, supposed_sentences
from outsource_desk.ui.dialogs.ask import Question
from outsource_desk.ui.formats import read_number
from outsource_desk.ui.language import say, tr
from outsource_desk.ui.session import Session
from outsource_desk.ui.theme import XL, L, M, S, TextStyle, scaled
from outsource_desk.ui.widgets.choice import choice
from outsource_desk.ui.widgets.form import Form
from outsource_desk.ui.widgets.layout import button, caption, clear, column, holder, label, row, rule, small_button


class NewSet(Question):
    """Name, whose view it is, and what it begins with."""

    def __init__(self, parent: QWidget, session: Session, like: WeightSet | None = None) -> None:
        super().__init__(
            parent,
            tr("Add a way of weighing"),
            tr(
                "A lens is how an office sees the choice; a person's weights can be brought together with others'; a "
                "scenario supposes other values. The official weights stay as they are."
            ),
            tr("Add"),
            "new_set",
        )
        self._session = session
        evaluation = session.evaluation
        others = [each for each in evaluation.weight_sets if each.purpose is not Purpose.OFFICIAL] if evaluation else []
        form = Form(lambda _name, _text: None, label_width=96)
        self.name = QLineEdit(tr("{name}, copy", name=like.name) if like is not None else "")
        self.name.setPlaceholderText(tr("CFO, CISO, works council …"))
        kinds = (Purpose.LENS, Purpose.PERSON, Purpose.SCENARIO)
        self.purpose = choice([(each.value, purpose_words(each)) for each in kinds])
        self.like = choice([("", tr("the official weights")), *((str(each.id), each.name) for each in others)])
        if like is not None:
            self.purpose.setCurrentIndex(max(0, self.purpose.findData(like.purpose.value)))
            self.like.setCurrentIndex(max(0, self.like.findData(str(like.id))))
        form.add_row(tr("&Name"), self.name, name="new_set.name")
        self.name.setProperty("asks", True)
        form.add_row(tr("&Kind"), self.purpose, name="new_set.purpose")
        form.add_row(tr("Begins &with"), self.like, name="new_set.like")
        self.content.addWidget(form)
        self.name.setFocus()
        self.name.selectAll()
        self.added: int | None = None

    def act(self) -> None:
        initiative_id = self._session.initiative_id
        assert initiative_id is not None
        like = str(self.like.currentData())
        self.added = self._session.try_act(
            add_weight_set,
            initiative_id,
            self.name.text(),
            str(self.purpose.currentData()),
            like=int(like) if like else None,
        )


class SupposeDialog(QDialog):
    """What if one value were another: candidate, criterion, value; what is supposed already, with the way back."""

    def __init__(self, parent: QWidget, session: Session, weight_set_id: int) -> None:
        super().__init__(parent)
        self.setObjectName("suppose")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(scaled(480))
        self._session, self._set_id = session, weight_set_id
        evaluation = session.evaluation
        assert evaluation is not None
        paths = criterion_paths(evaluation.criteria)
        self.candidate = choice([(str(each.id), each.name) for each in evaluation.candidates])
        self.criterion = choice([(str(each.id), paths[each.id]) for each in leaves_of(evaluation.criteria)])
        self.amount = QLineEdit()
        form = Form(lambda _name, _text: None, label_width=96)
        form.add_row(tr("&Candidate"), self.candidate, name="suppose.candidate")
        form.add_row(tr("C&riterion"), self.criterion, name="suppose.criterion")
        form.add_row(tr("&Supposed"), self.amount, name="suppose.amount")
        self.amount.setProperty("asks", True)
        self._now = caption("", wrap=True)
        self._now.setObjectName("suppose.now")
        self._error = label("", TextStyle.CAPTION, "bad", wrap=True)
        self._error.setObjectName("suppose.error")
        self._error.hide()
        self._list: QVBoxLayout = column(gap=S)
        title = label(self._weight_set.name, TextStyle.SECTION)
        self.setWindowTitle(tr("Suppose other values"))
        words = label(
            tr("Only this way of weighing sees these values; what was given stays as it is."), tone="muted", wrap=True
        )
        take = button(tr("Suppose it"), self.take, name="suppose.take")
        done = button(tr("Done"), self.accept, kind="primary", name="suppose.done")
        told = [title, words, form, self._now, self._error, row(None, take), rule(), self._list]
        self.setLayout(column(*told, None, row(None, done), gap=M, margins=(XL, XL, XL, L)))
        self.amount.returnPressed.connect(self.take)
        self.candidate.activated.connect(self._say_now)
        self.criterion.activated.connect(self._say_now)
        self._load()

    def take(self) -> None:
        """Suppose the value; a refusal is shown in place."""
        try:
            amount = read_number(self.amount.text())
            self._suppose((int(self.candidate.currentData()), int(self.criterion.currentData())), amount)
        except DeskError as error:
            self._error.setText(f"{say(str(error))} {say(error.remedy)}")
            self._error.show()
            return
        self._error.hide()
        self.amount.clear()
        self._load()

    @property
    def _weight_set(self) -> WeightSet:
        evaluation = self._session.evaluation
        assert evaluation is not None
        return next(each for each in evaluation.weight_sets if each.id == self._set_id)

    def _suppose(self, cell: tuple[int, int], amount: float | None) -> None:
        self._session.try_act(suppose_value, self._set_id, *cell, amount)

    def _take_back(self, cell: tuple[int, int]) -> None:
        self._suppose(cell, None)
        self._load()

    def _load(self) -> None:
        evaluation, ranking = self._session.evaluation, self._session.ranking
        assert evaluation is not None
        assert ranking is not None
        clear(self._list)
        supposed = self._weight_set
        sentences = supposed_sentences(evaluation, ranking, supposed)
        for place, ((cell, _), words) in enumerate(zip(supposed.changed_values, sentences, strict=True)):
            back = small_button(tr("Take back"), lambda cell=cell: self._take_back(cell), name=f"suppose.back_{place}")
            back.setAccessibleDescription(words)
            line = row(label(words, wrap=True), back, gap=M)
            line.setStretch(0, 1)
            self._list.addWidget(holder(line))
        if not sentences:
            self._list.addWidget(caption(tr("Nothing is supposed yet.")))
        self._say_now()

    def _say_now(self, *_: object) -> None:
        evaluation, ranking = self._session.evaluation, self._session.ranking
        assert evaluation is not None
        assert ranking is not None
        leaf = next(each for each in evaluation.criteria if str(each.id) == self.criterion.currentData())
        cell = ranking.cells.get((int(self.candidate.currentData()), leaf.id))
        given = tr("open") if cell is None or cell.points is None else amount_words(evaluation, leaf, cell.points)
        self._now.setText(tr("Given now: {amount}", amount=given))
