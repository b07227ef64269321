"""What the explorers of lesson 13 share: a feature as tall as the data, which slides sideways only.

The data is a picture of something else: of a sound or of a sentence. Its columns follow each other in time, so the
feature moves from column to column. Its rows are frequencies or words, and there the feature stays where it is. So
`convolve` gives a map of one row. As in the other explorers, everything is worked out ahead, for all places.
"""

import ipywidgets
import numpy as np

from ...ops import convolve
from ...show import look
from ...show.grid import PixelGrid
from ...show.sketch import INK, Axes, Bar, Line, Sketch, Words
from ..parts.explorer import by, sweep
from ..parts.placing import PlacingExplorer
from ..parts.traits import Choice

DRAG, DRAW = "drag the window", "draw here"  # the lines above the picture and the feature: what the hand can do
CAPTION = 22  # the height of the line above a grid, in pixels
PAGE = 892  # the width in pixels that all cells and words fit into, also where the window of the browser is narrow
LEFT = 80  # the least width of what stands left of the picture: the line above the feature
BESIDE = 28  # room for the numbers beside the bars
ROW = {"flex_flow": "wrap", "align_items": "center"}  # of controls: in a narrow window, the last go below the first
AXIS, TALL = 20, 116  # the heights of the words under the picture, and of the bars


