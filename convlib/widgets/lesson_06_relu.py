"""The rectifying explorers: everything negative becomes zero. Lesson 06, slides 50-55.

:class:`RectifyingExplorer` draws the bend as a curve with the current value on it, between a feature map and what
becomes of it. :class:`OrdersExplorer` sends one map along two roads, ReLU first and pooling first, and counts where
they end differently. :class:`RectifiedStack` shows the maps of all features before and after.
"""

import html

import ipywidgets
import numpy as np
from traitlets import validate

from ..ops import convolve, leaders, max_pool, relu
from ..pictures import FEATURES, X
from ..show import look
from ..show.scene import Column, Controls, Drawing, Row, Sentence
from ..show.sketch import INK, Dot, Line, Words
from .parts.explorer import SMALLEST
from .parts.placed import FeatureMap, Placed, Windowed
from .parts.traits import Choice, Real, Whole, derived


def min_pool(values, window, stride):
    """Walk a window over a map as :func:`convlib.ops.max_pool` does, and keep the smallest value in it.

    >>> print(min_pool(np.array([[1, 2], [3, -4]]), window=2, stride=2))
    [[-4.]]
    """
    return -max_pool(-values, window, stride)


def mean_pool(values, window, stride):
    """Walk a window over a map as :func:`convlib.ops.max_pool` does, and keep the mean of its values.

    >>> print(mean_pool(np.array([[1, 2], [3, -4]]), window=2, stride=2))
    [[0.5]]
    """
    means = np.empty(max_pool(values, window, stride).shape)
    for row, column in np.ndindex(means.shape):
        means[row, column] = patch_at(values, row, column, window, stride).mean()
    return means


def patch_at(values, row, column, window, stride):
    """The part of a map that lies in the window at one place; at the far edges, what is there of it."""
    top, left = row * stride, column * stride
    return values[top:top + window, left:left + window]


POOLINGS = {"max": max_pool, "min": min_pool, "mean": mean_pool}
LARGEST_WINDOW, LARGEST_STRIDE = 7, 4
CELL, STEP, GAP = 38, 56, 10  # on the two roads, in pixels: a cell, the room for an arrow, the room between two columns
WORDS = 84  # in a still picture, in pixels: the room for the name of a step
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
        # In hundredths: whole numbers come back from the browser as they are, and tenths do not always.
        self._try = ipywidgets.IntSlider(min=-100, max=100, readout=False, tooltip="try a value",
                                         layout={"width": f"{SIDE + 16}px"})
        super().__init__(picture=picture, feature=feature)
        self.observe(lambda _: self.tell(), names="value")
        self.build("picture", "feature", row=row, column=column)
        self._try.observe(self._tried, names="value")
        self.value = self.match() if value is None else value

    @property
    def places(self):
        """In how many rows and in how many columns the window can stand."""
        return self.feature_map.shape

    def match(self):
        """The value of the feature map at the window's place."""
        return float(self.feature_map[self.row, self.column].clip(-1, 1))

    def contents(self):
        places = [f"rectified map: row {row}, column {column}" for row, column in np.ndindex(self.places)]
        return {
            "map": {"cells": self.matches(self.feature_map), "caption": "feature map: drag the window", "cell": 46,
                    "here": self.place},
            "rectified": {"cells": self.matches(relu(self.feature_map)), "caption": places, "cell": 46,
                          "here": self.place, "frame": self.place, "fade": "unseen"},
        }

    def scene(self):
        self.curve = Drawing(WIDTH, HEIGHT, self._curve, flex="0 0 auto")
        middle = Column(self.curve, self._try, ipywidgets.Label("try a value"), flex="0 0 auto", align_items="center")
        return [self.choosers(), Row(self.grids["map"], middle, self.grids["rectified"]),
                self.walk("places", milliseconds=400)]

    def _curve(self):
        """The shapes of the curve with the value on it, and what it says."""
        where = "a value of your own" if self.value != self.match() else f"row {self.row}, column {self.column}"
        becomes = look.label(relu(self.value))
        return _bend(self.value, where), f"{where}: {look.label(self.value)} becomes {becomes}"

    # What happens when something changes.

    def update(self, _=None):
        """Show what is new, and put the value of the window's cell on the curve."""
        super().update()
        self.value = self.match()

    def _go(self, _=None):
        """The row or the column changed: move the window, and put the value of its cell on the curve."""
        super()._go()
        self.value = self.match()

    def tell(self):
        """Put the value on the curve and on the slider."""
        super().tell()
        self._try.value = round(self.value * 100)

    def _tried(self, change):
        """The hand moved the slider. Where it stands as near to the value as it can, nothing was tried."""
        if change.new != round(self.value * 100):
            self.value = change.new / 100


