"""The nudging explorer: all numbers of the network, and the valley of each of them. Lesson 10, slides 71-78.

The valley is the error as one number changes and all others stay. The slides draw a parabola. With this error, which
adds up distances, it has straight sides and kinks.
"""

import html
from functools import partial

import ipywidgets
import numpy as np

from ..learning import nudge
from ..network import Convolution, Flatten, MaxPool, Network, Relu, Vote, deck_network
from ..ops import convolve, error, max_pool, relu
from ..show import look
from ..show.scene import Column, Controls, Drawing, Row, Sentence
from ..show.sketch import INK, Axes, Dot, Words, accented
from .parts.answers import ANSWERS, CORNERS
from .parts.explorer import NAMED
from .parts.learner import LETTERS, RIGHT, SLIDES, TINTS, Learner, by_answer
from .parts.traits import Choice, Numbers, Whole, derived

ALL = "all ten pictures"
RATES = (0.01, 0.05, 0.2, 1.0, 3.0)

COUNT = 51  # of the numbers that learn
PIXELS = 27  # of them, before the weights
MOST = 2  # the numbers run from -2 to 2: there is room on both sides of every pixel and weight of the slides
BIT = 0.05  # how far a number is nudged, and one step of the slider
PLACES = np.linspace(-MOST, MOST, round(2 * MOST / BIT) + 1).round(2)
NEAR = ("a bit down", "here", "a bit up")

WIDE, TALL = 540, 290  # of the drawing of the valley, in pixels
LEFT, TOP = 66, 42  # room for the numbers and the name beside the valley's axes
BELOW = 30  # room for the numbers below
RIGHT_EDGE = 24  # room behind the end of the axis: half of the slider's handle stands there
SIZE = 16  # of the words: they stay readable where the page makes the drawing smaller
ARROWS = {"left": "←", "right": "→", "": ""}  # above the ball: where downhill is
TRAIL = 5  # places where the ball has been
FADING = ("33", "4d", "66", "80", "99")  # how much of them is seen, the oldest first, as the end of a colour

digits = partial(look.label, short=True, places=4)  # nudging by a bit changes the third decimal, or the fourth


def numbers_of(network):
    """The 51 numbers that learn, in one list: 27 feature pixels, then 24 voting weights.

    >>> numbers_of(deck_network())[:9]  # the diagonal
    array([ 1., -1., -1., -1.,  1., -1., -1., -1.,  1.])
    """
    return np.concatenate([numbers.ravel() for numbers in network.parameters])


def errors_along(network, chosen, places, pictures, right):
    """The error with one number of the network at each of these places, and all others as they are.

    It runs through the layers for all places at once. A feature pixel changes the maps of its own feature only, and a
    weight changes no map at all.
    """
    (features, weights), values = network.parameters, network.forward(pictures)[-2]
    votes = values @ weights
    if chosen < PIXELS:
        feature, pixel = divmod(chosen, 9)
        variants = np.repeat(features[feature].reshape(1, 9), len(places), axis=0)
        variants[:, pixel] = places
        maps = max_pool(max_pool(relu(convolve(pictures, variants.reshape(-1, 3, 3)))))
        own = slice(4 * feature, 4 * feature + 4)
        change = maps.reshape(len(pictures), -1, 4).swapaxes(0, 1) - values[:, own]
        votes = votes + change @ weights[own]
    else:
        value, answer = divmod(chosen - PIXELS, 2)
        moves = np.subtract(places, weights[value, answer])
        votes = votes + np.multiply.outer(moves, np.outer(values[:, value], np.eye(2)[answer]))
    return error(np.broadcast_to(right, votes.shape), votes).mean(axis=-1)


