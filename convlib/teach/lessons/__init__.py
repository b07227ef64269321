"""What each lesson asks and lets its learners write, one module a lesson. `predict` and `check` find it by name."""

import difflib
from importlib import import_module
from pkgutil import iter_modules

from ..answers import attempt, in_short

__all__ = ["EXERCISES", "LESSONS", "QUESTIONS", "look_up"]

LESSONS = [import_module(f".{module.name}", __name__) for module in iter_modules(__path__)]  # sorted by their names
QUESTIONS = {name: question for lesson in LESSONS for name, question in lesson.QUESTIONS.items()}
EXERCISES = {name: exercise for lesson in LESSONS for name, exercise in lesson.EXERCISES.items()}


def look_up(kind, name, among):
    """The question or exercise of this name. ValueError where there is none, with the nearest name that there is.

    >>> look_up("exercise", "filter_pach", EXERCISES)
    Traceback (most recent call last):
    ValueError: exercise 'filter_pach' is not known. Did you mean 'filter_patch'?
    """
    if not attempt(lambda: name in among, otherwise=False):
        near = difflib.get_close_matches(in_short(name), among, n=1, cutoff=0)
        raise ValueError(f"{kind} {in_short(name)} is not known. Did you mean {near[0]!r}?")
    return among[name]
