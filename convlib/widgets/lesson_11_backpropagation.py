"""The wires explorer: one way from the error back to a feature pixel, with its slopes. Lesson 11, slides 77-78.

A feature pixel reaches the error along eight ways: through each of the four values of its feature, to each of the two
votes. Along a way the slopes are multiplied. All ways are added up, and that is the slope of the pixel.
"""

from functools import partial
from itertools import accumulate
from math import prod
from operator import mul
from typing import NamedTuple

import numpy as np

from ..learning import mean_error
from ..show import look
from ..show.scene import Controls, Drawing, Row, Sentence
from ..show.sketch import INK, Bar, Line, Words
from .parts.answers import ANSWERS
from .parts.explorer import DECK_HUES, NAMED
from .parts.learner import NOISE, RIGHT, SLIDES, TINTS, Learner
from .parts.traits import Choice, Whole, derived

PIXELS, EACH = 9, 4  # of a feature: its pixels, and its values
BIT = 1e-4  # how far a pixel is nudged
FULL = 0.1  # the slope of a way that has the full colour

WIDE, TALL = 900, 204  # of the drawing of the way
BOX, HIGH = 84, 34  # the box of a number
LAST, PITCH = 856, 121  # where the middle of the error's box is, and how far it is to the one before
NAMES, FORWARD, SLOPES, BACK, REASONS = 14, 48, 98, 142, 186  # how far below the top the rows of the drawing are
HEAD = 5  # how long and how wide the head of an arrow is

digits = partial(look.label, short=True, places=4)


class Step(NamedTuple):
    """A step back along a way: from which number, and what that is called; the slope of the step, and the reason."""

    name: str
    number: float
    slope: float
    reason: str


