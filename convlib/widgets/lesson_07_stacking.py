"""The stacking explorer: layers in a row, each working on what the one before it made. Lesson 07, slides 56-57.

A builder: layers are added, moved and removed, and every stage shows its picture and its shape. Choose a value
anywhere, and the cells and pixels that it came from light up in every stage before it.
"""

from functools import partial

import ipywidgets
import numpy as np

from ..architecture import KINDS
from ..checks import counted
from ..network import Convolution, LayerError, MaxPool, Network, Relu
from ..pictures import FEATURES, X, picture
from ..show import look
from ..show.scene import Column, Controls, Row, Sentence
from .parts.explorer import DECK_HUES, PENS
from .parts.layering import LayersExplorer
from .parts.tracing import TracingExplorer
from .parts.traits import Flag, Picture

NAMES = {"convolution": "maps", "ReLU": "ReLU", "pooling": "pooled"}  # what each of them makes
STACKS = {
    "slide 56": tuple(KINDS),
    "slide 57": ("convolution", "ReLU", "convolution", "ReLU", "pooling", "convolution", "ReLU", "pooling"),
    "ends in 2 × 2": ("convolution", "ReLU", "pooling", "pooling"),
}
WIDTH = 1130  # of all stages side by side, in pixels
LARGEST_CELL, LARGEST_SIDE, SMALLEST_SIDE = 64, 133, 106  # of a cell, and of a map; the picture is a quarter larger
READABLE = 26  # from this size on, a cell prints its number

# A later convolution finds three maps, not one picture. So each of its features has three parts, one for each map:
# that of the diagonal, of the cross and of the antidiagonal. `#` is a cell that it looks at.
LARGER = {
    "a longer diagonal": ("#.. .#. ..#", "... ... ...", "... ... ..."),
    "a whole X": ("#.. ... ..#", "... .#. ...", "..# ... #.."),
    "a longer antidiagonal": ("... ... ...", "... ... ...", "..# .#. #.."),
}


def _average(parts):
    """A feature whose match is the average of the cells that it looks at."""
    looks_at = np.stack([picture("\n".join(part.split())) > 0 for part in parts])
    return looks_at * looks_at[0].size / looks_at.sum()


FIRST = np.stack([*FEATURES.values()])
LATER = np.stack([_average(parts) for parts in LARGER.values()])


def build(names):
    """Layers for the names of their kinds. The first convolution has the slides' features, later ones `LATER`.

    >>> build(["convolution", "ReLU", "convolution"])
    [Convolution(3 features of 1 channel, 3 × 3, stride=1, padding=0), Relu(), \
Convolution(3 features of 3 channels, 3 × 3, stride=1, padding=0)]
    """
    makers = {"ReLU": Relu, "pooling": MaxPool}
    return [makers[name]() if name in makers else Convolution(LATER if name in names[:number] else FIRST)
            for number, name in enumerate(names)]


