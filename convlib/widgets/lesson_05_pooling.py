"""The pooling explorers: from every window the largest match, and what of it survives a move. Lesson 05, slides 41-49.

Both begin with a feature map, the matches of one feature everywhere in one picture. Everything for every place of
the window, or for every move of the picture, is worked out ahead and sent to the browser in one go. What the hand
moves then only chooses what to show.
"""

import ipywidgets
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from traitlets import validate

from ..ops import convolve, max_pool
from ..pictures import FEATURES, X
from ..show import look
from ..show.look import by
from ..show.scene import Column, Controls, Pairs, Row, Sentence
from .parts.placed import FeatureMap, Placed
from .parts.pooling import Pooling
from .parts.traits import Whole, derived

REACH = 2  # how far the picture can be moved to each side, in pixels
MOVES = [(down, right) for down in range(-REACH, REACH + 1) for right in range(-REACH, REACH + 1)]
HOME = MOVES.index((0, 0))
CELL = 44  # of a map, of a window on it and of what is pooled, in pixels: a cell looks the same wherever it stands
SIDE = 252  # of a picture and each of its maps, in pixels: a pooled cell is about as large as the cells it stands for
PERFECT = 0.99  # a match of 1, whatever the last digits of its arithmetic
NO_CELL = ["none", "", "", "outside of the map"]


class PoolingExplorer(Pooling, Placed, FeatureMap):
    """Walk a window over a feature map, and keep the largest match of each window: max pooling.

    ``picture`` and ``feature`` are arrays of numbers from -1 to 1; their feature map is what is pooled. ``window`` is
    the height and width of the window in cells, 1 to 7, and ``stride`` the number of cells that it moves by, 1 to 4.
    ``row`` and ``column`` say which window it is, which is also the cell of the pooled map. As in
    :func:`convlib.ops.max_pool`, a window may hang over the far edges, and one larger than the map is cut down to it.

    A number that is not possible is moved to the nearest one. Raises ValueError or TypeError where the picture or the
    feature is none, or the feature is larger than the picture.

    >>> explorer = PoolingExplorer(row=0, column=3)
    >>> print(explorer.sizes())
    7 × 7 → 4 × 4. Windows begin in rows and columns 0, 2, 4, 6. The last ones hang over the edge.
    >>> print(explorer.grids["largest"].caption())
    Hangs over the edge: sees 2 of its 4 cells.
    """

    lost = "The pooled map has no row {}, column {} now. The window moved."

    def __init__(self, picture=X, feature=FEATURES["diagonal"], window=2, stride=2, row=0, column=0):
        super().__init__(picture=picture, feature=feature, window=window, stride=stride)
        self.build("picture", "feature", "window", "stride", row=row, column=column)

    # The numbers.

    @derived("feature_map", "window", "stride")
    def pooled(self):
        """The pooled map: the largest match of every window."""
        return max_pool(self.feature_map, self.window, self.stride)

    def sizes(self):
        """How many windows there are, and where they begin, in words."""
        sizes, is_cell = self.feature_map.shape, np.isfinite(self.windows)
        down, across = (", ".join(str(self.stride * place) for place in range(count)) for count in self.places)
        where = f"rows and columns {down}" if down == across else f"rows {down} and columns {across}"
        said = [f"{by(sizes)} → {by(self.places)}.",
                f"Windows begin in {where}." if self.pooled.size > 1 else "There is one window."]
        if not is_cell.all():
            said.append("The last ones hang over the edge.")
        if self.window > max(sizes):
            said.append(f"A window of {self.window} is larger than the map. It is cut down to {by(self.window_shape)}.")
        if missed := self.feature_map.size - len(set().union(*self.in_map(is_cell))):
            said.append(f"{missed} of the {self.feature_map.size} cells lie in no window.")
        return " ".join(said)

    # What shows.

    def contents(self):
        moving, leading = {"here": self.place, "frame": self.place}, self.leading()
        windows, wins = (array.reshape(-1, *self.window_shape) for array in (self.windows, leading))
        largest = [["max", "=", look.label(value), *[""] * 4] for value in self.pooled.flat]  # room for words above
        return {
            "map": {"cells": self.matches(self.feature_map), "caption": "feature map: drag the window", "cell": CELL,
                    "window": self.window_shape, "stride": self.stride, "marks": self.in_map(leading), **moving},
            "window": {"cells": self._seen(windows), "caption": "the cells in the window", "cell": CELL,
                       "marks": [np.flatnonzero(winners).tolist() for winners in wins], "frame": self.place},
            "largest": {"cells": look.words(np.reshape(largest, (-1, 1, 1, 7))), "cell": CELL, "frame": self.place,
                        "caption": [_sees(seen, winners) for seen, winners in zip(windows, wins, strict=True)]},
            "pooled": {"cells": self.matches(self.pooled), "caption": self.in_words("pooled map"), "cell": CELL,
                       "fade": "unseen", **moving},
        }

    def scene(self):
        grids = self.grids
        grids["pooled"].layout.min_width = "206px"  # of its caption
        knobs = self.slider("window"), self.slider("stride"), self.walk("windows", milliseconds=700)
        return [Controls(*self.choosers(), ipywidgets.HBox(knobs, layout={"flex": "1 1 480px"})),
                Sentence(self.sizes),
                Row(grids["map"], Column(grids["window"], grids["largest"]), grids["pooled"])]

    def _seen(self, windows):
        """The looks of what every window sees, with nothing where there is no cell."""
        is_cell = np.isfinite(windows)
        looks, index = self.matches(np.where(is_cell, windows, 0))
        return look.Cells([*looks, NO_CELL], np.where(is_cell, index, len(looks))[:, np.newaxis])


