"""Curves in a sketch: axes that turn numbers into places, and pictures of one or several curves."""

from math import ceil, floor, log10

from .. import look
from ..sketch import INK, Line, Sketch, Words

BLUE, GREY = look.COLOURS["your own"], look.MIDDLE_GREY
PANEL, GAP, HEIGHT = 250, 66, 240  # of one panel in pixels: its width, the room to the left of it, its height
MARKS = 5  # about so many numbers along an axis


class Axes:
    """A rectangle of a sketch, in pixels, in which numbers have their places.

    ``across`` and ``up`` are the least and the most of the numbers on the two axes. With ``logarithmic``, ten times as
    much is always one step of the same length, on both.

    >>> axes = Axes((100, 0, 200, 50), across=(0, 4), up=(0, 1))
    >>> axes.place(2, 1)
    (200.0, 0.0)
    """

    def __init__(self, box, across, up, logarithmic=False):
        self.box, self.across, self.up = box, across, up
        self.logarithmic = logarithmic

    def place(self, x, y):
        """Where the numbers x and y meet, in pixels."""
        left, top, width, height = self.box
        return left + width * self._share(x, self.across), top + height * (1 - self._share(y, self.up))

    def line(self, xs, ys, colour, width=3):
        """A curve through the points (x, y)."""
        return Line([self.place(x, y) for x, y in zip(xs, ys, strict=True)], colour, width)

    def frame(self, x_name, y_name):
        """The two axes, with numbers and names."""
        left, top, width, height = self.box
        shapes = [Line([(left, top), (left, top + height), (left + width, top + height)], GREY, 1)]
        for number in self._marks(self.across):
            x, y = self.place(number, self.up[0])
            shapes += [Line([(x, y), (x, y + 5)], GREY, 1), Words(x, y + 15, _printed(number), 13, anchor="middle")]
        for number in self._marks(self.up):
            x, y = self.place(self.across[0], number)
            shapes += [Line([(x - 5, y), (x, y)], GREY, 1), Words(x - 9, y, _printed(number), 13, anchor="end")]
        return [*shapes, Words(left - 9, top - 18, y_name, 14),
                Words(left + width, top + height + 36, x_name, 14, anchor="end")]

    def _share(self, number, span):
        """How far along its axis a number is, from 0 to 1."""
        least, most, number = (log10(each) if self.logarithmic else each for each in (*span, number))
        return (number - least) / (most - least)

    def _marks(self, span):
        """Round numbers along an axis."""
        least, most = span
        if self.logarithmic:
            return [10.0**power for power in range(ceil(log10(least)), floor(log10(most)) + 1)]
        rough = (most - least) / MARKS
        ten = 10 ** floor(log10(rough))
        step = next(ten * each for each in (1, 2, 5, 10) if ten * each >= rough * 0.999)
        return [step * count for count in range(ceil(least / step - 1e-9), floor(most / step + 1e-9) + 1)]


def curves_apart(curves, x_name, y_name, label, most=None):
    """A sketch of curves side by side, each in a panel of its own, all to the same scale.

    ``curves`` is a dict from a name to a list of numbers, which are counted from 0. What is above ``most`` is cut off.
    ``label`` says in words what the sketch shows.

    >>> curves_apart({"slow": [3, 2.9], "quick": [3, 1]}, "steps", "error", "two ways down")
    two ways down
    """
    most = max(map(max, curves.values())) if most is None else most
    shapes = []
    for number, (name, errors) in enumerate(curves.items()):
        axes = Axes((GAP + number * (PANEL + GAP), 58, PANEL, HEIGHT), (0, len(errors) - 1), (0, most))
        shapes += [*axes.frame(x_name, y_name), Words(axes.box[0], 14, name, 17),
                   axes.line(range(len(errors)), [min(error, most) for error in errors], BLUE)]
    return Sketch(len(curves) * (PANEL + GAP) + 20, HEIGHT + 108, label, shapes)


def curves_together(xs, curves, x_name, y_name, label):
    """A sketch of curves in one panel with logarithmic axes, for numbers that grow by tens and hundreds.

    ``curves`` is a dict from a name to one number for each of ``xs``. ``label`` says in words what the sketch shows.

    >>> curves_together([1, 10, 100], {"line": [1, 10, 100], "square": [1, 100, 10000]}, "n", "work", "two ways up")
    two ways up
    """
    numbers = [number for ys in curves.values() for number in ys]
    up = 10 ** floor(log10(min(numbers))), 10 ** ceil(log10(max(numbers)))
    across = 10 ** floor(log10(min(xs))), 10 ** ceil(log10(max(xs)))
    axes = Axes((GAP, 36, 2 * PANEL, HEIGHT), across, up, logarithmic=True)
    shapes = axes.frame(x_name, y_name)
    for (name, ys), colour in zip(curves.items(), (GREY, BLUE), strict=False):
        x, y = axes.place(xs[-1], ys[-1])
        shapes += [axes.line(xs, ys, colour), Words(x + 12, y, name, 16, INK)]
    return Sketch(2 * PANEL + GAP + 160, HEIGHT + 86, label, shapes)


def _printed(number):
    """A number beside an axis: .25, 3, 1 000."""
    shown = f"{number:,.6g}".replace(",", " ").replace("-", "−")
    return shown.replace("0.", ".", 1) if shown.lstrip("−").startswith("0.") else shown
