"""The rectifying explorers: everything negative becomes zero. Lesson 06, slides 50-55.

:class:`RectifyingExplorer` draws the bend as a curve with the current value on it, between a feature map and what
becomes of it. :class:`OrdersExplorer` sends one map along two roads, ReLU first and pooling first, and counts where
they end differently. :class:`RectifiedStack` shows the maps of all features before and after.
"""

import ipywidgets
import numpy as np

from ..ops import relu
from ..pictures import FEATURES, X
from ..show import look
from ..show.scene import Column, Controls, Drawing, Pairs, Row, Sentence, Sign, scaled
from ..show.sketch import INK, Axes, Dot, Words, accented
from .parts.explorer import signed
from .parts.placed import FeatureMap, Layer, Placed, Windowed
from .parts.pooling import POOLINGS, Pooling
from .parts.traits import Choice, Real, derived

MAP, CELL = 224, (32, 56)  # on the two roads, in pixels: the side of a map, and what a cell has at least and at most
ROAD_GAP = "0 4px"  # around an arrow of a road
KEPT = {"max": "largest", "min": "smallest", "mean": "mean"}  # what each of them keeps of a window
KEEPS_ONE = {"max": 1, "min": -1}  # those that keep one of the window's values: the largest of the values times this


class RectifyingExplorer(Placed, FeatureMap):
    """Walk through a feature map, and see on a curve what each of its values becomes.

    ``picture`` and ``feature`` are arrays of numbers from -1 to 1; together they make the feature map. ``row`` and
    ``column`` say where the window stands in it. ``value``, from -1 to 1, is the number on the curve: that of the
    window's cell, until another one is tried.

    A row, column or value beyond the ends is moved to the nearest one. Raises ValueError or TypeError where the
    picture or the feature is none, the feature is larger than the picture, or the value is not finite.

    >>> explorer = RectifyingExplorer(row=0, column=1)
    >>> explorer.curve
    row 0, column 1: −.11 becomes 0
    >>> explorer.value = 0.5
    >>> explorer.curve
    a value of your own: .50 becomes .50
    """

    value = Real(0, -1, 1, sentence="The curve runs from {least} to {most}. The value {asked} was moved to {possible}.")

    def __init__(self, picture=X, feature=FEATURES["diagonal"], row=0, column=0, value=None):
        super().__init__(picture=picture, feature=feature)
        self.build("picture", "feature", row=row, column=column)
        self.observe(lambda _: self.tell(), names="value")
        self.observe(self._take_match, names=["picture", "feature", "row", "column"])
        self.value = self.match() if value is None else value

    def match(self):
        """The value of the feature map at the window's place."""
        return float(self.feature_map[self.row, self.column].clip(-1, 1))

    def contents(self):
        return {
            "map": {"cells": self.matches(self.feature_map), "caption": "feature map: drag the window", "cell": 46,
                    "here": self.place},
            "rectified": {"cells": self.matches(relu(self.feature_map)), "caption": self.in_words("rectified map"),
                          "cell": 46, "here": self.place, "frame": self.place, "fade": "unseen"},
        }

    def scene(self):
        self.curve = Drawing(WIDTH, HEIGHT, self._curve, flex="0 0 auto")
        # In hundredths: whole numbers come back from the browser as they are, and tenths do not always.
        self._try = self.follow(
            signed(ipywidgets.IntSlider(min=-100, max=100, readout=False, tooltip="try a value",
                                        layout={"width": f"calc({scaled(SIDE)} + 26px)"})),
            lambda: round(self.value * 100), lambda hundredths: setattr(self, "value", hundredths / 100), "value")
        middle = Column(self.curve, ipywidgets.Label("try a value"), self._try, flex="0 0 auto", align_items="center")
        return [Controls(*self.choosers(), self.walk("places", milliseconds=400)),
                Row(self.grids["map"], middle, self.grids["rectified"])]

    def _curve(self):
        """The shapes of the curve with the value on it, and what it says."""
        where = "a value of your own" if self.value != self.match() else f"row {self.row}, column {self.column}"
        return _bend(self.value, where), f"{where}: {look.label(self.value)} becomes {look.label(relu(self.value))}"

    def _take_match(self, _):
        """Put the value of the window's cell on the curve."""
        self.value = self.match()


# The drawing of the bend: a square from -1 to 1 in both directions, below two lines of words.

