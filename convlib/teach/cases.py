"""Show one case of an exercise: its arguments as the learner calls them, each grid as short as it must be."""

import inspect

import numpy as np

from .answers import attempt, short

LINES, WIDTH = 12, 100  # how large a feedback may be


def asked_for(exercise):
    """The names of an exercise's arguments, as its lesson gives them."""
    return list(inspect.signature(exercise.right).parameters)


def argument_names(function, exercise):
    """The names under which a function takes a case, or those of the lesson where it has none of its own."""
    asked = asked_for(exercise)
    own = attempt(lambda: [parameter.name for parameter in inspect.signature(function).parameters.values()
                           if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)], [])
    return own[:len(asked)] if len(own) >= len(asked) else asked


def how_large(case):
    """How many numbers or words a case holds."""
    return sum(np.size(part) for part in case)


def sizes(names, case):
    """Say which sizes a case has: a function that suits one size may not suit another."""
    told = [f"{name} {' × '.join(map(str, np.shape(part)))}" for name, part in zip(names, case, strict=True)
            if np.ndim(part)]
    return f"The sizes of this case: {', '.join(told)}." if told else ""


def described(names, case, answer, right):
    """A case, the learner's answer and the right one, in at most 11 lines: one is left for a sentence above them."""
    answer, right = np.round(answer, 6) + 0.0, np.round(right, 6) + 0.0  # no minus before a 0
    verdict = f"your answer is {_brief(answer)}, and {_brief(right)} is right."
    parts = list(zip(names, case, strict=True))
    single = ", ".join(f"{short(name, 30)} = {part}" for name, part in parts if np.ndim(part) == 0)
    grids = [(name, part) for name, part in parts if np.ndim(part)]
    answers = [("your answer", answer), ("right", right)] if "\n" in verdict or len(verdict) > WIDTH else []
    for limit in range(LINES - 1, 0, -1):  # as much of each grid as there is room for
        shown = [*(_named(*grid, limit) for grid in grids), single,
                 *([_named(*grid, limit) for grid in answers] or [verdict])]
        lines = "\n".join(filter(None, shown)).split("\n")
        if len(lines) < LINES:
            break
    return "\n".join(line if len(line) <= WIDTH else line[:WIDTH - 1] + "…" for line in lines)


def _brief(numbers):
    return f"{numbers:.12g}" if numbers.ndim == 0 else str(numbers)


def _named(name, part, limit):
    """A name and what it stands for, in no more lines than ``limit``."""
    name = short(name, 30)
    if not isinstance(part, np.ndarray):
        return f"{name} = {short(repr(part), WIDTH)}"
    for edge in (None, 4, 3, 2, 1):
        text = np.array2string(part, max_line_width=WIDTH, precision=6, suppress_small=True, prefix=f"{name} = ",
                               threshold=0 if edge else part.size, edgeitems=edge).replace("\n\n", "\n")
        if text.count("\n") < limit:
            return f"{name} = {text}"
    first = ", ".join(f"{number:g}" for number in part.flat[:6])
    return f"{name} = {' × '.join(map(str, part.shape))} numbers: {first}, …"
