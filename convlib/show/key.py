"""The key of the colours: what -1, 0 and 1 look like, for pixels and for all other numbers."""

from . import look
from .scene import Drawing
from .sketch import Bar, Line, Words

TALL, SQUARE = 20, 14  # of the key, and of one of its squares, in pixels
STEPS = (-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1)


class Key(Drawing):
    """A small scale for each kind of number that a scene shows: a black and a white square for the pixels of pictures,
    and from -1 over 0 to 1 for the others.

    ``colours()`` gives those that are +1 now: one for each feature. None gives no scale for numbers. ``fullest()`` names
    what has its full colour at another number than 1, and that number.

    >>> key = Key(lambda: ["#00807a"], fullest=lambda: {"map": 4})
    >>> key.update()
    >>> key.label
    'colours: −1 is slate, 0 pale, 1 the colour of its feature (map: 4); of pixels, −1 is black and 1 white'
    """

    def __init__(self, colours, pixels=True, fullest=dict):
        super().__init__(10, TALL, lambda: self._scales(colours(), pixels, fullest()), words=lambda: "")
        self.layout.margin = "2px 2px 2px auto"  # at the right
        self.add_class("convlib-key")

    def _scales(self, colours, pixels, fullest):
        shapes, x, told = [], 0, []
        if colours:
            others = "".join(f" ({what}: {look.label(number, short=True)})"
                             for what, number in fullest.items() if number != 1)
            shapes, x = _numbers(colours, f"1{others}")
            told.append(f"−1 is slate, 0 pale, 1 the colour of its feature{others}")
        if pixels:
            more, x = _pixels(x + 18 * bool(colours))
            shapes += more
            told.append("of pixels, −1 is black and 1 white")
        return shapes, f"colours: {'; '.join(told)}" if told else "", max(x, 1), TALL


def _numbers(colours, most):
    """The scale of numbers, with a strip for each of the colours, up to what is the ``most``; and how wide it is."""
    x, shapes = 20, [Words(0, TALL / 2, "−1", 12)]
    for step in STEPS:
        for strip, colour in enumerate(colours):
            fill = look.matches([step], colour).looks[0][0]
            tall = SQUARE / len(colours)
            shapes.append(Bar(x, 3 + strip * tall, SQUARE, tall, fill))
        if step == 0:
            shapes.append(Words(x + SQUARE / 2, TALL / 2, "0", 11, look.BLACK, "middle"))
        x += SQUARE
    return [*shapes, _frame(20, x - 20), Words(x + 6, TALL / 2, most, 12)], x + 7 + 7 * len(most)


def _pixels(x):
    """The two pixels, beginning at ``x``, and where they end."""
    shapes = []
    for words, fill in (("−1", look.BLACK), ("1", look.WHITE)):
        shapes += [Bar(x, 3, SQUARE, SQUARE, fill), _frame(x, SQUARE), Words(x + SQUARE + 4, TALL / 2, words, 12)]
        x += 46
    return shapes, x - 18


def _frame(x, wide):
    """A thin line around a scale: its fills are seen on a light and on a dark page."""
    return Line([(x, 3), (x + wide, 3), (x + wide, 3 + SQUARE), (x, 3 + SQUARE), (x, 3)], look.EDGE, 1)
