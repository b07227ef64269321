"""The convolving explorers: a feature tried at every place, and three features at once. Lesson 04, slides 36-40.

The map of matches fills as the window goes from place to place. The hand may also draw on the picture, and the maps
follow every stroke.
"""

import ipywidgets
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from traitlets import link

from ..ops import convolve
from ..pictures import FEATURES, X
from ..show import look
from ..show.grid import PixelGrid
from .parts.explorer import PENS, sweep
from .parts.placing import FeatureExplorer, WindowExplorer
from .parts.traits import Choice

HANDS = {"move": "picture: drag the window", "draw": "picture: draw on it"}  # what the hand does there


class DrawingExplorer(WindowExplorer):
    """A window on a picture that the hand may also draw on: ``hand`` is "move" or "draw".

    Whoever inherits hears the strokes: ``grids["picture"].on_draw(…)``.
    """

    hand = Choice(HANDS, "move")

    def __init__(self, **state):
        super().__init__(**state)
        self.observe(self.update, names="hand")

    def update(self, change=None):
        """Work everything out again for what is new, and give the hand the window or the pen."""
        super().update(change)
        self.grids["picture"].pens = PENS if self.hand == "draw" else []

    def _controls(self):
        """Buttons for what the hand does on the picture, and a sweep through the places."""
        options = [("✥ move the window", "move"), ("✎ draw on the picture", "draw")]
        hands = ipywidgets.ToggleButtons(options=options, style={"button_width": "auto"})
        link((self, "hand"), (hands, "value"))
        return ipywidgets.HBox([hands, sweep(self._place, "places", milliseconds=150)]).add_class("convlib-controls")


class ConvolvingExplorer(DrawingExplorer, FeatureExplorer):
    """Try a feature at every place of a picture: the match at each of them is a cell of the feature map.

    ``picture`` and ``feature`` are arrays of numbers from -1 to 1. ``row`` and ``column`` say where the window
    stands, which is also the cell of the map. The map shows the cells where the window has been; with the ``hand``
    at "draw" it shows all of them, and outlines those that the last stroke changed.

    A row or column that does not exist is moved to the nearest one. Raises ValueError or TypeError where the
    picture or the feature is none, or the feature is larger than the picture.

    >>> from convlib.pictures import FEATURES, X
    >>> explorer = ConvolvingExplorer(X, FEATURES["diagonal"], row=3, column=3)
    >>> print(explorer.formula())
    5 ÷ 9 = .55
    >>> print(explorer.grids["sum"].caption())
    7 agree, 2 do not: 7 − 2 = 5
    """

    lost = "The feature map has no row {}, column {} now. The window moved."

    def __init__(self, picture=X, feature=FEATURES["diagonal"], row=0, column=0, hand="move"):
        super().__init__(picture=picture, feature=feature)
        self._stroke = self._before = None  # the last stroke, and the map before it
        self._build_grids()
        self.children = [self._choosers(), self._scene(), self._controls(), self._line]
        self.row, self.column, self.hand = row, column, hand

    def products(self):
        """The products of the feature with the patch at every place: an array (places, rows, columns)."""
        return (sliding_window_view(self.picture, self.window) * self.feature).reshape(-1, *self.window)

    def formula(self):
        """The arithmetic at the window's place, as it stands beside the picture."""
        return " ".join(_terms(self.products()[self._place.value]))

    def _contents(self):
        """For every grid: what it shows, at all places, and the line above it."""
        products, filtered, colour = self.products(), self.feature_map, self.colour
        return {
            "picture": (look.pixels(self.picture), HANDS[self.hand]),
            "feature": (look.feature(self.feature, colour), "feature: click it"),
            "sum": (look.words([[[_terms(place)]] for place in products]), [_sum(place) for place in products]),
            "map": (self._matches(filtered),
                    [f"feature map: row {row}, column {column}" for row, column in np.ndindex(filtered.shape)]),
        }

    def _build_grids(self):
        show = self._contents()
        self.grids = {
            "picture": PixelGrid(*show["picture"], window=self.window, here=self._place, cell=42),
            "feature": PixelGrid(*show["feature"], pens=self._pens(), cell=42),
            "sum": PixelGrid(*show["sum"], frame=self._place, cell=54),
            "map": PixelGrid(*show["map"], here=self._place, frame=self._place, fade="unseen", cell=54),
        }
        self.grids["picture"].on_draw(self._draw)
        self.grids["feature"].on_draw(self.drawing("feature"))

    def _scene(self):
        grids = self.grids
        matching = ipywidgets.VBox([grids["feature"], grids["sum"]])
        return ipywidgets.HBox([grids["picture"], matching, grids["map"]]).add_class("convlib-scene")

    def update(self, change=None):
        """Work everything out again for a new picture, feature or hand, and stay at the same place."""
        super().update(change)
        self.grids["map"].fade = "unseen" if self.hand == "move" else ""
        self.grids["map"].marks = [[]]
        (self.add_class if self.hand == "draw" else self.remove_class)("convlib-drawing")

    def _moved(self, change):
        """The hand went to a place, which may be in the map while it draws on the picture: show the window."""
        self.remove_class("convlib-drawing")
        super()._moved(change)

    def _draw(self, cells, light):
        """Put a piece of a stroke into the picture, and outline the cells of the map that the stroke has changed."""
        if self._stroke != self.grids["picture"].stroke:
            self._stroke, self._before = self.grids["picture"].stroke, self.feature_map
        self.drawing("picture")(cells, light)
        self.add_class("convlib-drawing")
        self.grids["map"].marks = [np.flatnonzero(self.feature_map != self._before).tolist()]

    def text(self):
        grids = (self.grids[name].text() for name in ("picture", "feature", "map"))
        return "\n\n".join([f"{self.grids['sum'].caption()}\n{self.formula()}", *grids])

    def still(self):
        sizes = {name: grid.size() for name, grid in self.grids.items()}
        gap = 48  # between two columns
        beside = max(sizes["feature"][0], sizes["sum"][0])
        left = {"picture": 4, "feature": 4 + sizes["picture"][0] + gap}
        left["sum"] = left["feature"]
        left["map"] = left["feature"] + beside + gap
        tall = max(sizes["picture"][1], sizes["feature"][1] + sizes["sum"][1], sizes["map"][1])
        still = look.Still(left["map"] + sizes["map"][0], 4 + tall)
        for name, grid in self.grids.items():
            grid.draw_still(still, left[name], 4 + (sizes["feature"][1] if name == "sum" else 0))
        return still


