"""The convolving explorers: a feature tried at every place, and three features at once. Lesson 04, slides 36-40.

The map of matches fills as the window goes from place to place. The hand may also draw on the picture, and the maps
follow every stroke.
"""

import ipywidgets
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ..ops import convolve
from ..pictures import FEATURES, X
from ..show import look
from ..show.scene import Column, Controls, Row, Sentence
from .parts.explorer import PENS
from .parts.placed import Fractions, Layer, Placed, Windowed
from .parts.traits import Choice, Whole, derived

SIDE = 378  # of the picture and of the map, at most, in pixels
HANDS = {"move": "picture: drag the window", "draw": "picture: draw on it"}  # what the hand does there


class Drawn(Placed):
    """A window on a picture that the hand may also draw on: ``hand`` is "move" or "draw"."""

    hand = Choice(HANDS, "move")

    def rider(self):
        """The colours that ride in the window; none where several features do."""
        return []

    def picture_to_draw(self):
        """What the grid of the picture is told."""
        return {"cells": look.pixels(self.picture), "caption": HANDS[self.hand], "window": self.window,
                "here": self.place, "rider": self.rider(), "pens": PENS if self.hand == "draw" else [],
                "draws": self.drawing("picture")}

    def hands(self):
        """Buttons for what the hand does on the picture, and a sweep through the places."""
        return (self.buttons("hand", {"✥ move the window": "move", "✎ draw on the picture": "draw"}),
                self.walk("places", milliseconds=150))


class ConvolvingExplorer(Fractions, Drawn):
    """Try a feature at every place of a picture: the match at each of them is a cell of the feature map.

    ``picture`` and ``feature`` are arrays of numbers from -1 to 1. ``row`` and ``column`` say where the window
    stands, which is also the cell of the map. The map shows the cells where the window has been; with the ``hand``
    at "draw" it shows all of them, and outlines those that the last stroke changed. ``padding`` is how wide a frame of
    zeros is around the picture, 0 to 2 pixels, and ``stride`` by how many pixels the window moves, 1 to 4. With
    ``fractions``, matches are printed as such.

    A number that is not possible is moved to the nearest one. Raises ValueError or TypeError where the
    picture or the feature is none, or the feature is larger than the picture.

    >>> from convlib.pictures import FEATURES, X
    >>> explorer = ConvolvingExplorer(X, FEATURES["diagonal"], row=3, column=3)
    >>> print(explorer.formula())
    5 ÷ 9 = .55
    >>> print(explorer.grids["sum"].caption())
    7 agree, 2 do not: 7 − 2 = 5
    """

    padding = Whole(0, 0, 2)
    stride = Whole(1, 1, 4)
    lost = "The feature map has no row {}, column {} now. The window moved."

    def __init__(self, picture=X, feature=FEATURES["diagonal"], row=0, column=0, hand="move", padding=0, stride=1,
                 fractions=False):
        super().__init__(picture=picture, feature=feature, hand=hand, padding=padding, stride=stride,
                         fractions=fractions)
        self._stroke = self._before = None  # the last stroke, and the map before it
        self.build("picture", "feature", "hand", "padding", "stride", "fractions", row=row, column=column)
        self.observe(self._show_window, names=["row", "column"])
        self._mark_hand()

    # The numbers.

    @derived("picture", "padding")
    def framed(self):
        """The picture in its frame of zeros."""
        return np.pad(self.picture, self.padding)

    @derived("picture", "feature", "padding", "stride")
    def feature_map(self):
        return convolve(self.picture, self.feature, self.stride, self.padding)

    @derived("framed", "feature", "stride")
    def patches(self):
        windows = sliding_window_view(self.framed, self.feature.shape)[::self.stride, ::self.stride]
        return windows.reshape(-1, *self.feature.shape)

    def formula(self):
        """The arithmetic at the window's place, as it stands beside the picture."""
        return " ".join(_terms(self.products[self.place.value], self.told))

    def sizes(self):
        """How large the map is, and why.

        >>> ConvolvingExplorer().sizes()
        'The map has 9 − 3 + 1 = 7 rows, and as many columns.'
        >>> ConvolvingExplorer(padding=2, stride=3).sizes()
        'The map has (9 + 2 × 2 − 3) / 3, rounded down, + 1 = 4 rows, and as many columns.'
        """
        rows, columns = (_count(*sizes, self.padding, self.stride)
                         for sizes in zip(self.picture.shape, self.feature.shape, strict=True))
        as_many = "as many" if rows == columns else columns
        return f"The map has {rows} rows, and {as_many} columns."

    # What shows.

    def contents(self):
        small = SIDE // max(self.framed.shape), SIDE // max(self.places)
        return {
            "picture": {**self.picture_to_draw(), "cells": look.pixels(self.framed), "stride": self.stride,
                        "hangs_over": False, "cell": min(42, small[0]), "draws": self._draw},
            "feature": {**self.feature_to_draw(), "cell": 42},
            "sum": {"cells": look.words([[[_terms(place, self.told)]] for place in self.products]), "cell": 54,
                    "caption": [_sum(place) for place in self.products], "frame": self.place},
            "map": {"cells": self.matches(self.feature_map), "caption": self.in_words("feature map"),
                    "cell": min(54, small[1]),
                    "here": self.place, "frame": self.place, "fade": "unseen" if self.hand == "move" else "",
                    "marks": [[]]},
        }

    def scene(self):
        grids = self.grids
        knobs = ipywidgets.HBox([self.slider("padding"), self.slider("stride")], layout={"flex": "1 1 380px"})
        return [Controls(*self.choosers(), *self.hands(), knobs, self.choose_fractions()), Sentence(self.sizes),
                Row(grids["picture"], Column(grids["feature"], grids["sum"]), grids["map"])]

    def update(self, change=None):
        """Show what is new, and stay at the same place."""
        super().update(change)
        self._mark_hand()

    def _mark_hand(self):
        """While the hand draws, the window does not show (page.css)."""
        (self.add_class if self.hand == "draw" else self.remove_class)("convlib-drawing")

    def _show_window(self, _):
        """The hand went to a place, which may be in the map while it draws on the picture: show the window."""
        self.remove_class("convlib-drawing")

    def _draw(self, cells, light):
        """Put a piece of a stroke into the picture, and outline the cells of the map that the stroke has changed."""
        if self._stroke != self.grids["picture"].stroke or self._before.shape != self.feature_map.shape:
            self._stroke, self._before = self.grids["picture"].stroke, self.feature_map
        places = [tuple(np.subtract(cell, self.padding).tolist()) for cell in cells]
        rows, columns = self.picture.shape
        inside = [(row, column) for row, column in places if 0 <= row < rows and 0 <= column < columns]
        if inside:
            self.drawing("picture")(inside, light)
        self.say("frame", "" if inside == places else "The frame of zeros cannot be drawn on.")
        self.add_class("convlib-drawing")
        self.grids["map"].marks = [np.flatnonzero(self.feature_map != self._before).tolist()]

    def text(self):
        return f"{self.formula()}\n\n{super().text()}"


