"""The self-test: questions over the whole series, and a score that says which lessons to visit again.

A question is a prediction whose answer is known since some lesson. The score follows all answers while they are given.
"""

import html
from urllib.parse import quote

import ipywidgets

from ..checks import counted, whole
from ..show import look
from ..show.scene import Drawing, Scene, Sentence
from ..show.sketch import Bar, Words
from ..show.verdicts import badge_shapes
from .lessons.lesson_19_self_test import SELF_TEST
from .predict import Recalled
from .question import Question  # noqa: F401 - for the example below

WIDE, TALL, GAP = 62, 44, 6  # of the row of boxes in pixels: a box, and the room between two


class Asked(Recalled):
    """A question with a number, and with the ``lessons`` that hold its answer: a list of names of their files."""

    def __init__(self, heading, lessons, question):
        self.heading, self.lessons = heading, lessons
        super().__init__(question)

    def room(self):
        """As for any question, and for the lessons that tell more."""
        return super().room() + sum(len(_title(lesson)) + 10 for lesson in self.lessons)

    def reveal(self):
        """As for any question, and which lessons tell more."""
        told = super().reveal()
        lessons = " and ".join(map(_title, self.lessons))
        tell = "tells" if len(self.lessons) == 1 else "tell"
        return told and f"{told} {lessons[0].upper()}{lessons[1:]} {tell} more."


class SelfTest:
    """Questions, each asked in a cell of its own, and one ``score`` that follows their answers.

    ``questions`` is a list of pairs: the names of the lessons' files that a question goes back to, without their
    ending, and the :class:`convlib.teach.question.Question`. Without it, they are those of the series.

    Raises ValueError where there is no question.

    >>> test = SelfTest([(["01_what_computers_see"], Question("How many pixels?", lambda: 81, "9 × 9 = 81.")),
    ...                  (["03_filtering"], Question("Which match is perfect?", lambda: 1, "", {0: "", 1: "", 9: ""}))])
    >>> first, second = test.ask(1), test.ask(2)
    >>> first.given, second.given = 81, 0
    >>> print(first.reveal())
    You said 81. It is 81, as you said. 9 × 9 = 81. Lesson 01 (what computers see) tells more.
    >>> test.score
    2 of 2 questions answered, 1 of them right.
    Visit again: lesson 03 (filtering), for question 2.
    """

    def __init__(self, questions=SELF_TEST):
        if not questions:
            raise ValueError("questions must hold at least one pair of lessons and question, but there is none")
        self._all = list(questions)
        self.score = Score(len(self._all))

    def ask(self, number):
        """Ask question ``number``, counted from 1. The same number asked anew takes the place of the old one.

        Raises ValueError or TypeError for a number that no question has.
        """
        lessons, question = self._all[whole("number", number, least=1, most=len(self._all)) - 1]
        asked = Asked(f"Question {number} of {len(self._all)}.", lessons, question)
        self.score.follow(number, asked)
        return asked


class Score(Scene):
    """One box for each question, how many are right, and the lessons to visit again, with links."""

    def __init__(self, count):
        self._count, self._asked = count, {}
        self._row = Drawing(count * (WIDE + GAP), TALL + GAP, self._boxes, words=lambda: "")  # they stand below it
        self._line = Sentence(self._told, spoken=True, markup=lambda: html.escape(self._said()))
        self._links = ipywidgets.Output()  # it renders markdown, whose links open a lesson as any other link does
        super().__init__([self._row, self._line, self._links])
        self.add_class("convlib-explorer")
        self.tell()

    def follow(self, number, asked):
        """Count the answer to a question from now on, and no more that to the one which was asked before it."""
        self._asked[number] = asked
        asked.observe(self.tell, names="given")
        self.tell()

    def tell(self, _=None):
        super().tell()
        links = [f"- [{html.escape(_title(lesson))}]({quote(lesson)}.ipynb), for {_named(numbers)}"
                 for lesson, numbers in self._again()]
        listed = "\n".join(["Visit again:", "", *links])
        self._links.outputs = ({"output_type": "display_data", "metadata": {}, "data": {
            "text/markdown": listed, "text/plain": listed}},) if links else ()

    def _told(self):
        """How many are right, and the lessons to visit again, in words."""
        again = [f"{_title(lesson)}, for {_named(numbers)}" for lesson, numbers in self._again()]
        return self._said() + (f"\nVisit again: {'; '.join(again)}." if again else "")

    def _answered(self, right):
        """The numbers of the questions whose answer is right, or of those whose answer is not."""
        return [number for number, asked in sorted(self._asked.items()) if asked.right == right]

    def _again(self):
        """The lessons to visit again, and the numbers of the questions that lead to them: pairs."""
        wrong = self._answered(False)
        lessons = sorted({lesson for number in wrong for lesson in self._asked[number].lessons})
        return [(lesson, [number for number in wrong if lesson in self._asked[number].lessons]) for lesson in lessons]

    def _said(self):
        right, wrong = len(self._answered(True)), len(self._answered(False))
        if not right + wrong:
            return f"None of {counted(self._count, 'question')} is answered yet."
        told = f"{right + wrong} of {counted(self._count, 'question')} answered, {right} of them right."
        return told + (" That is all of them." if right == self._count else "")

    def _boxes(self):
        """The shapes of the boxes, and in words which questions are right, and which are not."""
        shapes = [shape for number in range(1, self._count + 1) for shape in self._box(number)]
        found = [("Right", self._answered(True)), ("Not right", self._answered(False))]
        return shapes, " ".join([self._said(), *(f"{words}: {_named(those)}." for words, those in found if those)])

    def _box(self, number):
        """The shapes of one question's box: its number, and the verdict when it is answered."""
        left, right = (number - 1) * (WIDE + GAP), self._asked[number].right if number in self._asked else None
        middle, ink = left + WIDE / 2, look.ink(look.PALE)
        box = Bar(left, 0, WIDE, TALL, look.PALE)
        if right is None:
            return [box, Words(middle, TALL / 2, str(number), 16, ink, "middle")]
        return [box, Words(middle, TALL * 0.26, str(number), 13, ink, "middle"),
                *badge_shapes("right" if right else "wrong", middle, TALL * 0.7)]


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