class Past:
    """What is in the valley's drawing, and what was in it before: another valley, and where the ball has been.

    ``trail`` holds the places of the ball before its last steps, (number, error).
    """

    def __init__(self):
        self.trail, self.ghost, self._count = [], None, 0
        self._chosen = self._now = None

    def see(self, chosen, errors):
        """This is the valley now, of the chosen number: if it is another one, the one before becomes a ghost."""
        if self._now is not None and not np.allclose(errors, self._now, rtol=0, atol=1e-9):
            self.ghost, self._count = self._now, self._count + 1
        if self._chosen not in (chosen, None):
            self.trail = []
        self._chosen, self._now = chosen, errors

    def shapes(self, here, nudged, arrow):
        """The valley with the ball in it, the ghost and the trail: all to one scale, to show how far the error went.

        ``nudged`` is the error a bit below ``here``, there, and a bit above. A ghost keeps the key that it had.
        """
        known = [*self._now, *nudged, *([] if self.ghost is None else self.ghost), *(error for _, error in self.trail)]
        axes = Axes(LEFT, TOP, WIDE - LEFT - RIGHT_EDGE, TALL - TOP - BELOW, (-MOST, MOST), _span(known))
        xs, order = np.unique([*PLACES, here], return_index=True)
        ys = np.array([*self._now, nudged[1]])[order]
        (x, y), line = axes.at(here, nudged[1]), f"valley {self._count}"
        return [*axes.frame(title="error", size=SIZE), *self._before(axes),
                axes.curve(zip(xs, ys, strict=True), INK, 4, key=line),
                *accented(Dot(x, y, 9.5, key="ball", along=line)),
                Words(x, y - 28, arrow, 30, INK, "middle", "downhill", line)]

    def _before(self, axes):
        """The ghost and the trail."""
        shapes = []
        if self.ghost is not None:
            line = axes.curve(zip(PLACES, self.ghost, strict=True), look.MIDDLE_GREY, 2, dashed=True,
                              key=f"valley {self._count - 1}")
            x, y = line.points[-1]
            side = 16 if self.ghost[-1] < self._now[-1] else -14  # where the valley of now is not
            shapes = [line, Words(x, y + side, "before", SIZE - 2, look.MIDDLE_GREY, "end", "before")]
        for place, seen in zip(self.trail, FADING[TRAIL - len(self.trail):], strict=True):
            shapes += [each._replace(colour=each.colour + seen)
                       for each in accented(Dot(*axes.at(*place), 6, key=f"been at {place}"))]
        return shapes


