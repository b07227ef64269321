"""The filtering explorer: one feature, one place, nine products, one match. Lesson 03, slides 19-35.

Everything for every place is worked out ahead with ``convolve``'s own arithmetic whenever the picture or
the feature changes, and sent to the browser in one go. Moving the window then only chooses what to show.
"""

import numpy as np

from ..pictures import FEATURES, X
from ..show import look
from ..show.player import sweep
from ..show.scene import Column, Controls, Row, Sign
from .parts.placed import Fractions, Placed
from .parts.traits import Whole

COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class FilteringExplorer(Placed, Fractions):
    """Hold a feature against every place of a picture, and see the arithmetic of each match.

    ``picture`` and ``feature`` are arrays of numbers from -1 to 1. ``row`` and ``column`` say where the
    window stands, which is also the cell of the feature map. ``step`` walks through the arithmetic:
    one step for each product, then the sum, the division, and the match. With ``fractions``, matches are printed as such.

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
    lost = "The feature map has no row {}, column {} now. The window moved."

    def __init__(self, picture=X, feature=FEATURES["diagonal"], row=0, column=0, step=None, fractions=False):
        super().__init__(picture=picture, feature=feature, fractions=fractions)
        self.build("picture", "feature", "fractions", row=row, column=column)
        self.step = self.last_step if step is None else step

    # The numbers.

    @property
    def last_step(self):
        """The number of the last step: after the products 0, 1, … come the sum, the division, the match."""
        return self.feature.size + 2

    def formula(self):
        """The arithmetic at the window's place, as it stands in the picture."""
        *addition, division, match = _terms(self.products[self.place.value], self.told)
        return f"{' '.join(addition)}, {division} {match}"

    # What shows.

    def contents(self):
        products, step = self.products, self.cursor("step")
        here, moving = {"here": step}, {"frame": self.place}
        return {
            "picture": {"cells": look.pixels(self.picture), "caption": "picture: drag the window",
                        "window": self.window, "here": self.place, "rider": self.rider()},
            "feature": {**self.feature_to_draw(), **here},
            "patch": {"cells": look.pixels(self.patches[:, np.newaxis]), "caption": "patch", **here, **moving},
            "products": {"cells": look.matches(products[:, np.newaxis], self.colour, short=True),
                         "caption": "products", "fade": "after", "throws": True, **here, **moving},
            "match": {"cells": self.matches(self.feature_map.reshape(-1, 1, 1, 1)), "caption": "match", "cell": 80,
                      "best": self.told(1), **moving},
            "formula": {"cells": look.words([[_in_rows(_terms(place, self.told))] for place in products]), "cell": 60,
                        "caption": [_agreement(place) for place in products], "fade": "after", "throws": True,
                        "catches": step, **here, **moving},
            "map": {"cells": self.matches(self.feature_map), "cell": 44, "fade": "unseen", "here": self.place,
                    "caption": self.in_words("feature map"), "catches": step, "catches_at": self.last_step, **moving},
        }

    def scene(self):
        grids = self.grids
        times = Row(grids["feature"], Sign("×"), grids["patch"], Sign("="), grids["products"],
                    Sign("→"), grids["match"], centred=True)
        return [Controls(*self.choosers(), self.walk("places", milliseconds=400),
                         sweep(self.cursor("step"), "arithmetic", milliseconds=900), self.choose_fractions()),
                Row(grids["picture"], Column(times, grids["formula"]), grids["map"])]

    def text(self):
        return f"{self.formula()}\n\n{super().text()}"


def _terms(products, told):
    """The arithmetic of one place, term by term: the products, their sum, the division, the match, as ``told(match)``."""
    first, *others = products.flat
    signed = [f"{'−' if term < 0 else '+'} {look.label(abs(term), short=True)}" for term in others]
    total, size = look.label(products.sum(), short=True), products.size
    match = told(products.mean())
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
