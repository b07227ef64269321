"""What a check needs to know of an exercise: what is right, on which cases, and which mistakes are usual."""

from collections.abc import Callable
from typing import NamedTuple


class Mistake(NamedTuple):
    """A usual wrong answer: what it is called, how it comes about, and what to think about."""

    name: str
    function: Callable
    advice: str


class Exercise(NamedTuple):
    """What a check needs to know: the right function, cases to try, and the usual mistakes.

    The right function names its arguments as the lesson does. Among the cases are small ones, since the smallest that
    fails is shown, and none in which two answers would do, unless the lesson says which of them to take. Of the
    mistakes, the first that gives the same answers is told; a test tries each of them.

    Where there is something to design, there is one case and many right answers: then ``judge`` takes the numbers of an
    answer and gives what a check says, its status and its diagnosis.
    """

    right: Callable
    cases: list
    mistakes: list
    shape_advice: str = "Look at what your last line returns."
    size_advice: str = ""  # what to think about where the function ends in an error that is about a size
    judge: Callable = None
