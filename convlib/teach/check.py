"""Checks: run the learner's function on cases it has not seen, and say what to do next.

The usual mistakes are known in advance. Each is written down as a function of its own, so a wrong answer
can be recognised and called by its name: a learner's function that gives the same numbers as the mistake
has made that mistake. Whatever else a function returns or raises is told in words, too.
"""

import html
import re
import warnings
from copy import deepcopy
from itertools import compress
from typing import NamedTuple

import numpy as np

from ..show.verdicts import badge
from .answers import NoNumbers, attempt, in_short, numbers_of
from .cases import argument_names, described, how_large
from .lessons import EXERCISES, look_up
from .mishaps import mishap

VERDICTS = {"still missing": "missing", "keep working": "wrong", "almost": "almost", "correct": "right"}


class Feedback(NamedTuple):
    """What the check found: ``status`` is still missing, keep working, almost or correct."""

    status: str
    diagnosis: str

    def __repr__(self):
        return f"{self.status}: {self.diagnosis}"

    def _repr_html_(self):
        diagnosis, _, example = html.escape(self.diagnosis).partition("\n")
        shown = f"<pre>{example}</pre>" if example else ""
        return f'<div role="status">{badge(VERDICTS[self.status], self.status)} {diagnosis}{shown}</div>'


def check(exercise, function):
    """Run ``function`` on the cases of an exercise and say how far it is.

    ``exercise`` is the name of an exercise, such as ``"filter_patch"``. The answer is one of *still
    missing*, *keep working*, *almost* and *correct*, with a diagnosis. A function that never ends can be
    stopped with the stop button, as any cell can.

    Raises ValueError for an unknown exercise, TypeError where ``function`` is no function.

    >>> check("filter_patch", lambda patch, feature: (patch * feature).sum())
    almost: No division. Your number is the sum of the products. Divide it by the number of feature pixels.
    >>> check("filter_patch", lambda patch, feature: (patch * feature).mean())
    correct: Right on all 12 cases.
    """
    wanted = look_up("exercise", exercise, EXERCISES)
    if not callable(function):
        raise TypeError("function must be the function you wrote, without brackets and quotes, not "
                        f"{in_short(function)}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the feedback says what matters
        return _judge(wanted, function)


def _judge(exercise, function):
    """Try the cases, and stop at the first thing worth telling."""
    answers = []
    for case in exercise.cases:
        given = deepcopy(case)
        try:
            answer = function(*given)
        except NotImplementedError:
            answer = ...
        except KeyboardInterrupt:  # the stop button
            raise
        except BaseException as exception:
            if _of_dots(exception):
                return Feedback("still missing", "Some dots are left. Write something in the place of each.")
            return Feedback("keep working", mishap(exercise, function, case, exception))
        if answer is ...:
            return Feedback("still missing", "Write your lines where the dots are.")
        if answer is None:
            return Feedback("keep working", "Nothing comes back: your function returns None, at least in one case. "
                                            "Every way through it must end with return; print gives nothing back.")
        if not all(map(_unchanged, given, case)):
            return Feedback("keep working", "Input changed. Your function writes into what it was given; "
                                            "work on new arrays instead.")
        try:
            answers.append(numbers_of(answer))
        except NoNumbers as problem:
            return Feedback("keep working", str(problem))
    if exercise.judge:
        return Feedback(*exercise.judge(answers[0]))
    return _compare(exercise, argument_names(function, exercise), answers)


def _of_dots(exception):
    """Does it come from dots that are left somewhere in a line?"""
    return attempt(lambda: re.search("'ellipsis'|Ellipsis", str(exception)), otherwise=None)


def _compare(exercise, names, answers):
    """Set the answers against the right ones, then against every usual mistake."""
    expected = [np.asarray(exercise.right(*case), dtype=float) for case in exercise.cases]
    good = [*map(_same, answers, expected)]
    if all(good):
        return Feedback("correct", f"Right on all {len(good)} cases.")
    near = "keep working" if _constant(answers) else "almost"  # who looks at nothing is not near
    for name, mistaken, advice in exercise.mistakes:
        if _all_same(answers, (mistaken(*case) for case in exercise.cases)):
            return Feedback(near, f"{name}. {advice}")
    for answer, right in zip(answers, expected, strict=True):
        if answer.shape != right.shape:
            told = f"Your answer {_shape('has', answer)}, and it should {_shape('have', right)}."
            if _all_same(map(np.ravel, answers), map(np.ravel, expected)):
                advice = exercise.shape_advice if right.ndim else "Return the number itself, without brackets."
                return Feedback("almost", f"Right numbers in the wrong shape. {told} {advice}")
            return Feedback("keep working", f"Wrong shape. {told} {exercise.shape_advice}")
    if not all(np.isfinite(answer).all() for answer in answers):
        return Feedback("keep working", "nan or inf comes out, at least in one case. That happens where something is "
                                        "divided by 0, and where numbers grow without end.")
    if near == "almost":
        for decimals in range(6):
            if _all_same(answers, [np.round(right, decimals) for right in expected]):
                return Feedback("almost", "Rounded. Return the number with all its decimals.")
            if _all_same(answers, [np.trunc(right * 10**decimals) / 10**decimals for right in expected]):
                return Feedback("almost", "Cut off. int(), // and arrays of whole numbers (int) drop what stands "
                                          "behind the point. Keep all decimals.")
    # To be right by chance is easy where many cases have one answer: different answers count.
    different, got = ({right.tobytes() for right in some} for some in (expected, compress(expected, good)))
    status = "almost" if sum(good) > len(good) / 2 and len(got) > len(different) / 2 else "keep working"
    first = min(np.flatnonzero(np.logical_not(good)), key=lambda number: how_large(exercise.cases[number]))
    told = f"Right on {sum(good)} of {len(good)} cases. This is the smallest where it is not:"
    return Feedback(status, f"{told}\n{described(names, exercise.cases[first], answers[first], expected[first])}")


def _same(one, other):
    return np.shape(one) == np.shape(other) and np.allclose(one, other, rtol=1e-6, atol=1e-6, equal_nan=True)


def _shape(have, array):
    """The shape of an array in words, behind a word for having."""
    return f"{have} shape {array.shape}" if array.ndim else {"has": "is one number", "have": "be one number"}[have]


def _all_same(answers, others):
    return all(map(_same, answers, others))


def _constant(answers):
    """Is the answer the same for every case, or every number the same?"""
    return all(np.array_equal(answer, answers[0]) for answer in answers) or (
        len(np.unique(np.concatenate([answer.ravel() for answer in answers]))) == 1)


def _unchanged(now, before):
    """Is an argument as it was? Something that cannot be compared with it was put into it."""
    return attempt(lambda: np.array_equal(now, before) if isinstance(before, np.ndarray) else bool(now == before),
                   otherwise=False)
