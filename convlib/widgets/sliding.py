"""What the explorers of lesson 13 share: a feature as tall as the data, which slides sideways only.

The data is a picture of something else: of a sound or of a sentence. Its columns follow each other in time, so the
feature moves from column to column. Its rows are frequencies or words, and there the feature stays where it is. So
`convolve` gives a map of one row. As in the other explorers, everything is worked out ahead, for all places.
"""

import ipywidgets
import numpy as np
from traitlets import Enum

from .. import look
from ..grid import PixelGrid
from ..ops import convolve
from ..sketch import INK, Bar, Line, Sketch, Words
from .explorer import sweep
from .placing import PlacingExplorer

WHAT_TO_DO = "drag the window, and draw on the feature"
CAPTION = 22  # the height of the line above a grid, in pixels


class SlidingExplorer(PlacingExplorer):
    """A feature as tall as its data slides from column to column: its sums are a map of one row.

    ``column`` says where the window stands. The map's cell stands under the window's right edge. ``pen`` is what the
    hand draws into the feature: 1 (this must be here) or -1 (this must not); drawing on it again makes it 0 (no
    matter).

    Whoever inherits has a trait ``feature``, says what is in the ``picture`` and the ``pixels`` of the feature, what
    the rows are called (``row_names``), and in what words a place is told (``told``), puts a new feature into its
    trait (``put``), and makes the buttons that choose one (``_features``).
    """

    pen = Enum([1, -1], 1)
    lost = "There is no column {1} now. The window moved."
    cell, labels = 26, 104  # pixels: the side of a cell, and the width of the words before the rows
    labelled = True  # whether there is room for a number in each cell

    def __init__(self, **state):
        super().__init__(**state)
        self.grids = {
            "feature": PixelGrid(*self._feature_cells(), pens=self._pens()),
            "picture": PixelGrid(look.plain(look.lit(self.picture)), WHAT_TO_DO, self.pixels.shape, here=self._place),
            "map": PixelGrid(*self._map_cells(), here=self._place, frame=self._place),
            "largest": PixelGrid(*self._largest_cells(), cell=44),
        }
        self._names = Sketch(self.labels, 10, "")
        self._bars = Sketch(10, 10, "")
        self._pen = ipywidgets.ToggleButtons(options=[("1: must be here", 1), ("−1: must not be here", -1)],
                                             style={"button_width": "auto"})
        for part in (*self.grids.values(), self._names, self._bars):
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
        """What the map shows in its full colour: the sum where everything is as the feature wants it, at most 8."""
        return self.pixels.clip(0).sum().clip(1, 8)

    # What shows.

    def row_names(self):
        """What stands before the rows: {row: words}."""
        raise NotImplementedError

    def told(self, place, total):
        """What the map says of a place, in words."""
        raise NotImplementedError

    def _feature_cells(self):
        cells = look.matches(self.pixels, look.BLUE, short=True)
        return (cells if self.labelled else look.plain(cells)), "feature"

    def _pens(self):
        cells = look.matches([0, self.pen], look.BLUE, short=True)
        looks = (cells if self.labelled else look.plain(cells)).looks
        return [looks[index] for index in cells.index]

    def _map_cells(self):
        sums = self.sums
        cells = self._coloured(sums[np.newaxis])
        return (cells if self.labelled else look.plain(cells)), [self.told(*place) for place in enumerate(sums)]

    def _coloured(self, sums):
        return look.matches(sums, look.BLUE, short=True, best=self.best)

    def _largest_cells(self):
        return self._coloured([[self.sums.max()]]), "largest"

    def _show(self):
        grids, (rows, columns) = self.grids, self.pixels.shape
        grids["feature"].show(*self._feature_cells(), pens=self._pens(), cell=self.cell)
        grids["picture"].show(look.plain(look.lit(self.picture)), WHAT_TO_DO, window=(rows, columns), cell=self.cell)
        grids["map"].show(*self._map_cells(), cell=self.cell)
        grids["largest"].show(*self._largest_cells())
        left = f"{(columns - 1) * self.cell + 2}px"  # under the window's right edge
        grids["map"].layout.margin = self._bars.layout.margin = f"2px 2px 2px {left}"
        self._names.height = CAPTION + 8 + rows * self.cell
        self._names.draw([Words(self.labels - 2, CAPTION + 4 + (row + 0.5) * self.cell, name, 13, anchor="end")
                          for row, name in self.row_names().items()], ", ".join(self.row_names().values()))
        self._bars.width, self._bars.height = 8 + len(self.sums) * self.cell, 84
        self._bars.draw(bars(self.sums, self.cell, 76), "the map as bars, upwards where the sum is above 0")

    def _scene(self):
        grids = self.grids
        left = ipywidgets.VBox([grids["feature"], grids["largest"]])
        right = ipywidgets.VBox([grids["picture"], grids["map"], *([] if self.labelled else [self._bars])])
        for box in (left, right):
            box.layout.flex, box.layout.overflow = "0 0 auto", "visible"
        scene = ipywidgets.HBox([self._names, left, right], layout={"overflow": "auto hidden"})
        return scene.add_class("convlib-network")  # nothing beside a caption: it may be longer than its grid

    def _choosers(self):
        """Buttons for the feature, and for the pen that draws on it."""
        label = ipywidgets.Label
        return ipywidgets.HBox([label("feature"), self._features, label("   the pen draws"), self._pen])

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
        return "\n".join([f"rows, from the top: {rows}", f"picture {' × '.join(map(str, self.picture.shape))}, "
                          f"feature {' × '.join(map(str, self.pixels.shape))}", f"map: {sums}",
                          f"largest: {look.label(self.sums.max())}", self.grids["map"].caption()])

    def still(self):
        grids = self.grids
        sizes = {name: (grid.size()[0] if name in ("feature", "largest") else 8 + grid.columns * self.cell,
                        grid.size()[1]) for name, grid in grids.items()}
        shift = (self.pixels.shape[1] - 1) * self.cell
        left = self.labels + 4
        right = left + max(sizes["feature"][0], sizes["largest"][0], 60) + 8
        words = max(map(len, grids["map"].captions)) * 7 + shift
        below = 4 + sizes["picture"][1]
        tall = 8 + max(below + sizes["map"][1] + (0 if self.labelled else self._bars.height),
                       below + sizes["largest"][1])
        still = look.Still(right + max(sizes["picture"][0], words), tall)
        self._names.draw_still(still, 0, 0)
        grids["feature"].draw(still, left, 4)
        grids["largest"].draw(still, left, below)
        grids["picture"].draw(still, right, 4)
        grids["map"].draw(still, right + shift, below)
        if not self.labelled:
            self._bars.draw_still(still, right + shift - 4, below + sizes["map"][1])
        return still


def bars(sums, cell, height, colour=look.BLUE):
    """The shapes of a bar for each sum, side by side: upwards where it is above 0, downwards where it is below."""
    most, least = max(sums.max(), 0), min(sums.min(), 0)
    unit = (height - 4) / max(most - least, 1e-9)
    zero = 2 + most * unit
    shapes = [Bar(4 + place * cell + cell * 0.1, zero - max(total, 0) * unit, cell * 0.8, max(abs(total) * unit, 0.2),
                  colour if total > 0 else look.MIDDLE_GREY) for place, total in enumerate(sums) if total]
    return [*shapes, Line([(4, zero), (4 + len(sums) * cell, zero)], INK, 1)]
