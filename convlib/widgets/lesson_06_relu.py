"""The rectifying explorers: everything negative becomes zero. Lesson 06, slides 50-55.

:class:`RectifyingExplorer` draws the bend as a curve with the current value on it, between a feature map and what
becomes of it. :class:`OrdersExplorer` sends one map along two roads, ReLU first and pooling first, and counts where
they end differently. :class:`RectifiedStack` shows the maps of all features before and after.
"""

import html

import ipywidgets
import numpy as np
from traitlets import link

from ..ops import convolve, leaders, max_pool, relu
from ..pictures import FEATURES, X
from ..show import look
from ..show.grid import PixelGrid
from ..show.page import PageBox
from ..show.sketch import INK, Dot, Line, Sketch, Words
from .lesson_05_pooling import LARGEST_STRIDE, LARGEST_WINDOW
from .parts.explorer import SMALLEST, sweep
from .parts.placing import FeatureMapExplorer, PlacingExplorer
from .parts.traits import Choice, Real, Whole


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
MOST = {"window": LARGEST_WINDOW, "stride": LARGEST_STRIDE}
CELL, STEP, GAP = 38, 56, 10  # on the two roads, in pixels: a cell, the room for an arrow, the room between two columns
KEPT = {"max": "largest", "min": "smallest", "mean": "mean"}  # what each of them keeps of a window
KEEPS_ONE = {"max": 1, "min": -1}  # those that keep one of the window's values: the largest of the values times this


class MapExplorer(PlacingExplorer, FeatureMapExplorer):
    """What the two explorers share: a feature map, and a window that stands at one of its places.

    Whoever inherits says in how many rows and columns the window can stand (``places``), what every grid shows
    (``contents``), how the grids are arranged, and what else there is to show of a place (``show_place``).
    """

    def __init__(self, row, column, **state):
        super().__init__(**state)
        self.grids = {name: PixelGrid(here=self._place, **content) for name, content in self.contents().items()}
        self.children = [self._choosers(), self._scene(), self._controls(), self._line]
        with self.hold_trait_notifications():
            self.row, self.column = row, column
        self.show_place()

    # What shows.

    def _controls(self):
        return ipywidgets.HBox([sweep(self._place, "places", milliseconds=400)]).add_class("convlib-controls")

    # What happens when something changes.

    def update(self, change=None):
        """Work everything out again, and stay at the same place, or at the nearest that there is."""
        super().update(change)
        self.show_place()

    def _show(self):
        for name, content in self.contents().items():
            self.grids[name].show(**content)

    def _go(self, _=None):
        """The row or the column changed: move the window, and show what else there is."""
        super()._go()
        self.show_place()


class RectifyingExplorer(MapExplorer):
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
        super().__init__(row, column, picture=picture, feature=feature)
        self.observe(self._show_value, names="value")
        self._try.observe(self._tried, names="value")
        if value is not None:
            self.value = value

    @property
    def places(self):
        """In how many rows and in how many columns the window can stand."""
        return self.feature_map.shape

    def match(self):
        """The value of the feature map at the window's place."""
        return float(self.feature_map[self.row, self.column].clip(-1, 1))

    def contents(self):
        """For each of the two maps: what it shows, and the line above it."""
        places = [f"rectified map: row {row}, column {column}" for row, column in np.ndindex(self.places)]
        return {
            "map": {"cells": self._matches(self.feature_map), "caption": "feature map: drag the window", "cell": 46},
            "rectified": {"cells": self._matches(relu(self.feature_map)), "caption": places, "cell": 46,
                          "frame": self._place, "fade": "unseen"},
        }

    def _scene(self):
        self.curve = Sketch(WIDTH, HEIGHT, "the bend")
        self.curve.layout.flex = "0 0 auto"
        # In hundredths: whole numbers come back from the browser as they are, and tenths do not always.
        self._try = ipywidgets.IntSlider(min=-100, max=100, readout=False, tooltip="try a value",
                                         layout={"width": f"{SIDE + 16}px"})
        middle = ipywidgets.VBox([self.curve, self._try, ipywidgets.Label("try a value")],
                                 layout={"flex": "0 0 auto", "align_items": "center"})
        return ipywidgets.HBox([self.grids["map"], middle, self.grids["rectified"]]).add_class("convlib-scene")

    def show_place(self):
        """Put the value of the window's cell on the curve."""
        self.value = self.match()
        self._show_value()

    def _tried(self, change):
        """The hand moved the slider. Where it stands as near to the value as it can, nothing was tried."""
        if change.new != round(self.value * 100):
            self.value = change.new / 100

    def _show_value(self, _=None):
        """Put the value on the curve and on the slider."""
        self._try.value = round(self.value * 100)
        own = self.value != self.match()
        where = "a value of your own" if own else f"row {self.row}, column {self.column}"
        becomes = look.label(relu(self.value))
        self.curve.draw(_bend(self.value, where), f"{where}: {look.label(self.value)} becomes {becomes}")

    # The same, where no browser is.

    def text(self):
        return "\n\n".join([self.curve.text(), *(grid.text() for grid in self.grids.values())])

    def still(self):
        first, second = self.grids.values()
        gap = 24
        left = 4 + first.size()[0] + gap
        right = left + WIDTH + gap
        still = look.Still(right + second.size()[0], 4 + max(first.size()[1], second.size()[1], HEIGHT))
        first.draw_still(still, 4, 4)
        self.curve.draw_still(still, left, 4)
        second.draw_still(still, right, 4)
        return still


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


