"""Sketch: a drawing of lines, bars, dots and words, for what is not a grid of numbers.

The thick and thin lines of a vote, the bars of the two answers, a curve with a dot on it. The same shapes show live
as SVG in the browser and still by matplotlib, so the two agree. Python sends all of them at each change: it is for
drawings of a few dozen shapes, not for pictures. sketch.js moves those that were there before to their new places.

It knows them by their kind and their ``key``. Where no shape has a key, they are the same if there are as many as
before, of the same kinds, in the same order.
"""

import base64
import io
from functools import lru_cache
from math import ceil, floor, log10
from typing import NamedTuple

import anywidget
import numpy as np
from PIL import Image
from traitlets import Float, List, Unicode

from .look import ACCENT, BLACK, HALO, MIDDLE_GREY, WHITE, numeral
from .page import dressed, scripts, sheets
from .shown import Shown, sheet

ON_FILL = {"#000000", "#ffffff", BLACK, WHITE}  # the colours of words that stand on a fill, and not on the page
INK = "ink"  # the page's own colour for words, dark on light and light on dark


class Line(NamedTuple):
    """A line through points (x, y)."""

    points: list
    colour: str = INK
    width: float = 2
    dashed: bool = False
    key: str = ""


class Bar(NamedTuple):
    """A filled rectangle with its top left corner at x, y."""

    x: float
    y: float
    width: float
    height: float
    colour: str = INK
    key: str = ""


class Dot(NamedTuple):
    """A filled circle around x, y. When it moves, it rolls ``along`` the line with this key, if there is one."""

    x: float
    y: float
    radius: float = 6
    colour: str = INK
    key: str = ""
    along: str = ""


class Words(NamedTuple):
    """Words whose middle line begins at x, y; or is centred there, or ends there. They can move as a dot does."""

    x: float
    y: float
    text: str
    size: float = 14
    colour: str = INK
    anchor: str = "start"  # or middle, or end
    key: str = ""
    along: str = ""


class Picture(NamedTuple):
    """A small picture of black and white pixels, (rows, columns), with its top left corner at x, y. It turns over when
    ``turned`` changes: another word for what is on its other side."""

    x: float
    y: float
    side: float
    pixels: np.ndarray
    key: str = ""
    turned: str = ""


def accented(shape):
    """A line or a dot that says "here": in the accent, on a dark outline that is seen where the accent is not.

    >>> [dot.radius for dot in accented(Dot(0, 0, 6))]
    [7.5, 6]
    """
    size, more = ("radius", 1.5) if isinstance(shape, Dot) else ("width", 3)
    return [shape._replace(colour=HALO, **{size: getattr(shape, size) + more}), shape._replace(colour=ACCENT)]


