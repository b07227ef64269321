"""The questions of lesson 05: what pooling keeps of a window, how much is left, and what a small move changes."""

import numpy as np

from ... import look
from ...ops import convolve, max_pool
from ...pictures import FEATURES, O, X
from ..question import Question

FEATURE, TEAL = FEATURES["diagonal"], look.COLOURS["diagonal"]
MOVED = np.roll(X, 1, axis=1)  # its last column is black, so nothing comes round
NEGATIVES = np.array([[-7, -1], [-5, -3]]) / 9
LETTERS = {"the moved X": MOVED, "the O": O}


def _pooled_columns(stride):
    return max_pool(convolve(X, FEATURE), window=2, stride=stride).shape[1]


def _first_window():
    """The top left window of the diagonal's map."""
    return convolve(X, FEATURE)[:2, :2]


def _changed_cells():
    """How many cells of the diagonal's map change when the X moves."""
    return int((~np.isclose(convolve(MOVED, FEATURE), convolve(X, FEATURE))).sum())


def _change(picture):
    """By how much a cell of the X's three maps changes, on average, when this picture takes its place."""
    features = [*FEATURES.values()]
    return abs(convolve(picture, features) - convolve(X, features)).mean()


QUESTIONS = {
    "winner among negatives": Question(
        "Here every number is negative. Which one goes into the pooled map?",
        answer=NEGATIVES.max,
        choices={
            -7 / 9: "You took the number that is furthest from 0. But with a minus in front, that is the smallest.",
            -4 / 9: "You took the average of the four. Max pooling keeps one of them as it is.",
            -1 / 9: "",
            0: "You changed the negative numbers to 0. Pooling changes none, and there is no 0 in this window.",
        },
        because="The largest number is the one nearest to 1, and a negative one counts like any other. "
                "In this window the feature fits badly everywhere, and least badly at −.11.",
        pictures=lambda: {"window": look.matches(NEGATIVES, TEAL, parts=9)}),
    "width of the pooled map": Question(
        "A feature map has 7 columns. The window is 2 wide and its stride is 2. How many columns has the pooled map?",
        answer=lambda: _pooled_columns(stride=2),
        choices={
            2: "Two columns are left after pooling twice. This is the first time.",
            3: "You stopped where the next window would hang over the edge, as some libraries do. Here it may.",
            4: "",
            6: "You moved the window by one column at a time. Its stride is 2.",
            7: "You let a window begin in every column. But a stride of 2 leaves out every other one.",
        },
        because="Windows begin in columns 0, 2, 4 and 6. The fourth hangs over the edge and takes the largest of what "
                "it sees. Were only whole windows allowed, it would be 3, and the last column would be lost."),
    "average of a window": Question(
        "Suppose we took the average of this window, and not the maximum. Which number would that be, roughly?",
        answer=lambda: _first_window().mean(),
        choices={
            1: "You took the maximum. In an average all four numbers count.",
            7 / 9: "You took one of the four numbers. In an average all of them count, and the low ones pull it down.",
            7 / 18: "",
            0: "You let the negative numbers cancel the positive ones. But −.11 is small beside .77 and 1.",
        },
        because="Add them: .77 − .11 − .11 + 1 = 1.55. A quarter of that is .38. The diagonal fits perfectly here, "
                "and .38 does not show it. An average says how well it fits on the whole, the maximum whether it fits "
                "anywhere. Average pooling exists, too.",
        pictures=lambda: {"window": look.matches(_first_window(), TEAL, parts=9)}),
    "width with a stride of one": Question(
        "Once more a map of 7 columns and a window 2 wide, but now the stride is 1. How many columns come out?",
        answer=lambda: _pooled_columns(stride=1),
        choices={
            3: "You laid three windows side by side. But with a stride of 1 they overlap, and there are more.",
            4: "That was the answer for a stride of 2. Now the window moves by one column only.",
            6: "",
            7: "You let a window begin in the last column, too. But the one before it has reached the edge already.",
            8: "You added a column where one is lost. No more windows can begin than there are columns.",
        },
        because="Windows begin in columns 0, 1, 2, 3, 4 and 5. The one at 5 sees columns 5 and 6. "
                "It reaches the edge, so it is the last: 7 − 2 + 1 = 6."),
    "a map after a move": Question(
        "The X moves one pixel to the right. How many of the 49 cells of the diagonal's feature map change?",
        answer=_changed_cells,
        choices={
            4: "You thought of the four perfect matches. But the weaker ones move as well.",
            13: "You counted the white pixels of the X. But up to nine windows see each of them.",
            26: "That many pixels of the picture change. But up to nine windows see each of them.",
            46: "",
        },
        because="Every match moves along with the X. A cell stays the same only where an equal match takes its place. "
                "That happens in three cells: 49 − 3 = 46.",
        pictures=lambda: {"the X": X, "the X, moved": MOVED}),
    "further from the X": Question(
        "Take the three feature maps of the X, before any pooling. "
        "Whose maps are further from them: those of the X moved by one pixel, or those of the O?",
        answer=lambda: max(LETTERS, key=lambda name: _change(LETTERS[name])),
        choices={
            "the moved X": "",
            "the O": "To your eye the O is further away. But each cell is compared with the cell at the same place, "
                     "and there the moved X has something else.",
        },
        because="Over all three features, a cell changes by .63 on average when the X moves, and by .22 when an O "
                "takes its place."),
}
