"""The voting explorers: a list of twelve values becomes two votes. Lesson 08, slides 58-69.

A fully connected layer joins every value to every answer. The line between them is as thick as its weight, and a vote
is the sum of the values times their weights. In the second explorer the values vote for three answers in between, and
those vote again.
"""

import html
from functools import partial
from math import trunc

import ipywidgets
import numpy as np
from traitlets import link

from ..network import deck_network
from ..ops import relu, vote
from ..pictures import FEATURES, name_of
from ..show import look
from ..show.grid import PixelGrid
from ..show.shown import sheet
from ..show.sketch import INK, Bar, Line, Sketch, Words
from .parts.answers import ANSWERS, CORNERS, decision, told, verdict
from .parts.explorer import PICTURES, SHAPES, Explorer
from .parts.traits import Choice, Flag, Numbers, Whole

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
SECOND = np.array([[0.8, 0], [0.2, 0], [0, 1]])  # from the answers in between to X and O

ROW, SMALL_ROW = 38, 34  # the height of one value's row, in pixels
HEAD = 26  # the height of a grid's caption and margin
THICK = 24  # the thickness of a line whose weight is 1
SCROLLS = {"align_items": "flex-start", "overflow": "auto hidden"}  # in a narrow window, so that lines meet their rows


class Voters(Explorer):
    """What both explorers share: a list of values, which may come from one of the pictures, and the votes it casts.

    ``values`` are twelve numbers from 0 to 1. ``source`` is the name of the list: a key of ``VALUES``, or "your own
    list". Set it to choose one. Several pictures make the same list, so the values alone do not tell.
    """

    values = Numbers(NEW_VALUES, 0, 1,
                     sentence="Values run from {least} to {most}. {first} was moved to the nearer end.")
    source = Choice([*VALUES, OWN], NEW)

    def __init__(self, values, **state):
        super().__init__(**state)
        self._build()
        self._lists = ipywidgets.Dropdown(options=[*VALUES, OWN], description="list of", layout={"width": "250px"},
                                          style={"description_width": "auto"})
        link((self, "source"), (self._lists, "value"))
        self.children = [*self._parts(), self._line]
        self.observe(self._source_is_new, names="source")
        self.observe(self._list_is_new, names="values")
        self.values = values

    @property
    def votes(self):
        """The votes for X and for O."""
        raise NotImplementedError

    def verdict(self):
        """The votes and what they say, in a sentence.

        >>> VotingExplorer().verdict()
        'X .91, O .51: the vote says X.'
        """
        return verdict(self.votes, "the vote")

    def update(self, _=None):
        """Show everything anew."""
        raise NotImplementedError

    def _build(self):
        """Make the grids and the sketch."""
        raise NotImplementedError

    def _parts(self):
        """The parts of the explorer, from top to bottom."""
        raise NotImplementedError

    def _source_is_new(self, _):
        if not np.array_equal(self.values, VALUES.get(self.source, self.values)):
            self.values = VALUES[self.source]
        else:
            self.update()

    def _list_is_new(self, _):
        known = np.array_equal(self.values, VALUES.get(self.source))
        source = self.source if known else name_of(self.values, VALUES) or OWN
        if source == self.source:
            self.update()
        else:
            self.source = source


