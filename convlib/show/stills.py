"""The still picture of a scene: what shows where no kernel runs. It is drawn with matplotlib."""

import io
import warnings
from contextlib import contextmanager
from functools import cache

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from PIL import Image

from .look import ACCENT, EDGE, HALO, MIDDLE_GREY


class Still:
    """A still picture of ``width`` by ``height`` pixels.

    The background is transparent and the words are grey, so it reads on a light and on a dark page.
    Places and sizes are in pixels, counted from the top left corner.
    """

    SHARPNESS = 2  # dots per pixel

    def __init__(self, width, height):
        self.size = width, height
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72 * self.SHARPNESS, facecolor="none")
        self.axes = self.figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
        self.axes.axis("off")

    def text(self, x, y, words, size=14, colour=MIDDLE_GREY, anchor="start"):
        """Write words; ``x, y`` is the middle of their left edge, or where ``anchor`` is "middle" or "end", of that."""
        sides = {"start": "left", "middle": "center", "end": "right"}
        self.axes.text(x, y, words, size=size, color=colour, va="center", ha=sides[anchor],
                       parse_math=False)  # a price of $5 is no formula

    def line(self, points, colour, width, dashed=False):
        """Draw a line through points (x, y)."""
        self.axes.plot(*zip(*points, strict=True), color=colour, lw=width, ls="--" if dashed else "-",
                       solid_capstyle="round", solid_joinstyle="round")

    def bar(self, x, y, width, height, colour):
        """Fill a rectangle; ``x, y`` is its top left corner."""
        self.axes.add_patch(Rectangle((x, y), width, height, fc=colour, ec="none", zorder=2))

    def dot(self, x, y, radius, colour):
        """Fill a circle around ``x, y``."""
        self.axes.add_patch(Circle((x, y), radius, fc=colour, ec="none", zorder=2))

    def image(self, x, y, shades, width, height):
        """Draw a photograph, ``shades`` as of :func:`convlib.data.photos.on_screen`, from its top left corner."""
        self.axes.imshow(shades, cmap="gray", vmin=0, vmax=255, interpolation="nearest", aspect="auto",
                         extent=(x, x + width, y + height, y), zorder=2)

    def grid(self, x, y, cells, cell=40, seen=(), boxes=()):
        """Draw cells as the widget does. ``seen`` says how much of every cell is seen, in order, from 0 to 1 (all of
        it, also its words); ``boxes`` are accent frames, each of (row, column, rows, columns).

        All squares are one matplotlib collection and all labels another: far quicker than one artist each.
        """
        squares, labels, size = [], [], _letter_size(cells.looks)
        for order, ((row, column), number) in enumerate(np.ndenumerate(cells.index)):
            fill, text_ink, words, _ = cells.looks[number]
            opacity = seen[order] if len(seen) else 1
            to_cell = Affine2D().scale(cell).translate(x + column * cell, y + row * cell)
            if fill != "none":
                squares.append((to_cell.transform_path(Path.unit_rectangle()), to_rgba(fill, opacity)))
            if words and opacity == 1:
                labels.append((to_cell.transform_path(_letters(words, size)), to_rgba(text_ink or MIDDLE_GREY)))
        for shapes, edge in ((squares, EDGE), (labels, "none")):
            if shapes:
                paths, colours = zip(*shapes, strict=True)
                self.axes.add_collection(PathCollection(paths, fc=colours, ec=edge, lw=0.5))
        for row, column, rows, columns in boxes:
            corner = x + column * cell, y + row * cell
            for colour, wide in ((HALO, min(7, cell / 6)), (ACCENT, min(4, cell / 10))):
                self.axes.add_patch(Rectangle(corner, columns * cell, rows * cell, fc="none", ec=colour, lw=wide))

    def png(self):
        """The picture as PNG bytes, the same bytes every time.

        It has few colours, so a table of at most 256 holds them, in a third of the room.
        """
        canvas, file = FigureCanvasAgg(self.figure), io.BytesIO()
        with _any_alphabet():
            canvas.draw()
        drawn = Image.fromarray(np.asarray(canvas.buffer_rgba()))
        few = drawn.quantize(method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(file, format="PNG", compress_level=7)  # nearly as small as can be, in a fifth of the time
        return file.getvalue()


@contextmanager
def _any_alphabet():
    """A letter that the font lacks is drawn as a box, without a warning: the words beside the picture have it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "(?s).*missing from font")
        yield


def _letter_size(looks):
    """How large the labels of a grid are, as a share of a cell: all alike, so that the longest has room in it."""
    longest = max((len(words) for _, _, words, _ in looks), default=0)
    return min(0.34, 1.5 / max(longest, 1))


@cache
def _letters(words, size):
    """The outline of a label, centred in a square of side 1 whose y axis points down."""
    plain = words.replace("$", r"\$")  # between two dollars it would be a formula
    with _any_alphabet():
        outline = TextPath((0, 0), plain, size=size)
    middle = outline.get_extents().x0 / 2 + outline.get_extents().x1 / 2
    return Affine2D().translate(-middle, -0.125).scale(1, -1).translate(0.5, 0.5).transform_path(outline)
