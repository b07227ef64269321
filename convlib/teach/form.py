"""AnswerForm: where a learner answers. One question of a form: choices to pick from, or a field for a number.

What is submitted is what stands in the form, however slow the connection: the browser sends both in one message.
"""

from pathlib import Path

import anywidget
from traitlets import Bool, Int, List, Unicode

from ..show.page import dressed
from ..show.verdicts import STYLE


def _read(name):
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


class AnswerForm(anywidget.AnyWidget):
    """Choices or a field, a button, and below them what is said.

    ``choices`` are the labels to pick from; where there are none, a field asks for a number. ``question`` is its name
    for those who hear the page. When ``done``, nothing can be changed any more, and ``answered`` still shows; what is
    said then takes the button's place, and ``room`` letters have room there from the beginning, so that nothing moves.

    >>> form = AnswerForm(choices=["X", "O"])
    >>> form.on_submit(lambda written: form.finish(f"You said {written}.", [("O", "right", "✓ right")]))
    >>> form.submit("O")
    >>> form.told, form.done
    ('You said O.', True)
    """

    _esm = dressed("form", _read("form.js"), STYLE + _read("form.css"))

    question = Unicode().tag(sync=True)
    choices = List(Unicode()).tag(sync=True)
    placeholder = Unicode("a number, such as .25 or 2/3").tag(sync=True)
    button = Unicode("That is my prediction").tag(sync=True)
    answered = Unicode(help="What was submitted: the label of a choice, or what was written.").tag(sync=True)
    done = Bool().tag(sync=True)
    told = Unicode().tag(sync=True)
    room = Int(help="About how many letters may be told in the end.").tag(sync=True)
    verdicts = List(help="What is marked in the end: labels, or numbers, each with its verdict.").tag(sync=True)

    def on_submit(self, handler):
        """Call ``handler(written)`` when the learner submits: the label of the choice, what is in the field, or ""."""
        self._handler = handler
        self.on_msg(lambda _, message, __: self.submit(str(message.get("submit", ""))))

    def submit(self, written):
        """Submit an answer, as the learner does."""
        if not self.done:
            self.answered = written
            self._handler(written)

    def tell(self, sentence):
        """Say a sentence below the button."""
        self.told = sentence

    def finish(self, sentence, verdicts):
        """Say the last sentence and mark the answers: each of ``verdicts`` is a label, or a number as it is read, with
        its kind and its words (verdicts.py). Without choices, the first belongs to what is in the field."""
        with self.hold_sync():
            self.told, self.verdicts, self.done = sentence, [[*verdict] for verdict in verdicts], True

    def __repr__(self):
        return self.told
