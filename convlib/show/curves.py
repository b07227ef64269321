"""Pictures of one or several curves, side by side or together, and a curve that grows on and on."""

from math import ceil, floor, log10

from . import look
from .sketch import Axes, Sketch, Words

PANEL, GAP, HEIGHT = 250, 66, 240  # of one panel in pixels: its width, the room to the left of it, its height


class Curve:
    """Numbers that come one after the other, as a curve of at most so many points, however many there are.

    A point is the mean of ``each`` numbers. When the curve is full, every two points become one.

    >>> curve = Curve(most=4)
    >>> for number in (1, 3, 5, 7, 9, 11):
    ...     curve.add(number)
    >>> curve.points()
    [(1.5, 2.0), (3.5, 6.0), (5.5, 10.0)]
    """

    def __init__(self, most):
        self.most, self.each = most, 1
        self._means, self._sum, self._count = [], 0, 0

    def add(self, number):
        self._sum += number
        self._count += 1
        if self._count == self.each:
            self._means.append(self._sum / self.each)
            self._sum = self._count = 0
        if len(self._means) == self.most:
            self._means = [(one + other) / 2 for one, other in zip(self._means[::2], self._means[1::2], strict=True)]
            self.each *= 2

    def points(self):
        """The points (number of the step, mean), each in the middle of its steps."""
        return [(place * self.each + (self.each + 1) / 2, mean) for place, mean in enumerate(self._means)]


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
        axes = Axes(GAP + number * (PANEL + GAP), 58, PANEL, HEIGHT, across=(0, len(errors) - 1), up=(0, most))
        shapes += [*axes.frame(name=x_name, title=y_name), Words(axes.x, 14, name, 17),
                   axes.curve(enumerate(errors), look.BLUE, 3)]
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
    axes = Axes(GAP, 36, 2 * PANEL, HEIGHT, across, up, logarithmic=True)
    shapes = axes.frame(name=x_name, title=y_name)
    for (name, ys), colour in zip(curves.items(), (look.MIDDLE_GREY, look.BLUE), strict=False):
        x, y = axes.at(xs[-1], ys[-1])
        shapes += [axes.curve(zip(xs, ys, strict=True), colour, 3), Words(x + 12, y, name, 16)]
    return Sketch(2 * PANEL + GAP + 160, HEIGHT + 86, label, shapes)