LEFT, TOP, SIDE = 48, 82, 250
WIDTH, HEIGHT = LEFT + SIDE + 48, TOP + SIDE + 14
AXES = Axes(LEFT, TOP, SIDE, SIDE, across=(-1, 1), up=(-1, 1))


def _bend(value, where):
    """The shapes of the curve with a value on it; ``where`` says where the value is from."""
    bent, grey = float(relu(value)), look.MIDDLE_GREY
    (x, y), (middle, zero) = AXES.at(value, bent), AXES.at(0, 0)
    if value < 0:  # above the flat part there is room for the number, and below the corner for its 0
        remark = "negative: it becomes 0"
        numbers = [Words(min(x, middle - 26), zero - 20, look.label(value), anchor="middle"),
                   Words(middle + 8, zero + 15, look.label(bent))]
    else:
        remark = "not negative: it stays"
        numbers = [Words(max(x, middle + 24), zero + 17, look.label(value), anchor="middle"),
                   Words(middle - 10, min(y, zero - 16), look.label(bent), anchor="end")]
    ticks = [Words(AXES.at(end, 0)[0], zero + 17, look.label(end, short=True), 12, grey, "middle")
             for end in (-1, 1) if abs(value - end) > 0.3]
    ticks += [Words(middle - 10, AXES.at(0, end)[1], look.label(end, short=True), 12, grey, "end")
              for end in (-1, 1) if bent < 0.85 or end < 0]
    return [
        AXES.curve([(-1, 0), (1, 0)], grey, 1), AXES.curve([(0, -1), (0, 1)], grey, 1), *ticks,
        Words(LEFT + SIDE + 8, zero, "in", 13, grey), Words(middle, TOP - 14, "out", 13, grey, "middle"),
        AXES.curve([(-1, -1), (0, 0)], grey, 1.5, dashed=True),
        Words(middle + 14, AXES.at(0, -0.75)[1], "dashed:", 12, grey),
        Words(middle + 14, AXES.at(0, -0.9)[1], "without the bend", 12, grey),
        AXES.curve([(-1, 0), (0, 0), (1, 1)], INK, 4),
        *accented(AXES.curve([(value, min(value, 0)), (value, bent), (0, bent)])), *accented(Dot(x, y, 8)), *numbers,
        Words(middle, 16, f"{look.label(value)} → {look.label(bent)}", 24, anchor="middle"),
        Words(middle, 42, f"{where} · {remark}", 13, anchor="middle"),
    ]


