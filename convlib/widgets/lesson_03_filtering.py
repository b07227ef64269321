"""The filtering explorer: one feature, one place, nine products, one match. Lesson 03, slides 19-35.

Everything for every place is worked out ahead with ``convolve``'s own arithmetic whenever the picture or
the feature changes, and sent to the browser in one go. Moving the window then only chooses what to show.
"""

import ipywidgets
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from traitlets import link

from ..pictures import FEATURES, X
from ..show import look
from ..show.grid import PixelGrid
from .parts.explorer import sign, sweep
from .parts.placing import FeatureExplorer
from .parts.traits import Whole

COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class FilteringExplorer(FeatureExplorer):
    """Hold a feature against every place of a picture, and see the arithmetic of each match.

    ``picture`` and ``feature`` are arrays of numbers from -1 to 1. ``row`` and ``column`` say where the
    window stands, which is also the cell of the filtered map. ``step`` walks through the arithmetic:
    one step for each product, then the sum, the division, and the match.

    A row, column or step that does not exist is moved to the nearest one. Raises ValueError or TypeError
    where the picture or the feature is none, or the feature is larger than the picture.

    >>> from convlib.pictures import FEATURES, X
    >>> explorer = FilteringExplorer(X, FEATURES["diagonal"], row=3, column=3)
    >>> print(explorer.formula())
    1 + 1 − 1 + 1 + 1 + 1 − 1 + 1 + 1 = 5, 5 ÷ 9 = .55
    >>> explorer.row = 1; explorer.column = 1
    >>> print(explorer.formula())
    1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 = 9, 9 ÷ 9 = 1.00
    """

    step = Whole(0, 0, lambda explorer: explorer.last_step)
    lost = "The filtered map has no row {}, column {} now. The window moved."

    def __init__(self, picture=X, feature=FEATURES["diagonal"], row=0, column=0, step=None):
        super().__init__(picture=picture, feature=feature)
        self._step = ipywidgets.IntSlider(max=self.last_step)
        self._build_grids()
        self.children = [self._choosers(), self._scene(), self._controls(), self._line]
        link((self, "step"), (self._step, "value"))
        self.step = self.last_step if step is None else step
        self.row, self.column = row, column

    # The numbers.

    @property
    def last_step(self):
        """The number of the last step: after the products 0, 1, … come the sum, the division, the match."""
        return self.feature.size + 2

    def products(self):
        """The patch at every place, and its products with the feature: two arrays (places, rows, columns)."""
        patches = sliding_window_view(self.picture, self.feature.shape).reshape(-1, *self.feature.shape)
        return patches, patches * self.feature

    def formula(self):
        """The arithmetic at the window's place, as it stands in the picture."""
        _, products = self.products()
        *addition, division, match = _terms(products[self._place.value])
        return f"{' '.join(addition)}, {division} {match}"

    # What shows.

    def _contents(self):
        """For every grid: what it shows, at all places, and the line above it."""
        patches, products = self.products()
        filtered, colour = self.feature_map, self.colour
        return {
            "picture": (look.pixels(self.picture), "picture: drag the window"),
            "feature": (look.feature(self.feature, colour), "feature: click it"),
            "patch": (look.pixels(patches[:, np.newaxis]), "patch"),
            "products": (look.matches(products[:, np.newaxis], colour, short=True), "products"),
            "formula": (look.words([[_in_rows(_terms(place))] for place in products]),
                        [_agreement(place) for place in products]),
            "map": (self._matches(filtered),
                    [f"filtered map: row {row}, column {column}" for row, column in np.ndindex(filtered.shape)]),
        }

    def _build_grids(self):
        show, one = self._contents(), (1, 1)
        here = {"window": one, "here": self._step}
        self.grids = {
            "picture": PixelGrid(*show["picture"], window=self.feature.shape, here=self._place),
            "feature": PixelGrid(*show["feature"], **here, pens=self._pens()),
            "patch": PixelGrid(*show["patch"], **here, frame=self._place),
            "products": PixelGrid(*show["products"], **here, frame=self._place, fade="after"),
            "formula": PixelGrid(*show["formula"], **here, frame=self._place, fade="after", cell=50),
            "map": PixelGrid(*show["map"], here=self._place, frame=self._place, fade="unseen", cell=44),
        }
        self.grids["feature"].on_draw(self.drawing("feature"))

    def _scene(self):
        grids = self.grids
        times = [grids["feature"], sign("×"), grids["patch"], sign("="), grids["products"]]
        arithmetic = ipywidgets.VBox([ipywidgets.HBox(times), grids["formula"]])
        return ipywidgets.HBox([grids["picture"], arithmetic, grids["map"]]).add_class("convlib-scene")

    def _controls(self):
        sweeps = [sweep(self._place, "places", milliseconds=400), sweep(self._step, "arithmetic", milliseconds=900)]
        return ipywidgets.HBox(sweeps).add_class("convlib-controls")

    # What happens when something changes.

    def update(self, change=None):
        """Work everything out again for a new picture or feature, and stay at the same place."""
        self._step.max = self.last_step
        super().update(change)

    # The same, where no browser is.

    def text(self):
        grids = (self.grids[name].text() for name in ("picture", "feature", "patch", "products", "map"))
        return "\n\n".join([f"{self.grids['formula'].caption()}\n{self.formula()}", *grids])

    def still(self):
        grids = {name: (grid, *grid.size()) for name, grid in self.grids.items()}
        gap = 36  # between two columns, or around a sign
        tall = 4 + max(grids["picture"][2], grids["map"][2], grids["products"][2] + grids["formula"][2])
        arithmetic = max(3 * grids["feature"][1] + 2 * gap, grids["formula"][1])
        wide = 4 + grids["picture"][1] + gap + arithmetic + gap + grids["map"][1]
        still = look.Still(wide, tall)

        left = 4 + grids["picture"][1] + gap
        grids["picture"][0].draw_still(still, 4, 4)
        grids["map"][0].draw_still(still, left + arithmetic + gap, 4)
        grids["formula"][0].draw_still(still, left, 4 + grids["feature"][2])
        for name, symbol in (("feature", "×"), ("patch", "="), ("products", "")):
            grid, width, height = grids[name]
            grid.draw_still(still, left, 4)
            still.text(left + width + gap / 2 - 4, 4 + height / 2, symbol, size=22, anchor="middle")
            left += width + gap
        return still