class LayerExplorer(DrawingExplorer):
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

    features = np.stack([*FEATURES.values()])

    def __init__(self, picture=X, row=0, column=0, hand="move"):
        super().__init__(picture=picture)
        self._build_grids()
        self.children = [self.choose_picture(), self._scene(), self._controls(), self._line]
        self.row, self.column, self.hand = row, column, hand

    @property
    def window(self):
        """The height and the width of the window, in pixels: those of every feature."""
        return self.features.shape[-2:]

    @property
    def maps(self):
        """The stack of maps: the match of each feature at every place, (features, rows, columns)."""
        return convolve(self.picture, self.features)

    def matches(self):
        """How well each feature fits at the window's place, in words."""
        here = self.maps[:, self.row, self.column]
        return ", ".join(f"{name} {look.label(match)}" for name, match in zip(FEATURES, here, strict=True))

    def _contents(self):
        """For every grid: what it shows, and the line above it, for the maps at all places."""
        contents = {"picture": (look.pixels(self.picture), HANDS[self.hand])}
        for (name, feature), matches in zip(FEATURES.items(), self.maps, strict=True):
            colour = look.COLOURS[name]
            contents[name] = look.feature(feature, colour), f"feature: {name}"
            contents[f"{name} map"] = (look.matches(matches, colour, parts=feature.size),
                                       [f"map of the {name}: {look.label(match)}" for match in matches.flat])
        return contents

    def _build_grids(self):
        show = self._contents()
        self.grids = {"picture": PixelGrid(*show["picture"], window=self.window, here=self._place, cell=32)}
        for name in FEATURES:
            self.grids[name] = PixelGrid(*show[name], cell=36)
            self.grids[f"{name} map"] = PixelGrid(*show[f"{name} map"], here=self._place, frame=self._place, cell=36)
        self.grids["picture"].on_draw(self.drawing("picture"))

    def _scene(self):
        stack = [ipywidgets.VBox([self.grids[name], self.grids[f"{name} map"]]) for name in FEATURES]
        return ipywidgets.HBox([self.grids["picture"], *stack]).add_class("convlib-scene")

    def text(self):
        place = f"row {self.row}, column {self.column}: {self.matches()}"
        return "\n\n".join([place, *(grid.text() for grid in self.grids.values())])

    def still(self):
        sizes = {name: grid.size() for name, grid in self.grids.items()}
        gap = 36  # between two columns
        left, top = 4, 4 + sizes["diagonal"][1]
        wide = sizes["picture"][0] + sum(sizes[f"{name} map"][0] + gap for name in FEATURES)
        still = look.Still(left + wide, max(4 + sizes["picture"][1], top + sizes["diagonal map"][1]))
        self.grids["picture"].draw_still(still, left, 4)
        left += sizes["picture"][0] + gap
        for name in FEATURES:
            self.grids[name].draw_still(still, left, 4)
            self.grids[f"{name} map"].draw_still(still, left, top)
            left += sizes[f"{name} map"][0] + gap
        return still


def _terms(products):
    """The arithmetic of one place, sign by sign: the sum of the products, divided by their number, is the match."""
    return [look.label(products.sum(), short=True), "÷", str(products.size), "=", look.label(products.mean())]


def _sum(products):
    """Say where the sum comes from: from the pixels that agree and those that do not."""
    total = look.label(products.sum(), short=True)
    if not (np.abs(products) == 1).all():
        return f"the products add up to {total}"
    agree = np.count_nonzero(products > 0)
    differ = products.size - agree
    return f"{agree} agree{'s' if agree == 1 else ''}, {differ} do{'es' if differ == 1 else ''} not: " \
           f"{agree} − {differ} = {total}"
