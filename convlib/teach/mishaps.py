"""Tell an exception in the learner's function: in which line it is, what it means, and what helps against it."""

import builtins
import difflib
import inspect
import re
import traceback

import numpy as np

import convlib

from ..checks import counted
from .answers import attempt, short
from .cases import argument_names, asked_for, sizes

IMPORTS = {"np": "import numpy as np", "numpy": "import numpy", "math": "import math"} | {
    name: f"from convlib import {name}" for name in convlib.__all__}

WHAT_HELPS = {  # against each kind of exception, by what its message holds
    RecursionError: {"": "Your function calls itself without end. Which call is the last?"},
    ZeroDivisionError: {"": "Here something is divided by 0. Which number may be 0?"},
    SystemExit: {"": "exit() ends Python itself. To end a function, use return."},
    MemoryError: {"": "An array became too large for this computer. How many rows and columns should it have?"},
    ValueError: {
        "truth value of an array":
            "Here stands a whole array, and if, and, max() ask about one number. &, np.where and np.maximum take a whole "
            "array."},
    TypeError: {
        "NoneType": "Something in this line is None. print, append, sort and reverse give nothing back.",
        r"'(int|float|bool|numpy\.\w+\d)' object is not callable":
            "A number has no brackets behind it: feature.size, not feature.size(). To multiply by what stands in "
            "brackets, write *.",
        "has no len": "One number has no length. len() counts the rows of an array or the entries of a list.",
        r"'bitwise_xor'|for \^:": "To square a number, write **2.",
        r"'bitwise_(and|or)'|for [&|]:":
            "Each comparison beside & or | stands in brackets of its own: (a > b) & (c == d).",
        "not callable": "Round brackets call a function. To pick from an array or a list, take square ones.",
        "not subscriptable":
            "Square brackets pick from an array or a list. To call a function, take round ones.",
        "(function|method)'": "A function stands here without its brackets: patch.sum(), not patch.sum.",
        "Cannot interpret .* as a data type":
            "Rows and columns stand in brackets of their own: np.zeros((rows, columns)).",
        "only (?!integer).*arrays can be converted": "Here stands a whole array where one number is needed."},
    (TypeError, IndexError): {
        "integer":
            "A place or a number of times is a whole number. “for each in values” goes through the numbers, and range(len("
            "values)) through their places. / always gives a number with a point; // divides without one."},
}

# What belongs to an array: np.sum(5) would be no help.
OF_MANY = {"shape", "size", "ndim", "sum", "mean", "max", "min", "argmax", "argmin", "all", "any", "reshape", "ravel"}

# What belongs to a list, and how an array gives the same.
OF_LISTS = {"count": "Of an array, (values == 1).sum() counts the values that are 1.",
            "index": "Of an array, np.flatnonzero(values == 1) tells the places of the values that are 1."}

OF_SIZE = re.compile("shape|broadcast|size|dimension|axis|axes|unpack|mismatch|length|shorter|longer|larger than|"
                     "rows|columns|aligned|concatenat|empty|in list|inhomogeneous")
# What helps beside the sizes of the case, by what the message holds.
BESIDE_SIZES = {r"^matmul|not aligned": "@ and np.dot multiply rows with columns; * multiplies number by number. ",
                "cannot reshape": "reshape(-1) makes one list of any number of values. "}


def mishap(exercise, function, case, exception):
    """What to tell of an exception, in a few sentences."""
    if isinstance(exception, TypeError) and (misfit := _misfit(exercise, function, case, exception)):
        return misfit
    said = attempt(lambda: short(str(exception), 200), otherwise="")
    advice = (attempt(lambda: _name_advice(exception, said) or _attribute_advice(exception), otherwise="")
              or next((words for kinds, helps in WHAT_HELPS.items() if isinstance(exception, kinds)
                       for holds, words in helps.items() if re.search(holds, said)), ""))
    if not advice and _of_size(exception, said):
        beside = next((words for holds, words in BESIDE_SIZES.items() if re.search(holds, said)), "")
        advice = f"{beside}{sizes(argument_names(function, exercise), case)} {exercise.size_advice}".strip()
    problem = f"{short(type(exception).__name__, 40)}: {said}".removesuffix(": ")
    told = f"An error{attempt(lambda: _where(function, exception), otherwise='')}: {problem}"
    return f"{told.removesuffix('.')}. {advice}".strip()


def _where(function, exception):
    """The learner's line that raised an exception."""
    *_, last = (frame for frame in traceback.extract_tb(exception.__traceback__)
                if frame.filename == function.__code__.co_filename)
    shown = f", “{short(last.line, 80)}”" if last.line else ""
    return f" in line {last.lineno} of your cell{shown}"


def _of_size(exception, said):
    """Is it about how many there are of something?"""
    return isinstance(exception, IndexError) or isinstance(exception, ValueError) and OF_SIZE.search(said)


def _misfit(exercise, function, case, exception):
    """Say so where the call itself failed, since the function does not take what it is given."""
    if exception.__traceback__.tb_next is not None:
        return ""
    if attempt(lambda: inspect.signature(function).bind(*case), otherwise=None):
        return ""
    asked = ", ".join(asked_for(exercise))
    own = attempt(lambda: ", ".join(inspect.signature(function).parameters), otherwise=None)
    takes = "takes something else" if own is None else f"takes ({short(own, 80)})" if own else "takes nothing"
    given = counted(len(case), "argument")
    return f"The arguments do not fit. Your function {takes}, but is given {given}: ({asked}). Begin it so: " \
           f"def my_function({asked}):"


def _name_advice(exception, said):
    """What a name that Python does not know was meant to be."""
    if not isinstance(exception, NameError) or not (found := re.search(r"variable '(\w+)'|name '(\w+)'", said)):
        return ""
    name = found[1] or found[2]
    if isinstance(exception, UnboundLocalError) or "variable" in found[0]:
        return f"{name} has no value yet where this line uses it. Give it one above, such as {name} = 0."
    *_, (frame, _) = traceback.walk_tb(exception.__traceback__)
    if name in IMPORTS:
        first = "" if name != "np" and "np" in frame.f_globals else "Run the first cell of the lesson, or w"
        return f"“{IMPORTS[name]}” is missing. {first or 'W'}rite it above your function."
    return _typo(name, [*frame.f_locals, *frame.f_globals, *IMPORTS, *dir(builtins)]) or (
        "Python knows nothing of this name. Give it a value first.")


def _attribute_advice(exception):
    """What was meant by something that an object does not have."""
    if not isinstance(exception, AttributeError) or not isinstance(name := exception.name, str):
        return ""
    thing = exception.obj
    if thing is None:
        return "What stands before the point is None. print, append, sort and reverse give nothing back."
    if isinstance(thing, (int, float)) and name in OF_MANY:
        return "What stands before the point is one number. Only an array of many has this."
    if isinstance(thing, np.ndarray) and name in OF_LISTS:
        return f"Only a list has this. {OF_LISTS[name]}"
    if not inspect.ismodule(thing) and callable(getattr(np, name, None)):
        return f"Write np.{name}(…), with what stood before the point inside the brackets."
    return _typo(name, attempt(lambda: dir(thing), otherwise=[]))


def _typo(name, known):
    """The nearest known name."""
    known = [other for other in dict.fromkeys(known) if isinstance(other, str) and not other.startswith("_")]
    near = difflib.get_close_matches(name, known, n=1)
    return f"Is it a typo? The nearest name is {near[0]}." if near else ""
