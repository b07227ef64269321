"""The stacking explorer: layers in a row, each working on what the one before it made. Lesson 07, slides 56-57.

A builder: layers are added, moved and removed, and every stage shows its picture and its shape. Choose a value
anywhere, and the cells and pixels that it came from light up in every stage before it.
"""

import textwrap

import ipywidgets
import numpy as np
from traitlets import link

from ..architecture import KINDS
from ..checks import counted
from ..network import Convolution, MaxPool, Network, Relu
from ..pictures import FEATURES, X, picture
from ..show import look
from ..show.grid import PixelGrid
from ..show.shown import sheet
from .parts.explorer import PENS
from .parts.layering import LayersExplorer
from .parts.tracing import TracingExplorer
from .parts.traits import Flag, Picture

NAMES = {"convolution": "maps", "ReLU": "ReLU", "pooling": "pooled"}  # what each of them makes
STACKS = {
    "slide 56": tuple(KINDS),
    "slide 57": ("convolution", "ReLU", "convolution", "ReLU", "pooling", "convolution", "ReLU", "pooling"),
    "the stack that ends in 2 × 2": ("convolution", "ReLU", "pooling", "pooling"),
}
WIDTH = 1130  # of all stages side by side, in pixels
LARGEST_CELL, LARGEST_SIDE, SMALLEST_SIDE = 64, 140, 106  # of a cell, and of a map; the picture is a quarter larger
CENTRED = {"align_items": "center"}
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

    def __init__(self, picture=X, layers=STACKS["the stack that ends in 2 × 2"]):
        super().__init__(picture=picture, layers=layers)
        self._start = self.picture, self.layers
        self.layer = len(self.layers)
        self.grids, self._made, self._stages = [], [], []
        self._build()
        self.update()
        self.observe(self.update, names=["picture", "layers"])
        self.observe(self._show_layers, names="layer")
        self.observe(self._show_trace, names=["chosen", "sees"])

    # The numbers.

    def _fitting(self):
        """The network of the layers, from the first on, as far as they can work, and in words why the next cannot."""
        layers = build(self.layers)
        for count in range(1, len(layers) + 1):
            try:
                Network(layers[:count]).shapes(self.picture.shape)
            except ValueError as error:
                words = str(error)
                return Network(layers[:count - 1]), f"{words[0].upper()}{words[1:]} Move it earlier, or remove it."
        return Network(layers), ""

    def captions(self):
        """The name and the shape of every stage that shows."""
        names = ["picture", *(NAMES[layer] for layer in self.layers)]
        return [f"{name}: {_by(stage.values.shape)}" for name, stage in zip(names, self._stages, strict=False)]

    def shapes(self):
        """What every layer makes of the shape, in one line."""
        return " → ".join(self.captions())

    def origin(self):
        """Where the chosen value came from, or with ``sees`` what it sees, in words; nothing where none is chosen."""
        if not self.chosen:
            return ""
        stage, cell = self.chosen
        value = look.label(self._stages[stage].values.flat[cell])
        if stage == 0:
            return f"This {value} is a pixel of the picture. Nothing comes before it."
        pixels, *cells = (int(lit.sum()) for lit in self._lit[:-1])
        before = [f"{counted(many, 'cell')} in stage {number} ({NAMES[layer]})"
                  for number, (many, layer) in enumerate(zip(cells, self.layers, strict=False), start=1)]
        parts = [*before[::-1], f"{'and ' if before else ''}{counted(pixels, 'pixel')}"]
        return f"This {value} {'sees' if self.sees else 'came from'} {', '.join(parts)}."

    # What shows.

    def _build(self):
        """All controls, and a column for every stage there can be; `update` fills the columns."""
        heads = [self.choose_picture(width="auto", description=""), *self._chips_of_layers(padding="0 4px")]
        self._columns = [ipywidgets.VBox([head], layout={"flex": "0 0 auto", "min_width": f"{SMALLEST_SIDE + 8}px"})
                         for head in heads]
        self._gaps = [ipywidgets.HTML(layout={"margin": "2px 4px"}) for _ in heads]
        self._row = ipywidgets.HBox(layout={"overflow": "auto", "grid_gap": "4px"})
        self.children = [self._choices(), ipywidgets.HBox(self._layer_tools()), self._row, self._tracing(), self._line]

    def _choices(self):
        self._stacks = ipywidgets.ToggleButtons(options=[*STACKS], style={"button_width": "auto"})
        self._stacks.observe(self._choose_stack, names="value")
        reset = self.button("reset", "the picture and the stack of the beginning", self.reset)
        return ipywidgets.HBox([ipywidgets.Label("stack"), self._stacks, reset], layout=CENTRED)

    def _tracing(self):
        ways = ipywidgets.ToggleButtons(options=[("what it came from", False), ("all that it sees", True)],
                                        style={"button_width": "auto"})
        link((self, "sees"), (ways, "value"))
        clear = self._clear_button()
        return ipywidgets.HBox([ipywidgets.Label("click a cell to light up"), ways, clear], layout=CENTRED)

    def _cells(self, number, cell):
        """The looks of one stage: pixels up to the first convolution, then maps in the colours of their features."""
        values = self._stages[number].values
        cells = look.maps(values, parts=FIRST[0].size) if self._panels(number) else look.pixels(values)
        return cells if cell >= READABLE else look.plain(cells)

    def _cell(self, number):
        """The side of a cell in one stage: all maps are about as large, and smaller where there are many stages."""
        side = np.clip(WIDTH / (len(self.layers) + 1.25) - 14, SMALLEST_SIDE, LARGEST_SIDE) * (1 if number else 1.25)
        return int(np.clip(side // max(self._stages[number].values.shape[-2:]), 1, LARGEST_CELL))

    def _new_grid(self, number, cells, caption, cell):
        """The grid of one stage. On the picture the hand draws; elsewhere it chooses a value."""
        if number == 0:
            grid = PixelGrid(cells, caption, cell=cell, fade="unmarked", pens=PENS)
            grid.on_draw(self.drawing("picture"))
            return grid
        here = self._cursor(number, cells.index.size)
        return PixelGrid(cells, caption, here=here, cell=cell, fade="unmarked", names=self._panels(number))

    def _panels(self, number):
        """The names of a stage's maps, where a convolution has made some."""
        return list(FEATURES) if "convolution" in self.layers[:number] else []

    # What happens when something changes.

    def update(self, _=None):
        """Send the picture through the layers again, and show every stage."""
        self.network, why = self._fitting()
        stages = self.network.stages(self.picture)
        if self.chosen and not self._stays(self.chosen[0], stages):
            self.chosen = ()
        self._stages = stages
        self._show_stages()
        self._show_layers()
        self._show_trace()
        self._stacks.value = next((name for name, stack in STACKS.items() if stack == self.layers), None)
        self.say("stack", why)

    def _stays(self, stage, stages):
        """Is there such a stage among the new ones, and has it the shape that it had?"""
        return stage < len(stages) and stages[stage].values.shape == self._stages[stage].values.shape

    def _show_stages(self):
        """Show the stages in their columns. A grid that was made once serves for its column again and again."""
        captions = self.captions()
        for number, caption in enumerate(captions):
            cell = self._cell(number)
            cells = self._cells(number, cell)
            if number == len(self._made):
                self._made.append(self._new_grid(number, cells, caption, cell))
            else:
                self._made[number].show(cells, caption, names=self._panels(number), cell=cell, marks=[[]])
            if number:
                here = self._made[number].here
                with here.hold_sync():
                    here.max = cells.index.size
                    here.value = here.max
        grids = self._made[:len(captions)]
        for number, gap in enumerate(self._gaps):
            gap.value = "✕ does not fit" if number == len(grids) else "–"
        for column, below in zip(self._columns, [*grids, *self._gaps[len(grids):]], strict=True):
            column.children = [column.children[0], below]
        self._row.children = self._columns[:len(self.layers) + 1]
        self.grids = grids

    def _show_trace(self, _=None):
        """Light up what the chosen value came from. The value itself has the window of its cursor; a pixel has none."""
        self._lit = self._follow(self.network.sees if self.sees else self.network.trace)
        self._outline(self.grids, self._lit[:-1] or self._lit)

    def reset(self):
        """Go back to the picture and the layers of the beginning."""
        self.picture, self.layers = self._start
        self.layer, self.chosen, self.sees = len(self.layers), (), False

    def _choose_stack(self, change):
        if change.new is not None and STACKS[change.new] != self.layers:
            self.layers = STACKS[change.new]
            self.layer = len(self.layers)

    # The same, where no browser is.

    def text(self):
        values = self._stages[-1].values
        rows = values.reshape(-1, values.shape[-1])
        last = "\n".join("".join(f"{look.label(value):>5}" for value in row).removeprefix(" ") for row in rows)
        return "\n\n".join(filter(None, [self.shapes(), self.said(), f"The last stage:\n{last}"]))

    def still(self):
        words = textwrap.wrap(self.said(), 130)
        wide = [max(grid.size()[0], SMALLEST_SIDE + 12) for grid in self.grids]
        tall = max(grid.size()[1] for grid in self.grids) + 24
        still = sheet(max(sum(wide) + 4, 900 if words else 0), tall + 20 * len(words))
        left = 4
        for number, (grid, width) in enumerate(zip(self.grids, wide, strict=True)):
            if number > 0:
                still.text(left, 12, f"{number} {self.layers[number - 1]}", size=13)
            grid.draw_still(still, left, 24)
            left += width
        for number, line in enumerate(words):
            still.text(4, tall + 10 + 20 * number, line, size=12)
        return still


def _by(shape):
    return "×".join(map(str, shape))

