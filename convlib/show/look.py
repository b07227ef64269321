"""How numbers look: their colours and their labels.

Every colour and every number label of the project is decided here, once, so that a live widget, its
still picture and the slide agree. The pixels of pictures are black and white. Every other number is pale at 0, slate at
-1, and at +1 of the colour of its feature, which follows it through every map, value and vote. One accent says "here",
and nothing else uses it: yellow in a dark outline, of which one or the other is seen on whatever it stands on.
"""

from functools import cache
from math import trunc
from typing import NamedTuple

import numpy as np

from ..pictures import FEATURES

ACCENT = "#ffd000"
COLOURS = {"diagonal": "#00807a", "cross": "#b85a00", "antidiagonal": "#a01c73", "your own": "#2860a3"}
BLUE = COLOURS["your own"]  # also for what belongs to no feature: data, votes, accuracy, progress
BLACK, WHITE = "#15151c", "#fbfbfb"
HALO = BLACK  # the outline of the accent
PALE = "#d9e2e2"  # 0
SLATE = "#262e38"  # -1
EDGE = "#80868b"  # around every cell: seen on a light and on a dark page
MIDDLE_GREY = "#777777"  # readable on white and on black: for words in a still picture
VERDICTS = {"right": "#217a3c", "wrong": "#c4302b", "almost": "#2f6db5", "missing": "#6f6f6f"}  # under white words


def label(value, short=False, places=2):
    """Print a number as the slides do: cut, not rounded, after two decimals, and without a leading 0.

    With ``short``, a whole number loses its decimals, as in the slides' pictures of pixels. ``places`` are decimals.

    >>> [label(match) for match in (7 / 9, 5 / 9, -1 / 9, 1, 0)]
    ['.77', '.55', '−.11', '1.00', '0']
    >>> label(1, short=True), label(-1, short=True), label(0.74, places=4)
    ('1', '−1', '.7400')
    """
    parts = trunc(round(float(value) * 10**places, 6))
    sign = "−" if parts < 0 else ""
    whole, part = divmod(abs(parts), 10**places)
    if parts == 0 or (short and part == 0):
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{part:0{places}d}"


def numeral(value):
    """Print a number beside an axis or a slider: as long as it is, and without a leading 0.

    >>> [numeral(number) for number in (0.001, -0.25, 0, 10, 2000)]
    ['.001', '−.25', '0', '10', '2,000']
    """
    shown = f"{value:,.6g}".replace("-", "−")
    return shown.replace("0.", ".", 1) if shown.lstrip("−").startswith("0.") else shown


def exact(value, parts=1):
    """Print a number exactly: as a fraction of ``parts`` where it is one, else with six digits.

    >>> exact(5 / 9, parts=9), exact(-1.0), exact(0.123456789)
    ('5/9', '−1', '0.123457')
    """
    count = round(float(value) * parts)
    is_fraction = abs(value * parts - count) < 1e-6
    shown = f"{count}/{parts}".removesuffix("/1") if is_fraction else f"{value:.6g}"
    return shown.replace("-", "−")


def by(shape):
    """Rows and columns as people write them.

    >>> by((3, 9))
    '3 × 9'
    """
    return " × ".join(map(str, shape))