class OrdersExplorer(Pooling, Placed, FeatureMap):
    """Send one feature map along two roads, ReLU then pooling and pooling then ReLU, and compare their ends.

    ``picture`` and ``feature`` make the map. ``pooling`` is what is kept of a window: its max, its min or its mean.
    ``window`` and ``stride`` are its side and its step, in cells. ``row`` and ``column`` tell a cell at the end of
    the roads, and so a place of the window.

    A row, column, window or stride that does not exist is moved to the nearest one. Raises ValueError or TypeError
    where the picture or the feature is none or the feature is larger than the picture, TraitError for any other
    pooling.

    >>> explorer = OrdersExplorer()
    >>> print(explorer.verdict())
    The two roads end in the same map: 0 of 16 cells differ.
    >>> explorer.pooling = "mean"
    >>> print(explorer.verdict())
    The two roads end in different maps: 13 of 16 cells differ.
    """

    pooling = Choice(POOLINGS, "max")

    def __init__(self, picture=X, feature=FEATURES["diagonal"], pooling="max", window=2, stride=2, row=0, column=0):
        super().__init__(picture=picture, feature=feature, pooling=pooling, window=window, stride=stride)
        self.build("picture", "feature", "pooling", "window", "stride", row=row, column=column)

    # The numbers.

    @derived("feature_map", "pooling", "window", "stride")
    def roads(self):
        """What stands on the two roads, and in what their ends differ: arrays, by the names of the grids."""
        pool = POOLINGS[self.pooling]
        bent, pooled = relu(self.feature_map), pool(self.feature_map, self.window, self.stride)
        upper, lower = pool(bent, self.window, self.stride), relu(pooled)
        return {"map": self.feature_map, "bent": bent, "bent, pooled": upper, "pooled": pooled, "pooled, bent": lower,
                "difference": np.where(np.isclose(upper, lower), 0, upper - lower)}

    def verdict(self):
        """Say whether the two roads end in the same map."""
        difference = self.roads["difference"]
        count = np.count_nonzero(difference)
        return (f"The two roads end in {'different maps' if count else 'the same map'}: "
                f"{count} of {difference.size} cells differ.")

    def arithmetic(self):
        """What happens in the window, on the first and on the second road: two lines."""
        patch, kept = self.windows[self.row, self.column], KEPT[self.pooling]
        patch = patch[np.isfinite(patch)]
        upper, pooled, lower = (look.label(self.roads[name][self.row, self.column])
                                for name in ("bent, pooled", "pooled", "pooled, bent"))
        return [f"ReLU first: {_listed(relu(patch))} → {kept} {upper}",
                f"Pooling first: {_listed(patch)} → {kept} {pooled} → ReLU {lower}"]

    def _kept_cells(self):
        """For every place: the cell of the map that the window keeps, if it keeps one; of several, the first."""
        if self.pooling not in KEEPS_ONE:
            return [[]]
        return [cells[:1] for cells in self.in_map(self.leading(KEEPS_ONE[self.pooling]))]

    # What shows.

    def contents(self):
        parts = self.feature.size * (self.window ** 2 if self.pooling == "mean" else 1)
        captions = {"map": "feature map: drag the window", "bent": "after ReLU",
                    "bent, pooled": f"then {self.pooling} pooling", "pooled": f"after {self.pooling} pooling",
                    "pooled, bent": "then ReLU", "difference": "upper − lower end"}
        contents = {name: {"cells": look.matches(self.roads[name], self.colour, parts), "caption": caption,
                           "cell": int(np.clip(MAP // max(self.roads[name].shape), *CELL)), "here": self.place}
                    for name, caption in captions.items()}
        walked = {"window": self.window_shape, "stride": self.stride, "marks": self._kept_cells(), "frame": self.place}
        return contents | {name: contents[name] | walked for name in ("map", "bent")}

    def scene(self):
        keeps = self.buttons("pooling", {f"the {kept}": name for name, kept in KEPT.items()}, "pooling keeps")
        sliders = {name: self.slider(name) for name in ("window", "stride")}
        self.knobs = {"pooling": keeps.children[1], **sliders}
        grids = self.grids
        for grid in grids.values():
            grid.layout.min_width = "118px"  # of its caption
        for name in ("bent", "pooled"):  # so that the roads stand below each other
            grids[name].layout.min_width = f"max(118px, {scaled(MAP + CELL[0] + 8)})"
        arithmetic = Sentence(lambda: "\n".join(self.arithmetic()), spoken=True)
        self._words = Sentence(self.verdict, spoken=True, strong=True)
        return [Controls(*self.choosers(), self.walk("places", milliseconds=400), keeps, *sliders.values(), self.key),
                Row(Column(grids["map"], arithmetic, min_width=f"max(186px, {scaled(280)})"),  # of its caption
                    Column(self._road("→", "bent", "bent, pooled"), self._road("↘", "pooled", "pooled, bent")),
                    Column(grids["difference"], self._words)),
                self._line]

    def _road(self, sign, middle, end):
        """One of the two roads, from what both begin with."""
        return Row(Sign(sign), self.grids[middle], Sign("→"), self.grids[end], grid_gap=ROAD_GAP,
                   align_items="flex-start")


def _listed(values):
    """The values of a window one after the other, or how many they are where nobody would read them."""
    return ", ".join(look.label(value) for value in values.flat) if values.size <= 9 else f"{values.size} values"


class RectifiedStack(Layer, Windowed):
    """The stack of the three feature maps of a picture, and below it the same stack after ReLU. Slide 55.

    One window stands in all six maps at once. Raises ValueError or TypeError where ``picture`` is none, or is
    smaller than a feature.

    >>> stack = RectifiedStack(X)
    >>> print(stack.grids["diagonal: after ReLU"].text().splitlines()[:2])
    ['diagonal: after ReLU', ' .77    0  .11  .33  .55    0  .33']
    """

    def __init__(self, picture=X):
        super().__init__(picture=picture)
        self.build("picture")

    def contents(self):
        return {f"{name}: {when}": {"cells": look.matches(values, look.COLOURS[name], parts=9),
                                    "caption": f"{name}: {when}", "here": self.place, "cell": 38}
                for when, stack in (("feature map", self.maps), ("after ReLU", relu(self.maps)))
                for name, values in zip(FEATURES, stack, strict=True)}

    def scene(self):
        grids = [*self.grids.values()]
        for grid in grids:
            grid.layout.min_width = "160px"  # of its caption
        return [Pairs(grids[:len(FEATURES)], grids[len(FEATURES):])]
