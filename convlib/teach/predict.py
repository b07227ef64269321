"""Predictions: the learner commits to an answer first, and only then sees the truth beside it.

Watching alone teaches little. Predicting, being wrong and seeing why teaches a lot.
"""

import html
import re

import ipywidgets
import numpy as np
from traitlets import TraitType, validate

from ..show import look
from ..show.grid import PixelGrid
from ..show.numerals import read_number
from ..show.scene import Column, Row, Scene, Sentence
from ..show.verdicts import SIGNS, said
from .form import AnswerForm
from .lessons import QUESTIONS, look_up
from .question import Question, shown

BESIDE = 530  # pixels: how wide pictures may be, so that answers stand beside them on a laptop's page


class Prediction(Scene):
    """A question, a form to answer it, and the answer, which shows only after the learner's own: in the form, where
    each answer gets its verdict, and in the pictures.

    ``given`` is the learner's answer, or None as long as there is none. It can be given once.
    """

    given = TraitType(None)
    heading, button, praise, nothing = "Predict.", "That is my prediction", "as you predicted", "(no prediction yet)"

    def __init__(self, question):
        super().__init__()
        self.question = question
        self.grids = self._pictures()
        self.form = AnswerForm(question=f"{self.heading} {question.words}", button=self.button, room=self.room(),
                               choices=[shown(choice) for choice in question.choices])
        self.form.on_submit(self._submitted)
        shows = [self.form.add_class("convlib-answers")]
        if self.grids:
            self._legend = Sentence(self._outlined).add_class("convlib-legend")
            pictures = Row(*self.grids.values(), justify_content="flex-start")
            shows.insert(0, Column(pictures, *[self._legend] * bool(question.outlined)))
        self.children = [ipywidgets.HTML(f"<strong>{self.heading}</strong> {html.escape(question.words)}"),
                         Row(*shows, justify_content="flex-start").add_class("convlib-asked"),
                         Sentence(self._asked, display="none")]  # where the form does not show
        self.add_class("convlib-prediction")
        self.observe(self._show_answer, names="given")

    def _pictures(self):
        """The grids of the question's pictures, by their names, with room for the answers beside them."""
        pictures = {name: picture if isinstance(picture, look.Cells) else look.pixels(picture)
                    for name, picture in self.question.pictures().items()}
        columns = sum(cells.index.shape[-1] for cells in pictures.values())
        cell = self.question.cell or min(40, BESIDE // max(columns, 1))
        return {name: PixelGrid(cells, caption=name, cell=cell) for name, cells in pictures.items()}

    def room(self):
        """How many letters may be told in the end, without working the answer out."""
        question = self.question
        said = max((len(shown(choice)) for choice in question.choices), default=8)
        replies = (question.choices or question.slips).values()
        return 40 + 2 * said + max(map(len, replies), default=0) + len(question.because)

    @property
    def right(self):
        """Is the learner's answer right? None as long as there is none."""
        return None if self.given is None else self.question.is_right(self.given)

    def _submitted(self, written):
        """The learner pressed the button, or Enter."""
        if not written:
            self.form.tell(f"{'Choose' if self.question.choices else 'Write'} an answer first. A guess is fine.")
        elif self.question.choices:
            self.given = next(choice for choice in self.question.choices if shown(choice) == written)
        else:
            try:
                self.given = read_number(written)
            except ValueError as problem:
                self.form.tell(str(problem))

    @validate("given")
    def _once(self, proposal):
        if self.given is not None:
            raise ValueError(f"given is {self.given!r:.80} already: an answer is given once")
        return self.question.possible(proposal.value)

    def _show_answer(self, _):
        self.form.answered = self._said()
        words = {"wrong": "yours"}
        self.form.finish(self.reveal(), [(label, kind, said(kind, words.get(kind)))
                                         for label, kind in self._verdicts()])
        if self.question.outlined:
            for name, mask in self.question.outlined()[1].items():
                self.grids[name].marks = [np.flatnonzero(mask).tolist()]
            self._legend.update()

    def _verdicts(self):
        """Which answers are marked, and how: the learner's own, as it was given, and the right one beside it."""
        if self.given is None:
            return []
        own = self._said()
        return [(own, "right")] if self.right else [(own, "wrong"), (shown(self.question.right), "right")]

    def _outlined(self):
        """In words, what is outlined in the pictures."""
        return f"Outlined: {self.question.outlined()[0]}." if self.given is not None else ""

    def _said(self):
        """The learner's answer in the learner's own words."""
        return self.form.answered or shown(self.given)

    def reveal(self):
        """The learner's answer, what led there, the right one beside it, and why; nothing before there is an answer."""
        if self.given is None:
            return ""
        question, said, answer = self.question, self._said().rstrip("."), shown(self.question.right)
        in_words = question.choices and re.search("[^\\W\\d_]", said + answer)
        if in_words and self.right:
            told = [f"“{answer.rstrip('.')}” is right, {self.praise}."]
        elif in_words:
            told = [f"You said “{said}”.", question.reply(self.given), f"The answer is “{answer.rstrip('.')}”."]
        else:
            praise = f", {self.praise}" if self.right else ""
            told = [f"You said {said}.", question.reply(self.given), f"It is {answer}{praise}."]
        return " ".join(filter(None, [*told, question.because]))

    def _asked(self):
        """The question, its choices, and the answer where there is one."""
        signs = {label: SIGNS[kind] for label, kind in self._verdicts()}
        choices = [f"  {signs.get(label, '○')} {label}" for label in map(shown, self.question.choices)]
        return "\n".join([f"{self.heading} {self.question.words}", *choices, self.reveal() or self.nothing])


class Recalled(Prediction):
    """A question from an earlier lesson, asked once more: what is asked for again stays."""

    heading, button, praise, nothing = "Remember.", "That is my answer", "as you said", "(no answer yet)"


def predict(question):
    """Ask the learner to predict. The answer shows only after theirs, the two side by side.

    ``question`` is the name of one of the lessons' questions, or a :class:`Question` of your own.

    Raises ValueError for a name that no question has, TypeError for anything else.

    >>> asked = predict(Question("What is 7 − 2?", lambda: 7 - 2, "Seven take away two.",
    ...                          {2: "That is what is taken away.", 5: "", 9: "You added."}))
    >>> asked
    Predict. What is 7 − 2?
      ○ 2
      ○ 5
      ○ 9
    (no prediction yet)
    >>> asked.given = 9
    >>> print(asked.reveal())
    You said 9. You added. It is 5. Seven take away two.
    """
    return Prediction(_asked_for(question))


def recall(question):
    """Ask what an earlier lesson told, as a lesson begins. The answer shows only after the learner's.

    Takes and raises what :func:`predict` does.

    >>> recall(Question("What is 7 − 2?", lambda: 7 - 2, "Seven take away two.", {2: "That goes.", 5: ""}))
    Remember. What is 7 − 2?
      ○ 2
      ○ 5
    (no answer yet)
    """
    return Recalled(_asked_for(question))


def _asked_for(question):
    """A question by its name, or one of somebody's own."""
    if isinstance(question, Question):
        return question
    if not isinstance(question, str):
        raise TypeError(f"question must be the name of a question, or a Question, not {question!r:.80}")
    return look_up("question", question, QUESTIONS)