class Axes:
    """The frame of a chart: where numbers have their places in a drawing.

    Its top left corner is at ``x, y``, in pixels. It shows the numbers ``across`` (least, most) from left to right, and
    ``up`` (least, most) from bottom to top. With ``logarithmic``, ten times as much is always one step of the same
    length, on both.

    >>> axes = Axes(40, 10, 200, 100, across=(0, 100), up=(0, 1))
    >>> axes.at(50, 0.25)
    (140.0, 85.0)
    """

    def __init__(self, x, y, width, height, across, up, logarithmic=False):
        self.x, self.y, self.width, self.height = x, y, width, height
        self.across, self.up, self.logarithmic = across, up, logarithmic

    def at(self, number, height):
        """Where a point of the chart stands in the drawing, (x, y). What is beyond the frame stands on its edge."""
        right, above = self._share(number, self.across), self._share(height, self.up)
        return self.x + right * self.width, self.y + (1 - above) * self.height

    def curve(self, points, colour=INK, width=2, dashed=False, key=""):
        """A line through points (number, height)."""
        return Line([self.at(*point) for point in points], colour, width, dashed, key)

    def frame(self, across=None, up=None, name="", title="", size=13):
        """The shapes of the frame: two lines, marks with words on them, a ``name`` below and a ``title`` above.

        ``across`` and ``up`` tell which numbers are marked, {number: words}: round ones, unless given. When the axes
        change, a mark moves with its number. ``size`` is that of the numbers.
        """
        bottom, right = self.y + self.height, self.x + self.width
        here = f"axes at {self.x:g}, {self.y:g}"
        shapes = [Line([(self.x, self.y), (self.x, bottom), (right, bottom)], MIDDLE_GREY, 1, key=here)]
        for number, words in (self._marks(self.across) if across is None else across).items():
            x, _ = self.at(number, self.up[0])
            key = f"{number:g} across {here}"
            shapes += [Line([(x, bottom), (x, bottom + 5)], MIDDLE_GREY, 1, key=key),
                       Words(x, bottom + size + 2, words, size, anchor="middle", key=key)]
        for height, words in (self._marks(self.up) if up is None else up).items():
            _, y = self.at(self.across[0], height)
            key = f"{height:g} up {here}"
            shapes += [Line([(self.x - 5, y), (self.x, y)], MIDDLE_GREY, 1, key=key),
                       Words(self.x - 9, y, words, size, anchor="end", key=key)]
        if name:
            shapes.append(Words(right, bottom + 2 * size + 10, name, size + 1, anchor="end", key=f"name of {here}"))
        if title:
            shapes.append(Words(self.x - 9, self.y - 18, title, size + 1, key=f"title of {here}"))
        return shapes

    def bars(self, heights, colour):
        """A bar for each height, side by side from the left: in ``colour`` above 0, in grey below, and none for 0.

        >>> Axes(0, 0, 20, 100, across=(0, 2), up=(-1, 1)).bars([0, 0.5], "#2f6db5")
        [Bar(x=11.0, y=25.0, width=8.0, height=25.0, colour='#2f6db5', key='')]
        """
        shapes = []
        for place, height in enumerate(heights):
            left, zero = self.at(place + 0.1, 0)
            right, end = self.at(place + 0.9, height)
            if height:
                shapes.append(Bar(left, min(zero, end), right - left, max(abs(end - zero), 0.2),
                                  colour if height > 0 else MIDDLE_GREY))
        return shapes

    def _share(self, number, ends):
        """At which share of its axis a number stands, from 0 to 1."""
        least, most, number = (log10(each) if self.logarithmic else each for each in (*ends, number))
        return min(max((number - least) / (most - least), 0), 1)

    def _marks(self, ends):
        """Round numbers along an axis, and how they are printed."""
        least, most = ends
        if self.logarithmic:
            numbers = [10.0**power for power in range(ceil(log10(least)), floor(log10(most)) + 1)]
        else:
            step = round_above((most - least) / 5)  # about five marks
            numbers = [step * count for count in range(ceil(least / step - 1e-9), floor(most / step + 1e-9) + 1)]
        return {number: numeral(number) for number in numbers}


def round_above(number):
    """The next of the round numbers: 1, 2, 5, 10, 20, 50 and so on, or .5, .2, .1 …, that is not below this one.

    >>> round_above(50), round_above(51), round_above(1300), round_above(0.3)
    (50, 100, 2000, 0.5)
    """
    ten = 10 ** floor(log10(number))
    return next(ten * each for each in (1, 2, 5, 10) if ten * each >= number * 0.999)