# The drawing of the bend: a square from -1 to 1 in both directions, below two lines of words.

LEFT, TOP, SIDE = 48, 82, 250
WIDTH, HEIGHT = LEFT + SIDE + 48, TOP + SIDE + 14


def _bend(value, where):
    """The shapes of the curve with a value on it; ``where`` says where the value is from."""

    def at(along, up):
        return LEFT + (along + 1) / 2 * SIDE, TOP + (1 - up) / 2 * SIDE

    bent = float(relu(value))
    grey, accent = look.MIDDLE_GREY, look.ACCENT
    (x, y), (middle, zero) = at(value, bent), at(0, 0)
    if value < 0:  # above the flat part there is room for the number, and below the corner for its 0
        remark = "negative: it becomes 0"
        numbers = [Words(min(x, middle - 26), zero - 20, look.label(value), anchor="middle"),
                   Words(middle + 8, zero + 15, look.label(bent))]
    else:
        remark = "not negative: it stays"
        numbers = [Words(max(x, middle + 24), zero + 17, look.label(value), anchor="middle"),
                   Words(middle - 10, min(y, zero - 16), look.label(bent), anchor="end")]
    ticks = [Words(at(end, 0)[0], zero + 17, look.label(end, short=True), 12, grey, "middle")
             for end in (-1, 1) if abs(value - end) > 0.3]
    ticks += [Words(middle - 10, at(0, end)[1], look.label(end, short=True), 12, grey, "end")
              for end in (-1, 1) if bent < 0.85 or end < 0]
    return [
        Line([at(-1, 0), at(1, 0)], grey, 1), Line([at(0, -1), at(0, 1)], grey, 1), *ticks,
        Words(at(1, 0)[0] + 8, zero, "in", 13, grey), Words(middle, TOP - 14, "out", 13, grey, "middle"),
        Line([at(-1, -1), at(0, 0)], grey, 1.5, dashed=True),
        Words(middle + 14, at(0, -0.75)[1], "dashed:", 12, grey),
        Words(middle + 14, at(0, -0.9)[1], "without the bend", 12, grey),
        Line([at(-1, 0), at(0, 0), at(1, 1)], INK, 4),
        Line([at(value, min(value, 0)), (x, y), (middle, y)], accent, 2, dashed=True),
        Dot(x, y, 8, accent), *numbers,
        Words(middle, 16, f"{look.label(value)} → {look.label(bent)}", 24, anchor="middle"),
        Words(middle, 42, f"{where} · {remark}", 13, anchor="middle"),
    ]


