"""Threads: thin lines over a row of grids, from a number to those that it came from, stage by stage.

Each grid in the row is a stage, and has the class ``STAGE``; stages count from 0 in the order of the page. Python
says which cell a thread goes to, and where in the cell it ends. Where the cells are on the screen is the page's business: the
threads follow them when the row shrinks, grows, wraps or scrolls.
"""

import anywidget
from traitlets import Callable, Dict

from .page import dressed, scripts, sheets

STAGE = "convlib-stage"  # what the grids of a row have for a class, so that threads find their cells


class Threads(anywidget.AnyWidget):
    """An invisible piece of a row, which draws over it and hears at which cell the hand points.

    ``traced`` is drawn from stage to stage when another number is chosen, and ``pointed`` at once, and lighter. Each is
    a dictionary: ``of`` is the number that they start from, [stage, cell], or []. ``lines`` are [start, end, colour],
    where a start or an end is [stage, cell, x, y]: x and y tell where in the cell, from 0, left or top, to 1. ``boxes``
    are [stage, first cell, last cell]: windows with an outline.

    ``points(cell)`` hears of every cell that the pointer, or the caret of a grid to draw on, is over: [stage, cell]; or
    of [], where it is over none. While it is busy with one, the others wait, and only the last of them is heard.

    >>> Threads(points=print).traced
    {'of': [], 'lines': [], 'boxes': []}
    """

    _esm = dressed("threads", scripts("hand", "motion", "pointing", "pace", "threads"), sheets("threads"))

    traced = Dict({"of": [], "lines": [], "boxes": []}).tag(sync=True)
    pointed = Dict({"of": [], "lines": [], "boxes": []}).tag(sync=True)
    points = Callable(help="What hears at which cell the hand points.")

    def __init__(self, points):
        super().__init__(points=points)
        self.on_msg(self._hear)

    def _hear(self, _, message, __):
        try:
            self.points(message["at"])
        finally:
            self.send({"heard": message["from"]})

    def __repr__(self):
        return ""