class Sketch(Shown, anywidget.AnyWidget):
    """A drawing of ``width`` by ``height`` pixels, counted from the top left corner.

    ``label`` says in words what it shows, for those who do not see it; nothing is said where it is empty. :meth:`draw`
    replaces all shapes.

    >>> sketch = Sketch(100, 40, "a bar")
    >>> sketch.draw([Bar(0, 10, 60, 20, "#00807a"), Words(64, 20, ".60")], "a bar of .60")
    >>> sketch
    a bar of .60
    """

    _esm = dressed("sketch", scripts("hand", "motion", "letters", "sketch"), sheets("sketch"))

    width = Float().tag(sync=True)
    height = Float().tag(sync=True)
    label = Unicode().tag(sync=True)
    elements = List(help="The shapes as sketch.js draws them.").tag(sync=True, to_json=lambda sent, _: sent)

    def __init__(self, width, height, label, shapes=()):
        super().__init__(width=width, height=height, label=label)
        self.add_class("convlib-sketch")
        self.draw(shapes)

    def draw(self, shapes, label=None):
        """Show these shapes, later ones on top, and say what they show where that has changed."""
        self.shapes = list(shapes)
        with self.hold_sync():
            self.label = self.label if label is None else label
            self.elements = [_ELEMENTS[type(shape)](shape) for shape in self.shapes]

    def text(self):
        return self.label

    def still(self):
        still = sheet(*self.size())
        self.draw_still(still, 0, 0)
        return still

    def size(self):
        """The width and height that it takes in a still picture, in pixels."""
        return self.width, self.height

    def draw_still(self, still, x, y):
        """Draw the shapes on a :class:`convlib.show.stills.Still`, with the top left corner at ``x, y``."""
        for shape in self.shapes:
            colour = getattr(shape, "colour", INK)
            colour = MIDDLE_GREY if colour == INK else colour
            match shape:
                case Line():
                    points = [(x + right, y + down) for right, down in shape.points]
                    still.line(points, colour, shape.width, shape.dashed)
                case Bar():
                    still.bar(x + shape.x, y + shape.y, shape.width, shape.height, colour)
                case Dot():
                    still.dot(x + shape.x, y + shape.y, shape.radius, colour)
                case Picture():
                    still.image(x + shape.x, y + shape.y, _shades(shape.pixels), shape.side, shape.side)
                case Words():
                    still.text(x + shape.x, y + shape.y, shape.text, shape.size * 0.8, colour, shape.anchor)


def _css(colour):
    return "var(--jp-ui-font-color1, #222)" if colour == INK else colour


def _element(tag, shape, place, words="", **looks):
    """What sketch.js is told of a shape: its place in numbers that may ease, and the attributes that do not move."""
    return {"tag": tag, "key": shape.key, "place": [round(float(number), 1) for number in place], "looks": looks,
            "words": words, "along": getattr(shape, "along", ""), "turned": getattr(shape, "turned", "")}


def _line(shape):
    dashes = {"stroke-dasharray": "6 5"} if shape.dashed else {}
    return _element("polyline", shape, (number for point in shape.points for number in point), **dashes, **{
        "fill": "none", "stroke-linecap": "round", "stroke-linejoin": "round",
        "style": f"stroke: {_css(shape.colour)}; stroke-width: {shape.width:.1f}px"})


def _bar(shape):
    return _element("rect", shape, (shape.x, shape.y, shape.width, shape.height), style=f"fill: {_css(shape.colour)}")


def _dot(shape):
    return _element("circle", shape, (shape.x, shape.y, shape.radius), style=f"fill: {_css(shape.colour)}")


def _words(shape):
    on_fill = {"class": "convlib-on-fill"} if shape.colour in ON_FILL else {}
    return _element("text", shape, (shape.x, shape.y), shape.text, **on_fill, style=f"fill: {_css(shape.colour)}", **{
        "font-size": f"{shape.size:g}", "text-anchor": shape.anchor, "dominant-baseline": "central"})


def _shades(pixels):
    """Each pixel as a shade of grey, from 0 to 255: as dark and as light as the cells of a grid."""
    dark, light = (int(colour[1:3], 16) for colour in (BLACK, WHITE))
    return np.where(np.asarray(pixels) > 0, light, dark).astype(np.uint8)


@lru_cache(maxsize=4096)
def _address(shades, shape):
    """A picture as an address that holds all of it."""
    file = io.BytesIO()
    Image.frombytes("L", shape[::-1], shades).save(file, format="PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def _picture(shape):
    shades = _shades(shape.pixels)
    return _element("image", shape, (shape.x, shape.y, shape.side, shape.side), preserveAspectRatio="none",
                    href=_address(shades.tobytes(), shades.shape))


_ELEMENTS = {Line: _line, Bar: _bar, Dot: _dot, Words: _words, Picture: _picture}
