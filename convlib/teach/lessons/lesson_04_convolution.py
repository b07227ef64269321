"""What lesson 04 asks, and what its learners write.

Its questions: what a match says, how large a feature map is, where it is strong, and what one pixel changes in it. Its
exercises: how large a map is, and how to fill it.
"""

import numpy as np

from ...ops import convolve, filter_patch
from ...pictures import FEATURES, X
from ...show import look
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

ANTIDIAGONAL = FEATURES["antidiagonal"]
FALLING, RISING = "on the arm from top left to bottom right", "on the arm from bottom left to top right"
CROSSING, BOTH = "where the arms cross", "on both arms alike"


ALL_BLACK, NEGATIVE, HALF = "it is all black", "it is the negative of the feature", "half of its pixels agree"
PATCHES = {ALL_BLACK: -np.ones((3, 3)), NEGATIVE: -ANTIDIAGONAL}


def _strongest_places():
    """The places of the X where the match of the antidiagonal is strongest: a mask with their middles."""
    feature_map = convolve(X, ANTIDIAGONAL)
    return np.pad(np.isclose(feature_map, feature_map.max()), 1)


def _strongest():
    """Where in the X the matches of the antidiagonal are strongest."""
    rows, columns = np.nonzero(_strongest_places())
    falls, rises = (rows == columns).all(), (rows + columns == len(X) - 1).all()
    return {(True, True): CROSSING, (True, False): FALLING, (False, True): RISING, (False, False): BOTH}[falls, rises]


def _changed_cells():
    """How many cells of the map change with the pixel in the middle of the X."""
    flipped = X.copy()
    flipped[4, 4] *= -1
    return int((convolve(flipped, ANTIDIAGONAL) != convolve(X, ANTIDIAGONAL)).sum())


QUESTIONS = {
    "eight of nine pixels": Question(
        "A feature has nine pixels. Eight of them agree with a patch, and one does not. What is the match?",
        answer=lambda: (8 - 1) / 9,
        slips={
            8: "You counted the pixels that agree. Subtract the one that does not, and divide by their number.",
            7: "You have the sum of the products. One step is left: divide it by the number of pixels.",
            8 / 9: "You took the pixel that disagrees for 0. Its product is −1.",
            1: "You took nearly all for all. But the one that disagrees costs two ninths.",
        },
        because="Eight products are 1 and one is −1. They add up to 7, and 7 / 9 reads .77."),
    "a match of minus one": Question(
        "The match of a patch and the antidiagonal is −1. What do you know about the patch?",
        answer=lambda: next(name for name, patch in PATCHES.items() if filter_patch(patch, ANTIDIAGONAL) < -0.99),
        choices={
            ALL_BLACK: "A black pixel is −1. But a match comes from all nine pixels, and black on black agrees.",
            NEGATIVE: "",
            HALF: "You took −1 for the middle of the scale. That is 0, where as many products are 1 as −1.",
        },
        because="All nine products are −1, so no pixel agrees: where the feature is white the patch is black.",
        pictures=lambda: {"the antidiagonal": look.feature(ANTIDIAGONAL, look.COLOURS["antidiagonal"])},
        outlined=lambda: ("where the patch is black", {"the antidiagonal": ANTIDIAGONAL > 0})),
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
        pictures=lambda: {"X": X, "the antidiagonal": look.feature(ANTIDIAGONAL, look.COLOURS["antidiagonal"])},
        outlined=lambda: ("the middle of each of its strongest places", {"X": _strongest_places()})),
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
}


# Exercises.