class ShiftExplorer(FeatureMap):
    """Move a picture by a pixel or two, and count what that changes before and after pooling.

    ``down`` and ``right`` say by how many pixels, -2 to 2. Black pixels come in where the picture leaves a gap; what
    leaves the picture is lost. Above stand the picture, its feature map, that map pooled, and pooled again; below the
    same for the moved picture, with an outline around every cell that has changed.

    A number that is not possible is moved to the nearest one. Raises ValueError or TypeError where the picture or the
    feature is none, the feature is larger than the picture, or the picture has fewer than 5 rows or columns.

    >>> explorer = ShiftExplorer(right=1)
    >>> print(explorer.grids["map, moved"].caption())
    46 of 49 changed, .52 a cell
    >>> print(explorer.grids["pooled, moved"].caption())
    9 of 16 changed, .23 a cell
    """

    down = Whole(0, -REACH, REACH)
    right = Whole(0, -REACH, REACH)

    def __init__(self, picture=X, feature=FEATURES["diagonal"], down=0, right=0):
        super().__init__(picture=picture, feature=feature)
        self.place = self.follow(ipywidgets.IntSlider(max=len(MOVES) - 1), self._number, self._move, "down", "right")
        self.build("picture", "feature")
        self.observe(lambda _: self.tell(), names=["down", "right"])
        self.down, self.right = down, right

    # The numbers.

    @derived("picture", "feature")
    def stages(self):
        """For every move, 25 in all: the picture, its feature map, that pooled, and pooled again, by name."""
        framed = np.pad(self.picture, REACH, constant_values=-1)
        moved = sliding_window_view(framed, self.picture.shape)[::-1, ::-1].reshape(-1, *self.picture.shape)
        maps = convolve(moved, self.feature)
        once = max_pool(maps)
        return {"picture": moved, "map": maps, "pooled": once, "pooled again": max_pool(once)}

    def survivors(self):
        """For each map: how many perfect matches the move leaves in the same cell, and how many there were."""
        _, *maps = self.stages.values()
        pairs = [(stage[HOME] > PERFECT, stage[self.place.value] > PERFECT) for stage in maps]
        return [(np.count_nonzero(home & moved), np.count_nonzero(home)) for home, moved in pairs]

    # What shows.

    def contents(self):
        contents = {}
        for name, stage in self.stages.items():
            looks, cell = look.pixels if name == "picture" else self.matches, SIDE // max(stage.shape[-2:])
            change = np.abs(stage - stage[HOME])
            differs = change > 1e-9
            contents[name] = {"cells": looks(stage[HOME]), "caption": "feature map" if name == "map" else name,
                              "cell": cell}
            contents[f"{name}, moved"] = {"cells": looks(stage[:, np.newaxis]), "cell": cell, "frame": self.place,
                                          "caption": [*map(_counted, differs, change)],
                                          "marks": [np.flatnonzero(cells).tolist() for cells in differs]}
        contents["picture, moved"].update(caption=[_direction(*move) for move in MOVES], marks=[[]], here=self.place,
                                          window=np.subtract(self.picture.shape, 2 * REACH).tolist())
        return contents

    def scene(self):
        grids = [*self.grids.values()]
        for grid in grids:
            grid.layout.min_width = "152px"  # nearly all of its caption
        return [Controls(*self.choosers()), Pairs(grids[::2], grids[1::2])]

    # What happens when something changes.

    def _number(self):
        """Which of the moves it is."""
        return MOVES.index((self.down, self.right))

    def _move(self, number):
        """The hand moved the picture: set both directions together."""
        down, right = MOVES[number]
        self.set_together(down=down, right=right)

    def tell(self):
        """Say which perfect matches stayed in their cells, and what the picture has lost."""
        super().tell()
        survivors = self.survivors()
        before, once, twice = (f"{stayed} of {total}" for stayed, total in survivors)
        stayed = (f"Perfect matches (1.00) still in the same cell: {before} before pooling, {once} after it, "
                  f"{twice} after a second pooling.")
        self.say("stayed", stayed if survivors[0][1] and self.place.value != HOME else "")
        white, left = (np.count_nonzero(self.stages["picture"][place] > 0) for place in (HOME, self.place.value))
        self.say("lost", f"{white - left} of the {white} white pixels left the picture." if left < white else "")

    @validate("picture", "feature")
    def _fit(self, proposal):
        if proposal.trait.name == "picture" and min(proposal.value.shape) <= 2 * REACH:
            raise ValueError(f"picture must have at least {2 * REACH + 1} rows and columns, so that it can be moved by "
                             f"{REACH}, but its shape is {proposal.value.shape}")
        return super()._fit(proposal)


def _sees(values, winners):
    """Say what one window sees: how much of it lies in the map, and how often its largest match stands there."""
    cells, seen, largest = values.size, np.count_nonzero(np.isfinite(values)), np.count_nonzero(winners)
    if seen < cells:
        return f"Hangs over the edge: sees {seen} of its {cells} cells."
    if cells == 1:
        return "This window sees one cell, and keeps it."
    if largest > 1:
        return f"The largest match stands in {largest} of the {cells} cells."
    return f"The largest of the {cells} matches wins."


def _direction(down, right):
    """A move in words."""
    ways = [(down, "down", "up"), (right, "right", "left")]
    said = [f"{abs(steps)} {on if steps > 0 else back}" for steps, on, back in ways if steps]
    return f"moved {', '.join(said)}" if said else "not moved: drag the frame"


def _counted(different, change):
    """How many cells differ, and by how much a cell differs on average."""
    count = np.count_nonzero(different)
    return f"{count} of {different.size} changed" + (f", {look.label(change.mean())} a cell" if count else "")
