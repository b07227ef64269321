"""Checks: run the learner's function on cases it has not seen, and say what to do next.

The usual mistakes are known in advance. Each is written down as a function of its own, so a wrong answer
can be recognised and called by its name: a learner's function that gives the same numbers as the mistake
has made that mistake.
"""

import html
import inspect
import linecache
import reprlib
import traceback
from copy import deepcopy
from dataclasses import dataclass

import numpy as np

from .exercises import EXERCISES

COLOURS = {"still missing": "#777777", "keep working": "#b85a00", "almost": "#2f6db5", "correct": "#00807a"}


@dataclass(frozen=True)
class Feedback:
    """What the check found: ``status`` is still missing, keep working, almost or correct."""

    status: str
    diagnosis: str

    def __repr__(self):
        return f"{self.status}: {self.diagnosis}"

    def _repr_html_(self):
        diagnosis, _, example = html.escape(self.diagnosis).partition("\n")
        badge = f"background:{COLOURS[self.status]};color:#fff;padding:2px 8px;border-radius:3px"
        shown = f"<pre>{example}</pre>" if example else ""
        return f'<div role="status"><strong style="{badge}">{self.status}</strong> {diagnosis}{shown}</div>'


def check(exercise, function):
    """Run ``function`` on the cases of an exercise and say how far it is.

    ``exercise`` is the name of an exercise, such as ``"filter_patch"``. The answer is one of *still
    missing*, *keep working*, *almost* and *correct*, with a diagnosis.

    Raises ValueError for an unknown exercise, TypeError where ``function`` is no function.

    >>> check("filter_patch", lambda patch, feature: (patch * feature).sum())
    almost: No division. Your number is the sum of the products. Divide it by the number of feature pixels.
    >>> check("filter_patch", lambda patch, feature: (patch * feature).mean())
    correct: Right on all 12 cases.
    """
    if not isinstance(exercise, str) or exercise not in EXERCISES:
        raise ValueError(f"exercise {exercise!r} is not known; it must be one of {sorted(EXERCISES)}")
    if not callable(function):
        raise TypeError(f"function must be the function you wrote, without brackets, not {function!r}")
    return _judge(EXERCISES[exercise], function)


def _judge(exercise, function):
    """Try the cases, and stop at the first thing worth telling."""
    answers = []
    for case in exercise.cases:
        given = deepcopy(case)
        try:
            answer = function(*given)
        except NotImplementedError:
            answer = ...
        except (Exception, SystemExit) as exception:
            told = _where(function, exception), _shapes(case), exercise.error_advice
            return Feedback("keep working", " ".join(filter(None, told)))
        if answer is ...:
            return Feedback("still missing", "Write your lines where the dots are.")
        if answer is None:
            return Feedback("keep working", "Nothing comes back: your function returns None, at least in one case. "
                                            "Every way through it must end with return; print gives nothing back.")
        if not all(np.array_equal(now, before) for now, before in zip(given, case, strict=True)):
            return Feedback("keep working", "Input changed. Your function writes into what it was given; "
                                            "work on new arrays instead.")
        answers.append(answer)
    return _compare(exercise, answers)


def _compare(exercise, answers):
    """Set the answers against the right ones, then against every usual mistake."""
    expected = [exercise.right(*case) for case in exercise.cases]
    for answer, right in zip(answers, expected, strict=True):
        if not _is_numeric(answer):
            return Feedback("keep working", f"Not a number. Your function returned {reprlib.repr(answer)}.")
        if np.shape(answer) != np.shape(right):
            return Feedback("keep working", f"Wrong shape. Your answer has shape {np.shape(answer)}, and it should "
                                            f"have shape {np.shape(right)}. {exercise.shape_advice}")
    good = [np.allclose(answer, right, atol=1e-6) for answer, right in zip(answers, expected, strict=True)]
    if all(good):
        return Feedback("correct", f"Right on all {len(good)} cases.")
    for name, mistaken, advice in exercise.mistakes:
        if all(np.allclose(answer, mistaken(*case)) for answer, case in zip(answers, exercise.cases, strict=True)):
            return Feedback("almost", f"{name}. {advice}")
    if all(np.allclose(answer, right, atol=0.011) for answer, right in zip(answers, expected, strict=True)):
        return Feedback("almost", "Rounded. Return the number with all its decimals.")
    first = good.index(False)
    names = inspect.signature(exercise.right).parameters
    case = "\n".join(f"{name} =\n{part}" for name, part in zip(names, exercise.cases[first], strict=True))
    answer, right = (np.round(number, 6) for number in (answers[first], expected[first]))
    status = "almost" if sum(good) >= len(good) / 2 else "keep working"
    return Feedback(status, f"Right on {sum(good)} of {len(good)} cases. This is one where it is not:\n{case}\n"
                            f"your answer is {answer}, and {right} is right.")


def _is_numeric(answer):
    """Is it a number, or an array of numbers?"""
    try:
        return np.asarray(answer).dtype.kind in "biuf"
    except Exception:  # an object of the learner's own may raise anything
        return False


def _shapes(case):
    """Say which shapes a case has: a function that suits one size may not suit another."""
    shapes = [" × ".join(map(str, part.shape)) for part in case if isinstance(part, np.ndarray)]
    return f"This case had the sizes {' and '.join(shapes)}." if shapes else ""


def _where(function, exception):
    """Name an exception and the learner's line that raised it."""
    problem = f"{type(exception).__name__}: {exception}"
    code = getattr(function, "__code__", None)
    lines = [frame for frame in traceback.extract_tb(exception.__traceback__)
             if code is not None and frame.filename == code.co_filename]
    if not lines:
        return f"An error. {problem}."
    source = linecache.getline(lines[-1].filename, lines[-1].lineno).strip()
    shown = f", “{source}”" if source else ""
    return f"An error in line {lines[-1].lineno} of your cell{shown}: {problem}."