class NudgingExplorer(Learner):
    """Every feature pixel and voting weight, the valley of the chosen one, and steps downhill.

    ``numbers`` are the 51 that learn: ``features`` (3, 3, 3), then ``weights`` (12, 2), each counted row by row.
    ``chosen`` is one of them, from 0 to 50. ``counted`` says whose error counts: a key of ``NAMED``, or "all ten
    pictures" for the mean. ``start`` is "the slides' network", or "noise", which ``seed`` chooses. ``rate`` is the
    learning rate, one of ``RATES``. ``steps`` counts the steps downhill since the start.

    Numbers beyond -2 and 2, and a chosen number or seed that does not exist, are moved to the nearest. Raises
    ValueError or TypeError for another count of numbers, and TraitError for an unknown start, rate or picture.
    Slides 71-78.

    >>> explorer = NudgingExplorer(chosen=36)
    >>> explorer.name()
    'the weight of value 5 (orange, top left) in the vote for O'
    >>> print(explorer.score())
    error .7400, the mean of ten pictures. 9 of the ten are right.
    >>> explorer.step_all(); explorer.score()
    'error .7265, the mean of ten pictures. 9 of the ten are right.'
    """

    numbers = Numbers(numbers_of(deck_network()), -MOST, MOST, sentence="Numbers run from {least} to {most} here. "
                      "{count} would have gone further, and stopped at the end.")
    chosen = Whole(0, 0, COUNT - 1, title="number")
    counted = Choice([ALL, *NAMED], ALL)
    rate = Choice(RATES, 0.05)
    steps = Whole(0, 0, 999_999, title="number of steps")

    HAS_PIXELS = False

    def __init__(self, start=SLIDES, seed=1, chosen=36, counted=ALL, rate=0.05):
        super().__init__(start=start, seed=seed, chosen=chosen, counted=counted, rate=rate)
        pixels, weights = np.arange(PIXELS), by_answer(np.arange(PIXELS, COUNT)).ravel()
        self._cursors |= {"features": self._cursor(pixels.tolist()), "weights": self._cursor(weights.tolist())}
        self._past = Past()
        self.sketch = Drawing(WIDE, TALL, self._valley)
        share = "calc({:.5f} * (100% - 4px) + {}px)".format  # of the drawing above it, which has 4 pixels around it
        self.slider = self.follow_in_steps(
            ipywidgets.FloatSlider(
                min=-MOST, max=MOST, step=BIT, readout=False, tooltip="the chosen number",
                layout={"width": share(1 - (LEFT + RIGHT_EDGE) / WIDE, 26),
                        "margin": f"0 0 0 {share(LEFT / WIDE, -11)}"}).add_class("convlib-below-axis"),
            lambda: self.numbers[self.chosen], self._by_hand, "numbers", "chosen")
        self.build("numbers", "counted")
        self.observe(self._go, names="chosen")
        self.observe(self.back, names=["start", "seed"])
        self.back()

    # The numbers.

    @property
    def features(self):
        """The 27 feature pixels: (3, 3, 3)."""
        return self.numbers[:PIXELS].reshape(3, 3, 3)

    @property
    def weights(self):
        """The 24 voting weights: (12, 2), for X and for O."""
        return self.numbers[PIXELS:].reshape(12, 2)

    @property
    def network(self):
        """A network of these numbers."""
        convolution = Convolution(self.features[:, np.newaxis])
        return Network([convolution, Relu(), MaxPool(), MaxPool(), Flatten(), Vote(self.weights)])

    def pictures(self):
        """The pictures whose error counts, and the right answers: (n, 9, 9) and (n, 2)."""
        count = slice(None) if self.counted == ALL else [list(NAMED).index(self.counted)]
        return LETTERS[count], RIGHT[count]

    def errors_at(self, places):
        """The error with the chosen number at each of these places, and all others as they are."""
        return errors_along(self.network, self.chosen, places, *self.pictures())

    @derived("numbers", "chosen", "counted")
    def _errors(self):
        """The error along the whole valley, then with the chosen number a bit down, as it is, and a bit up."""
        here = self.numbers[self.chosen]
        return self.errors_at([*PLACES, here - BIT, here, here + BIT])

    @property
    def nudged(self):
        """The error with the chosen number a bit down, as it is, and a bit up."""
        return self._errors[-3:]

    @property
    def error(self):
        """The error as it is now."""
        return self.nudged[1]

    @property
    def slopes(self):
        """The slope of the valley to the left and to the right of the ball."""
        slopes = np.round(np.diff(self.nudged) / BIT, 9)  # without the last digits, which are rounding
        return np.repeat(slopes.mean(), 2) if np.isclose(*slopes, atol=1e-8) else slopes

    # The same in words.

    def name(self):
        """What the chosen number is.

        >>> NudgingExplorer(chosen=5).name()
        'the pixel of the teal feature in row 1, column 2'
        """
        if self.chosen < PIXELS:
            feature, pixel = divmod(self.chosen, 9)
            return f"the pixel of the {TINTS[feature]} feature in row {pixel // 3}, column {pixel % 3}"
        value, answer = divmod(self.chosen - PIXELS, 2)
        where = f"{TINTS[value // 4]}, {CORNERS[value % 4]}"
        return f"the weight of value {value + 1} ({where}) in the vote for {ANSWERS[answer]}"

    def score(self):
        """The error, where it comes from, and how many pictures are right."""
        return "".join(self._score())

    def _score(self):
        """The same in two parts: the error, and what is said behind it."""
        whose = ", the mean of ten pictures"
        if self.counted != ALL:
            (right,) = self.pictures()[1]
            distances = map(_distance, right, self.network(NAMED[self.counted]))
            whose = f" for {self.counted}: {' + '.join(distances)}"
        return f"error {digits(self.error)}", f"{whose}. {self.right} of the ten are right."

    def told(self):
        """The slope at the ball, and which way is downhill.

        >>> NudgingExplorer(chosen=36).told()
        'A kink: the slope is .2888 on the left and .5111 on the right, .4000 on average. Downhill is to the left.'
        """
        left, right = self.slopes
        said = f"The slope is {digits(left)}."
        if left != right:
            said = (f"A kink: the slope is {digits(left)} on the left and {digits(right)} on the right, "
                    f"{digits((left + right) / 2)} on average.")
        if self.downhill():
            return f"{said} Downhill is to the {self.downhill()}."
        return f"{said} A bit up or down {'changes nothing' if left == right else 'leads up on both sides'}."

    def downhill(self):
        """On which side of the ball the error is smaller, "left" or "right"; the steeper one of two, or "" for none."""
        left, right = self.slopes
        if left <= 0 <= right:
            return ""
        return "left" if left + right > 0 else "right"

    # Steps.

    def step_one(self):
        """Move the chosen number downhill: against its slope, by the learning rate times the slope."""
        before, slope = self.numbers[self.chosen], self.slopes.mean()
        self._step(self._with(before - self.rate * slope), "this number went from {} to {}", before)

    def _by_hand(self, value):
        """The hand moves the chosen number: where steps have been before is past."""
        self._past.trail = []
        self.numbers = self._with(value)

    def _with(self, value):
        """All numbers, with this one in place of the chosen one."""
        return np.where(np.arange(COUNT) == self.chosen, value, self.numbers)

    def step_all(self):
        """Move all 51 numbers downhill at once. Each slope is found by nudging its number, as for one."""
        slopes = nudge(self.network, *self.pictures(), step=BIT)
        numbers = self.numbers - self.rate * np.concatenate([slope.ravel() for slope in slopes])
        self._step(numbers, "all 51 numbers moved")

    def back(self, _=None):
        """Put all numbers back to the start."""
        self._seed.disabled = self.start == SLIDES
        self.numbers, self.steps = numbers_of(self.first_network()), 0
        self._past = Past()
        self.tell()

    def _step(self, numbers, moved, *before):
        """Take a step, and say how the error changed."""
        error_before = self.error
        self._past.trail = [*self._past.trail, (self.numbers[self.chosen], error_before)][-TRAIL:]
        self.steps += 1
        self.numbers = numbers
        moved = moved.format(*map(digits, [*before, self.numbers[self.chosen]]))
        self.say("step", f"Step {self.steps}: {moved}, and the error went from {digits(error_before)} to "
                         f"{digits(self.error)}.")

    # What shows.

    def contents(self):
        return {name: {**content, "here": self._cursors[name]} for name, content in super().contents().items()}

    def scene(self):
        name = Sentence(self.name, markup=lambda: _marked(self.name()))
        numbers = Column(*self.grids.values(), Sentence(self._near, markup=lambda: _table(self._rows())))
        steps = [self.button("step: this number", "one step downhill with the chosen number", self.step_one,
                             primary=True),
                 self.button("step: all 51 at once", "one step of gradient descent", self.step_all)]
        return [Controls(self.choose_start(), self.menu("counted", [ALL, *NAMED], "the error of", "270px")),
                Sentence(self.score, markup=self._marked_score),
                Row(numbers, Column(name, self.sketch, self.slider)),
                Sentence(self.told),
                Controls(ipywidgets.HBox(steps),
                         self.buttons("rate", {look.label(rate, short=True): rate for rate in RATES}, "learning rate"),
                         self.button("reset", "all numbers as they were at the start", self.back))]

    def _cursor(self, order):
        """The place of the chosen number in one of the grids, whose numbers come in this order; nowhere, if it is in
        the other."""

        def shown():
            return order.index(self.chosen) if self.chosen in order else len(order)

        def put(place):
            if place < len(order):
                self.chosen = order[place]

        return self.follow(ipywidgets.IntSlider(max=len(order)), shown, put, "chosen")

    def _valley(self):
        """The valley, the ball in it, and its slope; and the same in words."""
        here = self.numbers[self.chosen]
        self._past.see(self.chosen, self._errors[:-3])
        return (self._past.shapes(here, self.nudged, ARROWS[self.downhill()]),
                f"the valley of {self.name()}: error {digits(self.error)} at {digits(here)}")

    def _marked_score(self):
        """The score, with the error large."""
        large, rest = map(html.escape, self._score())
        return f'<strong style="font-size: 145%">{large}</strong>{rest}'

    def _rows(self):
        """What nudging compares: the number and the error, each a bit down, here, and a bit up."""
        here = self.numbers[self.chosen]
        return {"number": map(digits, [here - BIT, here, here + BIT]), "error": map(digits, self.nudged)}

    def _near(self):
        return "\n".join(f"{name}: {', '.join(map(' '.join, zip(NEAR, row, strict=True)))}"
                         for name, row in self._rows().items())

    # What happens when something changes.

    def update(self, _=None):
        self.say("step")
        super().update()

    def _go(self, _=None):
        """Another number is chosen: the numbers stay as they are."""
        self.say("step")
        self.tell()


def _marked(name):
    """A name in two lines: a longer one does not push down what stands below it."""
    return f'<strong style="white-space: nowrap">{html.escape(name).replace(" in ", " <br>in ")}</strong>'


def _table(rows):
    """What nudging compares, as a table."""
    rows = ("".join(f"<td>{cell}</td>" for cell in [name, *row]) for name, row in {"": NEAR, **rows}.items())
    return f'<table class="convlib-near"><tr>{"</tr><tr>".join(rows)}</tr></table>'


def _distance(right, actual):
    """The share of one answer in the error."""
    return f"|{right:g} − {digits(actual)}|" if actual >= 0 else f"|{right:g} − ({digits(actual)})|"


def _span(errors):
    """The least and the most of the error's axis: no valley is drawn deeper than it deserves."""
    least, most = min(errors), max(errors)
    room = max(0.12 * (most - least), (0.1 - (most - least)) / 2)
    return max(least - room, 0), most + room
