"""What lesson 01 asks, and what its learners write.

Its questions: what a picture is made of, what one move does to it, and how far comparing whole pictures gets. Its
exercises: two pictures, compared pixel by pixel.
"""

import numpy as np

from ...pictures import TEN, TRICKY, O, X
from ...show import look
from ...transform import transform
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

MOVED_X, MOVED_O = transform(X, right=1), TRICKY["O_translation"]
ALL_TEN = "the X, the O, and the trickier cases: moved, shrunk, turned and thickened"


def _agrees(name):
    """Does this one of the ten pictures agree better with its own letter than with the other?"""
    return ((TEN[name] == X).sum() > (TEN[name] == O).sum()) == (name[0] == "X")


def _in_a_row(pictures):
    """The ten pictures side by side, with a narrow gap of 0 between them."""
    gap = np.zeros((9, 1))
    return np.hstack([column for picture in pictures for column in (picture, gap)][:-1])


def _framed_where_wrong():
    """The edge of each of the ten pictures that agrees better with the other letter, as a mask of the row."""
    edge = np.pad(np.zeros((7, 7)), 1, constant_values=1)
    return _in_a_row([edge * (not _agrees(name)) for name in TEN])


QUESTIONS = {
    "a black pixel as a number": Question(
        "A picture is a table of numbers. Which number stands for a black pixel?",
        answer=O.min,
        choices={
            -1: "",
            0: "Many programs write black as 0. Here 0 is the grey halfway between black and white.",
            1: "You took the other end. The brightest pixel has the largest number, so 1 is white.",
        },
        because="Black is −1 and white is 1. The two are equally far from 0."),
    "the numbers of one picture": Question(
        "Our pictures have 9 rows and 9 columns. How many numbers make one picture?",
        answer=lambda: X.size,
        slips={
            9: "That is one row of the picture. There are nine of them.",
            18: "You added the rows and the columns. But each row has nine pixels of its own.",
            72: "That is 8 × 9 = 72. There are as many rows as columns: nine.",
        },
        because="Each pixel is one number, and there are 9 × 9 = 81 pixels."),
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
        pictures=lambda: {"the X": X, "the X, one pixel further right": MOVED_X},
        outlined=lambda: ("where the two disagree",
                          {name: X != MOVED_X for name in ("the X", "the X, one pixel further right")})),
    "ten pictures compared": Question(
        "A computer calls a picture an X if it agrees with the X in more pixels than with the O. "
        "How many of these ten does it get right?",
        answer=lambda: sum(map(_agrees, TEN)),
        choices={
            4: "After what one small move did, you expected the comparison to fail more often. "
               "But a picture need only be a bit nearer to its own letter than to the other.",
            6: "Six would be the two plain letters and half of the eight trickier cases. "
               "The computer does a little better.",
            8: "",
            10: "You see at a glance what each of them is. But the computer sees no strokes, and only counts pixels.",
        },
        because="Two of the O's agree better with the X: 10 − 2 = 8. You can look for them in the explorer below.",
        pictures=lambda: {ALL_TEN: look.plain(look.pixels(_in_a_row(TEN.values())))}, cell=11,
        outlined=lambda: ("those that it gets wrong", {ALL_TEN: _framed_where_wrong()})),
    "white on old white": Question(
        "The O has 16 white pixels. Moved down and left by one, it disagrees with the old one in 24 pixels. "
        "How many of the 16 white pixels lie on an old white one?",
        answer=lambda: int(((O == 1) & (MOVED_O == 1)).sum()),
        choices={
            0: "That was so when the X moved to the right. But here two slanting bits of the O slide along themselves.",
            4: "",
            8: "You took 16 away from 24. But only half of those 24 turn white, and the other half turn black.",
            12: "You counted those that lie on black. The others lie on white.",
        },
        because="Four stay white. The other 12 old ones turn black, and 12 new ones turn white: 12 + 12 = 24.",
        pictures=lambda: {"the O": O, "the O, down and left by one": MOVED_O},
        outlined=lambda: ("where both are white", {name: (O == 1) & (MOVED_O == 1)
                                                   for name in ("the O", "the O, down and left by one")})),
}


# Exercises.

def _pairs(seed):
    """Two pictures of ±1 in each of several sizes, with more columns than rows where the two numbers differ.

    The last two are the same.
    """
    random = np.random.default_rng(seed)
    sizes = [(9, 9), (9, 9), (3, 4), (2, 5), (5, 7), (6, 6), (12, 12), (2, 2), (1, 3)]
    pairs = [tuple(random.choice([-1.0, 1.0], (2, *size))) for size in sizes]
    return [*pairs, (np.array([[1.0, -1]]), np.array([[1.0, -1]]))]


