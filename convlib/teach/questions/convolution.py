"""The questions of lesson 04: how large a feature map is, where it is strong, and what one pixel changes in it."""

import numpy as np

from ... import look
from ...ops import convolve
from ...pictures import FEATURES, X
from ..question import Question

ANTIDIAGONAL = FEATURES["antidiagonal"]
FALLING, RISING = "on the arm from top left to bottom right", "on the arm from bottom left to top right"
CROSSING, BOTH = "where the arms cross", "on both arms alike"


def _strongest():
    """Where in the X the matches of the antidiagonal are strongest."""
    feature_map = convolve(X, ANTIDIAGONAL)
    rows, columns = np.nonzero(np.isclose(feature_map, feature_map.max()))
    falls, rises = (rows == columns).all(), (rows + columns == len(feature_map) - 1).all()
    return {(True, True): CROSSING, (True, False): FALLING, (False, True): RISING, (False, False): BOTH}[falls, rises]


def _changed_cells():
    """How many cells of the map change with the pixel in the middle of the X."""
    flipped = X.copy()
    flipped[4, 4] *= -1
    return int((convolve(flipped, ANTIDIAGONAL) != convolve(X, ANTIDIAGONAL)).sum())


QUESTIONS = {
    "width of another map": Question(
        "Another picture is 12 pixels wide, and its feature 5. How many cells wide is the feature map?",
        answer=lambda: convolve(np.ones((12, 12)), np.ones((5, 5))).shape[1],
        choices={
            3: "You laid the windows side by side, and three reach across. "
               "But the window moves by one pixel at a time.",
            7: "The window can move by 12 − 5 = 7 pixels. The place where it begins counts, too.",
            8: "",
            12: "You gave each pixel of the picture a cell. But no window hangs over the edge.",
        },
        because="The first window covers the columns 0 to 4 and the last one 7 to 11. "
                "A window can begin in column 0, 1, 2, 3, 4, 5, 6 or 7: 12 − 5 + 1 = 8."),
    "strongest matches of the antidiagonal": Question(
        "Where in the X does this feature find its strongest matches?",
        answer=_strongest,
        choices={
            FALLING: "That is the arm of the diagonal. The white pixels of this feature rise to the right.",
            RISING: "",
            CROSSING: "There the X has most white pixels. But a match also asks for black where the feature is black.",
            BOTH: "Both arms are slanting rows of white pixels. But they slant in opposite ways.",
        },
        because="The feature is a piece of the arm that rises. At four places on it, all nine pixels agree. "
                "Where the arms cross, two pixels of the other arm disagree, and the match is 5/9.",
        pictures=lambda: {"X": X, "the antidiagonal": look.feature(ANTIDIAGONAL, look.COLOURS["antidiagonal"])}),
    "one pixel and the map": Question(
        "You change one pixel of the picture, the one in the middle. How many of the 49 cells of the map change?",
        answer=_changed_cells,
        choices={
            1: "You gave the pixel one cell of its own. But the windows overlap, and several of them see it.",
            3: "You thought of windows further left and right. The window can also stand higher or lower.",
            9: "",
            49: "You let the whole map change. But most windows stand too far away to see the pixel.",
        },
        because="The pixel lies in nine windows: three rows of places, three columns of places, and 3 × 3 = 9. "
                "Each of the nine gets a new match. No other window sees the pixel."),
    "numbers of a layer": Question(
        "One picture of 9 × 9 pixels goes in, and three features of 3 × 3 go over it. How many numbers come out?",
        answer=lambda: convolve(X, [*FEATURES.values()]).size,
        slips={
            49: "You counted one map. Each of the three features makes one.",
            81: "You counted the pixels that go in. What comes out is a map for each feature.",
            243: "You took three maps as large as the picture. But no window hangs over the edge.",
            27: "You counted the pixels of the three features. They are what the layer uses, not what it makes.",
        },
        because="Each feature makes a map of 7 × 7 = 49 matches. Three maps hold 3 × 49 = 147. "
                "The picture had 81 numbers."),
}
