"""The voting explorers: a list of twelve values becomes two votes. Lesson 08, slides 58-69.

A fully connected layer joins every value to every answer. The line between them is as thick as its weight, and a vote
is the sum of the values times their weights. In the second explorer the values vote for three answers in between, and
those vote again.
"""

from functools import partial

import ipywidgets
import numpy as np
from traitlets import observe

from ..network import deck_network
from ..ops import relu, vote
from ..pictures import FEATURES, name_of
from ..show import look
from ..show.grid import TOP
from ..show.scene import Column, Controls, Drawing, Row, Sentence, below_caption, scaled
from ..show.sketch import INK, Bar, Line, Words, accented
from .parts.answers import ANSWERS, CORNERS, decision, told, verdict
from .parts.explorer import DECK_HUES, PICTURES, SHAPES, Explorer, signed
from .parts.traits import Choice, Flag, Numbers, Whole, derived

NETWORK = deck_network()
WEIGHTS = NETWORK.layers[-1].weights
NEW_VALUES = np.array([0.9, 0.65, 0.45, 0.87, 0.96, 0.73, 0.23, 0.63, 0.44, 0.89, 0.94, 0.53])
NEW, OWN = "the slides' new list", "your own list"
VALUES = {NEW: NEW_VALUES} | {name: NETWORK.stages(pixels)[-2].values for name, pixels in PICTURES.items()}

NAMES = [f"{feature}, {corner}" for feature in FEATURES for corner in CORNERS]
SIGNS = [f"{SHAPES[feature]} {corner}" for feature in FEATURES for corner in CORNERS]
COLOURS = [look.COLOURS[feature] for feature in FEATURES for _ in CORNERS]

# The answers in between: which values, counted from 0, speak for each, and which speak for its rival.
BETWEEN = {
    "strokes": ([0, 3, 9, 10], [1, 2, 8, 11]),  # ╲ and ╱ where an X has its arms
    "crossing": ([4], [5, 6, 7]),  # ╳ at the top left, which reaches to the middle, and elsewhere
    "ring corners": ([1, 2, 8, 11], [0, 3, 9, 10]),  # ╲ and ╱ where an O turns
}

ROW, SMALL_ROW = 38, 34  # the height of one value's row, in pixels
CLOSE = 4  # what stands between two parts whose rows meet, in a still picture
THICK = 24  # the thickness of a line whose weight is 1
GREYS = [look.MIDDLE_GREY] * len(BETWEEN)


class Voters(Explorer):
    """What both explorers share: a list of values, which may come from one of the pictures, and the votes it casts.

    ``values`` are twelve numbers from 0 to 1. ``source`` is the name of the list: a key of ``VALUES``, or "your own
    list". Set it to choose one. Several pictures make the same list, so the values alone do not tell.

    Whoever inherits says what the ``votes`` are, which shapes show them (``_shapes``), and both in words
    (``in_words``).
    """

    HAS_PIXELS = False

    values = Numbers(NEW_VALUES, 0, 1,
                     sentence="Values run from {least} to {most}. {first} was moved to the nearer end.")
    source = Choice([*VALUES, OWN], NEW)

    def hues(self):
        return DECK_HUES

    def verdict(self):
        """The votes and what they say, in a sentence.

        >>> VotingExplorer().verdict()
        'X .91, O .51: the vote says X.'
        """
        return verdict(self.votes, "the vote")

    def choose_list(self):
        """A list to choose the list of values from."""
        return self.menu("source", [*VALUES, OWN], "list of")

    def draw_votes(self, width, row):
        """The drawing of the votes. It stands beside grids whose rows are so high, and its lines meet them."""
        self.sketch = Drawing(width, 12 * row, lambda: (self._shapes(), self.verdict()), self.in_words, top=TOP)
        return self.sketch

    def update(self, change=None):
        """Show what is new, and say to those who hear the page what the votes say now."""
        super().update(change)
        self.announce(self.verdict())

    @observe("source")
    def _take_the_list(self, _):
        if self.source != OWN:
            self.values = VALUES[self.source]

    @observe("values")
    def _name_the_list(self, _):
        if not np.array_equal(self.values, VALUES.get(self.source)):
            self.source = name_of(self.values, VALUES) or OWN