def mix(start, end, share):
    """Blend two colours: 0 gives ``start``, 1 gives ``end``.

    >>> mix("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(bytes.fromhex(start[1:]), bytes.fromhex(end[1:]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one, other):
    """The contrast of two colours by the formula of WCAG 2: from 1 (the same) to 21 (black on white)."""

    def luminance(colour):
        parts = np.frombuffer(bytes.fromhex(colour[1:]), np.uint8) / 255
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return linear @ (0.2126, 0.7152, 0.0722)

    dark, light = sorted((luminance(one), luminance(other)))
    return float((light + 0.05) / (dark + 0.05))


@cache
def ink(fill):
    """Black or white, whichever is easier to read on ``fill``."""
    return max("#000000", "#ffffff", key=lambda colour: contrast(fill, colour))


class Cells(NamedTuple):
    """The looks of many cells: each different look once, and for every cell the number of its look.

    ``looks`` is a list of ``[fill, ink, label, exact value]``; ``index`` has the shape of the values.
    """

    looks: list
    index: np.ndarray

    def fills(self):
        """The fill of each cell, row by row.

        >>> pixels([[1, -1]]).fills()
        ['#fbfbfb', '#15151c']
        """
        return [self.looks[number][0] for number in self.index.flat]


def _cells(values, fill, short, parts=1, best=1, places=2, fractions=False):
    """Give every different value its look: ``fill`` turns one value, as a share of ``best``, into a colour."""
    different, index = np.unique(np.asarray(values, float), return_inverse=True)
    fills = [fill(float(np.clip(value / best, -1, 1))) for value in different]
    looks = [[colour, ink(colour), exact(value, parts) if fractions else label(value, short, places), exact(value, parts)]
             for value, colour in zip(different, fills, strict=True)]
    return Cells(looks, index.reshape(np.shape(values)))


def pixels(values):
    """The looks of pixels: -1 is black, +1 is white, and what lies between is a blend.

    >>> pixels([[-1, 1]]).looks
    [['#15151c', '#ffffff', '−1', '−1'], ['#fbfbfb', '#000000', '1', '1']]
    """
    return _cells(values, lambda value: mix(BLACK, WHITE, (value + 1) / 2), short=True)


def plain(cells):
    """The same cells without their labels: for pictures too small to read numbers in.

    >>> plain(pixels([[1]])).looks
    [['#fbfbfb', '#000000', '', '1']]
    """
    return Cells([[fill, ink, "", exact] for fill, ink, _, exact in cells.looks], cells.index)


def feature(values, colour):
    """The looks of a feature's pixels: as :func:`matches`, but whole numbers lose their decimals."""
    return matches(values, colour, short=True)


def matches(values, colour, parts=1, short=False, best=1, places=2, fractions=False):
    """The looks of matches, products or sums: pale at 0, the feature's colour at +1, slate at -1.

    ``parts`` is the number of feature pixels, so that the exact value can be told as a fraction. ``best`` is what gets
    the full colour, in place of 1, where values are larger or smaller. ``places`` are decimals. With ``fractions``,
    the label is the fraction.

    >>> matches([5 / 9], COLOURS["diagonal"], parts=9).looks
    [['#60aca8', '#000000', '.55', '5/9']]
    >>> [fill for fill, *_ in matches([-4, 4], COLOURS["diagonal"], best=4).looks] == [SLATE, COLOURS["diagonal"]]
    True
    """

    def fill(value):
        return mix(PALE, colour if value > 0 else SLATE, abs(value))

    return _cells(values, fill, short, parts, best, places, fractions)


def stack(panels, join=np.stack):
    """Several :class:`Cells` of one shape as the panels of a stack, each with its own colours. With
    ``join=np.concatenate`` they stand below each other in one grid, and must only be equally wide."""
    looks, indices = [], []
    for panel in panels:
        indices.append(panel.index + len(looks))
        looks += panel.looks
    return Cells(looks, join(indices))


def maps(values, parts=1):
    """The looks of three maps (3, rows, columns), or of a list of their values, each in the colour of its feature.

    Any shape will do: the first third of the values belongs to the diagonal, the second to the cross, the last to the
    antidiagonal. ``parts`` is as in :func:`matches`. Raises ValueError where the values cannot be parted into thirds.

    >>> [fill for fill, *_ in maps([1, 1, 1]).looks] == [COLOURS[name] for name in FEATURES]
    True
    """
    thirds = zip(FEATURES, np.reshape(values, (len(FEATURES), -1)), strict=True)
    looks, index = stack([matches(third, COLOURS[name], parts) for name, third in thirds])
    return Cells(looks, index.reshape(np.shape(values)))


def lists(lists_of_values):
    """The looks of lists of values, each in a row of its own, as :func:`maps` colours them.

    >>> lists([np.ones(12), np.zeros(12)]).index.shape
    (2, 1, 12)
    """
    return stack([maps(np.reshape(values, (1, -1))) for values in lists_of_values])


def brief(word, letters):
    """A word where there is room for so many letters: whole, or its beginning and a sign that there is more.

    >>> brief("2024-01-01", 10), brief("2024-01-01", 6), brief("2024-01-01", 0)
    ('2024-01-01', '2024-…', '')
    """
    return word if len(word) <= letters else word[:max(letters - 1, 0)] + "…" * (letters > 0)


def words(texts):
    """The looks of cells that hold words only: no fill, and the page's own ink."""
    different, index = np.unique(np.asarray(texts), return_inverse=True)
    return Cells([["none", "", str(text), str(text)] for text in different], index.reshape(np.shape(texts)))
