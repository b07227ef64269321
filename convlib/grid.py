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

from pathlib import Path

import anywidget
import ipywidgets
import numpy as np
from traitlets import Bool, Enum, Int, List, Unicode

from .look import Cells, Shown, Still


class PixelGrid(Shown, anywidget.AnyWidget):
    """A grid of cells, with an optional window, drawn as SVG.

    ``cells`` are :class:`convlib.look.Cells`, whose index has the shape ``(rows, columns)``, or
    ``(frames, rows, columns)`` where ``frame`` chooses among several contents; ``caption`` is one line for
    all of them, or a list of one for each. ``window`` is the
    height and width of the accent window, in cells: one cell where there is only ``here``. A window without
    ``here`` gets a cursor of its own.

    Arrow keys move the window, Home and End take it to the ends of its row. In an ``editable`` grid
    the arrow keys move a caret, and a click, Space or Enter reports the cell to :meth:`on_edit`.

    Raises ValueError where the cells are no grid, the window does not fit into it, or ``here`` does not begin at 0.

    >>> from convlib import look
    >>> grid = PixelGrid(look.pixels([[1, -1], [-1, 1]]), caption="a small picture", window=(1, 1))
    >>> grid.here.value = 3
    >>> grid.window_corner()
    (1, 1)
    """

    _esm = Path(__file__).with_name("grid.js")
    _css = Path(__file__).with_name("grid.css")

    rows = Int().tag(sync=True)
    columns = Int().tag(sync=True)
    looks = List().tag(sync=True)
    frames = List().tag(sync=True)
    captions = List(Unicode(), help="The line above the grid: one, or one a frame.").tag(sync=True)
    cell = Int(40, help="The side of a cell in pixels, where there is room.").tag(sync=True)
    window = List(Int()).tag(sync=True)
    fade = Enum(["", "after", "unseen"], "", help="Faint are the cells after the window's place, or those where it "
                "has not been; or none.").tag(sync=True)
    editable = Bool().tag(sync=True)
    frame = anywidget.WidgetTrait().tag(sync=True)
    here = anywidget.WidgetTrait().tag(sync=True)

    def __init__(self, cells, caption="", window=(), here=None, **traits):
        if here is not None and here.min != 0:
            raise ValueError(f"here must count places from 0, but its min is {here.min}")
        window = window or ((1, 1) if here is not None else ())
        super().__init__(here=here, **self._content(cells, caption, window), **traits)
        if window and here is None:
            self.here = ipywidgets.IntSlider(max=self.rows_of_places * self.columns_of_places - 1)

    @staticmethod
    def _content(cells, caption, window):
        """The traits that say what the grid shows."""
        index = cells.index if cells.index.ndim == 3 else cells.index[np.newaxis]
        if index.ndim != 3 or 0 in index.shape:
            raise ValueError(f"cells must be a grid, or several of the same shape, not of shape {cells.index.shape}")
        frames, rows, columns = index.shape
        if window and not (len(window) == 2 and 1 <= window[0] <= rows and 1 <= window[1] <= columns):
            raise ValueError(f"window {tuple(window)} must fit into the grid of {rows} rows and {columns} columns")
        captions = [caption] if isinstance(caption, str) else list(caption)
        if len(captions) > 1 and frames not in (1, len(captions)):
            raise ValueError(f"caption must be one line, or one for each of the {frames} frames, not {len(captions)}")
        return {"rows": rows, "columns": columns, "looks": cells.looks, "captions": captions,
                "frames": index.reshape(frames, -1).tolist(), "window": list(window)}

    def show(self, cells, caption, window=None):
        """Change what the grid shows, and the size of its window where given, in one message to the browser."""
        content = self._content(cells, caption, self.window if window is None else window)
        with self.hold_sync():
            for name, value in content.items():
                setattr(self, name, value)

    @property
    def rows_of_places(self):
        """In how many rows the window can stand."""
        return self.rows - self.window[0] + 1

    @property
    def columns_of_places(self):
        """In how many columns the window can stand."""
        return self.columns - self.window[1] + 1

    def window_corner(self):
        """The row and column of the window's first cell."""
        return divmod(self.here.value, self.columns_of_places)

    def cells(self):
        """What the grid shows now, as :class:`convlib.look.Cells` of shape ``(rows, columns)``."""
        return Cells(self.looks, np.reshape(self._now(self.frames), (self.rows, self.columns)))

    def caption(self):
        """The line above the grid now."""
        return self._now(self.captions)

    def _now(self, frames):
        """The one of ``frames`` that the frame cursor points at; the only one where there is one."""
        return frames[min(self.frame.value, len(frames) - 1)] if self.frame is not None else frames[0]

    def on_edit(self, handler):
        """Call ``handler(row, column)`` whenever the learner asks for a cell to be changed."""
        self.on_msg(lambda _, message, __: handler(*divmod(message["edit"], self.columns)))

    def text(self):
        """The grid in plain words: its caption, then its labels, row by row.

        >>> from convlib import look
        >>> print(PixelGrid(look.pixels([[1, -1], [-1, 1]]), caption="a small picture").text())
        a small picture
           1   −1
          −1    1
        """
        cells = self.cells()
        lines = ["".join(f"{cells.looks[look][2]:>5}" for look in row).removeprefix(" ") for row in cells.index]
        return "\n".join([self.caption(), *lines])

    def still(self):
        """The grid alone as a :class:`convlib.look.Still`."""
        still = Still(*self.size())
        self.draw(still, 4, 4)
        return still

    def size(self):
        """The width and height that the grid takes in a still picture, in pixels."""
        words = max(map(len, self.captions)) * 7  # about 7 pixels a letter
        return max(self.columns * self.cell, words) + 8, self.rows * self.cell + 34

    def draw(self, still, x, y):
        """Draw the grid as it is now on a :class:`convlib.look.Still`, with its top left corner at ``x, y``."""
        still.text(x, y + 8, self.caption(), size=12)
        window = faint_after = None
        if self.window and self.here.value < self.rows_of_places * self.columns_of_places:
            window = *self.window_corner(), *self.window
            faint_after = self.here.value if self.fade else None
        still.grid(x, y + 22, self.cells(), self.cell, faint_after, window)
