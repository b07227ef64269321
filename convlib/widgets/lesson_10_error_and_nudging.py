"""The nudging explorer: all numbers of the network, and the valley of each of them. Lesson 10, slides 71-78.

The valley is the error as one number changes and all others stay. The slides draw a parabola. With this error, which
adds up distances, it has straight sides and kinks.
"""

import html
import re

import ipywidgets
import numpy as np
from traitlets import link

from ..architecture import random_network
from ..learning import nudge
from ..network import Convolution, Flatten, MaxPool, Network, Relu, Vote, deck_network
from ..ops import convolve, error, max_pool, relu, winner
from ..pictures import FEATURES, deck_letters
from ..show import look
from ..show.grid import PixelGrid
from ..show.shown import sheet
from ..show.sketch import Axes, Dot, Sketch, Words
from .parts.answers import ANSWERS, CORNERS
from .parts.explorer import PICTURES, Explorer
from .parts.traits import Choice, Numbers, Whole

SLIDES, NOISE = "the slides' network", "noise"
ALL = "all ten pictures"
RATES = (0.01, 0.05, 0.2, 1.0, 3.0)
LETTERS, RIGHT = deck_letters()
TINTS = ("teal", "orange", "magenta")  # what the features are called where they may be noise
COLOURS = [look.COLOURS[name] for name in FEATURES]

COUNT = 51  # of the numbers that learn
LAST_SEED, MOST_STEPS = 99, 999_999
MOST = 2  # the numbers run from -2 to 2: there is room on both sides of every pixel and weight of the slides
BIT = 0.05  # how far a number is nudged, and one step of the slider
PLACES = np.linspace(-MOST, MOST, round(2 * MOST / BIT) + 1).round(2)

CELL = 48  # the side of a feature pixel; three of them are as tall as four weights
WIDE, TALL = 620, 336  # of the drawing of the valley, in pixels
LEFT, TOP = 66, 42  # room for the numbers and the name beside the valley's axes
RIGHT_EDGE = 24  # room behind the end of the axis: half of the slider's handle stands there
ARROWS = {"left": "←", "right": "→", "": ""}  # above the ball: where downhill is


def numbers_of(network):
    """The 51 numbers that learn, in one list: 27 feature pixels, then 24 voting weights.

    >>> numbers_of(deck_network())[:9]  # the diagonal
    array([ 1., -1., -1., -1.,  1., -1., -1., -1.,  1.])
    """
    return np.concatenate([numbers.ravel() for numbers in network.parameters])