class SlidingExplorer(PlacingExplorer):
    """A feature as tall as its data slides from column to column: its sums are a map of one row.

    ``column`` says where the window stands. The map's cell stands under the window's right edge. ``pen`` is what the
    hand draws into the feature: 1 (this must be here) or -1 (this must not); drawing on it again makes it 0 (no
    matter).

    Whoever inherits has a trait ``feature``, says what is in the ``picture`` and the ``pixels`` of the feature, what
    the rows are called (``row_names``), and in what words a place is told (``told``), puts a new feature into its
    trait (``put``), and makes the buttons that choose one (``_features``).
    """

    pen = Choice([1, -1], 1)
    lost = "The window does not fit any more where it stood. It moved to the end."
    labels = 104  # pixels: the width of the words before the rows
    labelled = True  # whether there is room for a number in each cell of the feature and of the map
    numbered = False  # and whether the picture's cells show theirs
    barred = False  # whether bars stand under the map

    def __init__(self, **state):
        super().__init__(**state)
        self.grids = {
            "feature": PixelGrid(*self._feature_cells(), pens=self._pens()),
            "picture": PixelGrid(*self._picture_cells(), self.pixels.shape, here=self._place),
            "map": PixelGrid(*self._map_cells(), here=self._place, frame=self._place),
            "largest": PixelGrid(*self._largest_cells(), cell=44),
        }
        self._names, self._axis, self._bars = Sketch(self.labels, 10, ""), Sketch(10, AXIS, ""), Sketch(10, TALL, "")
        self._pen = ipywidgets.ToggleButtons(options=[("1: must be here", 1), ("−1: must not be here", -1)],
                                             style={"button_width": "auto"})
        for part in (*self.grids.values(), self._names, self._axis, self._bars):
            part.layout.flex, part.layout.min_width = "0 0 auto", "auto"
        self.grids["feature"].on_draw(self._draw)
        self.observe(self._take_pen, names="pen")
        self._pen.observe(lambda change: self.set_trait("pen", change.new), names="value")
        self._show()

    # The numbers.

    @property
    def picture(self):
        """The data: an array (rows, columns) of numbers from 0 to 1."""
        raise NotImplementedError

    @property
    def pixels(self):
        """The feature: an array (rows, columns) of numbers from -1 to 1, as tall as the picture."""
        raise NotImplementedError

    @property
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

    @property
    def worst(self):
        """The sum where everything is as the feature does not want it: 0, or less."""
        return self.pixels.clip(None, 0).sum()

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

    def column_names(self):
        """What stands under the columns of the picture: {column: words}. A column may be a fraction: between two."""
        return {}

    def told(self, place, total):
        """What the map says of a place, in words."""
        raise NotImplementedError

    def _feature_cells(self):
        cells = look.matches(self.pixels, look.BLUE, short=True)
        return (cells if self.labelled else look.plain(cells)), DRAW

    def _picture_cells(self):
        cells = look.lit(self.picture)
        return (cells if self.numbered else look.plain(cells)), DRAG

    def _pens(self):
        cells = look.matches([0, self.pen], look.BLUE, short=True)
        looks = (cells if self.labelled else look.plain(cells)).looks
        return [looks[index] for index in cells.index]

    def _map_cells(self):
        sums = self.sums
        cells = self._coloured(sums[np.newaxis])
        return (cells if self.labelled else look.plain(cells)), [self.told(*place) for place in enumerate(sums)]

    def _coloured(self, sums):
        return look.matches(sums, look.BLUE, short=True, best=max(self.best, 1))

    def _largest_cells(self):
        return self._coloured([[self.sums.max()]]), "largest"

    def _show(self):
        grids, (rows, columns) = self.grids, self.pixels.shape
        grids["feature"].show(*self._feature_cells(), pens=self._pens(), cell=self.cell)
        grids["picture"].show(*self._picture_cells(), window=(rows, columns), cell=self.cell)
        grids["map"].show(*self._map_cells(), cell=self.cell)
        grids["largest"].show(*self._largest_cells())
        left = f"{(columns - 1) * self.cell + 2}px"  # under the window's right edge
        grids["map"].layout.margin = self._bars.layout.margin = f"2px 2px 2px {left}"
        self._names.height = CAPTION + 8 + rows * self.cell
        self._names.draw([Words(self.labels - 2, CAPTION + 4 + (row + 0.5) * self.cell, name, 13, anchor="end")
                          for row, name in self.row_names().items()], ", ".join(self.row_names().values()))
        self._axis.width = 8 + self.picture.shape[1] * self.cell
        self._axis.draw([Words(4 + column * self.cell, 9, name, 13, anchor="middle" if column else "start")
                         for column, name in self.column_names().items()], ", ".join(self.column_names().values()))
        self._bars.width = 8 + len(self.sums) * self.cell + BESIDE
        self._bars.draw(self._scaled_bars(), f"the map as bars, from {look.label(self.worst, short=True)} to "
                                             f"{look.label(self.best, short=True)}, upwards where the sum is above 0")

    def _scaled_bars(self):
        """The map as bars. Their scale is the feature's, the same for all sounds: all that its sum can be."""
        count = len(self.sums)
        axes = Axes(4, 8, count * self.cell, TALL - 16, across=(0, count), up=(self.worst, max(self.best, 1)))
        levels = []
        for level in sorted({self.worst, 0, self.best}):
            right, y = axes.at(count, level)
            levels += [Line([(4, y), (right, y)], INK if level == 0 else look.MIDDLE_GREY, 1, dashed=level != 0),
                       Words(right + 6, y, look.label(level, short=True), 13)]
        return [*levels, *bars(axes, self.sums)]

    def _scene(self):
        grids = self.grids
        left = ipywidgets.VBox([grids["feature"], grids["largest"]], layout={"min_width": f"{LEFT}px"})
        right = ipywidgets.VBox([grids["picture"], grids["map"]])
        if self.barred:
            right.children = grids["picture"], self._axis, grids["map"], self._bars
            grids["largest"].layout.margin = f"{AXIS + 6}px 2px 2px"  # beside the map
        for box in (left, right):
            box.layout.flex, box.layout.overflow = "0 0 auto", "visible"
        scene = ipywidgets.HBox([self._names, left, right], layout={"overflow": "auto hidden"})
        return scene.add_class("convlib-network")  # nothing beside a caption: it may be longer than its grid

    def _choosers(self):
        """Buttons for the feature, and for the pen that draws on it."""
        label = ipywidgets.Label
        return ipywidgets.HBox([label("feature"), self._features, label("   the pen draws"), self._pen], layout=ROW)

    def _sweep(self, name, milliseconds):
        return ipywidgets.HBox([sweep(self._place, name, milliseconds)]).add_class("convlib-controls")

    # What happens.

    def put(self, pixels):
        """Make these the pixels of the feature."""
        raise NotImplementedError

    def _draw(self, cells, light):
        pixels = self.pixels.copy()
        pixels[tuple(zip(*cells, strict=True))] = self.pen if light else 0
        self.put(pixels)

    def _take_pen(self, _):
        self._pen.value = self.pen
        self.grids["feature"].pens = self._pens()

    # The same, where no browser is.

    def text(self):
        sums = " ".join(look.label(total, short=True) for total in self.sums)
        rows = ", ".join(filter(None, self.row_names().values()))
        return "\n".join([f"rows, from the top: {rows}",
                          f"picture {by(self.picture.shape)}, feature {by(self.pixels.shape)}", f"map: {sums}",
                          f"largest: {look.label(self.sums.max())}", self.grids["map"].caption()])

    def still(self):
        grids = self.grids
        shift = (self.pixels.shape[1] - 1) * self.cell
        left = self.labels + 4
        right = left + max(grids["feature"].columns * self.cell + 8, LEFT) + 8
        words = max(map(len, grids["map"].captions)) * 7 + shift
        axis = 4 + grids["picture"].size()[1]
        below = axis + (AXIS if self.barred else 0)
        under = below + grids["map"].size()[1]
        tall = 8 + max(under + (TALL if self.barred else 0), below + grids["largest"].size()[1])
        still = look.Still(right + max(self._axis.width + BESIDE, words), tall)
        self._names.draw_still(still, 0, 0)
        grids["feature"].draw_still(still, left, 4)
        grids["largest"].draw_still(still, left, below)
        grids["picture"].draw_still(still, right, 4)
        grids["map"].draw_still(still, right + shift, below)
        if self.barred:
            self._axis.draw_still(still, right - 4, axis - 4)
            self._bars.draw_still(still, right + shift - 4, under)
        return still


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