class OrdersExplorer(Placed, FeatureMap):
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
    window = Whole(2, 1, LARGEST_WINDOW)
    stride = Whole(2, 1, LARGEST_STRIDE)

    def __init__(self, picture=X, feature=FEATURES["diagonal"], pooling="max", window=2, stride=2, row=0, column=0):
        super().__init__(picture=picture, feature=feature, pooling=pooling, window=window, stride=stride)
        self.build("picture", "feature", "pooling", "window", "stride", row=row, column=column)

    # The numbers.

    @property
    def places(self):
        """In how many rows and in how many columns the window can stand."""
        return self._worked_out["pooled"].shape

    def roads(self):
        """What stands on the two roads: a dict of arrays, by the names of the grids that show them."""
        return dict(self._worked_out)

    @derived("feature_map", "pooling", "window", "stride")
    def _worked_out(self):
        """What stands on the two roads: a dict of arrays, by the names of the grids that show them."""
        pool = POOLINGS[self.pooling]
        bent, pooled = relu(self.feature_map), pool(self.feature_map, self.window, self.stride)
        return {"map": self.feature_map, "bent": bent, "bent, pooled": pool(bent, self.window, self.stride),
                "pooled": pooled, "pooled, bent": relu(pooled)}

    def difference(self):
        """The end of the first road minus the end of the second, cell by cell."""
        roads = self.roads()
        minus = roads["bent, pooled"] - roads["pooled, bent"]
        return np.where(np.isclose(minus, 0), 0, minus)

    def verdict(self):
        """Say whether the two roads end in the same map."""
        difference = self.difference()
        count = np.count_nonzero(difference)
        return (f"The two roads end in {'different maps' if count else 'the same map'}: "
                f"{count} of {difference.size} cells differ.")

    def arithmetic(self):
        """What happens in the window, on the first and on the second road: two lines."""
        patch = patch_at(self.feature_map, self.row, self.column, self.window, self.stride)
        roads = self.roads()
        upper, pooled, lower = (look.label(roads[name][self.row, self.column])
                                for name in ("bent, pooled", "pooled", "pooled, bent"))
        kept = KEPT[self.pooling]
        return [f"ReLU first: {_listed(relu(patch))} → {kept} {upper}",
                f"Pooling first: {_listed(patch)} → {kept} {pooled} → ReLU {lower}"]

    def _kept_cells(self):
        """For every place: the cell of the map that the window keeps, if it keeps one; of several, the first."""
        if self.pooling not in KEEPS_ONE:
            return [[]]
        numbers = np.arange(self.feature_map.size).reshape(self.feature_map.shape)
        patches = [[patch_at(cells, *place, self.window, self.stride) for cells in (self.feature_map, numbers)]
                   for place in np.ndindex(self.places)]
        kept = (leaders(KEEPS_ONE[self.pooling] * values, axis=(0, 1)).argmax() for values, _ in patches)
        return [[int(cells.flat[place])] for place, (_, cells) in zip(kept, patches, strict=True)]

    # What shows.

    def contents(self):
        parts = self.feature.size * (self.window ** 2 if self.pooling == "mean" else 1)
        captions = {"map": "feature map: drag the window", "bent": "after ReLU",
                    "bent, pooled": f"then {self.pooling} pooling", "pooled": f"after {self.pooling} pooling",
                    "pooled, bent": "then ReLU", "difference": "upper − lower end"}
        maps = self.roads() | {"difference": self.difference()}
        contents = {name: {"cells": look.matches(maps[name], self.colour, parts), "caption": caption, "cell": CELL,
                           "here": self.place}
                    for name, caption in captions.items()}
        for name in ("map", "bent"):
            contents[name] |= {"window": np.minimum(self.window, self.feature_map.shape).tolist(),
                               "stride": self.stride, "marks": self._kept_cells(), "frame": self.place}
        return contents

    def show(self):
        super().show()
        self._roads.share_out()

    def scene(self):
        keeps = self.buttons("pooling", {f"the {kept}": name for name, kept in KEPT.items()}, "pooling keeps")
        sliders = {name: self.slider(name, width="260px") for name in ("window", "stride")}
        self.knobs = {"pooling": keeps.children[1], **sliders}
        self._roads = Roads(self.grids)
        self._told = Told(lambda: "\n".join([*self.arithmetic(), self.verdict()]))
        return [self.choosers(), Controls(keeps, *sliders.values()), self._roads, self._told,
                self.walk("places", milliseconds=400)]


class Told(Sentence):
    """Lines that a screen reader says together; the last of them stands out."""

    def update(self):
        *lines, last = map(html.escape, self.tell().splitlines())
        self.value = f'<div role="status">{"<br>".join(lines)}<br><strong>{last}</strong></div>'


