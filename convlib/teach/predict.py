"""Predictions: the learner commits to an answer first, and only then sees the truth beside it.

Watching alone teaches little. Predicting, being wrong and seeing why teaches a lot.
"""

import html
import re
import textwrap

import ipywidgets
import numpy as np
from traitlets import Any

from .. import look
from ..grid import PixelGrid
from ..ops import finite
from ..page import PageBox


class Prediction(PageBox):
    """A question, a way to answer it, and the answer, which shows only after the learner's own.

    ``given`` is the learner's answer, or None as long as there is none. It can be given once.
    """

    given = Any()
    heading, button, praise, nothing = "Predict.", "That is my prediction", "as you predicted", "(no prediction yet)"

    def __init__(self, question, answer, choices=None, because="", tolerance=0.01, pictures=None, cell=40):
        if choices is not None and answer not in choices:
            raise ValueError(f"answer {answer!r} must be one of the choices {list(choices)!r}")
        if choices is None:
            finite("answer", answer)
        super().__init__()
        self.question, self.answer, self.because, self.tolerance = question, answer, because, tolerance
        self.choices = None if choices is None else list(choices)
        if choices is None:
            self._field = ipywidgets.Text(placeholder="a number, such as .25 or 2/3", layout={"width": "250px"})
        else:
            options = [(_shown(choice), number) for number, choice in enumerate(choices)]
            self._field = ipywidgets.RadioButtons(options=options, value=None, layout={"width": "auto"})
        self._field.on_msg(lambda _, message, __: message.get("event") == "submit" and self._submit())  # Enter
        self._button = ipywidgets.Button(description=self.button, layout={"width": "190px"})
        self._button.on_click(lambda _: self._submit())
        self._field.observe(self._hush, names="value")
        self._reveal = ipywidgets.HTML()
        self._grids = [
            PixelGrid(picture if isinstance(picture, look.Cells) else look.pixels(picture), caption=name, cell=cell)
            for name, picture in (pictures or {}).items()]
        self.children = [ipywidgets.HTML(f"<strong>{self.heading}</strong> {html.escape(question)}"),
                         ipywidgets.HBox(self._grids), self._field, self._button, self._reveal]
        self.add_class("convlib-prediction")
        self.observe(self._show_answer, names="given")

    @property
    def right(self):
        """Is the learner's answer right? None as long as there is none."""
        if self.given is None:
            return None
        if self.choices is not None:
            return self.given == self.answer
        return bool(abs(self.given - self.answer) <= self.tolerance)

    def _hush(self, _):
        """An answer is chosen or written: what was said about the lack of one is out of date."""
        if self.given is None:
            self._reveal.value = ""

    def _submit(self):
        """The learner pressed the button, or Enter."""
        if self._field.value in (None, ""):
            self._tell(f"{'Write' if self.choices is None else 'Choose'} an answer first. A guess is fine.")
        elif self.choices is not None:
            self.given = self.choices[self._field.value]
        else:
            try:
                self.given = _number(self._field.value)
            except ValueError:
                self._tell(f"“{self._field.value}” is not a number that I can read. Write it like .5, −1 or 2/3.")

    def _show_answer(self, _):
        self._field.disabled = self._button.disabled = True
        self._tell(self.reveal(), "right" if self.right else "wrong")

    def _tell(self, sentence, kind="note"):
        self._reveal.value = f'<div role="status" class="convlib-reveal convlib-{kind}">{html.escape(sentence)}</div>'

    def reveal(self):
        """The learner's answer beside the right one, and why; nothing before there is an answer."""
        if self.given is None:
            return ""
        said = self._field.value if self.choices is None and self._field.value else _shown(self.given)
        answer = _shown(self.answer)
        if not re.search("[^\\W\\d_]", said + answer):  # numbers
            told = f"You said {said.rstrip('.')}. It is {answer}"
        elif self.right:
            told = f"“{answer.rstrip('.')}” is right"
        else:
            told = f"You said “{said.rstrip('.')}”. The answer is “{answer.rstrip('.')}”"
        told += f", {self.praise}." if self.right else "."
        return f"{told} {self.because}".strip()

    def text(self):
        choices = [f"  ○ {_shown(choice)}" for choice in self.choices or ()]
        asked = "\n".join([f"{self.heading} {self.question}", *choices, self.reveal() or self.nothing])
        return "\n\n".join([*(grid.text() for grid in self._grids), asked])

    def still(self):
        lines = self.text().split("\n\n")[-1].splitlines()
        written = [part for line in lines for part in textwrap.wrap(line, 110, subsequent_indent="  ") or [""]]
        tall = max((grid.size()[1] for grid in self._grids), default=0)
        still = look.Still(900, tall + 22 * len(written) + 12)
        left = 4
        for grid in self._grids:
            grid.draw(still, left, 4)
            left += grid.size()[0] + 24
        for number, line in enumerate(written):
            still.text(4, tall + 18 + 22 * number, line)
        return still


def predict(question, answer, choices=None, because="", tolerance=0.01, pictures=None, cell=40):
    """Ask the learner to predict. The answer shows only after theirs, the two side by side.

    ``answer`` is one of the ``choices``, or, where there are none, a number: the learner's is right when
    it lies within ``tolerance``. ``because`` is said with the answer, whether theirs was right or wrong.
    Compute the answer where you can: ``predict("…", answer=filter_patch(patch, feature))``. ``pictures`` are
    shown with the question: a dict from a name to a picture, or to the :class:`convlib.look.Cells` of one, in cells
    of ``cell`` pixels.

    Raises ValueError or TypeError where the answer is none of the choices, or no number.

    >>> asked = predict("What is 7 − 2?", answer=5, choices=[2, 5, 9], because="Seven take away two.")
    >>> asked
    Predict. What is 7 − 2?
      ○ 2
      ○ 5
      ○ 9
    (no prediction yet)
    >>> asked.given = 9
    >>> print(asked.reveal())
    You said 9. It is 5. Seven take away two.
    """
    return Prediction(question, answer, choices, because, tolerance, pictures, cell)


def _number(text):
    """Read a number as a person writes it: 5/9, .55, −1. Raises ValueError where it is none."""
    plain = str(text).replace("−", "-").replace(",", ".").replace(" ", "")
    parts = re.fullmatch(r"([-+]?[\d.]{1,20})(?:/([\d.]{1,20}))?", plain)
    if parts is None or float(parts[2] or 1) == 0:
        raise ValueError(f"{text!r} is not a number")
    return float(parts[1]) / float(parts[2] or 1)


def _shown(answer):
    """An answer as people read it: numbers as on the slides, anything else as it is."""
    if isinstance(answer, (int, float, np.number)) and not isinstance(answer, bool):
        return look.label(answer, short=True)
    return str(answer)
