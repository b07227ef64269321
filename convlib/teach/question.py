"""What a prediction asks: the words, the answers that people give, and what to say to each of them.

The questions of a lesson stand in ``questions``, one module a lesson, beside its exercises. So no notebook holds an
answer. The right answer is worked out, not written down, when somebody has given theirs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..checks import finite
from ..show import look


@dataclass(frozen=True)
class Question:
    """A question with choices, or, where there are none, one for a number.

    ``answer()`` works the right answer out. ``because`` says why it is right, to everybody. ``choices`` is a dict: each
    choice, and what to say to those who pick it; the right one needs nothing. Without choices, ``slips`` is a dict from
    a usual wrong number to what to say to it, and a number is right within ``tolerance``. ``pictures()`` gives what
    shows with the question: a dict from a name to a picture, or to the :class:`convlib.show.look.Cells` of one, in
    cells of ``cell`` pixels, or such that the answers have room beside them. ``outlined()`` shows the answer in them:
    in words, what is outlined once it is given, and the names of the pictures with a mask of their cells.

    >>> question = Question("What is 7 − 2?", lambda: 7 - 2, "Seven take away two.", {2: "That is what goes.", 5: ""})
    >>> question.is_right(2), question.reply(2)
    (False, 'That is what goes.')
    """

    words: str
    answer: Callable
    because: str
    choices: dict = field(default_factory=dict)
    slips: dict = field(default_factory=dict)
    tolerance: float = 0.01
    pictures: Callable = dict
    cell: int | None = None
    outlined: Callable | None = None

    @cached_property
    def right(self):
        """The right answer, worked out once."""
        return self.possible(self.answer())

    def is_right(self, given):
        """Is this answer right? Raises as :meth:`possible` does."""
        given = self.possible(given)
        return given == self.right if self.choices else abs(given - self.right) <= self.tolerance

    def possible(self, given):
        """An answer as the question takes it: the choice that equals it, or a number.

        Raises ValueError where it is none of the choices, ValueError or TypeError where it is no number.
        """
        if not self.choices:
            number = finite("given", given)
            if number.ndim or isinstance(given, (bool, np.bool_)):
                raise TypeError(f"given must be one number, but it is {given!r:.80}")
            return float(number)
        for choice in self.choices:
            if type(given) is type(choice) and given == choice or _close(given, choice):
                return choice
        raise ValueError(f"given must be one of the choices {[*self.choices]!r}, but it is {given!r:.80}")

    def reply(self, given):
        """What to say to an answer that is not right: what led there, where that is known."""
        given = self.possible(given)
        if self.is_right(given):
            return ""
        if self.choices:
            return self.choices[given]
        return next((words for number, words in self.slips.items() if abs(number - given) <= self.tolerance), "")


def _is_number(value):
    return isinstance(value, (int, float, np.number)) and not isinstance(value, bool)


def _close(given, choice):
    """Are both numbers, and as good as the same? A choice such as -7 / 9 may be worked out in two ways."""
    return _is_number(given) and _is_number(choice) and bool(abs(given - choice) < 1e-9)


def shown(answer):
    """An answer as people read it: a number as on the slides, anything else as it is.

    >>> shown(7 / 9), shown(3), shown("no")
    ('.77', '3', 'no')
    """
    return look.label(answer, short=True) if _is_number(answer) else str(answer)