class OrdersExplorer(MapExplorer):
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
    window = Whole(2, 1, MOST["window"])
    stride = Whole(2, 1, MOST["stride"])

    def __init__(self, picture=X, feature=FEATURES["diagonal"], pooling="max", window=2, stride=2, row=0, column=0):
        super().__init__(row, column, picture=picture, feature=feature, pooling=pooling, window=window, stride=stride)

    # The numbers.

    @property
    def places(self):
        """In how many rows and in how many columns the window can stand."""
        return max_pool(self.feature_map, self.window, self.stride).shape

    def roads(self):
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
        """For every grid: what it shows, the line above it, and where its window and its outlined cell are."""
        parts = self.feature.size * (self.window ** 2 if self.pooling == "mean" else 1)
        captions = {"map": "feature map: drag the window", "bent": "after ReLU",
                    "bent, pooled": f"then {self.pooling} pooling", "pooled": f"after {self.pooling} pooling",
                    "pooled, bent": "then ReLU", "difference": "upper − lower end"}
        maps = self.roads() | {"difference": self.difference()}
        contents = {name: {"cells": look.matches(maps[name], self.colour, parts), "caption": caption, "cell": CELL}
                    for name, caption in captions.items()}
        for name in ("map", "bent"):
            contents[name] |= {"window": np.minimum(self.window, self.feature_map.shape).tolist(),
                               "stride": self.stride, "marks": self._kept_cells(), "frame": self._place}
        return contents

    def _choosers(self):
        poolings = ipywidgets.ToggleButtons(options=[(f"the {kept}", name) for name, kept in KEPT.items()],
                                            style={"button_width": "auto"})
        sliders = {name: ipywidgets.IntSlider(min=1, max=most, description=name, layout={"width": "260px"})
                   for name, most in MOST.items()}
        self.knobs = {"pooling": poolings, **sliders}
        for name, knob in self.knobs.items():
            link((self, name), (knob, "value"))
        keeps = ipywidgets.HBox([ipywidgets.Label("pooling keeps"), poolings], layout={"flex": "0 0 auto"})
        knobs = ipywidgets.HBox([keeps, *sliders.values()]).add_class("convlib-controls")
        return ipywidgets.VBox([super()._choosers(), knobs])

    def _scene(self):
        grids = self.grids
        self._told = ipywidgets.HTML()
        places = {
            "1 / 1 / 3": grids["map"],
            "1 / 2": _step("ReLU"), "1 / 3": grids["bent"], "1 / 4": _step("pooling"), "1 / 5": grids["bent, pooled"],
            "2 / 2": _step("pooling"), "2 / 3": grids["pooled"], "2 / 4": _step("ReLU"), "2 / 5": grids["pooled, bent"],
            "1 / 6 / 3": grids["difference"],
        }
        for area, widget in places.items():
            widget.layout.grid_area = area
        self._roads = ipywidgets.GridBox(
            [*places.values()], layout={"grid_gap": f"6px {GAP}px", "align_items": "center"})
        self._share_out()
        return ipywidgets.VBox([self._roads, self._told])

    def _share_out(self):
        """Give each map its share of the width, so that in a narrow window the cells of all shrink alike."""
        wide = {name: grid.size()[0] for name, grid in self.grids.items()}
        shares = wide["map"], wide["bent"], max(wide["bent, pooled"], wide["pooled, bent"]), wide["difference"]
        first, second, third, last = (f"minmax({SMALLEST * share:.1f}px, {share}fr)" for share in shares)
        self._roads.layout.grid_template_columns = f"{first} {STEP}px {second} {STEP}px {third} {last}"
        self._roads.layout.max_width = f"{sum(shares) + 2 * STEP + 5 * GAP}px"

    def update(self, change=None):
        """Work everything out again, and stay at the same place, or at the nearest that there is."""
        super().update(change)
        self._share_out()

    def show_place(self):
        """Say what happens in the window, and whether the two roads end in the same map."""
        first, second, verdict = map(html.escape, [*self.arithmetic(), self.verdict()])
        self._told.value = f'<div role="status">{first}<br>{second}<br><strong>{verdict}</strong></div>'

    # The same, where no browser is.

    def text(self):
        return "\n\n".join([*self.arithmetic(), self.verdict(), *(grid.text() for grid in self.grids.values())])

    def still(self):
        size = {name: grid.size() for name, grid in self.grids.items()}
        gap = 84  # room for the name of a step
        first, second = size["bent"][1], max(size["pooled"][1], size["pooled, bent"][1])
        middle = 4 + size["map"][0] + gap
        end = middle + max(size["bent"][0], size["pooled"][0]) + gap
        last = end + max(size["bent, pooled"][0], size["pooled, bent"][0]) + 36
        below = 12 + first + second
        still = look.Still(last + size["difference"][0], below + 84)

        road = {"bent": (middle, 0), "bent, pooled": (end, 0), "pooled": (middle, first), "pooled, bent": (end, first),
                "map": (4, (first + second - size["map"][1]) / 2),
                "difference": (last, (first + second - size["difference"][1]) / 2)}
        for name, (x, y) in road.items():
            self.grids[name].draw_still(still, x, 4 + y)
        for row, words in ((4 + first / 2, ("ReLU →", "pooling →")), (4 + first + second / 2, ("pooling →", "ReLU →"))):
            for x, word in zip((middle, end), words, strict=True):
                still.text(x - gap / 2, row, word, anchor="middle")
        for number, line in enumerate([*self.arithmetic(), self.verdict()]):
            still.text(4, below + 14 + 26 * number, line)
        return still