class Roads(ipywidgets.GridBox):
    """The two roads, the first above the second: from one map on the left, to the difference on the right.

    Its still is its own, as its rows are: a map that two roads share stands at half the height of both.
    """

    def __init__(self, grids):
        self.grids = grids
        places = {
            "1 / 1 / 3": grids["map"],
            "1 / 2": _step("ReLU"), "1 / 3": grids["bent"], "1 / 4": _step("pooling"), "1 / 5": grids["bent, pooled"],
            "2 / 2": _step("pooling"), "2 / 3": grids["pooled"], "2 / 4": _step("ReLU"), "2 / 5": grids["pooled, bent"],
            "1 / 6 / 3": grids["difference"],
        }
        for area, widget in places.items():
            widget.layout.grid_area = area
        super().__init__([*places.values()], layout={"grid_gap": f"6px {GAP}px", "align_items": "center"})
        self.share_out()

    def share_out(self):
        """Give each map its share of the width, so that in a narrow window the cells of all shrink alike."""
        wide = {name: grid.size()[0] for name, grid in self.grids.items()}
        shares = wide["map"], wide["bent"], max(wide["bent, pooled"], wide["pooled, bent"]), wide["difference"]
        first, second, third, last = (f"minmax({SMALLEST * share:.1f}px, {share}fr)" for share in shares)
        self.layout.grid_template_columns = f"{first} {STEP}px {second} {STEP}px {third} {last}"
        self.layout.max_width = f"{sum(shares) + 2 * STEP + 5 * GAP}px"

    def _columns(self):
        """Where the four columns of a still begin, and the width and the heights of the two roads."""
        size, left, begin = {name: grid.size() for name, grid in self.grids.items()}, 0, []
        for names, gap in ((["map"], WORDS), (["bent", "pooled"], WORDS), (["bent, pooled", "pooled, bent"], 36),
                           (["difference"], 0)):
            begin.append(left)
            left += max(size[name][0] for name in names) + gap
        return begin, left, size["bent"][1], max(size["pooled"][1], size["pooled, bent"][1])

    def size(self):
        """The width and height that they take in a still picture, in pixels."""
        _, wide, first, second = self._columns()
        return wide, first + second + 8

    def draw_still(self, still, x, y):
        """Draw them on a :class:`convlib.show.stills.Still`, with the top left corner at ``x, y``."""
        (left, middle, end, last), _, first, second = self._columns()
        between = {name: (first + second - self.grids[name].size()[1]) / 2 for name in ("map", "difference")}
        for name, right, down in [("map", left, between["map"]), ("bent", middle, 0), ("bent, pooled", end, 0),
                                  ("pooled", middle, first), ("pooled, bent", end, first),
                                  ("difference", last, between["difference"])]:
            self.grids[name].draw_still(still, x + right, y + down)
        for down, words in ((first / 2, ("ReLU →", "pooling →")), (first + second / 2, ("pooling →", "ReLU →"))):
            for right, word in zip((middle, end), words, strict=True):
                still.text(x + right - WORDS / 2, y + down, word, anchor="middle")


def _step(name):
    """What happens on a road between two maps: its name above an arrow."""
    return ipywidgets.HTML(f'<div style="text-align: center; line-height: 1.2; color: var(--jp-ui-font-color1)">'
                           f'{html.escape(name)}<br><span style="font-size: 26px">→</span></div>')


def _listed(values):
    """The values of a window one after the other, or how many they are where nobody would read them."""
    return ", ".join(look.label(value) for value in values.flat) if values.size <= 9 else f"{values.size} values"


class RectifiedStack(Windowed):
    """The stack of the three feature maps of a picture, and below it the same stack after ReLU. Slide 55.

    One window stands in all six maps at once. Raises ValueError or TypeError where ``picture`` is none, or is
    smaller than a feature.

    >>> stack = RectifiedStack(X)
    >>> print(stack.grids["diagonal: after ReLU"].text().splitlines()[:2])
    ['diagonal: after ReLU', ' .77    0  .11  .33  .55    0  .33']
    """

    window = next(iter(FEATURES.values())).shape

    def __init__(self, picture=X):
        super().__init__(picture=picture)
        self.build("picture")

    @derived("picture")
    def maps(self):
        """The feature maps of the three features."""
        return convolve(self.picture, np.stack([*FEATURES.values()]))

    @validate("picture")
    def _holds_the_window(self, proposal):
        convolve(np.zeros_like(proposal.value), np.stack([*FEATURES.values()]))  # says what is wrong with the shape
        return proposal.value

    def contents(self):
        return {f"{name}: {when}": {"cells": look.matches(values, look.COLOURS[name], parts=9),
                                    "caption": f"{name}: {when}", "here": self.place, "cell": 38}
                for when, stack in (("feature map", self.maps), ("after ReLU", relu(self.maps)))
                for name, values in zip(FEATURES, stack, strict=True)}

    def scene(self):
        grids = [*self.grids.values()]
        return [Row(*grids[:len(FEATURES)]), Row(*grids[len(FEATURES):])]