def _terms(products):
    """The arithmetic of one place, term by term: the products, their sum, the division, the match."""
    first, *others = products.flat
    signed = [f"{'−' if term < 0 else '+'} {look.label(abs(term), short=True)}" for term in others]
    total, size = look.label(products.sum(), short=True), products.size
    match = look.label(products.mean())
    return [look.label(first, short=True), *signed, f"= {total}", f"{total} ÷ {size}", f"= {match}"]


def _in_rows(terms, columns=10):
    """Break a formula into rows: nine products and their sum, then the division and the match."""
    gap = -len(terms) % columns
    return np.reshape([*terms, *[""] * gap], (-1, columns))


def _agreement(products):
    """Say what the sum means: how many pixels agree with the feature and how many do not."""
    if not (np.abs(products) == 1).all():
        return "Each product is added up, then the sum is divided by the number of pixels."
    agree, total = np.count_nonzero(products > 0), products.size
    if agree in (0, total):
        return f"{'All' if agree else 'None'} of the {_count(total)} pixels agree."
    differ = total - agree
    return (f"{_count(agree).capitalize()} of {_count(total)} pixels agree{'s' if agree == 1 else ''}, "
            f"{_count(differ)} do{'es' if differ == 1 else ''} not: ({agree} − {differ}) / {total}.")


def _count(number):
    """A small number in words, as one reads it aloud."""
    return COUNTS[number] if number < len(COUNTS) else str(number)
