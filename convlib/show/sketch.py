"""Sketch: a drawing of lines, bars, dots and words, for what is not a grid of numbers.

The thick and thin lines of a vote, the bars of the two answers, a curve with a dot on it. The same shapes show live
as SVG in the browser and still by matplotlib, so the two agree. Python redraws it whole: it is for drawings of a few
dozen shapes, not for pictures.
"""

import html
from math import ceil, floor, log10
from typing import NamedTuple

import ipywidgets

from .look import MIDDLE_GREY, numeral
from .shown import Shown, sheet

INK = "ink"  # the page's own colour for words, dark on light and light on dark


class Line(NamedTuple):
    """A line through points (x, y)."""

    points: list
    colour: str = INK
    width: float = 2
    dashed: bool = False


class Bar(NamedTuple):
    """A filled rectangle with its top left corner at x, y."""

    x: float
    y: float
    width: float
    height: float
    colour: str = INK


class Dot(NamedTuple):
    """A filled circle around x, y."""

    x: float
    y: float
    radius: float = 6
    colour: str = INK


class Words(NamedTuple):
    """Words whose middle line begins at x, y; or is centred there, or ends there."""

    x: float
    y: float
    text: str
    size: float = 14
    colour: str = INK
    anchor: str = "start"  # or middle, or end


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

    def curve(self, points, colour=INK, width=2, dashed=False):
        """A line through points (number, height)."""
        return Line([self.at(*point) for point in points], colour, width, dashed)

    def frame(self, across=None, up=None, name="", title=""):
        """The shapes of the frame: two lines, marks with words on them, a ``name`` below and a ``title`` above.

        ``across`` and ``up`` tell which numbers are marked, {number: words}: round ones, unless given.
        """
        bottom, right = self.y + self.height, self.x + self.width
        shapes = [Line([(self.x, self.y), (self.x, bottom), (right, bottom)], MIDDLE_GREY, 1)]
        for number, words in (self._marks(self.across) if across is None else across).items():
            x, _ = self.at(number, self.up[0])
            shapes += [Line([(x, bottom), (x, bottom + 5)], MIDDLE_GREY, 1),
                       Words(x, bottom + 15, words, 13, anchor="middle")]
        for height, words in (self._marks(self.up) if up is None else up).items():
            _, y = self.at(self.across[0], height)
            shapes += [Line([(self.x - 5, y), (self.x, y)], MIDDLE_GREY, 1),
                       Words(self.x - 9, y, words, 13, anchor="end")]
        if name:
            shapes.append(Words(right, bottom + 36, name, 14, anchor="end"))
        if title:
            shapes.append(Words(self.x - 9, self.y - 18, title, 14))
        return shapes

    def bars(self, heights, colour):
        """A bar for each height, side by side from the left: in ``colour`` above 0, in grey below, and none for 0.

        >>> Axes(0, 0, 20, 100, across=(0, 2), up=(-1, 1)).bars([0, 0.5], "#2f6db5")
        [Bar(x=11.0, y=25.0, width=8.0, height=25.0, colour='#2f6db5')]
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


class Sketch(Shown, ipywidgets.HTML):
    """A drawing of ``width`` by ``height`` pixels, counted from the top left corner.

    ``label`` says in words what it shows, for those who do not see it; nothing is said where it is empty. :meth:`draw`
    replaces all shapes.

    >>> sketch = Sketch(100, 40, "a bar")
    >>> sketch.draw([Bar(0, 10, 60, 20, "#00807a"), Words(64, 20, ".60")], "a bar of .60")
    >>> sketch
    a bar of .60
    """

    def __init__(self, width, height, label, shapes=()):
        super().__init__()
        self.width, self.height = width, height
        self.add_class("convlib-sketch")
        self.draw(shapes, label)

    def draw(self, shapes, label=None):
        """Show these shapes, later ones on top, and say what they show where that has changed."""
        self.shapes = list(shapes)
        self.label = self.label if label is None else label
        inside = "".join(_SVG[type(shape)](shape) for shape in self.shapes)
        size = f'viewBox="0 0 {self.width} {self.height}" width="{self.width}" height="{self.height}"'
        said = f'role="img" aria-label="{html.escape(self.label)}"' if self.label else 'aria-hidden="true"'
        self.value = f'<svg {said} {size}>{inside}</svg>'

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
            colour = MIDDLE_GREY if shape.colour == INK else shape.colour
            match shape:
                case Line():
                    points = [(x + right, y + down) for right, down in shape.points]
                    still.line(points, colour, shape.width, shape.dashed)
                case Bar():
                    still.bar(x + shape.x, y + shape.y, shape.width, shape.height, colour)
                case Dot():
                    still.dot(x + shape.x, y + shape.y, shape.radius, colour)
                case Words():
                    still.text(x + shape.x, y + shape.y, shape.text, shape.size * 0.8, colour, shape.anchor)


def _css(colour):
    return "var(--jp-ui-font-color1, #222)" if colour == INK else colour


def _line(shape):
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
    dashes = ' stroke-dasharray="6 5"' if shape.dashed else ""
    return (f'<polyline points="{points}" fill="none" stroke-linecap="round" stroke-linejoin="round"{dashes} '
            f'style="stroke: {_css(shape.colour)}; stroke-width: {shape.width:.1f}px"/>')


def _bar(shape):
    return (f'<rect x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.width:.1f}" height="{shape.height:.1f}" '
            f'style="fill: {_css(shape.colour)}"/>')


def _dot(shape):
    return f'<circle cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="{shape.radius:.1f}" style="fill: {_css(shape.colour)}"/>'


def _words(shape):
    return (f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size}" text-anchor="{shape.anchor}" '
            f'dominant-baseline="central" style="fill: {_css(shape.colour)}">{html.escape(shape.text)}</text>')


_SVG = {Line: _line, Bar: _bar, Dot: _dot, Words: _words}