MAP_SIZE = Exercise(
    right=lambda height, width, feature_height, feature_width: (height - feature_height + 1, width - feature_width + 1),
    cases=[(9, 9, 3, 3), (9, 7, 3, 3), (6, 10, 2, 3), (8, 5, 5, 1), (9, 9, 9, 9), (12, 9, 4, 2)],
    shape_advice="Return two numbers with a comma between them: the rows of the map, then its columns.",
    mistakes=[
        Mistake("One too few", lambda height, width, tall, wide: (height - tall, width - wide),
                "height - feature_height is how far down the feature can move. The place it starts from counts, too."),
        Mistake("The size of the picture", lambda height, width, tall, wide: (height, width),
                "Near the right and bottom edges the feature would hang over. It cannot stand there."),
        Mistake("Columns before rows", lambda height, width, tall, wide: (width - wide + 1, height - tall + 1),
                "Both numbers are right. Rows come first, then columns."),
        Mistake("The height twice", lambda height, width, tall, wide: (height - tall + 1, height - tall + 1),
                "A picture need not be square. The second number comes from the two widths."),
        Mistake("The width twice", lambda height, width, tall, wide: (width - wide + 1, width - wide + 1),
                "A picture need not be square. The first number comes from the two heights."),
        Mistake("Height and width crossed", lambda height, width, tall, wide: (height - wide + 1, width - tall + 1),
                "Take the feature's height from the picture's height, and the width from the width."),
        Mistake("Always a feature of 3 × 3", lambda height, width, tall, wide: (height - 2, width - 2),
                "A larger feature has fewer places. Use feature_height and feature_width."),
        Mistake("Side by side", lambda height, width, tall, wide: (height // tall, width // wide),
                "You counted patches that lie side by side. The window moves by one pixel, so its places overlap."),
        Mistake("Half of the feature", lambda height, width, tall, wide: (height - tall // 2, width - wide // 2),
                "A place is where the feature's top left pixel is. Below it, the feature needs all of its rows."),
    ],
)


def _swept(picture, feature, match=filter_patch, spare=0):
    """Two loops over the places of a picture. ``spare`` leaves out that many last rows and columns."""
    height, width = feature.shape
    filtered = np.zeros(np.subtract(picture.shape, feature.shape) + 1)
    rows, columns = filtered.shape
    for row, column in np.ndindex(rows - spare, columns - spare):
        filtered[row, column] = match(picture[row:row + height, column:column + width], feature)
    return filtered


def _first_cells(picture, feature, cells):
    """A map of which only some cells are filled: those that ``cells`` chooses."""
    matches = convolve(picture, feature)
    filtered = np.zeros_like(matches)
    filtered[cells] = matches[cells]
    return filtered


def _pictures_and_features(seed):
    """Pictures and features of ±1 in several sizes, no feature the same after half a turn."""
    random = np.random.default_rng(seed)
    sizes = [((9, 9), (3, 3)), ((6, 8), (2, 3)), ((7, 5), (3, 2)), ((4, 4), (3, 3)), ((5, 9), (2, 2)), ((3, 6), (3, 3)),
             ((2, 3), (1, 2)), ((3, 3), (2, 2))]
    cases = [tuple(random.choice([-1.0, 1.0], size) for size in pair) for pair in sizes]
    for _, feature in cases:
        feature[0, 0], feature[-1, -1] = 1, -1
    return cases


CONVOLVE_BY_HAND = Exercise(
    right=lambda picture, feature: convolve(picture, feature),
    cases=_pictures_and_features(seed=4),
    size_advice="Cut out as many rows and columns as the feature has. Where a patch hangs over the edge, it is cut short: "
                "the map has fewer rows and columns than the picture.",
    shape_advice="The map has one row for each row where the feature can stand, and one column for each column. The "
                 "last place counts, too, and none hangs over the edge. Not every picture is square: rows come first.",
    mistakes=[
        Mistake("No division", lambda picture, feature: _swept(picture, feature) * feature.size,
                "Each of your cells holds the sum of the products. Divide it by the number of feature pixels."),
        Mistake("Always divided by 9", lambda picture, feature: _swept(picture, feature) * feature.size / 9,
                "A feature may have more or fewer pixels. feature.size counts them."),
        Mistake("Feature flipped", lambda picture, feature: _swept(picture, feature[::-1, ::-1]),
                "Lay the feature on each patch as it is: top left on top left."),
        Mistake("Counted the pixels that agree", lambda picture, feature:
                _swept(picture, feature, match=lambda patch, feature: (patch == feature).mean()),
                "A pixel that does not agree counts −1, not 0. The products do that by themselves."),
        Mistake("Last row and column left empty", lambda picture, feature: _swept(picture, feature, spare=1),
                "range(n) stops before n. With H - h in it, the last place is not reached."),
        Mistake("Only the first cell", lambda picture, feature: _first_cells(picture, feature, np.s_[:1, :1]),
                "Your function returns inside the loops, so they end at the first place. Move return to the left."),
        Mistake("Only the first row", lambda picture, feature: _first_cells(picture, feature, np.s_[:1]),
                "Your function returns after the first row. Move return to the left, to stand under the first for."),
        Mistake("Every place holds the same match", lambda picture, feature:
                np.full_like(convolve(picture, feature), filter_patch(picture[:feature.shape[0], :feature.shape[1]],
                                                                      feature)),
                "The patch must move with the loops: it begins at row and column, not at 0."),
    ],
)

EXERCISES = {"map_size": MAP_SIZE, "convolve_by_hand": CONVOLVE_BY_HAND}