class VotingExplorer(Voters):
    """Twelve values as sliders, their weights as lines, and the two votes as bars.

    ``values`` are twelve numbers from 0 to 1, ``weights`` (12, 2) numbers from -1 to 1: for X and for O. ``line`` is
    the chosen line, whose weight can be changed; it counts as ``weights.flat`` does: value by value, X before O.
    ``source`` names where the values come from.

    Numbers beyond their range, and a line that does not exist, are moved to the nearest ones. Raises ValueError or
    TypeError for values and weights of another shape, and for an unknown source.
    Slides 58-67.

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
        super().__init__(values, weights=weights)
        self.observe(self.update, names="weights")
        self.observe(self._go, names="line")
        self.line = line

    # The numbers.

    @property
    def votes(self):
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
        'the orange line: value 5 (cross, top left) to O, weight 0'
        """
        number, answer = divmod(self.line, 2)
        weight = look.label(self.weights.flat[self.line])
        return f"the orange line: value {number + 1} ({NAMES[number]}) to {ANSWERS[answer]}, weight {weight}"

    # What shows.

    def _contents(self):
        """For every grid: what it shows, and the line above it."""
        if self.source in PICTURES:
            picture = look.plain(look.pixels(PICTURES[self.source])), f"made from {self.source}"
        else:
            picture = look.words(np.full((9, 9), "")), ""
        return {
            "picture": picture,
            "stack": (look.maps(self.values.reshape(3, 2, 2)), "three small maps"),
            "values": (look.maps(self.values[:, np.newaxis]), "list"),
            "weights": (look.maps(self.weights), "to X, to O"),
        }

    def _build(self):
        self._place, self._cursor = ipywidgets.IntSlider(max=11), ipywidgets.IntSlider(max=23)
        show = self._contents()
        self.grids = {
            "picture": PixelGrid(*show["picture"], cell=16),
            "stack": PixelGrid(*show["stack"], here=self._place, names=list(FEATURES), cell=42),
            "values": PixelGrid(*show["values"], here=self._place, cell=ROW),
            "weights": PixelGrid(*show["weights"], here=self._cursor, cell=ROW),
        }
        self.sketch = Sketch(398, HEAD + 12 * ROW, "")
        self.sliders = [
            ipywidgets.FloatSlider(
                max=1, step=0.01, readout=False, description=f"{number} {sign}", tooltip=f"value {number}: {name}",
                style={"handle_color": colour, "description_width": "142px"},
                layout={"width": "244px", "height": f"{ROW}px", "margin": "0"})
            for number, (sign, name, colour) in enumerate(zip(SIGNS, NAMES, COLOURS, strict=True), 1)]
        self._weight = ipywidgets.FloatSlider(
            min=-1, max=1, step=0.05, readout=False, tooltip="weight of the orange line",
            style={"handle_color": look.ACCENT}, layout={"flex": "1 1 auto"})
        self._said_line, self._words = ipywidgets.HTML(layout={"flex": "0 0 510px"}), ipywidgets.HTML()
        self._reset = ipywidgets.Button(description="the slides' weights", layout={"width": "170px"})

        for number, slider in enumerate(self.sliders):
            slider.observe(partial(self._slid, number), names="value")
        self._weight.observe(self._weighed, names="value")
        self._place.observe(self._placed, names="value")
        self._reset.on_click(lambda _: self.set_trait("weights", WEIGHTS))
        link((self, "line"), (self._cursor, "value"))

    def _parts(self):
        grids = self.grids
        head = ipywidgets.HTML('<div class="convlib-caption">move a value</div>',
                               layout={"height": f"{HEAD}px", "margin": "0"})
        rows = ipywidgets.VBox([head, *self.sliders], layout={"flex": "0 0 auto"})
        table = [rows, grids["values"], grids["weights"], self.sketch]
        for part in table[1:]:
            part.layout.flex = "0 0 auto"
        origin = ipywidgets.VBox([grids["stack"], grids["picture"]], layout={"flex": "0 0 auto", "width": "156px"})
        return [ipywidgets.HBox([self._lists, self._reset]),
                ipywidgets.HBox([origin, *table], layout=SCROLLS),
                ipywidgets.HBox([self._said_line, self._weight]),
                self._words]

    def _shapes(self):
        """The lines and the bars."""
        shapes, last = [], []
        for number, answer in np.ndindex(12, 2):
            start, end = (6, HEAD + (number + 0.5) * ROW), (110, HEAD + (3 + 6 * answer) * ROW)
            weight, here = self.weights[number, answer], 2 * number + answer == self.line
            (last if here else shapes).extend(_strand(start, end, weight, COLOURS[number], here))
        shares = (self.values[:, np.newaxis] * self.weights).T
        return [*shapes, *last, *_ballot(self.votes, shares, COLOURS, 128, [HEAD + 3 * ROW, HEAD + 9 * ROW])]

    # What happens when something changes.

    def update(self, _=None):
        for slider, value in zip(self.sliders, self.values, strict=True):
            _stand(slider, value)
        for name, content in self._contents().items():
            self.grids[name].show(*content)
        lines = "".join(f"<div><b>{answer}</b>&ensp;{html.escape(self.formula(answer))}</div>" for answer in ANSWERS)
        self._words.value = f'<div style="font-variant-numeric: tabular-nums; line-height: 1.6">{lines}</div>'
        self._go()

    def _go(self, _=None):
        """Another line is chosen, or something else about it is new."""
        self._place.value = self.line // 2
        _stand(self._weight, self.weights.flat[self.line])
        self._said_line.value = f'<div style="white-space: nowrap">{html.escape(self.chosen())}</div>'
        self.sketch.draw(self._shapes(), self.verdict())

    def _slid(self, number, change):
        """The hand moved a slider."""
        step = change.owner.step
        if _on_step(change.new, step) != _on_step(self.values[number], step):
            values = self.values.copy()
            values[number] = _on_step(change.new, step)
            self.line = 2 * number + self.line % 2
            self.values = values

    def _weighed(self, change):
        """The hand moved the slider of the weight."""
        step = change.owner.step
        if _on_step(change.new, step) != _on_step(self.weights.flat[self.line], step):
            weights = self.weights.copy()
            weights.flat[self.line] = _on_step(change.new, step)
            self.weights = weights

    def _placed(self, change):
        """The hand chose another value: its line to the same answer is the chosen one."""
        if change.new != self.line // 2:
            self.line = 2 * change.new + self.line % 2

    # The same, where no browser is.

    def text(self):
        rows = zip(SIGNS, self.values, self.weights, strict=True)
        table = [f"{number:>2} {sign:<14}{look.label(value):>6}{look.label(x):>8}{look.label(o):>6}"
                 for number, (sign, value, (x, o)) in enumerate(rows, 1)]
        return "\n".join([self.verdict(), *(f"{answer}: {self.formula(answer)}" for answer in ANSWERS),
                          f"values of {self.source}, and their weights to X, to O", *table])

    def still(self):
        still = sheet(974, 2 * HEAD + 12 * ROW + 32)
        self.grids["stack"].draw_still(still, 4, 4)
        self.grids["picture"].draw_still(still, 4, 4 + self.grids["stack"].size()[1])
        for number, (sign, value, colour) in enumerate(zip(SIGNS, self.values, COLOURS, strict=True)):
            y = HEAD + (number + 0.5) * ROW
            still.text(290, y, f"{number + 1} {sign}", size=12, anchor="end")
            still.line([(306, y), (426, y)], look.MIDDLE_GREY, 2)
            still.dot(306 + 120 * value, y, 7, colour)
        for name, left in (("values", 446), ("weights", 494)):
            self.grids[name].draw_still(still, left, 4)
        self.sketch.draw_still(still, 574, 0)
        for number, answer in enumerate(ANSWERS):
            still.text(4, HEAD + 12 * ROW + 18 + 20 * number, f"{answer}: {self.formula(answer)}", size=12)
        return still


