"""The self-test: questions over the whole series, and a score that says which lessons to visit again.

A question is a prediction whose answer is known since some lesson. The score follows all answers while they are given.
"""

import html

import ipywidgets

from .. import look
from ..ops import counted, whole
from ..page import PageBox
from ..sketch import Bar, Sketch, Words
from .predict import Prediction

BOX, GAP = 44, 8  # of the row of boxes in pixels: a side, and the room between two
OPEN, RIGHT, WRONG = look.PALE, look.COLOURS["diagonal"], look.COLOURS["cross"]


class Question(Prediction):
    """A prediction with a number, and with the ``lessons`` that hold its answer: a list of names of their files."""

    button, praise, nothing = "That is my answer", "as you said", "(no answer yet)"

    def __init__(self, heading, lessons, question, *answer, **options):
        self.heading, self.lessons = heading, lessons
        super().__init__(question, *answer, **options)

    def reveal(self):
        """As for a prediction, and which lessons tell more."""
        told = super().reveal()
        lessons = " and ".join(map(_title, self.lessons))
        tell = "tells" if len(self.lessons) == 1 else "tell"
        return told and f"{told} {lessons[0].upper()}{lessons[1:]} {tell} more."


class SelfTest:
    """``count`` questions, each in a cell of its own, and one ``score`` that follows their answers.

    Raises ValueError or TypeError where ``count`` is no whole number of at least 1.

    >>> test = SelfTest(2)
    >>> first = test.ask(1, ["01_what_computers_see"], "How many pixels?", 81, because="9 × 9 = 81.")
    >>> second = test.ask(2, ["03_filtering"], "Which match is perfect?", 1, choices=[0, 1, 9])
    >>> first.given, second.given = 81, 0
    >>> print(first.reveal())
    You said 81. It is 81, as you said. 9 × 9 = 81. Lesson 01 (what computers see) tells more.
    >>> test.score
    2 of 2 questions answered, 1 of them right.
    Visit again: lesson 03 (filtering), for question 2.
    """

    def __init__(self, count):
        self.count = whole("count", count, least=1)
        self._questions = {}
        self.score = Score(self.count)

    def ask(self, number, lessons, question, answer, choices=None, because="", tolerance=0.01, pictures=None, cell=40):
        """Ask question ``number``, counted from 1. The same number asked anew takes the place of the old one.

        ``lessons`` are the names of the lessons' files that it goes back to, without their ending. All else is as for
        :func:`convlib.teach.predict`.

        Raises ValueError or TypeError for a number that is not from 1 to ``count``, for lessons that are no list of
        names, and as ``predict`` does.
        """
        if whole("number", number, least=1) > self.count:
            raise ValueError(f"number must be at most {self.count}, the count of questions, but it is {number}")
        if not isinstance(lessons, (list, tuple)) or not lessons or not all(isinstance(name, str) for name in lessons):
            raise TypeError(f"lessons must be a list of names, such as ['03_filtering'], but it is {lessons!r:.80}")
        asked = Question(f"Question {number} of {self.count}.", list(lessons), question, answer, choices, because,
                         tolerance, pictures, cell)
        self._questions[number] = asked
        asked.observe(lambda _: self.score.show(self._questions), names="given")
        self.score.show(self._questions)
        return asked


class Score(PageBox):
    """One box for each question, how many are right, and the lessons to visit again, with links."""

    def __init__(self, count):
        self._count, self._answered, self._again = count, {}, {}
        self._row = Sketch(count * (BOX + GAP), BOX, "")
        self._line = ipywidgets.HTML()
        self._links = ipywidgets.Output()  # it renders markdown, whose links open a lesson as any other link does
        super().__init__([self._row, self._line, self._links])
        self.add_class("convlib-explorer")
        self.show({})

    def show(self, questions):
        """Show how these questions, {number: Question}, stand now."""
        self._answered = {number: questions[number].right for number in sorted(questions)
                          if questions[number].given is not None}
        self._again = {}
        for number, right in self._answered.items():
            for lesson in questions[number].lessons if not right else ():
                self._again.setdefault(lesson, []).append(number)
        shapes = [shape for number in range(1, self._count + 1) for shape in self._box(number)]
        self._row.draw(shapes, f"{self._said()} {self._each()}".strip())
        self._line.value = f'<div role="status">{html.escape(self._said())}</div>'
        links = [f"- [{_title(lesson)}]({lesson}.ipynb), for {_named(self._again[lesson])}"
                 for lesson in sorted(self._again)]
        listed = "\n".join(["Visit again:", "", *links]) if links else ""
        self._links.outputs = ({"output_type": "display_data", "metadata": {}, "data": {
            "text/markdown": listed, "text/plain": listed}},) if listed else ()

    def text(self):
        again = [f"{_title(lesson)}, for {_named(self._again[lesson])}" for lesson in sorted(self._again)]
        return self._said() + (f"\nVisit again: {'; '.join(again)}." if again else "")

    def still(self):
        lines = self.text().replace("; ", ";\n").splitlines()
        still = look.Still(max(self._row.width, 700), BOX + 16 + 24 * len(lines))
        self._row.draw_still(still, 0, 0)
        for number, line in enumerate(lines):
            still.text(2, BOX + 22 + 24 * number, line)
        return still

    def _said(self):
        right = sum(self._answered.values())
        if not self._answered:
            return f"None of {counted(self._count, 'question')} is answered yet."
        told = f"{len(self._answered)} of {counted(self._count, 'question')} answered, {right} of them right."
        return told + (" That is all of them." if right == self._count else "")

    def _each(self):
        """Which questions are right, and which are not, in words."""
        found = {words: [number for number, right in self._answered.items() if right is is_right]
                 for words, is_right in (("Right", True), ("Not right", False))}
        return " ".join(f"{words}: {_named(numbers)}." for words, numbers in found.items() if numbers)

    def _box(self, number):
        """The shapes of one question's box: its number, and a mark when it is answered."""
        fill, mark = {None: (OPEN, ""), True: (RIGHT, "✓"), False: (WRONG, "✗")}[self._answered.get(number)]
        left, ink = (number - 1) * (BOX + GAP), look.ink(fill)
        words = [Words(left + BOX / 2, BOX * 0.28, str(number), 13, ink, "middle"),
                 Words(left + BOX / 2, BOX * 0.7, mark, 18, ink, "middle")]
        return [Bar(left, 0, BOX, BOX, fill), *(words if mark else [words[0]._replace(y=BOX / 2, size=16)])]


def _title(lesson):
    """What a lesson is called in a sentence.

    >>> _title("03_filtering")
    'lesson 03 (filtering)'
    """
    number, _, words = lesson.partition("_")
    return f"lesson {number} ({words.replace('_', ' ').replace('relu', 'ReLU')})"


def _named(numbers):
    """Questions by their numbers.

    >>> _named([3]), _named([3, 5])
    ('question 3', 'questions 3 and 5')
    """
    *others, last = map(str, numbers)
    return f"questions {', '.join(others)} and {last}" if others else f"question {last}"
