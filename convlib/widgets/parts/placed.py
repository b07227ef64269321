"""What explorers share that hold a feature against a picture, or carry a window from place to place.

The place is a cursor (grid.py): every grid that shares it follows the window inside the browser. What the grids show
is worked out ahead, for all places, whenever the picture, the feature or the window changes, and no more often.
"""

import math

import ipywidgets
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from traitlets import validate

from ...ops import convolve
from ...pictures import FEATURES, X, name_of
from ...show import look
from ...show.look import by
from ...show.player import sweep
from .explorer import DECK_HUES, OWN, Explorer
from .traits import Flag, Picture, Whole, derived


class FeatureMap(Explorer):
    """A picture and a feature, which can be chosen by name; the feature map of the two, and its colour.

    Raises ValueError or TypeError where the picture or the feature is none, or the feature is larger than the picture.
    """

    picture = Picture(X)
    feature = Picture(FEATURES["diagonal"])

    @derived("picture", "feature")
    def feature_map(self):
        """The match of the feature at every place of the picture."""
        return convolve(self.picture, self.feature)

    @derived("picture", "feature")
    def patches(self):
        """What the feature is held against at every place: an array (places, rows, columns)."""
        return sliding_window_view(self.picture, self.feature.shape).reshape(-1, *self.feature.shape)

    @derived("patches", "feature")
    def products(self):
        """The products of the feature with the patch at every place: an array (places, rows, columns)."""
        return self.patches * self.feature

    @property
    def window(self):
        """The height and the width of the window, in pixels: those of the feature."""
        return self.feature.shape

    def hues(self):
        return [self.colour]

    @property
    def name(self):
        """What the feature is called."""
        return name_of(self.feature, FEATURES) or OWN

    @property
    def colour(self):
        """The colour that follows the feature through every map: that of its name."""
        return look.COLOURS[self.name]

    def choosers(self):
        """What the picture and the feature are chosen with: two controls."""
        return self.choose_picture(), self.choose_feature()

    def rider(self):
        """The feature's colours, row by row, which ride in the window."""
        return look.feature(self.feature, self.colour).fills()

    def matches(self, values):
        """The looks of values that come from the feature map."""
        return look.matches(values, self.colour, parts=self.feature.size)

    def feature_to_draw(self):
        """What the grid of the feature is told, where the hand may draw on it."""
        return {"cells": look.feature(self.feature, self.colour), "caption": "feature: click",
                "pens": look.feature([-1, 1], self.colour).looks, "draws": self.drawing("feature")}

    @validate("picture", "feature")
    def _fit(self, proposal):
        shapes = {"picture": self.picture.shape, "feature": self.feature.shape,
                  proposal.trait.name: proposal.value.shape}
        check_that_it_fits(**shapes)
        return proposal.value


class Fractions(FeatureMap):
    """A feature map whose matches are printed as the slides print them, cut after two decimals, or as ``fractions``.

    >>> from convlib.widgets import FilteringExplorer
    >>> FilteringExplorer(row=3, column=3, fractions=True).told(5 / 9)
    '5/9'
    """

    fractions = Flag()

    def told(self, match):
        """A match, as it is printed now."""
        return look.exact(match, self.feature.size) if self.fractions else look.label(match)

    def matches(self, values):
        return look.matches(values, self.colour, parts=self.feature.size, fractions=self.fractions)

    def choose_fractions(self):
        """Buttons to choose how matches are printed."""
        return self.buttons("fractions", {".55": False, "5/9": True}, "matches")


class Placed(Explorer):
    """A window that stands at one of its places: ``row`` and ``column`` say at which.

    A row or column that does not exist is moved to the nearest one. Whoever inherits hands the cursor ``place`` to
    those grids that follow it, and says how many ``places`` there are, if not one for each cell of its feature map.
    """

    row = Whole(0, 0, lambda explorer: explorer.places[0] - 1)
    column = Whole(0, 0, lambda explorer: explorer.places[1] - 1)
    lost = "There is no row {}, column {} now. The window moved."

    def __init__(self, **state):
        self.place = ipywidgets.IntSlider()
        super().__init__(**state)

    @property
    def places(self):
        """In how many rows and in how many columns the window can stand."""
        return self.feature_map.shape

    def build(self, *names, row=0, column=0):
        """Build the scene, as every explorer does, and put the window at its place."""
        self.place.max = math.prod(self.places) - 1
        super().build(*names)
        self.follow(self.place, self._place_number, self._stand_at, "row", "column")
        self.observe(lambda _: self.tell(), names=["row", "column"])
        with self.hold_trait_notifications():
            self.row, self.column = row, column

    def in_words(self, name):
        """For every place, the caption of a map of this name: it tells the row and the column."""
        return [f"{name}: row {row}, column {column}" for row, column in np.ndindex(self.places)]

    def walk(self, name, milliseconds):
        """What walks the window through all its places. Its ▶ is what one would press first."""
        return sweep(self.place, name, milliseconds, primary=True)

    def update(self, _=None):
        """Show what is new, and stay at the same place, or at the nearest that there is."""
        place, (rows, columns) = (self.row, self.column), self.places
        nearest = min(self.row, rows - 1), min(self.column, columns - 1)
        self._hush()
        self.show()
        # In one message: a slider that heard of its new end alone would move there by itself, and say so to Python.
        with self.place.hold_sync(), self.place.hold_trait_notifications():
            self.place.max = rows * columns - 1
            self.place.value = nearest[0] * columns + nearest[1]
        with self.hold_trait_notifications():
            self.row, self.column = nearest
        self.say("place", self.lost.format(*place) if nearest != place else "")
        self.tell()

    def _place_number(self):
        """The number of the window's place, counted row by row."""
        return self.row * self.places[1] + self.column

    def _stand_at(self, place):
        """The hand moved the window to the place of this number: set the row and the column together."""
        self.say("place")
        row, column = divmod(place, self.places[1])
        self.set_together(row=row, column=column)

    def _hush(self):
        """Say no more about where the window was before."""
        for about in ("place", "row", "column"):
            self.say(about)


class Windowed(Placed):
    """A picture, and a window on it: ``row`` and ``column`` say where its top left pixel stands.

    Raises ValueError or TypeError where the picture is none, or smaller than the window. Whoever inherits says how
    large the ``window`` is.
    """

    picture = Picture(X)

    @property
    def places(self):
        """In how many rows and in how many columns the window can stand."""
        return tuple((np.subtract(self.picture.shape, self.window) + 1).tolist())

    @validate("picture")
    def _holds_the_window(self, proposal):
        check_that_it_fits(picture=proposal.value.shape, feature=self.window)
        return proposal.value


class Layer(Explorer):
    """A convolution layer: each of the slides' three features makes a map of the picture."""

    features = np.stack([*FEATURES.values()])

    def hues(self):
        return DECK_HUES

    @property
    def window(self):
        """The height and the width of the window, in pixels: those of every feature."""
        return self.features.shape[-2:]

    @derived("picture")
    def maps(self):
        """The stack of maps: the match of each feature at every place, (features, rows, columns)."""
        return convolve(self.picture, self.features)


def check_that_it_fits(picture, feature):
    """Raise ValueError where a feature of this shape has no place in a picture of that shape."""
    if np.any(np.greater(feature, picture)):
        raise ValueError(f"feature must fit into the picture, but the feature is {by(feature)} "
                         f"and the picture {by(picture)} pixels")
