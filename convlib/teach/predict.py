"""Predictions: the learner commits to an answer first, and only then sees the truth beside it.

Watching alone teaches little. Predicting, being wrong and seeing why teaches a lot.
"""

import html
import re

import ipywidgets
from traitlets import TraitType, validate

from ..show import look
from ..show.grid import PixelGrid
from ..show.numerals import read_number
from ..show.scene import Row, Scene, Sentence
from .form import AnswerForm
from .lessons import QUESTIONS, look_up
from .question import Question, shown


class Prediction(Scene):
    """A question, a form to answer it, and the answer, which shows only after the learner's own.

    ``given`` is the learner's answer, or None as long as there is none. It can be given once.
    """

    given = TraitType(None)
    heading, button, praise, nothing = "Predict.", "That is my prediction", "as you predicted", "(no prediction yet)"

    def __init__(self, question):
        super().__init__()
        self.question = question
        pictures = Row(*(
            PixelGrid(picture if isinstance(picture, look.Cells) else look.pixels(picture), caption=name,
                      cell=question.cell) for name, picture in question.pictures().items()),
            justify_content="flex-start")
        self.form = AnswerForm(question=f"{self.heading} {question.words}", button=self.button,
                               choices=[shown(choice) for choice in question.choices])
        self.form.on_submit(self._submitted)
        self.children = [ipywidgets.HTML(f"<strong>{self.heading}</strong> {html.escape(question.words)}"),
                         pictures, self.form, Sentence(self._asked, display="none")]  # where the form does not show
        self.add_class("convlib-prediction")
        self.observe(self._show_answer, names="given")

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
        self.form.tell(self.reveal(), "right" if self.right else "wrong")

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
        choices = [f"  ○ {shown(choice)}" for choice in self.question.choices]
        return "\n".join([f"{self.heading} {self.question.words}", *choices, self.reveal() or self.nothing])


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
    if isinstance(question, Question):
        return Prediction(question)
    if not isinstance(question, str):
        raise TypeError(f"question must be the name of a question, or a Question, not {question!r:.80}")
    return Prediction(look_up("question", question, QUESTIONS))