class BackpropagationExplorer(Learner):
    """One picture, one feature pixel, and the ways on which the pixel reaches the error: one of them step by step.

    ``letter`` is one of the slides' ten pictures, by its name. ``tint`` is a feature: "teal", "orange" or "magenta", and
    ``pixel`` one of its nine pixels, row by row. ``way`` counts the ways, from 0 to 7: through each of the four values
    to the vote for X, then through each to the vote for O. ``start`` is "noise", which ``seed`` chooses, or "the slides'
    network".

    A pixel, a way or a seed that does not exist is moved to the nearest. Raises TraitError for an unknown letter, feature
    or start. Slides 77-78.

    >>> explorer = BackpropagationExplorer(pixel=1)
    >>> print(explorer.product())
    Through value 2 to the vote for X: −1 × .2713 × 1 × 1 × 1 × .1111 = −.0301.
    >>> bool(np.isclose(explorer.slope, explorer.nudged))
    True
    """

    letter = Choice([*NAMED], "X")
    tint = Choice(TINTS, TINTS[0])
    pixel = Whole(1, 0, PIXELS - 1)
    way = Whole(1, 0, len(ANSWERS) * EACH - 1)

    def __init__(self, letter="X", tint=TINTS[0], pixel=1, way=1, start=NOISE, seed=1):
        super().__init__(letter=letter, tint=tint, pixel=pixel, way=way, start=start, seed=seed)
        self.build("letter", "tint", "pixel", "way", "start", "seed")

    # The numbers.

    @derived("start", "seed")
    def network(self):
        """The network whose slopes these are."""
        return self.first_network()

    @derived("network", "letter")
    def results(self):
        """The picture, and what each layer makes of it."""
        return self.network.forward(NAMED[self.letter])

    @property
    def right_votes(self):
        """What the votes should be."""
        return RIGHT[[*NAMED].index(self.letter)]

    @property
    def feature(self):
        """The number of the feature."""
        return TINTS.index(self.tint)

    @derived("results", "tint")
    def places(self):
        """Where in the map the matches stand that the feature's four values came from: their rows and columns."""
        stage, first = len(self.results) - 2, EACH * self.feature
        traced = [self.network.trace(NAMED[self.letter], stage, first + value)[1] for value in range(EACH)]
        return [tuple(np.argwhere(marks)[0, 1:].tolist()) for marks in traced]

    def steps(self, way):
        """A way, step by step, from the error back to the feature pixel."""
        answer, value = divmod(way, EACH)
        number, (row, column) = EACH * self.feature + value, self.places[value]
        maps, values, votes = (self.results[stage] for stage in (1, -2, -1))
        match, won = maps[self.feature, row, column], values[number]
        beyond = float(np.sign(np.round(votes[answer] - self.right_votes[answer], 12)))
        seen = NAMED[self.letter][row + self.pixel // 3, column + self.pixel % 3]
        return [
            Step("error", np.abs(self.right_votes - votes).sum(), beyond,
                 {1: "too high", -1: "too low", 0: "as it should be"}[beyond]),
            Step(f"vote for {ANSWERS[answer]}", votes[answer], self.network.parameters[1][number, answer], "the weight"),
            Step(f"value {number + 1}", won, 1.0, "it won"),
            Step("pooled", won, 1.0, "it won"),
            Step("after ReLU", max(match, 0), float(match > 0), "above 0" if match > 0 else "not above 0"),
            Step("match", match, seen / PIXELS, f"{look.label(seen, short=True)} ÷ {PIXELS}"),
        ]

    @derived("results", "tint", "pixel")
    def products(self):
        """The slope along each of the eight ways: (answer, value)."""
        ways = [prod(step.slope for step in self.steps(way)) for way in range(len(ANSWERS) * EACH)]
        return np.reshape(ways, (len(ANSWERS), EACH)) + 0.0  # no minus before a 0

    @property
    def slope(self):
        """The slope of the chosen pixel: all ways together."""
        return float(self.products.sum())

    @derived("results", "tint")
    def _all_nudged(self):
        """The slopes of all nine pixels, found by nudging each of them up and down."""
        network = self.first_network()
        pixels, slopes = network.parameters[0][self.feature, 0], []
        for place in np.ndindex(pixels.shape):
            found, errors = pixels[place], []
            for bit in (BIT, -BIT):
                pixels[place] = found + bit
                errors.append(mean_error(network, NAMED[self.letter], self.right_votes))
            pixels[place] = found
            slopes.append(float(np.subtract(*errors) / (2 * BIT)))
        return slopes

    @property
    def nudged(self):
        """The slope of the chosen pixel, found by nudging it up and down."""
        return self._all_nudged[self.pixel]

    # The same in words.

    def product(self):
        """The chosen way, multiplied."""
        answer, value = divmod(self.way, EACH)
        factors = " × ".join(digits(step.slope) for step in self.steps(self.way))
        return (f"Through value {EACH * self.feature + value + 1} to the vote for {ANSWERS[answer]}: {factors} = "
                f"{digits(self.products.flat[self.way])}.")

    def sum(self):
        """All ways, added up.

        >>> print(BackpropagationExplorer(tint="orange", pixel=0, seed=5).sum())
        All eight ways: .0112 + .0117 + 0 − .0191 − .0196 + .0225 + 0 + .0169 = .0236.
        """
        first, *others = self.products.flat
        terms = "".join(f" {'−' if other < 0 else '+'} {digits(abs(other))}" for other in others)
        return f"All eight ways: {digits(first)}{terms} = {digits(self.slope)}."

    def compared(self):
        """What nudging finds, and whether it is the same.

        >>> BackpropagationExplorer().compared()
        'Nudged a little up and down, the pixel has the slope −.0755. That is the same.'
        """
        same = np.isclose(self.slope, self.nudged, rtol=0, atol=1e-6)
        verdict = "That is the same." if same else (
            "That is not the same: some number stands on a kink, and nudging looks at both of its sides.")
        return f"Nudged a little up and down, the pixel has the slope {digits(self.nudged)}. {verdict}"

    # What shows.

    def fullest(self):
        return {"ways": FULL}

    def contents(self):
        picture, hue, pixel = NAMED[self.letter], DECK_HUES[self.feature], self.cursor("pixel")
        row, column = self.places[self.way % EACH]
        window = np.add.outer(np.arange(row, row + 3) * picture.shape[1], np.arange(column, column + 3))
        return {
            "picture": {"cells": look.plain(look.pixels(picture)), "cell": 19, "caption": self.letter,
                        "marks": [window.ravel().tolist()]},
            "patch": {"cells": look.pixels(picture.flat[window]), "cell": 50, "here": pixel, "caption": "its patch"},
            "feature": {"cells": look.matches(self.network.parameters[0][self.feature, 0], hue), "cell": 50,
                        "here": pixel, "caption": f"the {self.tint} feature"},
            "ways": {"cells": look.matches(self.products, hue, best=FULL, places=4), "cell": 66,
                     "here": self.cursor("way"), "caption": "the ways: X above, O below"},
        }

    def scene(self):
        self.sketch = Drawing(WIDE, TALL, lambda: (self._shapes(), self.product()))
        tints = self.buttons("tint", {tint: tint for tint in TINTS}, "feature")
        return [Controls(self.menu("letter", [*NAMED], "picture", "200px"), tints, self.choose_start()),
                Row(*self.grids.values()), self.sketch,
                Sentence(lambda: f"{self.sum()}\n{self.compared()}")]

    def _shapes(self):
        """The way: its numbers from left to right, and below them its slopes from right to left."""
        steps = self.steps(self.way)
        pixel = self.network.parameters[0][self.feature].flat[self.pixel]
        names = [*(step.name for step in steps), "feature pixel"]
        numbers = [*(step.number for step in steps), pixel]
        slopes = [*accumulate((step.slope for step in steps), mul, initial=1.0)]
        shapes = [Words(0, FORWARD, "forward", 15), Words(0, BACK, "back", 15)]
        for place, (name, number, slope) in enumerate(zip(names, numbers, slopes, strict=True)):
            middle = LAST - PITCH * place
            shapes += [Words(middle, NAMES, name, 15, anchor="middle"), *self._boxed(middle, FORWARD, number),
                       *self._boxed(middle, BACK, slope)]
        for place, step in enumerate(steps):
            right, open_ = LAST - PITCH * place - BOX / 2, bool(slopes[place + 1])
            middle, left = right - (PITCH - BOX) / 2, right - PITCH + BOX
            shapes += [*_arrow(left, right, FORWARD, True), *_arrow(right, left, BACK, open_),
                       Words(middle, SLOPES, f"× {digits(step.slope)}", 15, anchor="middle"),
                       Words(middle, REASONS, step.reason, 13, anchor="middle")]
        return shapes

    def _boxed(self, middle, y, number):
        """A number in a box of its colour."""
        (fill, ink, *_), = look.matches(number, DECK_HUES[self.feature]).looks
        return [Bar(middle - BOX / 2, y - HIGH / 2, BOX, HIGH, fill), Words(middle, y, digits(number), 16, ink, "middle")]

    # What happens when something changes.

    def update(self, change=None):
        """Show what is new, and say the chosen way to those who hear the page."""
        super().update(change)
        self.announce(self.product())

    def tell(self):
        super().tell()
        self._seed.disabled = self.start == SLIDES


def _arrow(start, end, y, is_open):
    """An arrow from a box to the next; grey and dashed where nothing goes on."""
    back = HEAD if end < start else -HEAD
    colour = INK if is_open else look.MIDDLE_GREY
    return [Line([(start, y), (end, y)], colour, 2, dashed=not is_open),
            Line([(end + back, y - HEAD), (end, y), (end + back, y + HEAD)], colour, 2)]
