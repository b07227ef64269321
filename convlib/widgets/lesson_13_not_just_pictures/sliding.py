"""What the explorers of lesson 13 share: a feature as tall as the data, which slides sideways only.

The data is a picture of something else: of a sound or of a sentence. Its columns follow each other in time, so the
feature moves from column to column. Its rows are frequencies or words, and there the feature stays where it is. So
`convolve` gives a map of one row. As in the other explorers, everything is worked out ahead, for all places.
"""

import ipywidgets
import numpy as np

from ...ops import convolve
from ...show import look
from ...show.scene import Column, Drawing, Row
from ...show.sketch import Bar, Words
from ..parts.explorer import by
from ..parts.placed import Placed
from ..parts.traits import Choice, derived

DRAG, DRAW = "drag the window", "draw here"  # the lines above the picture and the feature: what the hand can do
CAPTION = 22  # the height of the line above a grid, in pixels
EDGE = 4  # between the edge of a grid and its cells on a page, in pixels; a still has no such edge
PAGE = 892  # the width in pixels that all cells and words fit into, also where the window of the browser is narrow
LEFT = 80  # the least width of what stands left of the picture: the line above the feature
BESIDE = 28  # room for the numbers beside the bars
AXIS = 20  # the height of the words under the picture
ROW = {"flex_flow": "wrap", "align_items": "center"}  # of controls: in a narrow window, the last go below the first
FIXED = {"flex": "0 0 auto", "min_width": "auto"}  # of what stands along the cells


class Along(Drawing):
    """A drawing along the cells of a grid, whose size follows the state, too: ``tell()`` gives its width, its height,
    its shapes and its words."""

    def __init__(self, tell):
        super().__init__(10, AXIS, tell, **FIXED)

    def update(self):
        self.width, self.height, shapes, label = self.tell()
        self.draw(shapes, label)

    def draw_still(self, still, x, y):
        super().draw_still(still, x - EDGE, y - EDGE)


class Apart(Column):
    """Parts below each other that keep some pixels free to their left (``beside``) and ``above`` them."""

    def __init__(self, *parts, beside=0, above=0):
        super().__init__(*parts, flex="0 0 auto", overflow="visible")
        self.above = above
        self.move(beside)

    def move(self, beside):
        """Keep as many pixels free to the left."""
        self.beside = beside
        self.layout.margin = f"{self.above and self.above + EDGE}px 0 0 {beside}px"

    def size(self):
        wide, tall = super().size()
        return wide + self.beside, tall + self.above

    def draw_still(self, still, x, y):
        super().draw_still(still, x + self.beside, y + self.above)


