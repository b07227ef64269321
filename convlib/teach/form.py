"""AnswerForm: where a learner answers. One question of a form: choices to pick from, or a field for a number.

What is submitted is what stands in the form, however slow the connection: the browser sends both in one message.
"""

from pathlib import Path

import anywidget
from traitlets import Bool, Enum, List, Unicode


class AnswerForm(anywidget.AnyWidget):
    """Choices or a field, a button, and below it what is said.

    ``choices`` are the labels to pick from; where there are none, a field asks for a number. ``question`` is its name
    for those who hear the page. When ``done``, nothing can be changed any more, and ``answered`` still shows.

    >>> form = AnswerForm(choices=["X", "O"])
    >>> form.on_submit(lambda written: form.tell(f"You said {written}.", "right"))
    >>> form.submit("O")
    >>> form.told
    'You said O.'
    """

    _esm = Path(__file__).with_name("form.js")
    _css = Path(__file__).with_name("form.css")

    question = Unicode().tag(sync=True)
    choices = List(Unicode()).tag(sync=True)
    placeholder = Unicode("a number, such as .25 or 2/3").tag(sync=True)
    button = Unicode("That is my prediction").tag(sync=True)
    answered = Unicode(help="What was submitted: the label of a choice, or what was written.").tag(sync=True)
    done = Bool().tag(sync=True)
    told = Unicode().tag(sync=True)
    kind = Enum(["note", "right", "wrong"], "note").tag(sync=True)

    def on_submit(self, handler):
        """Call ``handler(written)`` when the learner submits: the label of the choice, what is in the field, or ""."""
        self._handler = handler
        self.on_msg(lambda _, message, __: self.submit(str(message.get("submit", ""))))

    def submit(self, written):
        """Submit an answer, as the learner does."""
        if not self.done:
            self.answered = written
            self._handler(written)

    def tell(self, sentence, kind="note"):
        """Say a sentence below the form. With the ``kind`` "right" or "wrong", the form is done."""
        with self.hold_sync():
            self.told, self.kind, self.done = sentence, kind, kind != "note"

    def __repr__(self):
        return self.told
