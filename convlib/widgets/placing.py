"""What explorers share that carry a window over a picture: its place, and what can be chosen by name.

The place is a cursor (grid.py): every grid that shares it follows the window inside the browser. Everything that
the grids show is worked out ahead, for all places, whenever the picture or the feature changes.
"""

import ipywidgets
import numpy as np
from traitlets import Int, validate

from .. import look
from ..ops import convolve
from ..pictures import FEATURES, X, name_of
from .explorer import OWN, Explorer, Picture


class PlacingExplorer(Explorer):
    """A picture and a window on it: ``row`` and ``column`` say where its top left pixel stands.

    A row or column that does not exist is moved to the nearest one. Raises ValueError or TypeError where the picture
    is none, or smaller than the window.

    Whoever inherits says how large the ``window`` is, builds the ``grids``, one of them called "picture", says in
    ``_contents()`` what each of them shows and the line above it, and then sets the row and the column.
    """

    picture = Picture(X)
    row = Int()
    column = Int()
    lost = "There is no row {}, column {} now. The window moved."

    def __init__(self, **state):
        super().__init__(**state)
        self._place = ipywidgets.IntSlider(max=self._last_place())
        self.observe(self.update, names="picture")
        self.observe(self._go, names=["row", "column"])
        self._place.observe(self._moved, names="value")

    @property
    def window(self):
        """The height and the width of the window, in pixels."""
        raise NotImplementedError

    @property
    def places(self):
        """In how many rows and in how many columns the window can stand."""
        return tuple((np.subtract(self.picture.shape, self.window) + 1).tolist())

    def update(self, _=None):
        """Work everything out again for what is new, and stay at the same place, or at the nearest that there is."""
        place = self.row, self.column
        nearest = tuple(np.minimum(place, np.subtract(self.places, 1)).tolist())
        self._hush()
        for name, content in self._contents().items():
            self.grids[name].show(*content, window=self.window if name == "picture" else None)
        with self._place.hold_trait_notifications():
            self._place.max = self._last_place()
            self._place.value = nearest[0] * self.places[1] + nearest[1]
        with self.hold_trait_notifications():
            self.row, self.column = nearest
        self.say("place", self.lost.format(*place) if nearest != place else "")

    def _last_place(self):
        rows, columns = self.places
        return rows * columns - 1

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

    @validate("row", "column")
    def _inside(self, proposal):
        name = proposal.trait.name
        return self.nearest(name, proposal.value, self.places[name == "column"] - 1)

    @validate("picture")
    def _holds_the_window(self, proposal):
        return self._fitting("picture", proposal.value, picture=proposal.value.shape, feature=self.window)

    def _fitting(self, name, pixels, picture, feature):
        """The new ``pixels`` of a trait, clamped, where the shapes of picture and feature suit each other."""
        if np.any(np.greater(feature, picture)):
            raise ValueError(f"feature must fit into the picture, but the feature is {_by(feature)} "
                             f"and the picture {_by(picture)} pixels")
        return self.within(name, pixels)


class FeatureExplorer(PlacingExplorer):
    """A window as large as a ``feature``, on a picture. The feature's colour is that of its name.

    Raises ValueError or TypeError also where the feature is none, or larger than the picture.
    """

    feature = Picture(FEATURES["diagonal"])

    def __init__(self, **state):
        super().__init__(**state)
        self.observe(self.update, names="feature")

    @property
    def window(self):
        """The height and the width of the window, in pixels: those of the feature."""
        return self.feature.shape

    @property
    def filtered(self):
        """The map: the match of the feature at every place."""
        return convolve(self.picture, self.feature)

    def update(self, change=None):
        """Work everything out again for what is new, and stay at the same place, or at the nearest that there is."""
        grid = self.grids["feature"]
        with grid.hold_sync():  # its pixels and its pens in one message: a quick hand may draw between two
            super().update(change)
            if grid.pens:
                grid.pens = self._pens()

    def _colour(self):
        return look.COLOURS[name_of(self.feature, FEATURES) or OWN]

    def _pens(self):
        """The looks of a dark and of a light pixel of the feature, to draw on it."""
        return look.feature([-1, 1], self._colour()).looks

    @validate("feature")
    def _fits_into_the_picture(self, proposal):
        return self._fitting("feature", proposal.value, picture=self.picture.shape, feature=proposal.value.shape)


def _by(shape):
    return " × ".join(map(str, shape))
