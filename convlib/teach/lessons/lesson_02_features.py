"""What lesson 02 asks, and what its learners write.

Its questions: what comparing whole pictures says, where a feature agrees with a patch, and at how many places it fits
perfectly. Its exercises: cut a patch out of a picture, and count the places where a feature fits.
"""

import numpy as np

from ...ops import convolve
from ...pictures import FEATURES, TRICKY, O, X
from ...show import look
from ...transform import transform
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

MOVED, THICK_PATCH = TRICKY["X_translation"], TRICKY["X_weight"][3:6, 3:6]


FITS = "the middle of each place where it fits"


def _perfect_places(picture):
    """The places of a picture where the diagonal fits perfectly: a mask of the picture with their middles."""
    return np.pad(np.isclose(convolve(picture, FEATURES["diagonal"]), 1), 1)


def _coloured(*names):
    """These features, each in its own colour."""
    return {name: look.feature(FEATURES[name], look.COLOURS[name]) for name in names}


def _letter(picture):
    """What whole-picture matching calls a picture."""
    return "an O" if (picture == O).sum() > (picture == X).sum() else "an X"


QUESTIONS = {
    "a moved X, pixel by pixel": Question(
        "Here are two pictures of an X, the second one pixel further right. "
        "What does a computer say that compares them pixel by pixel?",
        answer=lambda: "the same picture" if (X == transform(X, right=1)).all() else "two different pictures",
        choices={
            "the same picture": "You let a small move not count. But a computer asks whether each pixel holds the same "
                                "number in both.",
            "the same letter, moved": "That is what you see. The computer knows of no letter, and compares numbers.",
            "two different pictures": "",
        },
        because="26 of the 81 pixels disagree. A computer takes pictures literally.",
        pictures=lambda: {"an X": X, "further right": transform(X, right=1)},
        outlined=lambda: ("where the two disagree", dict.fromkeys(("an X", "further right"),
                                                                  transform(X, right=1) != X))),
    "one pixel more for the O": Question(
        "A picture agrees with the X in 61 pixels, and with the O in 62. What does whole-picture matching call it?",
        answer=lambda: _letter(transform(X, right=2)),
        choices={
            "an X": "You found 61 of 81 plenty, and so it is. But the other letter has one more.",
            "an O": "",
            "neither": "You find it too close to call. But one pixel more is enough to win.",
        },
        because="The letter with more pixels that agree wins. Yet the picture was an X, moved by two pixels: "
                "whole-picture matching can go wrong."),
    "a thick patch and the cross": Question(
        "This patch comes from an X drawn with a thick pen. How many of the nine pixels agree with the feature, "
        "the cross?",
        answer=lambda: int((THICK_PATCH == FEATURES["cross"]).sum()),
        choices={
            3: "You counted the pixels that do not agree.",
            5: "You counted white on white. A pixel that is black in both agrees, too.",
            6: "",
            9: "Every white pixel of the cross does lie on white. "
               "But the patch is also white where the cross is black.",
        },
        because="Five agree in white and one in black. The other three are white in the patch and black in the "
                "feature. Black pixels count as much as white ones: 5 + 1 = 6.",
        pictures=lambda: {"the patch": THICK_PATCH, "the cross": _coloured("cross")["cross"]},
        outlined=lambda: ("the pixels that agree", {name: THICK_PATCH == FEATURES["cross"]
                                                    for name in ("the patch", "the cross")})),
    "places of the diagonal": Question(
        "Here are an X and three features. At how many places of the X does the diagonal fit perfectly?",
        answer=lambda: int(_perfect_places(X).sum()),
        choices={
            1: "You took the whole stroke for one place. But the feature is small, and fits at several places on it.",
            2: "You found one place in each arm. Move the feature along the arm by one pixel, and it fits again.",
            3: "You counted one place in each arm and one in the centre. But each arm has room for two.",
            4: "",
            7: "Seven is how many white pixels the stroke has. The feature covers three of them at a time.",
        },
        because="Two lie in the upper left arm and two in the lower right arm: 2 + 2 = 4. In the centre, the other "
                "stroke is in the way.",
        pictures=lambda: {"the X": X} | _coloured(*FEATURES),
        outlined=lambda: (FITS, {"the X": _perfect_places(X)})),
    "the diagonal after a move": Question(
        "This X has moved up and to the left, by one pixel each. Compared as a whole, "
        f"it disagrees with the first X in {(X != MOVED).sum()} pixels. "
        "At how many places does the diagonal fit the moved X?",
        answer=lambda: int(_perfect_places(MOVED).sum()),
        choices={
            0: "You thought of the whole picture, which has changed. But a feature is laid on one patch at a time, "
               "and may fit at another place.",
            1: "You expected most of the pieces to break on the way. But a move changes where a piece is, "
               "and not the piece.",
            2: "You expected to lose some pieces at the edge. But the X has moved up to the edge, and not over it.",
            4: "",
        },
        because="Each of the four places has moved along with the X. The pieces are the same.",
        pictures=lambda: {"the X": X, "the X, moved up and to the left": MOVED} | _coloured("diagonal"),
        outlined=lambda: (FITS, {"the X": _perfect_places(X),
                                 "the X, moved up and to the left": _perfect_places(MOVED)})),
}


