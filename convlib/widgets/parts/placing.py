"""What explorers share that hold a feature against a picture, or carry a window from place to place.

The place is a cursor (grid.py): every grid that shares it follows the window inside the browser. Everything that
the grids show is worked out ahead, for all places, whenever the picture, the feature or the window changes.
"""

import math

import ipywidgets
import numpy as np
from traitlets import validate

from ...ops import convolve
from ...pictures import FEATURES, X, name_of
from ...show import look
from .explorer import OWN, Explorer, by
from .traits import Picture, Whole


class FeatureMapExplorer(Explorer):
    """A picture and a feature, which can be chosen by name, the feature map of the two, and its colour.

    Raises ValueError or TypeError where the picture or the feature is none, or the feature is larger than the picture.
    """

    picture = Picture(X)
    feature = Picture(FEATURES["diagonal"])

    @property
    def feature_map(self):
        """The feature map: the match of the feature at every place of the picture."""
        return convolve(self.picture, self.feature)

    @property
    def colour(self):
        """The colour that follows the feature through every map: that of its name."""
        return look.COLOURS[name_of(self.feature, FEATURES) or OWN]

    def _choosers(self):
        return ipywidgets.HBox([self.choose_picture(), self.choose_feature()])

    def _matches(self, values):
        """The looks of values that come from the feature map."""
        return look.matches(values, self.colour, parts=self.feature.size)

    @validate("picture", "feature")
    def _fit(self, proposal):
        shapes = {"picture": self.picture.shape, "feature": self.feature.shape,
                  proposal.trait.name: proposal.value.shape}
        check_that_it_fits(**shapes)
        return proposal.value


class PlacingExplorer(Explorer):
    """A window that stands at one of its places: ``row`` and ``column`` say at which.

    A row or column that does not exist is moved to the nearest one. When anything of the ``state`` that it begins
    with changes, everything is worked out again.

    Whoever inherits says how many ``places`` there are, builds the ``grids``, says how they show what is new
    (``_show``), and then sets the row and the column.
    """

    row = Whole(0, 0, lambda explorer: explorer.places[0] - 1)
    column = Whole(0, 0, lambda explorer: explorer.places[1] - 1)
    lost = "There is no row {}, column {} now. The window moved."

    def __init__(self, **state):
        super().__init__(**state)
        self._place = ipywidgets.IntSlider(max=math.prod(self.places) - 1)
        self.observe(self.update, names=[*state])
        self.observe(self._go, names=["row", "column"])
        self._place.observe(self._moved, names="value")

    @property
    def places(self):
        """In how many rows and in how many columns the window can stand."""
        raise NotImplementedError

    def update(self, _=None):
        """Work everything out again for what is new, and stay at the same place, or at the nearest that there is."""
        place = self.row, self.column
        rows, columns = self.places
        nearest = min(self.row, rows - 1), min(self.column, columns - 1)
        self._hush()
        self._show()
        # In one message: a slider that heard of its new end alone would move there by itself, and say so to Python.
        with self._place.hold_sync(), self._place.hold_trait_notifications():
            self._place.max = rows * columns - 1
            self._place.value = nearest[0] * columns + nearest[1]
        with self.hold_trait_notifications():
            self.row, self.column = nearest
        self.say("place", self.lost.format(*place) if nearest != place else "")

    def _show(self):
        """Put into the grids what is new, for all places."""
        raise NotImplementedError

    def _go(self, _=None):
        """The row or the column changed: move the window."""
        self._place.value = self.row * self.places[1] + self.column

    def _moved(self, change):
        """The hand moved the window: tell the row and the column together."""
        place = divmod(change.new, self.places[1])
        if place != (self.row, self.column):
            self._hush()
            with self.hold_trait_notifications():
                self.row, self.column = place

    def _hush(self):
        """Say no more about where the window was before."""
        for about in ("place", "row", "column"):
            self.say(about)


class WindowExplorer(PlacingExplorer):
    """A picture and a window on it: ``row`` and ``column`` say where its top left pixel stands.

    Raises ValueError or TypeError where the picture is none, or smaller than the window.

    Whoever inherits says how large the ``window`` is, and in ``_contents()`` what each of the grids shows and the
    line above it. One of the grids is called "picture".
    """

    picture = Picture(X)

    @property
    def window(self):
        """The height and the width of the window, in pixels."""
        raise NotImplementedError

    @property
    def places(self):
        """In how many rows and in how many columns the window can stand."""
        return tuple((np.subtract(self.picture.shape, self.window) + 1).tolist())

    def _show(self):
        for name, content in self._contents().items():
            self.grids[name].show(*content, window=self.window if name == "picture" else None)

    @validate("picture")
    def _holds_the_window(self, proposal):
        check_that_it_fits(picture=proposal.value.shape, feature=self.window)
        return proposal.value


class FeatureExplorer(WindowExplorer, FeatureMapExplorer):
    """A window as large as the feature, on a picture: where it stands is also the cell of the feature map."""

    @property
    def window(self):
        """The height and the width of the window, in pixels: those of the feature."""
        return self.feature.shape

    def update(self, change=None):
        """Work everything out again for what is new, and stay at the same place, or at the nearest that there is."""
        grid = self.grids["feature"]
        with grid.hold_sync():  # its pixels and its pens in one message: a quick hand may draw between two
            super().update(change)
            if grid.pens:
                grid.pens = self._pens()

    def _pens(self):
        """The looks of a dark and of a light pixel of the feature, to draw on it."""
        return look.feature([-1, 1], self.colour).looks


def check_that_it_fits(picture, feature):
    """Raise ValueError where a feature of this shape has no place in a picture of that shape."""
    if np.any(np.greater(feature, picture)):
        raise ValueError(f"feature must fit into the picture, but the feature is {by(feature)} "
                         f"and the picture {by(picture)} pixels")
