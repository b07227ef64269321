"""Which lines show where a number came from: from each cell of a trace to the window that it came from.

A cell is told by its number in its stage, counted row by row, map after map. A window is (first cell, last cell) of one
map, and may be a single cell.
"""

import numpy as np

FEW, MANY = 12, 100  # up to how many links of a stage go to the corners of a window; and go one by one at all


def windows(cells, shape):
    """Cells of a stage of this shape as windows, one in each map; where they do not fill it, each cell alone.

    >>> windows([0, 1, 4, 5, 16, 21], shape=(2, 4, 4))
    [(0, 5), (16, 16), (21, 21)]
    """
    found = []
    for window, many in hulls(cells, shape):
        (top, left), (bottom, right) = (divmod(cell, shape[-1]) for cell in window)
        fills = (bottom - top + 1) * (right - left + 1) == len(many) and len(shape) > 1
        found += [window] if fills else [(cell, cell) for cell in many]
    return found


def hulls(cells, shape):
    """The smallest window around these cells in each map, and which of them are in it: [((first, last), cells)]."""
    rows, columns = ([1, *shape])[-2:]
    maps = {}
    for cell in map(int, cells):
        maps.setdefault(cell // (rows * columns), []).append(cell)
    found = []
    for many in maps.values():
        down, across = [cell // columns for cell in many], [cell % columns for cell in many]
        found.append(((min(down) * columns + min(across), max(down) * columns + max(across)), many))
    return found


def links(sources, shapes, merged=False):
    """Which window each cell of a stage came from: [(window of the stage, window of the stage before it)].

    ``sources`` is {cell: those that it came from}, and ``shapes`` are those of the two stages, the earlier first. With
    ``merged``, or where there are too many, all cells of a map are one window.
    """
    before, now = shapes
    found = [((cell, cell), window) for cell, many in sources.items() for window in windows(many, before)]
    if not merged and len(found) <= MANY:
        return found
    together = []
    for window, cells in hulls([*sources], now):
        all_sources = np.unique(np.concatenate([sources[cell] for cell in cells]))
        together += [(window, earlier) for earlier, _ in hulls(all_sources, before)]
    return together


def lines(stage, found, columns, colour):
    """Lines for the links of a stage: [start, end, colour], as :class:`convlib.show.threads.Threads` has them.

    Between two cells it is one line; to a window, two to its nearer corners; or, of many links, one to its middle.
    ``columns`` is how many there are in the two stages, and ``colour(window, earlier)`` gives that of a link.
    """
    drawn = []
    for window, earlier in found:
        ink = colour(window, earlier)
        if earlier[0] == earlier[1]:
            drawn.append([[stage, window[0], 0, 0.5], [stage - 1, earlier[0], 1, 0.5], ink])
        elif len(found) > FEW:
            drawn.append([[stage, window[0], 0, 0.5], [stage - 1, *_middle(earlier, columns[0])], ink])
        else:
            wider, before = _across(*window, columns[1]), _across(*earlier, columns[0])
            drawn += [[[stage, window[0], 0, 0], [stage - 1, earlier[0] + before, 1, 0], ink],
                      [[stage, window[1] - wider, 0, 1], [stage - 1, earlier[1], 1, 1], ink]]
    return drawn


def _across(first, last, columns):
    """By how many columns a window is wider than one."""
    return last % columns - first % columns


def _middle(window, columns):
    """The cell in the middle of a window, and where in it the middle is."""
    (top, left), (bottom, right) = (divmod(cell, columns) for cell in window)
    row, column = (top + bottom + 1) / 2, (left + right + 1) / 2
    return int(row) * columns + int(column), column % 1, row % 1