def _step(name):
    """What happens on a road between two maps: its name above an arrow."""
    return ipywidgets.HTML(f'<div style="text-align: center; line-height: 1.2; color: var(--jp-ui-font-color1)">'
                           f'{html.escape(name)}<br><span style="font-size: 26px">→</span></div>')


def _listed(values):
    """The values of a window one after the other, or how many they are where nobody would read them."""
    return ", ".join(look.label(value) for value in values.flat) if values.size <= 9 else f"{values.size} values"


class RectifiedStack(PageBox):
    """The stack of the three feature maps of a picture, and below it the same stack after ReLU. Slide 55.

    One window stands in all six maps at once. Raises ValueError or TypeError where ``picture`` is none, or is
    smaller than a feature.

    >>> stack = RectifiedStack(X)
    >>> print(stack.grids[1][0].text().splitlines()[:2])
    ['diagonal: after ReLU', ' .77    0  .11  .33  .55    0  .33']
    """

    def __init__(self, picture=X):
        super().__init__()
        maps = convolve(picture, np.stack([*FEATURES.values()]))
        place = ipywidgets.IntSlider(max=maps[0].size - 1)
        self.grids = [
            [PixelGrid(look.matches(values, look.COLOURS[name], parts=9), f"{name}: {when}", here=place, cell=38)
             for name, values in zip(FEATURES, stack, strict=True)]
            for when, stack in (("feature map", maps), ("after ReLU", relu(maps)))]
        self.children = [ipywidgets.HBox(row).add_class("convlib-scene") for row in self.grids]
        self.add_class("convlib-explorer")

    def text(self):
        return "\n\n".join(grid.text() for row in self.grids for grid in row)

    def still(self):
        wide, tall = np.max([grid.size() for row in self.grids for grid in row], axis=0).tolist()
        wide, tall = wide + 30, tall + 8
        still = look.Still(3 * wide, 2 * tall)
        for (row, column), grid in np.ndenumerate(np.array(self.grids, dtype=object)):
            grid.draw_still(still, 4 + column * wide, 4 + row * tall)
        return still