class LayerExplorer(Drawn, Layer, Windowed):
    """A convolution layer: one picture goes in, and each of three features makes a map. A stack of maps comes out.

    ``picture`` is an array of numbers from -1 to 1, of at least 3 x 3. ``row`` and ``column`` say where the window
    stands, which is also the cell in each of the maps. ``hand`` says what the hand does on the picture.

    A row or column that does not exist is moved to the nearest one. Raises ValueError or TypeError where the
    picture is none, or too small.

    >>> explorer = LayerExplorer(row=1, column=1)
    >>> explorer.maps.shape
    (3, 7, 7)
    >>> print(explorer.matches())
    diagonal 1.00, cross .55, antidiagonal .11
    """

    def __init__(self, picture=X, row=0, column=0, hand="move"):
        super().__init__(picture=picture, hand=hand)
        self.build("picture", "hand", row=row, column=column)

    def matches(self):
        """How well each feature fits at the window's place, in words."""
        here = self.maps[:, self.row, self.column]
        return ", ".join(f"{name} {look.label(match)}" for name, match in zip(FEATURES, here, strict=True))

    def contents(self):
        contents = {"picture": {"cell": 32, **self.picture_to_draw()}}
        for (name, feature), matches in zip(FEATURES.items(), self.maps, strict=True):
            colour = look.COLOURS[name]
            contents[name] = {"cells": look.feature(feature, colour), "caption": f"feature: {name}", "cell": 36}
            contents[f"{name} map"] = {
                "cells": look.matches(matches, colour, parts=feature.size), "cell": 36, "here": self.place,
                "frame": self.place,
                "caption": [f"{name} map: {look.label(match)}" for match in matches.flat]}
        return contents

    def scene(self):
        stack = [Column(self.grids[name], self.grids[f"{name} map"]) for name in FEATURES]
        return [Controls(self.choose_picture(), *self.hands()), Row(self.grids["picture"], *stack)]

    def text(self):
        return f"row {self.row}, column {self.column}: {self.matches()}\n\n{super().text()}"


def _terms(products, told):
    """The arithmetic of one place, sign by sign: the sum of the products, divided by their number, is the match, which
    is printed as ``told(match)``."""
    return [look.label(products.sum(), short=True), "÷", str(products.size), "=", told(products.mean())]


def _count(pixels, feature, padding, stride):
    """How often a feature has a place along one side of a picture."""
    room = f"{pixels} + 2 × {padding} − {feature}" if padding else f"{pixels} − {feature}"
    steps, rest = divmod(pixels + 2 * padding - feature, stride)
    if stride > 1:
        room = f"({room}) / {stride}{', rounded down,' if rest else ''}"
    return f"{room} + 1 = {steps + 1}"


def _sum(products):
    """Say where the sum comes from: from the pixels that agree and those that do not."""
    total = look.label(products.sum(), short=True)
    if not (np.abs(products) == 1).all():
        return f"the products add up to {total}"
    agree = np.count_nonzero(products > 0)
    differ = products.size - agree
    return f"{agree} agree{'s' if agree == 1 else ''}, {differ} do{'es' if differ == 1 else ''} not: " \
           f"{agree} − {differ} = {total}"
