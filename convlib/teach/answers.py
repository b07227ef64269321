"""Read what a learner's function gave back: as numbers, or else in words for what it is instead.

Anything may come back, also things that fail when they are looked at. So every look at them goes through ``attempt``.
"""

import inspect
import reprlib
from collections.abc import Callable, Iterator, Mapping, Set
from decimal import Decimal
from itertools import islice
from numbers import Real
from types import CoroutineType

import numpy as np

MANY = 10_000  # no exercise asks for as many numbers as this


class NoNumbers(Exception):
    """An answer does not consist of numbers; the message says in words what it is."""


def attempt(act, otherwise):
    """What ``act()`` gives, or ``otherwise`` where it fails, whatever it raises. Only the stop button still stops.

    >>> attempt(lambda: 1 / 2, otherwise="no number"), attempt(lambda: 1 / 0, otherwise="no number")
    (0.5, 'no number')
    """
    try:
        return act()
    except KeyboardInterrupt:
        raise
    except BaseException:
        return otherwise


def numbers_of(answer):
    """The numbers of an answer, as a new array of floats. Python's and NumPy's numbers, lists and fractions will do.

    Raises NoNumbers for everything else.

    >>> numbers_of([1, True])
    array([1., 1.])
    >>> numbers_of("5/9")
    Traceback (most recent call last):
    convlib.teach.answers.NoNumbers: Not a number. Your function returned '5/9'. A text is no number: leave out the \
quotes, str() and f"…".
    """
    try:
        return _as_array(answer)
    except (NoNumbers, KeyboardInterrupt):
        raise
    except BaseException:  # an object of the learner's own may raise anything
        raise NoNumbers(f"Not a number. Your function returned {in_short(answer)}."
                        f"{attempt(lambda: _hint(answer), otherwise='')}") from None


def _as_array(answer):
    if sum(1 for _ in islice(_parts(answer), MANY + 1)) > MANY:
        raise NoNumbers("Far too many numbers. Which of them are asked for?")
    if np.ma.is_masked(answer):
        raise NoNumbers("Empty cells. Some cells of your answer are masked, and hold no number.")
    try:
        array = np.asarray(answer)
    except ValueError:
        if isinstance(answer, (list, tuple)):
            raise NoNumbers("Not one grid of numbers. The lists in your answer have different lengths.") from None
        raise
    if array.dtype.kind in "biuf":
        return array.astype(float)
    if array.dtype.kind == "c":
        raise NoNumbers(f"Complex numbers. Your function returned {in_short(answer)}. Is there a root below 0?")
    if array.dtype.kind != "O" or array.ndim == 0 and not isinstance(answer, (Real, Decimal)):
        raise TypeError("no numbers")
    for part in array.flat:
        if not isinstance(part, (Real, Decimal)):
            raise NoNumbers(f"Not a number. There is {in_short(part)} in your answer.{_hint(part)}")
    return array.astype(float)


def _parts(answer):
    """One by one, all that lies in lists and arrays."""
    if isinstance(answer, (list, tuple, range)):
        for part in answer:
            yield from _parts(part)
    elif isinstance(answer, np.ndarray):
        yield from range(answer.size)
    else:
        yield answer


def in_short(value):
    """A value in one short line, also where its own ``repr`` fails.

    >>> in_short("long " * 99), in_short(np.mean)
    ("'long long lo... long long '", 'the function mean')
    """
    kind = attempt(lambda: f"something of the kind {type(value).__name__}", otherwise="something odd")
    if attempt(lambda: inspect.isroutine(value), otherwise=False):
        text = attempt(lambda: f"the function {value.__name__}", otherwise=kind)
    else:
        text = attempt(lambda: Short().repr(value), otherwise=kind)
    return short(text, 80)


class Short(reprlib.Repr):
    """A value in short: NumPy's numbers as Python's, and no place in memory of a thing that has no text of its own."""

    def repr_instance(self, thing, level):
        if issubclass(type(thing), np.number):
            thing = thing.item()
        text = super().repr_instance(thing, level)
        return f"something of the kind {type(thing).__name__}" if text.startswith("<") else text


def short(text, length):
    """A text in one line, with … where it is cut off.

    >>> short("one\\n  line", 40), short("one line", 4)
    ('one line', 'one…')
    """
    line = " ".join(text[:9 * length].split())
    return line if len(line) <= length else line[:length - 1] + "…"


HINTS = [  # what came back, and how to come from there to a number
    (CoroutineType, " Leave out async."),
    ((str, bytes), ' A text is no number: leave out the quotes, str() and f"…".'),
    ((Mapping, Set), " Return the numbers themselves, without curly brackets."),
    (Iterator, " Its numbers are not worked out yet: use return, not yield, and put list(…) or sum(…) around it."),
    (Callable, " To call a function, put brackets behind its name: mean()."),
]


def _hint(answer):
    """How to come from such an answer to a number."""
    kind = type(answer)
    if kind is CoroutineType:
        answer.close()
    if issubclass(kind, np.ndarray):
        answer, kind = answer.ravel().tolist(), list
    if issubclass(kind, (list, tuple)):
        return next(filter(None, map(_hint, answer)), "")
    return next((hint for kinds, hint in HINTS if issubclass(kind, kinds)), "")