def _letters(count, seed):
    """A letter that was moved, scaled and turned, then an X and an O, or an O and an X, each as often as the other."""
    random = np.random.default_rng(seed)
    cases = []
    while len(cases) < count:
        letter, (first, second) = (X, O)[len(cases) // 2 % 2], ((X, O), (O, X))[len(cases) % 2]
        down, right = random.integers(-2, 3, 2)
        picture = transform(letter, down, right, random.uniform(0.6, 1.2), random.uniform(-40, 40))
        agreeing = [(picture == other).sum() for other in (letter, first, second)]
        if agreeing[1] != agreeing[2] and agreeing[0] == max(agreeing):
            cases.append((picture, first, second))
    return cases


def _more_like(picture, first, second):
    return int((picture == second).sum() > (picture == first).sum())


PIXELS_THAT_DIFFER = Exercise(
    right=lambda first, second: (first != second).sum(),
    cases=_pairs(seed=1),
    size_advice="Not every picture has 9 rows and 9 columns: first.shape tells how many.",
    shape_advice="Two pictures give one number: did you add everything up? Python's own sum() adds only the rows; "
                 "(first != second).sum() counts in all of them.",
    mistakes=[
        Mistake("Those that agree", lambda first, second: (first == second).sum(),
                "You counted the pixels that are the same. Count those that are not: != in place of ==."),
        Mistake("The share, not the number", lambda first, second: (first != second).mean(),
                "mean() divides by the number of pixels. Count them with sum()."),
        Mistake("Subtracted", lambda first, second: (first - second).sum(),
                "1 − (−1) is 2 and −1 − 1 is −2, so differences cancel. Ask with != whether two pixels differ."),
        Mistake("Every pixel counted twice", lambda first, second: abs(first - second).sum(),
                "From −1 to 1 it is 2 steps. A pixel that differs counts 1, however far apart the two are."),
        Mistake("Only the white ones of the first", lambda first, second: ((first == 1) & (second == -1)).sum(),
                "A pixel also differs where the first picture is black and the second is white."),
        Mistake("Only the white ones of the second", lambda first, second: ((first == -1) & (second == 1)).sum(),
                "A pixel also differs where the first picture is white and the second is black."),
        Mistake("Yes or no", lambda first, second: int((first != second).any()),
                "You say whether the pictures differ. In how many pixels do they?"),
        Mistake("The last row and column are missing", lambda first, second: (first != second)[:-1, :-1].sum(),
                "range(9) runs from 0 to 8 and leaves out 9 by itself. There is nothing to subtract."),
        Mistake("The first row and column are missing", lambda first, second: (first != second)[1:, 1:].sum(),
                "Rows and columns count from 0. range(rows) begins there by itself."),
        Mistake("Only the first row", lambda first, second: (first != second)[0].sum(),
                "The function ends at the first return. Put it behind both loops, not inside."),
        Mistake("Only the first pixel", lambda first, second: int(first[0, 0] != second[0, 0]),
                "The function ends at the first return. Put it behind both loops, not inside."),
        Mistake("As many columns as rows", lambda first, second: (first != second)[:, :len(first)].sum(),
                "len(first) counts the rows. A picture may have more columns: first.shape gives both numbers."),
    ],
)

MORE_LIKE = Exercise(
    right=_more_like,
    cases=_letters(12, seed=4),
    shape_advice="One picture gives one answer: 0 or 1.",
    mistakes=[
        Mistake("The other way round", lambda *case: 1 - _more_like(*case),
                "0 stands for the first picture and 1 for the second. The one that is more like it agrees in more "
                "pixels, and disagrees in fewer."),
        Mistake("Counted from 1", lambda *case: 1 + _more_like(*case),
                "Python counts from 0: the first is 0, and the second is 1."),
        Mistake("Always the X and the O", lambda picture, first, second: _more_like(picture, X, O),
                "Sometimes the O is the first and the X the second. Compare with first and second."),
        Mistake("Always the first", lambda *case: 0, "For some pictures it must be 1. Compare two numbers with >."),
        Mistake("Always the second", lambda *case: 1, "For some pictures it must be 0. Compare two numbers with >."),
        Mistake("How many, not which", lambda picture, first, second: max((picture == first).sum(),
                                                                          (picture == second).sum()),
                "That is the number of pixels that agree. Say which picture it was: 0 or 1."),
        Mistake("By how many", lambda picture, first, second: (picture == second).sum() - (picture == first).sum(),
                "You found how far the two are apart. Ask whether that is more than 0: the second, so 1."),
        Mistake("Only the white pixels", lambda picture, first, second: int(
            ((picture == 1) & (second == 1)).sum() > ((picture == 1) & (first == 1)).sum()),
                "Black pixels that agree count as well. picture == first compares them all."),
    ],
)

EXERCISES = {"pixels_that_differ": PIXELS_THAT_DIFFER, "more_like": MORE_LIKE}