class StackingExplorer(TracingExplorer, LayersExplorer):
    """Build a stack of layers, see every stage of it, and follow any value back to the picture.

    ``picture`` is an array of numbers from -1 to 1. ``layers`` are names: "convolution", "ReLU" and "pooling", at most
    ten of them. ``layer`` is the number of the one that is chosen, to be moved or removed; layers count from 1.

    ``chosen`` is a value of any stage, as (stage, cell), or () for none. Stages count from 0, the picture, and cells
    row by row, map after map. What it came from is lit in every stage before it; with ``sees``, all that it could have
    come from.

    Where a layer cannot work on what the one before it makes, the explorer says why and shows the stages up to there.
    ``network`` holds the layers that can work, from the first on.
    A layer, stage or cell that does not exist becomes the nearest one. Raises ValueError or TypeError where the
    picture is none, or a layer has another name.

    >>> explorer = StackingExplorer(X)
    >>> print(explorer.shapes())
    picture: 9×9 → maps: 3×7×7 → ReLU: 3×7×7 → pooled: 3×4×4 → pooled: 3×2×2
    >>> explorer.chosen = (4, 0)
    >>> print(explorer.origin())
    This 1.00 came from 1 cell in stage 3 (pooled), 1 cell in stage 2 (ReLU), \
1 cell in stage 1 (maps), and 9 pixels.
    """

    picture = Picture(X)
    sees = Flag()

    def __init__(self, picture=X, layers=STACKS["ends in 2 × 2"]):
        super().__init__(picture=picture, layers=layers)
        self._start = self.picture, self.layers
        self.layer = len(self.layers)
        heads = [self.choose_picture(width="auto", description=""), *self._chips_of_layers(padding="0 4px")]
        self._columns = [Column(head, flex="0 0 auto") for head in heads]
        self._gaps = [Sentence(partial(self._gap, number), margin="2px 4px") for number in range(len(heads))]
        self._row = Row(overflow="auto", gap=8, grid_gap="4px", justify_content="flex-start")
        self._row.add_class("convlib-chips").add_class("convlib-stack")
        self._work()
        self.build("picture", "layers")
        self.observe(self._retrace, names="sees")

    # The numbers.

    def _work(self):
        """Send the picture through the layers, as far as they can work, and note why the next one cannot."""
        layers, self._why_not = build(self.layers), ""
        try:
            Network(layers).shapes(self.picture.shape)
        except LayerError as error:
            layers, self._why_not = layers[:error.layer - 1], f"{error.told} Move it earlier, or remove it."
        self.network = Network(layers)
        self.stages = self.network.stages(self.picture)

    def captions(self):
        """The name and the shape of every stage that shows."""
        names = ["picture", *(NAMES[layer] for layer in self.layers)]
        return [f"{name}: {'×'.join(map(str, stage.values.shape))}"
                for name, stage in zip(names, self.stages, strict=False)]

    def shapes(self):
        """What every layer makes of the shape, in one line."""
        return " → ".join(self.captions())

    def called(self, stage):
        return f"stage {stage} ({NAMES[self.layers[stage - 1]]})" if stage else "picture"

    def has_features(self, stage):
        return "convolution" in self.layers[:stage]

    def hues(self):
        return DECK_HUES if self.has_features(len(self.stages) - 1) else []

    def origin(self):
        """Where the chosen value came from, or with ``sees`` what it sees, in words; nothing where none is chosen."""
        if not self.chosen:
            return ""
        stage, cell = self.chosen
        value = look.label(self.stages[stage].values.flat[cell])
        if stage == 0:
            return f"This {value} is a pixel of the picture. Nothing comes before it."
        pixels, *cells = (int(lit.sum()) for lit in self.lit[:-1])
        before = [f"{counted(many, 'cell')} in stage {number} ({NAMES[layer]})"
                  for number, (many, layer) in enumerate(zip(cells, self.layers, strict=False), start=1)]
        parts = [*before[::-1], f"{'and ' if before else ''}{counted(pixels, 'pixel')}"]
        return f"This {value} {'sees' if self.sees else 'came from'} {', '.join(parts)}."

    # What shows.

    def contents(self):
        """By the number of each stage. On the picture the hand draws; elsewhere it chooses a value."""
        contents = {}
        for number, caption in enumerate(self.captions()):
            values, cell = self.stages[number].values, self._cell(number)
            is_maps = self.has_features(number)
            cells = look.maps(values, parts=FIRST[0].size) if is_maps else look.pixels(values)
            contents[number] = {"cells": cells if cell >= READABLE else look.plain(cells), "caption": caption,
                                "cell": cell, "names": list(FEATURES) if is_maps else [],
                                **self.traced(number)}
        contents[0] |= {"pens": PENS, "draws": self.drawing("picture")}
        return contents

    def _cell(self, number):
        """The side of a cell in one stage: all maps are about as large, and smaller where there are many stages."""
        side = np.clip(WIDTH / (len(self.layers) + 1.25) - 14, SMALLEST_SIDE, LARGEST_SIDE) * (1 if number else 1.25)
        return int(np.clip(side // max(self.stages[number].values.shape[-2:]), 1, LARGEST_CELL))

    def _gap(self, number):
        """What stands in place of a stage that there cannot be."""
        return "✕ does not fit" if number == len(self.stages) else "–"

    def scene(self):
        stacks = ipywidgets.ToggleButtons(options=[*STACKS], style={"button_width": "auto"})
        self.offer("layers", STACKS, stacks, put=self._put_layers)
        reset = self.button("reset", "the picture and the stack of the beginning", self.reset)
        ways = self.buttons("sees", {"what it came from": False, "all that it sees": True}, "light up")
        stacks = ipywidgets.HBox([ipywidgets.Label("stack"), stacks])
        reads = ipywidgets.HBox([self._readout, self._clear]).add_class("convlib-reads")
        return [Controls(stacks, reset, *self._layer_tools(), ways), self._row, reads, self.foot]

    def tell(self):
        """Put the stages into their columns, and say where a layer does not fit, and why."""
        self._show_layers()
        below = [*self.grids.values(), *self._gaps[len(self.grids):]]
        for column, part in zip(self._columns, below, strict=True):
            column.children = [column.children[0], part]
        self._row.children = [*self._columns[:len(self.layers) + 1], self._threads]
        super().tell()
        self.say("stack", self._why_not)

    # What happens when something changes.

    def update(self, change=None):
        """Send the picture through the layers again, and show every stage. A value that has no place now is let go."""
        before = self.stages
        self._work()
        self._let_go(before)
        super().update(change)

    def reset(self):
        """Go back to the picture and the layers of the beginning."""
        self.picture, layers = self._start
        self._put_layers(layers)
        self.chosen, self.sees = (), False

    def _put_layers(self, layers):
        self.layers = layers
        self.layer = len(layers)

    def text(self):
        """The shapes, and the last stage alone: most of the others have no room for numbers."""
        values = self.stages[-1].values
        rows = values.reshape(-1, values.shape[-1])
        last = "\n".join("".join(f"{look.label(value):>5}" for value in row).removeprefix(" ") for row in rows)
        return "\n\n".join(filter(None, [self.shapes(), self.said(), f"The last stage:\n{last}"]))
