"""The questions of lesson 01: what one move does to a picture, and how far comparing whole pictures gets."""

import numpy as np

from ... import look
from ...pictures import TRICKY, O, X
from ...transform import transform
from ..question import Question

TEN = {"X": X, "O": O} | TRICKY
MOVED_X, MOVED_O = transform(X, right=1), TRICKY["O_translation"]


def _told_right():
    """How many of the ten pictures agree better with their own letter than with the other."""
    return sum(((picture == X).sum() > (picture == O).sum()) == (name[0] == "X") for name, picture in TEN.items())


def _in_a_row():
    """The ten pictures side by side, with a narrow grey gap between them."""
    gap = np.zeros((9, 1))
    row = np.hstack([column for picture in TEN.values() for column in (picture, gap)][:-1])
    return look.plain(look.pixels(row))


QUESTIONS = {
    "an X moved to the right": Question(
        "The X moves to the right by one pixel. In how many of the 81 pixels do the two pictures disagree?",
        answer=lambda: int((X != MOVED_X).sum()),
        choices={
            2: "One white pixel that moves changes two places: the one it leaves and the one it comes to. "
               "But the X has 13 white pixels.",
            9: "Nine pixels make one column. But the pixels that change lie all along both strokes of the X.",
            13: "You counted the pixels that the X leaves. Those that it comes to change as well.",
            26: "",
        },
        because="No white pixel lies where one lay before. 13 turn black and 13 others turn white: 13 + 13 = 26.",
        pictures=lambda: {"the X": X, "the X, one pixel further right": MOVED_X}),
    "ten pictures compared": Question(
        "A computer calls a picture an X if it agrees with the X in more pixels than with the O. "
        "How many of these ten does it get right?",
        answer=_told_right,
        choices={
            4: "After what one small move did, you expected the comparison to fail more often. "
               "But a picture need only be a bit nearer to its own letter than to the other.",
            6: "Six would be the two plain letters and half of the eight trickier cases. "
               "The computer does a little better.",
            8: "",
            10: "You see at a glance what each of them is. But the computer sees no strokes, and only counts pixels.",
        },
        because="Two of the O's agree better with the X: 10 − 2 = 8. You can look for them in the explorer below.",
        pictures=lambda: {"the X, the O, and the trickier cases: moved, shrunk, turned and thickened": _in_a_row()},
        cell=11),
    "white on old white": Question(
        "The O has 16 white pixels. Moved down and left by one, it disagrees with the old one in 24 pixels. "
        "How many of the 16 white pixels lie on an old white one?",
        answer=lambda: int(((O == 1) & (MOVED_O == 1)).sum()),
        choices={
            0: "That was so when the X moved to the right. But here two slanting bits of the O slide along themselves.",
            4: "",
            8: "You took 16 away from 24. But only half of those 24 turn white, and the other half turn black.",
            12: "Twelve is how many of them lie on black. The others lie on white.",
        },
        because="Four stay white. The other 12 old ones turn black, and 12 new ones turn white: 12 + 12 = 24.",
        pictures=lambda: {"the O": O, "the O, down and left by one": MOVED_O}),
}