class StackedVotingExplorer(Voters):
    """Two layers of voters: twelve values vote for three answers in between, and those vote for X and O.

    ``values`` and ``source`` are as in :class:`VotingExplorer`. In the first layer an answer in between is the average
    of the values that speak for it; with ``rivals``, less the average of those that speak for its rival. With ``bend``,
    a ReLU changes negative answers in between to zero.

    Raises ValueError or TypeError for values of another shape, and for an unknown source.
    Slide 69.

    >>> explorer = StackedVotingExplorer()
    >>> explorer.verdict()
    'X .91, O .51: the vote says X.'
    >>> np.allclose(explorer.votes, explorer.values @ (explorer.first @ explorer.second))
    True
    """

    rivals = Flag()
    bend = Flag()
    second = SECOND

    def __init__(self, values=NEW_VALUES, rivals=False, bend=False):
        super().__init__(values, rivals=rivals, bend=bend)
        self.observe(self.update, names=["rivals", "bend"])

    # The numbers.

    @property
    def first(self):
        """The weights of the first layer: (12, 3)."""
        return np.stack([_average_of(voters) - self.rivals * _average_of(rivals)
                         for voters, rivals in BETWEEN.values()], axis=1)

    @property
    def between(self):
        """The answers in between, as the first layer gives them and as the second one hears them: two of (3,)."""
        given = vote(self.values, self.first)
        return given, relu(given) if self.bend else given

    @property
    def votes(self):
        return vote(self.between[1], self.second)

    def collapsed(self):
        """What one layer with the weights W1 @ W2 says, and whether that is the same, in a sentence."""
        votes = vote(self.values, self.first @ self.second)
        said = f"One layer with the weights W1 @ W2: {told(votes)}."
        if not np.allclose(votes, self.votes):
            return f"{said} That is not the same: ReLU changed what was negative to zero."
        because = ", for ReLU found nothing negative to change" if self.bend else ""
        return f"{said} That is the same{because}."

    # What shows.

    def _contents(self):
        return {"values": (look.maps(self.values[:, np.newaxis]), "list"),
                "both": (look.maps(self.first @ self.second), "W1 @ W2")}

    def _build(self):
        self.grids = {name: PixelGrid(*content, cell=SMALL_ROW) for name, content in self._contents().items()}
        self.sketch = Sketch(800, HEAD + 12 * SMALL_ROW, "")
        self._words = ipywidgets.HTML()
        style = {"button_width": "auto"}
        self._firsts = ipywidgets.ToggleButtons(options=[("for", False), ("for and against", True)], style=style)
        self._bends = ipywidgets.ToggleButtons(options=[("nothing", False), ("ReLU", True)], style=style)
        link((self, "rivals"), (self._firsts, "value"))
        link((self, "bend"), (self._bends, "value"))

    def _parts(self):
        table = [self.grids["values"], self.sketch, self.grids["both"]]
        for part in table:
            part.layout.flex = "0 0 auto"
        controls = [self._lists, ipywidgets.HBox([ipywidgets.Label("first layer"), self._firsts]),
                    ipywidgets.HBox([ipywidgets.Label("between the layers"), self._bends])]
        return [ipywidgets.HBox(controls).add_class("convlib-controls"),
                ipywidgets.HBox(table, layout=SCROLLS), self._words]

    def _shapes(self):
        tall = 12 * SMALL_ROW
        middles = [HEAD + tall * share for share in (1 / 6, 1 / 2, 5 / 6)]
        ends = [HEAD + tall * share for share in (1 / 4, 3 / 4)]
        lines, words = [], []
        for number, answer in np.argwhere(self.first):
            start, end = (6, HEAD + (number + 0.5) * SMALL_ROW), (240, middles[answer])
            lines.extend(_strand(start, end, self.first[number, answer], COLOURS[number]))
        for number, answer in np.argwhere(self.second):
            weight = self.second[number, answer]
            lines.extend(_strand((366, middles[number]), (500, ends[answer]), weight, look.MIDDLE_GREY))
        given, heard = self.between
        for name, middle, before, after in zip(BETWEEN, middles, given, heard, strict=True):
            changed = f" → {look.label(after)}" if before != after else ""
            words += [Words(256, middle - 12, name, 15), Words(256, middle + 12, look.label(before) + changed, 19)]
        shares = (heard[:, np.newaxis] * self.second).T
        return [*lines, *words, *_ballot(self.votes, shares, [look.MIDDLE_GREY] * 3, 520, ends)]

    def update(self, _=None):
        for name, content in self._contents().items():
            self.grids[name].show(*content)
        self.sketch.draw(self._shapes(), self.verdict())
        self._words.value = html.escape(self.collapsed())

    # The same, where no browser is.

    def text(self):
        between = [f"{name}: {look.label(given)}, heard as {look.label(heard)}"
                   for name, given, heard in zip(BETWEEN, *self.between, strict=True)]
        return "\n".join([self.verdict(), *between, self.collapsed(), f"values of {self.source}",
                          *(grid.text() for grid in self.grids.values())])

    def still(self):
        still = sheet(940, 2 * HEAD + 12 * SMALL_ROW)
        self.grids["values"].draw_still(still, 4, 4)
        self.sketch.draw_still(still, 48, 0)
        self.grids["both"].draw_still(still, 860, 4)
        still.text(4, HEAD + 12 * SMALL_ROW + 16, self.collapsed(), size=12)
        return still


