"""What the explorers of sounds and of sentences share: a feature as tall as the data, which slides sideways only.

The data is a picture of something else: of a sound or of a sentence. Its columns follow each other in time, so the
feature moves from column to column. Its rows are frequencies or words, and there the feature stays where it is. So
`convolve` gives a map of one row. As in the other explorers, everything is worked out ahead, for all places.
"""

import ipywidgets
import numpy as np

from ...ops import convolve
from ...pictures import name_of
from ...show import look
from ...show.grid import TOP
from ...show.look import by
from ...show.scene import Column, Drawing, Row
from ...show.sketch import Words
from .placed import Placed
from .traits import Choice, derived

PAGE = 892  # the width in pixels that all cells and words fit into, also where the window of the browser is narrow
LEFT = 66  # the least width of what stands left of the picture: the line above the feature
BESIDE = 28  # room for the numbers beside the bars
AXIS = 20  # the height of the words under the picture
READABLE = 16  # the least side of a cell with a number in it
SLIDE = "the slide's grid"


class Sliding(Placed):
    """A feature as tall as its data slides from column to column: its sums are a map of one row.

    ``column`` says where the window stands. The map's cell stands under the window's right edge. ``pen`` is what the
    hand draws into the feature: 1 (this must be here) or -1 (this must not); drawing on it again makes it 0 (no
    matter).

    Whoever inherits has a trait ``feature`` and says what is in the ``picture``: an array (rows, columns) of numbers
    from 0 to 1. It says what the rows are called (``row_names``, from the top: {row: words}), in what words the map
    tells a place (``told``), how large a ``cell`` is, in pixels, and which ``features`` have a name.
    """

    HAS_PIXELS = False

    pen = Choice([1, -1], 1)
    lost = "The window does not fit any more where it stood. It moved to the end."
    labels = 104  # pixels: the width of the words before the rows
    numbered = True  # whether the cells of the picture show their numbers, where there is room

    # The numbers.

    @property
    def pixels(self):
        """The feature: an array (rows, columns) of numbers from -1 to 1, as tall as the picture."""
        return self.feature

    def put(self, pixels):
        """Make these the pixels of the feature."""
        self.feature = pixels

    @derived("picture", "pixels")
    def sums(self):
        """The map: at every place, the sum of the products of the feature with what is under it."""
        return added_up(self.picture, self.pixels)

    def hues(self):
        return [look.BLUE]

    def fullest(self):
        return {"map": max(self.best, 1)}

    @property
    def places(self):
        """In how many rows and in how many columns the window can stand: it is as tall as the data."""
        return 1, self.picture.shape[1] - self.pixels.shape[1] + 1

    @property
    def best(self):
        """The sum where everything is as the feature wants it, which the map shows in its full colour."""
        return self.pixels.clip(0).sum()

    # What shows.

    def fitting(self, cell):
        """The side of a cell in pixels: ``cell``, or less where the page is not wide enough for all columns."""
        room = PAGE - self.labels - BESIDE
        columns, wide = self.picture.shape[1], self.pixels.shape[1]
        return min(cell, room // (columns + wide), (room - LEFT) // columns)

    def contents(self):
        sums, best, moving, cell = self.sums, self.fullest()["map"], {"here": self.place}, {"cell": self.cell}
        lit = look.matches(self.picture, look.BLUE, short=True)
        return {
            "feature": {"cells": self._coloured(self.pixels), "caption": "draw here", "draws": self._draw, **cell,
                        "pens": [self._coloured([pixel]).looks[0] for pixel in (0, self.pen)]},
            "picture": {"cells": self._labelled(lit) if self.numbered else look.plain(lit), **moving, **cell,
                        "caption": "drag the window", "window": self.pixels.shape},
            "map": {"cells": self._coloured([sums], best), **moving, "frame": self.place, **cell,
                    "caption": [self.told(*place) for place in enumerate(sums)]},
            "largest": {"cells": look.matches([[sums.max()]], look.BLUE, short=True, best=best), "caption": "largest",
                        "cell": 44},
        }

    def _coloured(self, values, best=1):
        """The looks of the feature's pixels, or of sums."""
        return self._labelled(look.matches(values, look.BLUE, short=True, best=best))

    def _labelled(self, cells):
        """The same cells, without their numbers where there is no room for them."""
        return cells if self.cell >= READABLE else look.plain(cells)

    def board(self, axis=(), bars=(), **layout):
        """The feature, the picture and the map, cell under cell; with an ``axis`` under the picture, and ``bars``."""
        grids = self.grids
        self._names = Drawing(self.labels, 1, self._rows, top=TOP)
        beside_axis = [Drawing(1, AXIS, lambda: ([], "")) for _ in axis]
        before_map = Drawing(1, AXIS, lambda: ([], "", (self.pixels.shape[1] - 1) * self.cell, AXIS),
                             margin="0")  # the map's cells end the windows
        map_and_bars = Column(grids["map"], *bars)
        board = Row(self._names,
                    Column(grids["feature"], *beside_axis, grids["largest"], min_width=f"{LEFT}px"),
                    Column(grids["picture"], *axis, Row(before_map, map_and_bars, gap=0, centred=True)),
                    **layout)
        # Nothing goes below what it stands beside.
        return board.remove_class("convlib-scene").add_class("convlib-network").add_class("convlib-along")

    def choosers(self):
        """Buttons for the feature, and for the pen that draws on it: two controls."""
        features = ipywidgets.ToggleButtons(options=[*self.features], style={"button_width": "auto"})
        self.follow(features, lambda: name_of(self.feature, self.features),
                    lambda name: self.set_trait("feature", self.features[name]), "feature")
        self.observe(lambda _: self.show(), names="pen")
        return (ipywidgets.HBox([ipywidgets.Label("feature"), features]),
                self.buttons("pen", {"1: must be here": 1, "−1: must not be here": -1}, "the pen draws"))

    def text(self):
        # The cells of a sound have no room for numbers: what its grids would tell in words would be blank.
        sums = " ".join(look.label(total, short=True) for total in self.sums)
        return "\n".join(filter(None, [
            f"rows, from the top: {', '.join(self.row_names().values())}",
            f"picture {by(self.picture.shape)}, feature {by(self.pixels.shape)}",
            f"map: {sums}", f"largest: {look.label(self.sums.max())}", self.grids["map"].caption(), self.said()]))

    def _rows(self):
        """The words before the rows."""
        names = self.row_names()
        words = [Words(self.labels - 2, (row + 0.5) * self.cell, name, 13, anchor="end")
                 for row, name in names.items()]
        return words, ", ".join(names.values()), self.labels, len(self.pixels) * self.cell

    # What happens.

    def _draw(self, cells, light):
        pixels = self.pixels.copy()
        pixels[tuple(zip(*cells, strict=True))] = self.pen if light else 0
        self.put(pixels)


def added_up(picture, pixels):
    """At every place, the sum of the products of a feature with what is under it.

    >>> print(added_up(np.eye(3), np.eye(2)))
    [2. 0.]
    """
    return np.round(convolve(picture, pixels)[0] * pixels.size, 6)
