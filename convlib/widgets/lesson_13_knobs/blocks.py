"""The blocks of lesson 13: a small picture of each stage of a plan, whose size and number of maps show.

The front map of a stack is what a network that knows nothing yet makes of an X: a convolution leaves numbers of both
signs, ReLU no negative ones, and pooling fewer.
"""

import numpy as np

from ...show import look
from ...show.sketch import Bar, Dot, Line, Words

WIDE, TALL = 72, 58  # of a block, in pixels
PIXEL, SPREAD = 4, 18  # the side of a number of a map, and how far all maps of a stack reach to the right
MOST = 27  # numbers of a list that are told apart


def block(name, values):
    """The shapes of a stage: a picture or a stack of maps, a list, neurons or votes."""
    if name == "votes":
        return _votes(values)
    best = max(float(np.abs(values).max()), 1e-9)
    if name == "neurons":
        return [Dot(6 + 10 * (place // 6), 6 + 9 * (place % 6), 3.6, fill)
                for place, fill in enumerate(_fills(values, best))]
    if values.ndim == 1:
        few = values[np.linspace(0, len(values) - 1, min(len(values), MOST)).astype(int)]
        tall = (TALL - 4) / max(len(few), 6)
        return [Bar(0, 1, 14, tall * len(few) + 2, look.EDGE),
                *(Bar(1, 2 + tall * place, 12, tall - 0.5, fill) for place, fill in enumerate(_fills(few, best)))]
    return _stack(values if values.ndim == 3 else values[np.newaxis], name == "picture", best)


def missing():
    """The shapes of a stage that cannot be."""
    corners = [(2, 20), (38, 20), (38, 56), (2, 56), (2, 20)]
    return [Line(corners, look.MIDDLE_GREY, 1.5, dashed=True)]


def _stack(maps, is_picture, best):
    """Maps behind each other, the first one in front."""
    count, rows, columns = maps.shape
    step = min(5, SPREAD / max(count - 1, 1))
    left, top = 1, TALL - 1 - rows * PIXEL
    shapes = []
    for behind in range(count - 1, -1, -1):
        x, y = left + behind * step, top - behind * step
        shapes += [Bar(x - 1, y - 1, columns * PIXEL + 2, rows * PIXEL + 2, look.EDGE),
                   Bar(x, y, columns * PIXEL, rows * PIXEL, look.PALE)]
    looks, index = look.pixels(maps[0]) if is_picture else look.matches(maps[0], look.BLUE, best=best)
    return shapes + [Bar(left + column * PIXEL, top + row * PIXEL, PIXEL, PIXEL, looks[number][0])
                     for (row, column), number in np.ndenumerate(index) if looks[number][0] != look.PALE]


def _votes(values):
    """A bar for each answer."""
    best = max(float(np.abs(values).max()), 1e-9)
    shapes = []
    for place, (answer, fill) in enumerate(zip("XO", _fills(values, best), strict=True)):
        y = 20 + 20 * place
        shapes += [Words(0, y, answer, 13), Bar(14, y - 7, 20, 14, look.EDGE), Bar(15, y - 6, 18, 12, fill)]
    return shapes


def _fills(values, best):
    return look.matches(values, look.BLUE, best=best).fills()