def _average_of(voters):
    """Weights for one answer, (12,), whose vote is the average of these values, counted from 0."""
    weights = np.zeros(len(NAMES))
    weights[voters] = 1 / len(voters)
    return weights


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
    """A number with up to four decimals, and an ellipsis where it has more."""
    tens = round(abs(number) * 10_000, 6)
    shown = f"{trunc(tens) / 10_000:.4f}".rstrip("0").rstrip(".")
    shown = shown.removeprefix("0") or "0"
    return f"{'−' if number < 0 and trunc(tens) else ''}{shown}{'…' if tens % 1 else ''}"


def _on_step(value, step):
    """The place of a slider with steps that is nearest to a value."""
    return round(round(value / step) * step, 2)


def _stand(slider, value):
    """Put a slider where it stands for a value. One that stands there is left alone: a hand may be moving it."""
    place = _on_step(value, slider.step)
    if place != _on_step(slider.value, slider.step):
        slider.value = place


def _strand(start, end, weight, colour, here=False):
    """A line as thick as its weight: striped where that is negative, a hair where it is 0, with an accent if chosen."""
    points, thick = [start, end], THICK * abs(weight)
    halo = [Line(points, look.ACCENT, thick + 7 if weight else 2.5)] if here else []
    if not weight:
        return halo or [Line(points, look.MIDDLE_GREY, 0.5)]
    stripe = [Line(points, look.WHITE, thick / 3)] if weight < 0 else []
    return [*halo, Line(points, colour, thick), *stripe]