class VotingExplorer(Voters):
    """Twelve values as sliders, their weights as lines, and the two votes as bars.

    ``values`` are twelve numbers from 0 to 1, ``weights`` (12, 2) numbers from -1 to 1: for X and for O. ``line`` is
    the chosen line, whose weight can be changed; it counts as ``weights.flat`` does: value by value, X before O.
    ``source`` names where the values come from.

    Numbers beyond their range, and a line that does not exist, are moved to the nearest ones. Raises ValueError or
    TypeError for values and weights of another shape, and for an unknown source. Slides 58-67.

    >>> explorer = VotingExplorer()
    >>> print(explorer.formula("X"))
    .90/5 + .87/5 + .96/5 + .89/5 + .94/5 = .912
    >>> explorer.source = "X, weight"
    >>> explorer.verdict()
    'X .51, O .55: the vote says O.'
    """

    weights = Numbers(WEIGHTS)
    line = Whole(0, 0, WEIGHTS.size - 1)

    def __init__(self, values=NEW_VALUES, weights=WEIGHTS, line=0):
        super().__init__()
        self.weights, self.values, self.line = weights, values, line
        self._place = self.follow(ipywidgets.IntSlider(max=11), lambda: self.line // 2, self._choose, "line")
        self.build("values", "source", "weights")
        self.observe(lambda _: self.tell(), names="line")

    # The numbers.

    @derived("values", "weights")
    def votes(self):
        """The votes for X and for O."""
        return vote(self.values, self.weights)

    def formula(self, answer):
        """The arithmetic of the vote for "X" or for "O". A value whose weight is 0 adds nothing, and is left out."""
        weights = self.weights[:, ANSWERS.index(answer)]
        terms = [_term(value, weight) for value, weight in zip(self.values, weights, strict=True) if weight]
        total = self.votes[ANSWERS.index(answer)]
        return f"{' '.join(terms).removeprefix('+ ') or 'no value votes'} = {_digits(total)}"

    def chosen(self):
        """The chosen line in words, and its weight.

        >>> VotingExplorer(line=9).chosen()
        'the yellow line: value 5 (cross, top left) to O, weight 0'
        """
        number, answer = divmod(self.line, 2)
        weight = look.label(self.weights.flat[self.line])
        return f"the yellow line: value {number + 1} ({NAMES[number]}) to {ANSWERS[answer]}, weight {weight}"

    def in_words(self):
        """The votes, and every value by its name, with its weights."""
        rows = zip(SIGNS, self.values, self.weights, strict=True)
        return "\n".join([self.verdict(), f"values of {self.source}, and their weights to X, to O", *(
            f"{number:>2} {sign:<14}{look.label(value):>6}{look.label(x):>8}{look.label(o):>6}"
            for number, (sign, value, (x, o)) in enumerate(rows, 1))])

    # What shows.

    def contents(self):
        made = self.source in PICTURES
        picture = look.plain(look.pixels(PICTURES[self.source])) if made else look.words(np.full((9, 9), ""))
        return {
            "picture": {"cells": picture, "caption": f"made from {self.source}" if made else "", "cell": 16},
            "stack": {"cells": look.maps(self.values.reshape(3, 2, 2)), "caption": "three small maps", "cell": 42,
                      "here": self._place, "names": list(FEATURES)},
            "values": {"cells": look.maps(self.values[:, np.newaxis]), "caption": "list", "cell": ROW,
                       "here": self._place},
            "weights": {"cells": look.maps(self.weights), "caption": "to X, to O", "cell": ROW,
                        "here": self.cursor("line")},
        }

    def scene(self):
        grids = self.grids
        self.sliders = [self._value_slider(number) for number in range(len(NAMES))]
        self._weight = self.follow_in_steps(
            signed(ipywidgets.FloatSlider(min=-1, max=1, step=0.05, readout=False, description="weight of the line",
                                          tooltip="weight of the chosen line")).add_class("convlib-weight"),
            lambda: self.weights.flat[self.line], self._weigh, "weights", "line")
        reset = self.button("the slides' weights", "as they were", lambda: self.set_trait("weights", WEIGHTS))
        first = Column(grids["stack"], grids["picture"], width=f"max(124px, {scaled(156)})")
        lines = Row(grids["values"], grids["weights"], self.draw_votes(398, ROW), self._weight, scrolls=True, gap=CLOSE)
        formulas = Sentence(lambda: "\n".join(f"{each}: {self.formula(each)}" for each in ANSWERS), flex="1 1 340px")
        return [Controls(self.choose_list(), reset, self.key),
                Row(first, SliderBox(self.sliders), lines.add_class("convlib-voting"), gap=CLOSE, grid_gap="4px"),
                Row(Sentence(self.chosen, flex="1 1 200px"), formulas), self._line]

    def _value_slider(self, number):
        slider = ipywidgets.FloatSlider(
            max=1, step=0.01, readout=False, tooltip=f"value {number + 1}: {NAMES[number]}",
            description=f"{number + 1} {SIGNS[number]}", style={"description_width": "9.5em"},
            layout={"width": "auto", "height": scaled(ROW), "margin": "0"})
        return self.follow_in_steps(slider, lambda: self.values[number], partial(self._slide, number), "values")

    def _shapes(self):
        return [*_strands(self.weights, 6, 110, ROW, COLOURS, chosen=divmod(self.line, 2)),
                *_ballot(self.votes, self.values, self.weights, 128, ROW, COLOURS)]

    # What the hand does.

    def _choose(self, number):
        """Choose the line of another value, to the same answer."""
        self.line = 2 * number + self.line % 2

    def _slide(self, number, value):
        self._choose(number)
        self.values = _changed(self.values, number, value)

    def _weigh(self, weight):
        self.weights = _changed(self.weights, self.line, weight)


class StackedVotingExplorer(Voters):
    """Two layers of voters: twelve values vote for three answers in between, and those vote for X and O.

    ``values`` and ``source`` are as in :class:`VotingExplorer`. In the first layer an answer in between is the average
    of the values that speak for it; with ``rivals``, less the average of those that speak for its rival. With ``bend``,
    a ReLU changes negative answers in between to zero.

    Raises ValueError or TypeError for values of another shape, and for an unknown source. Slide 69.

    >>> explorer = StackedVotingExplorer()
    >>> explorer.verdict()
    'X .91, O .51: the vote says X.'
    >>> np.allclose(explorer.votes, explorer.values @ (explorer.first @ explorer.second))
    True
    """

    rivals = Flag()
    bend = Flag()
    second = np.array([[0.8, 0], [0.2, 0], [0, 1]])  # the weights from the answers in between to X and O

    def __init__(self, values=NEW_VALUES, rivals=False, bend=False):
        super().__init__(values=values, rivals=rivals, bend=bend)
        self.build("values", "source", "rivals", "bend")

    # The numbers.

    @derived("rivals")
    def first(self):
        """The weights of the first layer: (12, 3)."""
        value = np.eye(len(NAMES))  # each speaks for itself alone
        return np.stack([value[voters].mean(axis=0) - self.rivals * value[rivals].mean(axis=0)
                         for voters, rivals in BETWEEN.values()], axis=1)

    @derived("values", "first", "bend")
    def between(self):
        """The answers in between, as the first layer gives them and as the second one hears them: two of (3,)."""
        given = vote(self.values, self.first)
        return given, relu(given) if self.bend else given

    @derived("between", "second")
    def votes(self):
        """The votes for X and for O."""
        return vote(self.between[1], self.second)

    def collapsed(self):
        """What one layer with the weights W1 @ W2 says, and whether that is the same, in a sentence."""
        votes = vote(self.values, self.first @ self.second)
        said = f"One layer with the weights W1 @ W2: {told(votes)}."
        if not np.allclose(votes, self.votes):
            return f"{said} That is not the same: ReLU changed what was negative to zero."
        because = ", for ReLU found nothing negative to change" if self.bend else ""
        return f"{said} That is the same{because}."

    def in_words(self):
        """The votes, and the answers in between."""
        return "\n".join([self.verdict(), f"values of {self.source}", *(
            f"{name}: {look.label(given)}, heard as {look.label(heard)}"
            for name, given, heard in zip(BETWEEN, *self.between, strict=True))])

    # What shows.

    def contents(self):
        return {"values": {"cells": look.maps(self.values[:, np.newaxis]), "caption": "list", "cell": SMALL_ROW},
                "both": {"cells": look.maps(self.first @ self.second), "caption": "W1 @ W2", "cell": SMALL_ROW}}

    def scene(self):
        values, both = self.grids.values()
        both.layout.min_width = "58px"  # of its caption
        lines = Row(values, self.draw_votes(690, SMALL_ROW), both, scrolls=True, gap=CLOSE).add_class("convlib-voting")
        return [Controls(self.choose_list(),
                         self.buttons("rivals", {"for": False, "for and against": True}, "first layer"),
                         self.buttons("bend", {"nothing": False, "ReLU": True}, "between the layers"), self.key),
                lines.add_class("convlib-voting-twice"), Sentence(self.collapsed), self._line]

    def _shapes(self):
        given, heard = self.between
        words = []
        for name, y, before, after in zip(BETWEEN, _middles(len(BETWEEN), SMALL_ROW), given, heard, strict=True):
            changed = f" → {look.label(after)}" if before != after else ""
            words += [Words(206, y - 12, name, 15), Words(206, y + 12, look.label(before) + changed, 19)]
        return [*_strands(self.first, 6, 190, SMALL_ROW, COLOURS), *_strands(self.second, 320, 404, SMALL_ROW, GREYS),
                *words, *_ballot(self.votes, heard, self.second, 424, SMALL_ROW, GREYS)]


class SliderBox(Column):
    """The sliders of the values, each in the row of its value."""

    def __init__(self, sliders):
        head = ipywidgets.HTML('<div class="convlib-caption">move a value</div>',
                               layout={"height": f"calc({below_caption(TOP)})", "margin": "0"})
        super().__init__(head, *sliders)
        self.add_class("convlib-sliders")
        self.sliders = sliders

    def size(self):
        return 252, TOP + ROW * len(self.sliders)

    def draw_still(self, still, x, y):
        left, top = x + 124, y + TOP
        for slider, middle in zip(self.sliders, _middles(len(self.sliders), ROW), strict=True):
            still.text(left - 16, top + middle, slider.description, size=12, anchor="end")
            still.line([(left, top + middle), (left + 120, top + middle)], look.MIDDLE_GREY, 2)
            still.dot(left + 120 * slider.value, top + middle, 7, look.BLUE)


def _changed(numbers, place, number):
    """A copy of numbers with another one at a place, counted row by row."""
    numbers = numbers.copy()
    numbers.flat[place] = number
    return numbers


def _term(value, weight):
    """One value times its weight, as one writes it: + .90/5, or − .90 × .30."""
    parts = 1 / abs(weight)
    if abs(weight) == 1:
        times = ""
    elif parts > 1 and np.isclose(parts, round(parts)) and parts < 13:
        times = f"/{round(parts)}"
    else:
        times = f" × {look.label(abs(weight))}"
    return f"{'−' if weight < 0 else '+'} {look.label(value)}{times}"


def _digits(number):
    """A number with up to four decimals, and an ellipsis where it has more.

    >>> _digits(0.912), _digits(-5 / 9), _digits(10)
    ('.912', '−.5555…', '10')
    """
    shown = look.label(number, short=True, places=4)
    shown = shown.rstrip("0") if "." in shown else shown
    return f"{shown}…" if round(number * 10_000, 6) % 1 else shown


def _middles(count, row):
    """The middles of some parts of equal height, beside twelve values whose rows are so high."""
    return [12 * row * (number + 0.5) / count for number in range(count)]


def _strands(weights, left, right, row, colours, chosen=None):
    """A line for every weight (from, to); the ``chosen`` one on top. Where none is, those of 0 are left out."""
    starts, ends = (_middles(count, row) for count in weights.shape)
    shapes = []
    for line in sorted(np.ndindex(weights.shape), key=lambda line: line == chosen):
        if weights[line] or chosen:
            points = [(left, starts[line[0]]), (right, ends[line[1]])]
            shapes += _strand(points, weights[line], colours[line[0]], line == chosen)
    return shapes


def _strand(points, weight, colour, chosen):
    """A line as thick as its weight: striped where that is negative, a hair where it is 0, with an accent if chosen."""
    thick = THICK * abs(weight)
    band = accented(Line(points, width=thick + 7 if weight else 2.5)) if chosen else []
    if not weight:
        return band or [Line(points, look.MIDDLE_GREY, 0.5)]
    stripe = [Line(points, look.WHITE, thick / 3)] if weight < 0 else []
    return [*band, Line(points, colour, thick), *stripe]


def _ballot(votes, values, weights, left, row, colours):
    """The letters, the votes as bars, and what they say. A bar is made of the shares of its voters: values × weights.

    Shares above 0 stand side by side. Those below 0 are striped and lead back from the right end, to a mark.
    """
    shares = (values[:, np.newaxis] * weights).T
    most, zero = shares.clip(0).sum(axis=1), left + 100
    unit = min(110 / max(1, most.max()), 50 / max(-votes.min(), 0.1))
    shapes, middles = [], _middles(len(ANSWERS), row)
    for answer, total, parts, right, y in zip(ANSWERS, votes, shares, most, middles, strict=True):
        end = zero
        for part, colour in sorted(zip(parts, colours, strict=True), key=lambda share: share[0] < 0):
            start, end = end, end + part * unit
            if part > 0:
                shapes.append(Bar(start, y - 18, max(end - start - 1.5, 0.5), 36, colour))
            elif part < 0:
                shapes += [Bar(end, y - 18, start - end, 36, colour), Bar(end, y - 6, start - end, 12, look.WHITE)]
        if parts.min() < 0:
            shapes.append(Line([(end, y - 22), (end, y + 22)], INK, 4))
        for number, x in enumerate([zero, zero + unit]):
            shapes += [Line([(x, y - 25), (x, y + 25)], INK, 1, dashed=number == 1),
                       Words(x, y - 34, str(number), 12, look.MIDDLE_GREY, "middle")]
        shapes += [Words(left, y, answer, 38), Words(zero + max(right, 1) * unit + 10, y, look.label(total), 22)]
    said = decision(votes, "the vote")
    return [*shapes, Words(left, sum(middles) / 2 - row, said[0].upper() + said[1:], 19)]