# Exercises.

def _pictures_and_corners(seed):
    """Pictures of ±1 in several sizes, with a corner at which a whole patch begins; mostly one beside it, too."""
    random = np.random.default_rng(seed)
    sizes = [(9, 9), (6, 9), (9, 6), (7, 12)] * 3
    cases = [(random.choice([-1.0, 1.0], size), *random.integers(1, 3, 2).tolist()) for size in sizes]
    return [*cases, (random.choice([-1.0, 1.0], (4, 4)), 1, 0)]


def _cut_patch(picture, row, column):
    return picture[row:row + 3, column:column + 3]


CUT_PATCH = Exercise(
    right=_cut_patch,
    cases=_pictures_and_corners(seed=2),
    shape_advice="A patch has 3 rows and 3 columns. The end of a slice is not included: row:row + 3 gives three rows, "
                 "row:3 and row:row + 2 do not. Rows and columns stand in one pair of brackets: picture[…, …].",
    mistakes=[
        Mistake("Row and column mixed up", lambda picture, row, column: _cut_patch(picture, column, row),
                "The row comes first, then the column: picture[rows, columns]."),
        Mistake("Only the row", lambda picture, row, column: _cut_patch(picture, row, row),
                "You cut the columns at the row as well. They begin at column."),
        Mistake("Only the column", lambda picture, row, column: _cut_patch(picture, column, column),
                "You cut the rows at the column as well. They begin at row."),
        Mistake("The centre instead of the corner",
                lambda picture, row, column: _cut_patch(picture, row - 1, column - 1),
                "row and column are the patch's top left pixel, not its middle. Begin at them."),
        Mistake("One too far", lambda picture, row, column: _cut_patch(picture, row + 1, column + 1),
                "Python counts from 0, and so does row: begin at row itself."),
        Mistake("Always the first patch", lambda picture, row, column: _cut_patch(picture, 0, 0),
                "Your patch begins at row 0, column 0. Add row and column to both ends of the slices."),
        Mistake("Always the same patch", lambda picture, row, column: _cut_patch(picture, 1, 1),
                "Your numbers are those of one patch. Use the names row and column."),
    ],
)


def _pictures_and_features(seed):
    """Pictures of ±1 in several sizes, each with a feature cut from its last corner, its middle, or nowhere."""
    random = np.random.default_rng(seed)
    sizes = [((9, 9), (3, 3)), ((5, 8), (2, 2)), ((8, 5), (2, 3)),
             ((9, 12), (3, 2)), ((12, 9), (2, 2)), ((6, 6), (1, 2))]
    for divisor in (1, 2):
        for size, (height, width) in sizes:
            picture = random.choice([-1.0, 1.0], size)
            row, column = np.subtract(size, (height, width)) // divisor
            yield picture, picture[row:row + height, column:column + width].copy()
    yield -np.ones((4, 5)), np.ones((2, 2))
    yield np.array([[1.0, -1, 1, -1, 1]]), np.array([[1.0, -1]])
    yield np.array([[-1.0, 1, -1], [-1, -1, 1]]), np.array([[1.0], [-1]])