def _ballot(votes, shares, colours, left, middles):
    """The letters, the votes as bars, and what they say. A bar is made of the shares (answers, voters) of its voters.

    Shares above 0 stand side by side. Those below 0 are striped and lead back from the right end, to a mark.
    """
    zero, room = left + 100, 110
    most = shares.clip(0).sum(axis=1)
    unit = min(room / max(1, most.max()), 50 / max(-votes.min(), 0.1))
    shapes = []
    for answer, total, parts, right, y in zip(ANSWERS, votes, shares, most, middles, strict=True):
        end = zero
        for part, colour in sorted(zip(parts, colours, strict=True), key=lambda share: share[0] < 0):
            wide = abs(part) * unit
            if part > 0:
                shapes.append(Bar(end, y - 18, max(wide - 1.5, 0.5), 36, colour))
            elif part < 0:
                shapes += [Bar(end - wide, y - 18, wide, 36, colour), Bar(end - wide, y - 6, wide, 12, look.WHITE)]
            end += part * unit
        if parts.min() < 0:
            shapes.append(Line([(end, y - 22), (end, y + 22)], INK, 4))
        one = zero + unit
        shapes += [Line([(zero, y - 25), (zero, y + 25)], INK, 1), Line([(one, y - 25), (one, y + 25)], INK, 1, True),
                   Words(zero, y - 34, "0", 12, look.MIDDLE_GREY, "middle"),
                   Words(one, y - 34, "1", 12, look.MIDDLE_GREY, "middle"),
                   Words(left, y, answer, 38), Words(zero + max(right * unit, unit) + 10, y, look.label(total), 22)]
    said = decision(votes, "the vote")
    return [*shapes, Words(left, sum(middles) / 2, said[0].upper() + said[1:], 19)]