class Sliding(Placed):
    """A feature as tall as its data slides from column to column: its sums are a map of one row.

    ``column`` says where the window stands. The map's cell stands under the window's right edge. ``pen`` is what the
    hand draws into the feature: 1 (this must be here) or -1 (this must not); drawing on it again makes it 0 (no
    matter).

    Whoever inherits has a trait ``feature``, says what is in the ``picture`` and the ``pixels`` of the feature, what
    the rows are called (``row_names``), and in what words a place is told (``told``), and puts a new feature into its
    trait (``put``).
    """

    pen = Choice([1, -1], 1)
    lost = "The window does not fit any more where it stood. It moved to the end."
    labels = 104  # pixels: the width of the words before the rows
    labelled = True  # whether there is room for a number in each cell of the feature and of the map
    numbered = False  # and whether the picture's cells show theirs

    # The numbers.

    @property
    def picture(self):
        """The data: an array (rows, columns) of numbers from 0 to 1."""
        raise NotImplementedError

    @property
    def pixels(self):
        """The feature: an array (rows, columns) of numbers from -1 to 1, as tall as the picture."""
        raise NotImplementedError

    @derived("picture", "pixels")
    def sums(self):
        """The map: at every place, the sum of the products of the feature with what is under it."""
        return np.round(convolve(self.picture, self.pixels)[0] * self.pixels.size, 6)

    @property
    def places(self):
        """In how many rows and in how many columns the window can stand: it is as tall as the data."""
        return 1, self.picture.shape[1] - self.pixels.shape[1] + 1

    @property
    def best(self):
        """The sum where everything is as the feature wants it, which the map shows in its full colour."""
        return self.pixels.clip(0).sum()

    # What shows.

    @property
    def cell(self):
        """The side of a cell in pixels."""
        raise NotImplementedError

    def fitting(self, cell):
        """The side of a cell in pixels: ``cell``, or less where the page is not wide enough for all columns."""
        room = PAGE - self.labels - BESIDE
        columns, wide = self.picture.shape[1], self.pixels.shape[1]
        return min(cell, room // (columns + wide), (room - LEFT) // columns)

    def row_names(self):
        """What stands before the rows, from the top: {row: words}."""
        raise NotImplementedError

    def told(self, place, total):
        """What the map says of a place, in words."""
        raise NotImplementedError

    def contents(self):
        sums, here, cell = self.sums, {"here": self.place}, {"cell": self.cell}
        return {
            "feature": {"cells": self._feature_looks(self.pixels), "caption": DRAW, "pens": self._pens(), **cell},
            "picture": {"cells": _labelled(look.lit(self.picture), self.numbered), "caption": DRAG,
                        "window": self.pixels.shape, **here, **cell},
            "map": {"cells": _labelled(self._coloured([sums]), self.labelled), **here, "frame": self.place, **cell,
                    "caption": [self.told(*place) for place in enumerate(sums)]},
            "largest": {"cells": self._coloured([[sums.max()]]), "caption": "largest", "cell": 44},
        }

    def board(self, axis=None, bars=None):
        """The feature, the picture and the map, cell under cell; with an ``axis`` under the picture, and ``bars``."""
        grids = self.grids
        for grid in grids.values():
            grid.layout.flex, grid.layout.min_width = FIXED["flex"], FIXED["min_width"]
        grids["feature"].on_draw(self._draw)
        self._names = Along(self._rows)
        self._under = Apart(*filter(None, [grids["map"], bars]))
        left = Apart(grids["feature"], Apart(grids["largest"], above=AXIS if axis else 0))
        left.layout.min_width = f"{LEFT}px"
        right = Apart(*filter(None, [grids["picture"], axis, self._under]))
        board = Row(self._names, left, right, overflow="auto hidden")
        # Nothing beside a caption: it may be longer than its grid. And nothing goes below what it stands beside.
        return board.remove_class("convlib-scene").add_class("convlib-network")

    def choosers(self, features, named):
        """Buttons for the feature, {name: what the trait is set to}, and for the pen that draws on it."""
        self._features = ipywidgets.ToggleButtons(options=[*features], style={"button_width": "auto"})
        offered(self, self._features, named, lambda name: self.set_trait("feature", features[name]), "feature")
        self._pen = self.buttons("pen", {"1: must be here": 1, "−1: must not be here": -1})
        self.observe(self._take_pen, names="pen")
        return ipywidgets.HBox([
            ipywidgets.Label("feature"), self._features, ipywidgets.Label("   the pen draws"), self._pen], layout=ROW)

    def tell(self):
        """Let all that stands along the cells follow them: the map is under the window's right edge."""
        self._under.move((self.pixels.shape[1] - 1) * self.cell)
        super().tell()

    def text(self):
        # The cells of a sound have no room for numbers: what its grids would tell in words would be blank.
        sums = " ".join(look.label(total, short=True) for total in self.sums)
        rows = ", ".join(filter(None, self.row_names().values()))
        return "\n".join(filter(None, [
            f"rows, from the top: {rows}", f"picture {by(self.picture.shape)}, feature {by(self.pixels.shape)}",
            f"map: {sums}", f"largest: {look.label(self.sums.max())}", self.grids["map"].caption(), self.said()]))

    def _rows(self):
        """The words before the rows."""
        names = self.row_names()
        words = [Words(self.labels - 2, CAPTION + EDGE + (row + 0.5) * self.cell, name, 13, anchor="end")
                 for row, name in names.items()]
        return self.labels, CAPTION + 2 * EDGE + len(self.pixels) * self.cell, words, ", ".join(names.values())

    def _feature_looks(self, values):
        return _labelled(look.matches(values, look.BLUE, short=True), self.labelled)

    def _pens(self):
        cells = self._feature_looks([0, self.pen])
        return [cells.looks[index] for index in cells.index]

    def _coloured(self, sums):
        return look.matches(sums, look.BLUE, short=True, best=max(self.best, 1))

    # What happens.

    def put(self, pixels):
        """Make these the pixels of the feature."""
        raise NotImplementedError

    def _draw(self, cells, light):
        pixels = self.pixels.copy()
        pixels[tuple(zip(*cells, strict=True))] = self.pen if light else 0
        self.put(pixels)

    def _take_pen(self, _):
        self.grids["feature"].pens = self._pens()


def _labelled(cells, has_room):
    return cells if has_room else look.plain(cells)


def offered(explorer, chooser, named, bring, *traits):
    """Let a widget offer things by name. It always shows the one that is ``named()`` now, as these traits have it; when
    another is chosen, ``bring(name)`` brings it."""

    def name(_=None):
        chooser.value = named()

    def choose(change):
        if change.new is not None and change.new != named():
            bring(change.new)
        name()

    name()
    chooser.observe(choose, names="value")
    explorer.observe(name, names=[*traits])


def bars(axes, sums):
    """The shapes of a bar for each sum, side by side from the axes' left: upwards where it is above 0, else downwards.

    >>> from convlib.show.sketch import Axes
    >>> bars(Axes(0, 0, 20, 100, across=(0, 2), up=(-1, 1)), np.array([0, 0.5]))
    [Bar(x=11.0, y=25.0, width=8.0, height=25.0, colour='#2f6db5')]
    """
    shapes = []
    for place, total in enumerate(sums.tolist()):
        left, zero = axes.at(place + 0.1, 0)
        right, end = axes.at(place + 0.9, total)
        if total:
            shapes.append(Bar(left, min(zero, end), right - left, max(abs(end - zero), 0.2),
                              look.BLUE if total > 0 else look.MIDDLE_GREY))
    return shapes
