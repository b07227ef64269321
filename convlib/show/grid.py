"""PixelGrid: a grid of labelled, coloured cells that the hand and the arrow keys can work.

This is the project's one front-end component. Python decides what every cell looks like and sends it
once; grid.js draws it and reports what the hand does. It knows nothing of lessons.

Two things may move in a grid, and each is told by a *cursor*: any ipywidget with a whole-number ``value``,
such as an IntSlider.

- ``here`` counts the places of the accent window, row by row. The hand moves the window, and with it the
  cursor's value.
- ``frame`` says which of several prepared contents the grid shows now.

Grids that share a cursor follow each other inside the browser, in the same moment, without asking Python.
So the numbers keep up with any hand, also while the kernel is busy or far away.
"""

import anywidget
import ipywidgets
import numpy as np
from traitlets import Bool, Callable, Enum, Int, List, Unicode, observe

from ..pictures import FEATURES
from ..windows import count_windows, overhang
from . import look
from .look import Cells
from .page import STYLE, dressed, scripts, sheets
from .shown import Shown, sheet

GAP, MARGIN = 14, 4  # between two panels, and around all of them for the window's outline, in pixels
CAPTION = 22  # the height of the line above
TOP = CAPTION + MARGIN  # where the first row of cells begins


class PixelGrid(Shown, anywidget.AnyWidget):
    """A grid of cells, or a stack of them, with an optional window, drawn as SVG.

    ``cells`` are :class:`convlib.show.look.Cells`, whose index has the shape ``(rows, columns)``, or ``(panels, rows,
    columns)`` for a stack, whose panels stand below each other, or, with ``across``, beside each other; or ``(frames,
    panels, rows, columns)`` where ``frame`` chooses among several contents. ``caption`` is one line for all of them, or a
    list of one for each; ``names`` are those of the panels.

    ``window`` is the height and width of the accent window, in cells: one cell where there is only ``here``. It moves
    by ``stride`` cells and, as in :func:`convlib.ops.max_pool`, may hang over the right and bottom edges; without
    ``hangs_over``, as in :func:`convlib.ops.convolve`, it may not. A window without ``here`` gets a cursor of its own.
    Arrow keys move it, Home and End take it to the ends of its row.

    ``marks`` lists the numbers of cells with an accent outline, counted row by row, panel after panel: one list for
    all frames, or one for each.

    With ``pens``, the looks of a dark and of a light pixel, the hand draws instead. ``draws(cells, light)`` hears every
    piece of a stroke: the (row, column) of its cells, and True for a light pen. ``stroke`` then tells which stroke it
    belongs to: another value, another stroke. The arrow keys move a caret, Space or Enter draws, and Shift with an
    arrow key draws along.

    Raises ValueError where the cells are no grid, the window does not fit into it, or ``here`` does not begin at 0.

    >>> from convlib.show import look
    >>> grid = PixelGrid(look.pixels([[1, -1], [-1, 1]]), caption="a small picture", window=(1, 1))
    >>> grid.here.value = 3
    >>> grid.window_corner()
    (1, 1)
    """

    _esm = dressed("grid", f"const GAP = {GAP}, MARGIN = {MARGIN};\n" + scripts(
        "keys", "hand", "motion", "letters", "glide", "strokes", "cell", "tag", "flight", "grid"),
        STYLE + sheets("grid"))

    panels = Int().tag(sync=True)
    rows = Int().tag(sync=True)
    columns = Int().tag(sync=True)
    across = Bool(help="Whether the panels of a stack stand beside each other.").tag(sync=True)
    looks = List().tag(sync=True)
    frames = List().tag(sync=True)
    captions = List(Unicode(), help="The line above the grid: one, or one a frame.").tag(sync=True)
    names = List(Unicode(), help="What the panels of a stack are called.").tag(sync=True)
    cell = Int(40, help="The side of a cell in pixels, where there is room.").tag(sync=True)
    window = List(Int()).tag(sync=True)
    stride = Int(1, min=1, help="By how many cells the window moves.").tag(sync=True)
    hangs_over = Bool(True, help="Whether the last windows may hang over the far edges. Those of a convolution do not.")
    rows_of_places = Int(help="In how many rows the window can stand in one panel.").tag(sync=True)
    columns_of_places = Int(help="In how many columns it can stand.").tag(sync=True)
    below = Int(help="By how many cells the last windows hang over the edge below.").tag(sync=True)
    beside = Int(help="By how many on the right.").tag(sync=True)
    marks = List(List(Int()), [[]], help="The outlined cells: one list, or one a frame.").tag(sync=True)
    fade = Enum(["", "after", "unseen", "unmarked"], "", help="Faint are the cells after the window's place, those "
                "where it has not been, or those without a mark; or none.").tag(sync=True)
    pens = List(help="The looks of a dark and of a light pixel, where the hand may draw.").tag(sync=True)
    pen = Enum(["flip", "dark", "light"], "flip", help="How a stroke draws: one that flips draws light where it "
               "begins on a pixel that is not, and else dark.").tag(sync=True)
    draws = Callable(lambda cells, light: None, help="What hears the strokes.")
    rider = List(help="The fills of what rides in the window, row by row: the feature.").tag(sync=True)
    best = Unicode(help="The label that is an event: its cells pulse when the first becomes it.").tag(sync=True)
    things = List(help="Names of what stands in each column, or in each cell: what changes its place glides "
                  "there.").tag(sync=True)
    throws = Bool(help="Whether each step of `here` lets the number of its cell fly to where it goes.").tag(sync=True)
    catches = anywidget.WidgetTrait().tag(sync=True)  # the cursor of those numbers that fly here
    catches_at = Int(-1, help="The only place from which one comes, to where the window stands; or -1: each comes to "
                     "the cell of its own place.").tag(sync=True)
    frame = anywidget.WidgetTrait().tag(sync=True)
    here = anywidget.WidgetTrait().tag(sync=True)

    def __init__(self, cells, caption="", window=(), here=None, **traits):
        if here is not None and here.min != 0:
            raise ValueError(f"here must count places from 0, but its min is {here.min}")
        window = window or ((1, 1) if here is not None else ())
        super().__init__(here=here, **self._content(cells, caption, window), **traits)
        if window and here is None:
            self.here = ipywidgets.IntSlider(max=self.places - 1)
        self.on_msg(self._hear)

    @staticmethod
    def _content(cells, caption, window):
        """The traits that say what the grid shows."""
        missing = 4 - cells.index.ndim
        if missing not in (0, 1, 2) or 0 in cells.index.shape:
            raise ValueError(f"cells must have rows and columns, in panels and frames where there are several, "
                             f"but their shape is {cells.index.shape}")
        frames, panels, rows, columns = (1,) * missing + cells.index.shape
        if window and not (len(window) == 2 and 1 <= window[0] <= rows and 1 <= window[1] <= columns):
            raise ValueError(f"window {tuple(window)} must fit into the grid of {rows} rows and {columns} columns")
        captions = [caption] if isinstance(caption, str) else list(caption)
        if len(captions) > 1 and frames not in (1, len(captions)):
            raise ValueError(f"caption must be one line, or one for each of the {frames} frames, not {len(captions)}")
        return {"panels": panels, "rows": rows, "columns": columns, "looks": cells.looks, "captions": captions,
                "frames": cells.index.reshape(frames, -1).tolist(), "window": list(window)}

    def show(self, cells, caption, window=None, **traits):
        """Change what the grid shows, the size of its window and other traits, in one message to the browser."""
        content = self._content(cells, caption, self.window if window is None else window)
        with self.hold_sync():
            for name, value in {**content, **traits}.items():
                setattr(self, name, value)

    @observe("rows", "columns", "window", "stride", "hangs_over")
    def _walk(self, _):
        """Count the places of the window: grid.js does not."""
        height, width = self.window or (1, 1)
        self.rows_of_places, self.below = self._along(self.rows, height)
        self.columns_of_places, self.beside = self._along(self.columns, width)

    def _along(self, size, window):
        """At how many places the window can stand along one side, and by how many cells it hangs over at the last."""
        count, over = count_windows(size, window, self.stride), overhang(size, window, self.stride)
        return (count, over) if self.hangs_over or not over else (count - 1, 0)

    @property
    def places(self):
        """At how many places the window can stand."""
        return self.panels * self.rows_of_places * self.columns_of_places

    def window_corner(self):
        """The row and column of the window's first cell, in its panel."""
        row, column = divmod(self.here.value, self.columns_of_places)
        return row % self.rows_of_places * self.stride, column * self.stride

    def cells(self):
        """What the grid shows now, as :class:`convlib.show.look.Cells`: ``(rows, columns)``, or those of each panel."""
        shape = (self.panels, self.rows, self.columns)
        return Cells(self.looks, np.reshape(self._now(self.frames), shape[self.panels == 1:]))

    def caption(self):
        """The line above the grid now."""
        return self._now(self.captions)

    def marked(self):
        """The numbers of the cells that are outlined now."""
        return self._now(self.marks)

    def _now(self, frames):
        """The one of ``frames`` that the frame cursor points at; the only one where there is one."""
        return frames[min(self.frame.value, len(frames) - 1)] if self.frame is not None else frames[0]

    def _hear(self, _, message, __):
        """The hand drew. A quick one may draw on a grid that has just got another shape. Its cells are no more: nothing
        is drawn."""
        if message["on"] == [self.rows, self.columns]:
            self.stroke = message["from"], message["stroke"]
            for pen in (False, True):
                cells = [divmod(cell, self.columns) for cell, light in message["draw"] if light is pen]
                if cells:
                    self.draws(cells, pen)
        self.send({"drawn": message["from"]})

    def text(self):
        """The grid in plain words: its caption, then its labels, row by row, but for rows without any.

        >>> from convlib.show import look
        >>> print(PixelGrid(look.pixels([[1, -1], [-1, 1]]), caption="a small picture").text())
        a small picture
           1   −1
          −1    1
        """
        looks, index = self.cells()
        lines = ["".join(f"{looks[look][2]:>5}" for look in row).removeprefix(" ")
                 for row in index.reshape(-1, self.columns)]
        return "\n".join([self.caption(), *filter(str.strip, lines)])

    def still(self):
        """The grid alone as a :class:`convlib.show.stills.Still`."""
        still = sheet(*self.size())
        self.draw_still(still, 0, 0)
        return still

    def size(self):
        """The width and height that the grid takes in a still picture, in pixels."""
        words = max(map(len, self.captions)) * 7  # about 7 pixels a letter
        wide, tall = (self.columns + self.beside) * self.cell, (self.rows + self.below) * self.cell
        right, down = self._pitch()
        wide, tall = wide + (self.panels - 1) * right, tall + (self.panels - 1) * down
        return max(wide, words) + 2 * MARGIN, tall + CAPTION + 3 * MARGIN

    def _pitch(self):
        """How far it is from one panel to the next, to the right and down."""
        wide, tall = (self.columns + self.beside) * self.cell + GAP, (self.rows + self.below) * self.cell + GAP
        return (wide, 0) if self.across else (0, tall)

    def draw_still(self, still, x, y):
        """Draw the grid as it is now on a :class:`convlib.show.stills.Still`, with its top left corner at ``x, y``."""
        x, y = x + MARGIN, y + MARGIN
        still.text(x, y + 8, self.caption(), size=12)
        looks, index = self.cells()
        per_panel = self.rows * self.columns
        faint, veil = self._faint(), 0.15 if self.fade == "unmarked" else 0
        for panel, cells in enumerate(index.reshape(self.panels, self.rows, self.columns)):
            numbers = range(panel * per_panel, (panel + 1) * per_panel)
            right, down = self._pitch()
            marked = [number - numbers[0] for number in self.marked() if number in numbers]
            boxes = [(*divmod(number, self.columns), 1, 1) for number in marked]
            if self.window and self.here.value * self.panels // self.places == panel:
                boxes.append((*self.window_corner(), *self.window))
            seen = [veil if number in faint else 1 for number in numbers]
            place = x + panel * right, y + CAPTION + panel * down
            still.grid(*place, Cells(looks, cells), self.cell, seen, boxes)

    def _faint(self):
        """The numbers of the cells that a still shows faint: the window has seen what lies before its place."""
        everything = range(self.panels * self.rows * self.columns)
        if self.fade == "unmarked":
            return set(everything) - set(self.marked())
        return set(everything[self.here.value + 1:]) if self.fade else set()


def show_map(matches, name, caption, **how):
    """A feature map, or what pooling left of one, in the colour of the feature of this name.

    >>> show_map([[5 / 9, 1]], "cross", "two matches")
    two matches
     .55 1.00
    """
    return PixelGrid(look.matches(matches, look.COLOURS[name], parts=FEATURES[name].size), caption=caption, **how)
