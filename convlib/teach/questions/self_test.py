"""The twelve questions of the self-test, each with the lessons that it goes back to."""

import numpy as np

from ..question import Question

SELF_TEST = [
    (["01_what_computers_see"], Question(
        "This white square moves to the right by one pixel. In how many of the 64 pixels do the old and the new picture "
        "disagree?",
        answer=lambda: int((_square() != np.roll(_square(), 1, axis=1)).sum()),
        slips={16: "The square has 16 pixels, but most of them stay white.",
               4: "Four is only one of its sides."},
        because="Four pixels at its left side turn black, four at its right side turn white, and all others stay: 4 + 4 = 8.",
        pictures=lambda: {"the square": _square()}, cell=30)),
]


def _square():
    return np.pad(np.ones((4, 4)), 2, constant_values=-1)