class NudgingExplorer(Explorer):
    """Every feature pixel and voting weight, the valley of the chosen one, and steps downhill.

    ``numbers`` are the 51 that learn: ``features`` (3, 3, 3), then ``weights`` (12, 2), each counted row by row.
    ``chosen`` is one of them, from 0 to 50. ``counted`` says whose error counts: a key of ``PICTURES``, or "all ten
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
    counted = Choice([ALL, *PICTURES], ALL)
    start = Choice([SLIDES, NOISE], SLIDES)
    seed = Whole(0, 0, LAST_SEED)
    rate = Choice(RATES, 0.05)
    steps = Whole(0, 0, MOST_STEPS, title="number of steps")

    def __init__(self, start=SLIDES, seed=1, chosen=36, counted=ALL, rate=0.05):
        super().__init__(start=start, seed=seed, counted=counted, rate=rate)
        self._build()
        self.children = [self._choosers(), self._scene(), self._buttons(), self._line]
        self.observe(self.update, names=["numbers", "counted"])
        self.observe(self._go, names="chosen")
        self.observe(self.back, names=["start", "seed"])
        self.chosen = chosen
        self.back()

    # The numbers.

    @property
    def features(self):
        """The 27 feature pixels: (3, 3, 3)."""
        return self.numbers[:27].reshape(3, 3, 3)

    @property
    def weights(self):
        """The 24 voting weights: (12, 2), for X and for O."""
        return self.numbers[27:].reshape(12, 2)

    @property
    def network(self):
        """A network of these numbers."""
        convolution = Convolution(self.features[:, np.newaxis])
        return Network([convolution, Relu(), MaxPool(), MaxPool(), Flatten(), Vote(self.weights)])

    def pictures(self):
        """The pictures whose error counts, and the right answers: (n, 9, 9) and (n, 2)."""
        count = slice(None) if self.counted == ALL else [list(PICTURES).index(self.counted)]
        return LETTERS[count], RIGHT[count]

    def errors_at(self, places):
        """The error with the chosen number at each of these places, and all others as they are.

        It runs through the layers for all places at once. A feature pixel changes the maps of its own feature only,
        and a weight changes no map at all.
        """
        pictures, right = self.pictures()
        values = self.network.forward(pictures)[-2]
        votes = values @ self.weights
        if self.chosen < 27:
            feature, pixel = divmod(self.chosen, 9)
            variants = np.repeat(self.features[feature].reshape(1, 9), len(places), axis=0)
            variants[:, pixel] = places
            maps = max_pool(max_pool(relu(convolve(pictures, variants.reshape(-1, 3, 3)))))
            own = slice(4 * feature, 4 * feature + 4)
            change = maps.reshape(len(pictures), -1, 4).swapaxes(0, 1) - values[:, own]
            votes = votes + change @ self.weights[own]
        else:
            value, answer = divmod(self.chosen - 27, 2)
            moves = np.subtract(places, self.weights[value, answer])
            votes = np.repeat(votes[np.newaxis], len(places), axis=0)
            votes[:, :, answer] += moves[:, np.newaxis] * values[:, value]
        return error(np.broadcast_to(right, votes.shape), votes).mean(axis=-1)

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

    @property
    def right(self):
        """How many of the ten pictures get the larger vote for the right answer."""
        return int((winner(self.network(LETTERS)) == RIGHT.argmax(axis=1)).sum())

    # The same in words.

    def name(self):
        """What the chosen number is.

        >>> NudgingExplorer(chosen=5).name()
        'the pixel of the teal feature in row 1, column 2'
        """
        if self.chosen < 27:
            feature, pixel = divmod(self.chosen, 9)
            return f"the pixel of the {TINTS[feature]} feature in row {pixel // 3}, column {pixel % 3}"
        value, answer = divmod(self.chosen - 27, 2)
        where = f"{TINTS[value // 4]}, {CORNERS[value % 4]}"
        return f"the weight of value {value + 1} ({where}) in the vote for {ANSWERS[answer]}"

    def score(self):
        """The error, where it comes from, and how many pictures are right."""
        if self.counted == ALL:
            whence = ", the mean of ten pictures"
        else:
            (right,) = self.pictures()[1]
            votes = self.network(PICTURES[self.counted])
            whence = f" for {self.counted}: {' + '.join(map(_distance, right, votes))}"
        return f"error {digits(self.error)}{whence}. {self.right} of the ten are right."

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
        numbers = self.numbers.copy()
        numbers[self.chosen] -= self.rate * slope
        self._step(numbers, "this number went from {} to {}", before)

    def step_all(self):
        """Move all 51 numbers downhill at once. Each slope is found by nudging its number, as for one."""
        slopes = nudge(self.network, *self.pictures(), step=BIT)
        numbers = self.numbers - self.rate * np.concatenate([slope.ravel() for slope in slopes])
        self._step(numbers, "all 51 numbers moved")

    def back(self, _=None):
        """Put all numbers back to the start."""
        network = deck_network() if self.start == SLIDES else random_network(seed=self.seed)
        self.numbers, self.steps = numbers_of(network), 0
        self._seed.disabled = self.start == SLIDES
        self.update()

    def _step(self, numbers, moved, *before):
        """Take a step, and say how the error changed."""
        error_before = self.error
        self.steps += 1
        self.numbers = numbers
        moved = moved.format(*map(digits, [*before, self.numbers[self.chosen]]))
        self.say("step", f"Step {self.steps}: {moved}, and the error went from {digits(error_before)} to "
                         f"{digits(self.error)}.")

    # What shows.

    def _cells(self):
        """For the features and for their weights: the looks, in the features' colours."""
        features = zip(self.features, COLOURS, strict=True)
        weights = zip(self.weights.reshape(3, 4, 2), COLOURS, strict=True)
        return {"features": (look.stack([look.feature(pixels, colour) for pixels, colour in features]), "features"),
                "weights": (look.stack([look.matches(four, colour) for four, colour in weights]), "to X, to O")}

    def _build(self):
        show = self._cells()
        self._pixel, self._weight = ipywidgets.IntSlider(max=27), ipywidgets.IntSlider(max=24)  # the last is nowhere
        names = list(TINTS)
        self.grids = {"features": PixelGrid(*show["features"], here=self._pixel, names=names, cell=CELL),
                      "weights": PixelGrid(*show["weights"], here=self._weight, names=names, cell=CELL * 3 // 4)}
        self.sketch = Sketch(WIDE, TALL, "")
        self.slider = ipywidgets.FloatSlider(
            min=-MOST, max=MOST, step=BIT, readout=False, tooltip="the chosen number",
            style={"handle_color": look.ACCENT},  # its handle stands below the ball
            layout={"width": f"{WIDE - LEFT - RIGHT_EDGE + 12}px", "margin": f"0 0 0 {LEFT - 4}px"})
        self._score, self._words = ipywidgets.HTML(), ipywidgets.HTML(layout={"width": f"{WIDE}px"})

        self._pixel.observe(lambda change: self._pointed(change.new, 0, 27), names="value")
        self._weight.observe(lambda change: self._pointed(change.new, 27, 24), names="value")
        self.slider.observe(self._slid, names="value")

    def _choosers(self):
        starts = ipywidgets.ToggleButtons(options=[SLIDES, NOISE], style={"button_width": "auto"})
        self._seed = ipywidgets.BoundedIntText(max=LAST_SEED, description="seed", style={"description_width": "auto"},
                                               layout={"width": "110px"}, tooltip="another seed, another noise")
        pictures = ipywidgets.Dropdown(options=[ALL, *PICTURES], description="the error of", layout={"width": "250px"},
                                       style={"description_width": "auto"})
        link((self, "start"), (starts, "value"))
        link((self, "seed"), (self._seed, "value"))
        link((self, "counted"), (pictures, "value"))
        start = ipywidgets.HBox([ipywidgets.Label("start from"), starts, self._seed])
        return ipywidgets.HBox([start, pictures]).add_class("convlib-controls")

    def _scene(self):
        valley = ipywidgets.VBox([self._score, self.sketch, self.slider, self._words])
        for part in (*self.grids.values(), valley):
            part.layout.flex = "0 0 auto"
        self.grids["weights"].layout.margin = "0 16px 0 0"
        return ipywidgets.HBox([*self.grids.values(), valley],
                               layout={"align_items": "flex-start", "overflow": "auto hidden"})

    def _buttons(self):
        one = self.button("step: this number", "one step downhill with the chosen number", self.step_one, "175px")
        every = self.button("step: all 51 at once", "one step of gradient descent", self.step_all, "175px")
        back = self.button("back to the start", "all numbers as they were", self.back, "175px")
        rates = ipywidgets.ToggleButtons(options=[(look.label(rate, short=True), rate) for rate in RATES],
                                         style={"button_width": "auto"})
        link((self, "rate"), (rates, "value"))
        rate = ipywidgets.HBox([ipywidgets.Label("learning rate"), rates])
        return ipywidgets.HBox([ipywidgets.HBox([one, every]), rate, back]).add_class("convlib-controls")

    def _shapes(self):
        """The valley, the ball in it, and its slope."""
        here = self.numbers[self.chosen]
        xs, order = np.unique([*PLACES, here], return_index=True)
        ys = np.array([*self._errors[:-3], self.error])[order]
        below, above = _span(ys)
        axes = Axes(LEFT, TOP, WIDE - LEFT - RIGHT_EDGE, TALL - TOP - 46, across=(-MOST, MOST), up=(below, above))
        x, y = axes.at(here, self.error)
        colour = COLOURS[self.chosen // 9 if self.chosen < 27 else (self.chosen - 27) // 8]
        return [*axes.frame(name="the chosen number", title="error"), axes.curve(zip(xs, ys, strict=True), colour, 4),
                Dot(x, y, 11, look.WHITE), Dot(x, y, 9.5, look.ACCENT),
                Words(x, y - 28, ARROWS[self.downhill()], 30, anchor="middle")]

    # What happens when something changes.

    def update(self, _=None):
        for name, content in self._cells().items():
            self.grids[name].show(*content)
        self._go()

    def _go(self, _=None):
        """Another number is chosen, or something about it is new."""
        self.say("step")
        here = self.numbers[self.chosen]
        self._errors = self.errors_at([*PLACES, here - BIT, here, here + BIT])  # the whole valley, and the three
        is_weight = self.chosen >= 27
        self._pixel.value = 27 if is_weight else self.chosen
        self._weight.value = self.chosen - 27 if is_weight else 24
        if _on_step(here) != _on_step(self.slider.value):  # a hand may be moving it
            self.slider.value = _on_step(here)
        self.sketch.draw(self._shapes(), f"the valley of {self.name()}: error {digits(self.error)} at {digits(here)}")
        self._score.value = _score(self.score())
        self._words.value = _told(self.name(), here, self.nudged, self.told())

    def _pointed(self, place, first, count):
        """The hand chose a number in a grid, or its window went nowhere."""
        if place < count and self.chosen != first + place:
            self.chosen = first + place

    def _slid(self, change):
        """The hand moved the slider."""
        if _on_step(change.new) != _on_step(self.numbers[self.chosen]):
            numbers = self.numbers.copy()
            numbers[self.chosen] = _on_step(change.new)
            self.numbers = numbers

    # The same, where no browser is.

    def text(self):
        errors = ", ".join(f"{words}: {digits(found)}" for words, found in
                           zip(("a bit down", "here", "a bit up"), self.nudged, strict=True))
        return "\n\n".join([f"{self.score()}\n{self.name()}: {digits(self.numbers[self.chosen])}\nerror {errors}\n"
                            f"{self.told()}", *(grid.text() for grid in self.grids.values())])

    def still(self):
        still = sheet(900, 498)
        self.grids["features"].draw_still(still, 4, 4)
        self.grids["weights"].draw_still(still, 170, 4)
        still.text(270, 14, self.score())
        self.sketch.draw_still(still, 262, 30)
        track = 262 + LEFT, 30 + TALL + 16
        length = WIDE - LEFT - RIGHT_EDGE
        still.line([track, (track[0] + length, track[1])], look.MIDDLE_GREY, 3)
        here = self.numbers[self.chosen]
        still.dot(track[0] + length * (here + MOST) / (2 * MOST), track[1], 8, look.ACCENT)
        down, now, up = map(digits, self.nudged)
        for line, words in enumerate([f"{self.name()}: {digits(here)}",
                                      f"error a bit down {down}, here {now}, a bit up {up}", self.told()]):
            still.text(270, track[1] + 34 + 24 * line, words, size=12)
        return still


def digits(number):
    """A number with four decimals, cut off: nudging by a bit changes the third or the fourth.

    >>> digits(0.74), digits(-1 / 3), digits(2), digits(-0.00001)
    ('.7400', '−.3333', '2', '0')
    """
    return look.label(number, short=True, places=4)


def _distance(right, actual):
    """The share of one answer in the error."""
    return f"|{right:g} − {digits(actual)}|" if actual >= 0 else f"|{right:g} − ({digits(actual)})|"


def _on_step(value):
    """The place of the slider that is nearest to a value."""
    return round(round(value / BIT) * BIT, 2)


def _span(errors):
    """The least and the most of the error's axis: no valley is drawn deeper than it deserves."""
    least, most = errors.min(), errors.max()
    room = max(0.12 * (most - least), (0.1 - (most - least)) / 2)
    return max(least - room, 0), most + room


def _score(words):
    """The error large, and what is said behind it."""
    error, number, rest = re.fullmatch(r"(error) ([.\d]+)(.*)", words).groups()
    large = f'<span style="font-size: 22px">{error} <b>{number}</b></span>'
    return f'<div style="height: 34px; white-space: nowrap">{large}{html.escape(rest)}</div>'


def _told(name, here, errors, told):
    """The chosen number, the three errors that nudging compares, and what follows."""
    places = [here - BIT, here, here + BIT]
    rows = [("", ("a bit down", "here", "a bit up")), ("number", map(digits, places)), ("error", map(digits, errors))]
    cells = (f'<tr><td style="width: 84px">{head}</td>'
             + "".join(f'<td style="width: 100px; text-align: right">{cell}</td>' for cell in row) + "</tr>"
             for head, row in rows)
    return (f'<div style="line-height: 1.5; white-space: normal"><b>{html.escape(name)}</b>'
            f'<table style="font-variant-numeric: tabular-nums">{"".join(cells)}</table>'
            # Room for two lines, so that the buttons below stay in place.
            f'<div style="min-height: 3em">{html.escape(told)}</div></div>')
