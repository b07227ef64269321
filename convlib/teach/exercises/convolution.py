"""The exercises of lesson 04: how large a map is, and how to fill it."""

import numpy as np

from ...ops import convolve, filter_patch
from .exercise import Exercise, Mistake

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
    size_advice="Does the patch hang over the edge? The map has fewer rows and columns than the picture.",
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
