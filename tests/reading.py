"""How tests read an explorer and work it, as a learner does: what grids show, buttons by name, strokes of a pen.

Whatever sets a trait is in ``explorer.controls``, by the name of the trait.
"""

from itertools import count

import numpy as np

from convlib.ops import convolve
from convlib.show import look

STROKES = count(1)


def shown(grid):
    """The labels of a grid: an array of strings, (rows, columns) or (panels, rows, columns)."""
    return _of_each_cell(grid, 2)


def hovered(grid):
    """What hovering tells of every cell, in the same shape."""
    return _of_each_cell(grid, 3)


def fills(grid):
    """The colour of every cell, in the same shape."""
    return _of_each_cell(grid, 0)


def _of_each_cell(grid, part):
    looks, index = grid.cells()
    return np.array([looks[number][part] for number in index.flat]).reshape(index.shape)


def printed(values, short=False):
    """The labels that numbers have: an array of strings, of their shape."""
    return np.array([look.label(value, short) for value in np.ravel(values)]).reshape(np.shape(values))


def sums(picture, feature):
    """What the map of a feature as tall as its picture shows: at each place, the sum of the products."""
    return np.round(convolve(picture, feature)[0] * feature.size, 6)


def everything(widget):
    """A widget and all that is inside it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from everything(child)


def button(explorer, name):
    """The button of this name, wherever it stands."""
    return next(part for part in everything(explorer) if hasattr(part, "click") and part.description == name)


def press(explorer, name):
    """Press the button of this name."""
    assert not button(explorer, name).disabled
    button(explorer, name).click()


def draw(grid, *cells, light=None, stroke=None):
    """Draw on cells of a grid, each (row, column), in one stroke, as the browser reports it; without ``light``, flip
    them."""
    is_light = fills(grid) == grid.pens[1][0]
    numbers = [[row * grid.columns + column, bool(not is_light[row, column] if light is None else light)]
               for row, column in cells]
    message = {"draw": numbers, "on": [grid.rows, grid.columns], "stroke": stroke or next(STROKES), "from": "a view"}
    grid._handle_custom_msg(message, [])