def _count(picture, feature, places=None, fewer=(0, 0), fits=np.array_equal):
    """At how many places does the feature fit, of the first ``places`` (rows, columns), or of all but a few?"""
    height, width = feature.shape
    rows, columns = places or np.subtract(picture.shape, feature.shape) + 1 - fewer
    return sum(fits(picture[row:row + height, column:column + width], feature)
               for row in range(rows) for column in range(columns))


def _turned(picture, feature):
    """The rows and columns of places, in the wrong order."""
    rows, columns = np.subtract(picture.shape, feature.shape) + 1
    return columns, rows


COUNT_PERFECT = Exercise(
    right=lambda picture, feature: _count(picture, feature),
    cases=list(_pictures_and_features(seed=18)),
    size_advice="The patch must be as large as the feature, with its own height and width, and the window must stop "
                 "where it reaches the edge of the picture.",
    shape_advice="How many places is one number. len(places) counts the entries of a list.",
    mistakes=[
        Mistake("The last row and column of places are missing",
                lambda picture, feature: _count(picture, feature, fewer=(1, 1)),
                "With 9 rows and a feature of 3, the window can stand in 9 − 3 + 1 = 7 rows."),
        Mistake("The last row of places is missing", lambda picture, feature: _count(picture, feature, fewer=(1, 0)),
                "Your columns are right. Do the rows run to the last place, too?"),
        Mistake("The last column of places is missing", lambda picture, feature: _count(picture, feature, fewer=(0, 1)),
                "Your rows are right. Do the columns run to the last place, too?"),
        Mistake("Rows and columns mixed up",
                lambda picture, feature: _count(picture, feature, places=_turned(picture, feature)),
                "A picture need not be square. shape[0] counts its rows, shape[1] its columns."),
        Mistake("Always 7 × 7 places", lambda picture, feature: _count(picture, feature, places=(7, 7)),
                "That is right for 9 × 9 pixels and a feature of 3 × 3. Ask picture.shape and feature.shape."),
        Mistake("Only 3 × 3 places", lambda picture, feature: _count(picture, feature, places=(3, 3)),
                "range(3) is for the pixels of a patch. Let row and column run over all places of the picture."),
        Mistake("Only the first row of places",
                lambda picture, feature: _count(picture[:len(feature)], feature),
                "Your return stands inside the loop over the rows. Move it to the left, after both loops."),
        Mistake("Only the first place", lambda picture, feature: _count(picture, feature, places=(1, 1)),
                "Your return stands inside both loops, so they end at the first place. Move it to the left."),
        Mistake("Only yes or no", lambda picture, feature: _count(picture, feature) > 0,
                "You stopped at the first place, or noted only that there is one. Add 1 for each of them, "
                "and return after both loops."),
        Mistake("Nine pixels every time",
                lambda picture, feature: _count(picture, feature) if feature.shape == (3, 3) else 0,
                "A feature may have more or fewer than 3 × 3 pixels. (patch == feature).all() suits every size."),
        Mistake("Only the white pixels",
                lambda picture, feature: _count(picture, feature, fits=lambda patch, _: (patch[feature > 0] > 0).all()),
                "Black pixels count as well: where the feature is black, the patch must be black."),
        Mistake("Any pixel, not all of them",
                lambda picture, feature: _count(picture, feature, fits=lambda patch, _: (patch == feature).any()),
                "The feature fits where all pixels agree: .all(), not .any()."),
        Mistake("Pixels counted, not places",
                lambda picture, feature: _count(picture, feature, fits=lambda patch, _: (patch == feature).sum()),
                "You added up the pixels that agree. Count a place, once, if all of its pixels agree."),
    ],
)

EXERCISES = {"cut_patch": CUT_PATCH, "count_perfect": COUNT_PERFECT}
