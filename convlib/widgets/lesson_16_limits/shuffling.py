"""The shuffling explorer: what do networks lose when all pictures are shuffled alike? Lesson 16, slides 85-87.

Above, the learner puts the columns into an order of their own and sees what becomes of the pictures. Below, networks
learn from shuffled pictures, one after the other, and each leaves a dot.
"""

import ipywidgets
import numpy as np

from ...experiments.shuffles import COLUMNS, CONVNET, KINDS, NETS, PIXELS, PLAIN, TASKS, YOURS, Job, Result, learn
from ...ops import convolve
from ...pictures import FEATURES, X
from ...show import look
from ...show.scene import Column, Controls, Drawing, Row, Sign
from ...show.sketch import Axes, Dot, Line, Words
from ..parts.explorer import PICTURES, SHAPES
from ..parts.queue import QueueExplorer
from ..parts.traits import Many, Numbers, Whole, a
from .ordering import OrderingExplorer, below

MOVED, HEAD = "moved", "head"  # lines of the chart: learned as they are, but tested with their columns shuffled; a name
BUTTONS = {COLUMNS: "columns shuffled", PIXELS: "all pixels scattered", YOURS: "in your order"}
CONDITIONS = {PLAIN: "as they are", MOVED: "columns shuffled only in the test"} | {
    kind: f"{words}, learned anew" for kind, words in BUTTONS.items()}
TIPS = {COLUMNS: "every time another shuffle", PIXELS: "every time another one", YOURS: "as it stands above"}
WIDE, ROW, LEFT, RIGHT = 800, 22, 260, 100  # of the chart, in pixels


class ShufflingExplorer(QueueExplorer, OrderingExplorer):
    """Shuffle letters or customers, all of them alike, and let a ConvNet and voters alone learn from them.

    ``task`` is "letters" or "customers", and stays. ``order`` and ``column`` are the learner's shuffle, as for
    :class:`OrderingExplorer`. ``picture`` is the letter that shows large. ``runs`` says how many networks of each kind
    learn, and ``steps`` for how many steps. ``results`` holds a :class:`Result` for each dot.

    Run number n begins with the noise, and has the shuffle, of seed n - 1. So the same run always gives the same dot,
    and is not repeated. Raises ValueError for another task.

    >>> explorer = ShufflingExplorer()
    >>> explorer.mirror()
    >>> explorer.columns()
    [8, 7, 6, 5, 4, 3, 2, 1, 0]
    """

    ALL_THERE = "All these runs are in the chart, and would give the same dots again."
    CANCELLED = "Cancelled. What was learned stays in the chart."

    picture = Numbers(X)
    runs = Whole(10, 1, 30, title="number of runs")
    steps = Whole(200, 1, 1000, title="number of steps")
    results = Many(a(Result))

    def __init__(self, task="letters", **state):
        if task not in TASKS:
            raise ValueError(f"task must be one of {', '.join(TASKS)}, but it is {task!r:.80}")
        self.task, self._data, (self._contents, self._choosers) = task, TASKS[task](), SCENES[task]
        self.shape, self.names = self._data.shape, self._data.names
        super().__init__(**state)
        self.build("order", "picture")
        self.observe(lambda _: self.clear(), names="steps")  # runs of other lengths cannot be compared
        self.observe(self.tell, names="results")

    # Learning.

    def train(self, *kinds):
        """Let networks learn from shuffled pictures, and come back when all have: "columns", "pixels" or "yours".

        They also learn from the pictures as they are. (The buttons go on by themselves instead.) Raises ValueError for
        another kind.
        """
        for kind in kinds:
            if kind not in KINDS:
                raise ValueError(f"kinds must be of {', '.join(KINDS)}, but one is {kind!r:.80}")
        self._at_once(kinds)

    def clear(self):
        """Take all dots out of the chart."""
        self.results = ()
        self.say("running")

    def _start_kind(self, kind):
        """Begin to learn from pictures in this kind of order; in the learner's own only where that is another."""
        if self.running:
            return
        self.say("move")
        if kind == YOURS and not self.is_moved:
            self.say("running", "Your order is the one in which they come. Move a column first.")
        else:
            self._start((kind,))

    def _missing(self):
        """The jobs that are asked for and have no dot yet: for each seed, both networks and all orders."""
        done = {result.job for result in self.results}
        jobs = [Job(net, kind, seed, self.order if kind == YOURS else ())
                for seed in range(self.runs) for kind in dict.fromkeys((PLAIN, *self._asked)) for net in NETS]
        return [job for job in jobs if job not in done]

    def _learn(self, job, steps):
        """Let one network learn, in small pieces. When it has, it leaves a dot."""
        for result in learn(self._data, job, steps):
            yield result
        self.results = (*self.results, result)

    # What shows.

    def contents(self):
        contents = self._contents(self, self._data.images)
        yours = contents["yours"]
        yours |= {"window": (len(yours["cells"].index), 1), "here": self.cursor("column"),
                  "frame": self.cursor("column")}
        return contents

    def scene(self):
        plain, yours, *others = self.grids.values()
        self.chart = Drawing(WIDE, 10, self._chart)
        return [self.order_tools(*(chooser(self) for chooser in self._choosers)),
                Row(plain, Row(Sign("→"), yours, centred=True), Column(*others)), self._learning(), self.chart]

    def _learning(self):
        self._trains = [self.button(words, f"let networks learn from them, {TIPS[kind]}",
                                    lambda kind=kind: self._start_kind(kind))
                        for kind, words in BUTTONS.items() if kind != PIXELS or self.shape[0] > 1]
        self._clear = self.button("clear", "take all dots out of the chart", self.clear)
        return Controls(ipywidgets.HBox([ipywidgets.Label("learn from"), *self._trains]),
                        ipywidgets.HBox([self._stop, self._clear]), self.pulse)

    def tell(self, _=None):
        """Tell what there is, and offer what can be done while something is learned, or while nothing is."""
        for train in self._trains:
            train.disabled = self.running
        self._clear.disabled = self.running or not self.results
        super().tell()

    # The chart.

    def found(self):
        """The accuracies in the chart, {(network, condition): [one for each run]}: those of the learner's order only as
        long as it stands."""
        found = {(net, kind): [] for net in NETS for kind in CONDITIONS}
        for result in self.results:
            if result.job.order in ((), self.order):
                found[result.job.net, result.job.kind].append(result.accuracy)
                if result.moved is not None:
                    found[result.job.net, MOVED].append(result.moved)
        return {key: shares for key, shares in found.items() if shares}

    def told(self):
        """The chart in words: of 100 unseen pictures, how many the network in the middle gets right, and the ends."""
        lines = []
        for (net, kind), shares in self.found().items():
            least, middle, most = (f"{100 * end(shares):.0f}" for end in (min, np.median, max))
            lines.append(f"{net}, {CONDITIONS[kind]}: {middle} of 100 ({least} to {most})")
        return "\n".join(lines) or "No network has learned yet."

    def _chart(self):
        """A line of dots for each network and condition, with the middle one marked."""
        found = self.found()
        shown = {kind for _, kind in found} | {HEAD, PLAIN, COLUMNS}
        lines = [(net, kind) for net in NETS for kind in (HEAD, *CONDITIONS) if kind in shown]
        tall = ROW * len(lines) + 60
        axes = Axes(LEFT, 8, WIDE - LEFT - RIGHT, tall - 56, across=(20, 100), up=(0, 1))
        shapes = [*axes.frame(up={}, name=f"of 100 unseen {self.task}, right")[1:],
                  axes.curve([(50, 1), (50, 0)], look.MIDDLE_GREY, 1, dashed=True),
                  Words(axes.at(50, 0)[0] + 5, 14, "guessing", 11)]
        for number, (net, kind) in enumerate(lines):
            y, colour = 8 + ROW * (number + 0.5), look.BLUE if net == CONVNET else look.MIDDLE_GREY
            shapes += ([Words(8, y, net, 15, colour), *([] if found else _to_come(y, net, colour))] if kind == HEAD
                       else _dots(axes, y, CONDITIONS[kind], found.get((net, kind), []), colour))
        return shapes, self.told(), WIDE, tall


def _to_come(y, net, colour):
    """What a line of the chart will hold: a dot and a stroke, and what they stand for."""
    mark, words = ((Dot(LEFT + 232, y, 3.5, colour), "a dot for each network that has learned") if net == CONVNET else
                   (Line([(LEFT + 232, y - 8), (LEFT + 232, y + 8)], width=3), "a stroke for the one in the middle"))
    return [mark, Words(LEFT + 242, y, words, 13)]


def _dots(axes, y, name, shares, colour):
    """A line with a dot for each share, and a stroke for the one in the middle."""
    shapes = [Words(24, y, name, 13), Line([(LEFT, y), (WIDE - RIGHT, y)], look.MIDDLE_GREY, 0.3)]
    shapes += [Dot(axes.at(100 * share, 0)[0], y + 2.5 * (number % 5 - 2), 3.5, colour)
               for number, share in enumerate(shares)]
    if shares:
        middle = 100 * np.median(shares)
        x, _ = axes.at(middle, 0)
        shapes += [Line([(x, y - 9), (x, y + 9)], width=3), Words(WIDE - RIGHT + 14, y, f"{middle:.0f} of 100")]
    return shapes


# The two tasks: what the grids show of each.


def _letters(explorer, letters):
    """One letter large, and eight others small."""
    one, eight = explorer.picture, letters[:8]
    columns = explorer.columns()  # of scattered pixels, only those of the large letter glide
    strip = [(letter, column) for letter in range(4) for column in (*columns, "line")][:-1] if columns else ()
    return {"plain": _large("as it is", one),
            "yours": {**_large("yours", explorer.arrange(one)), "things": [*explorer.order]},
            "strip": _small("eight others, as they are", eight),
            "your strip": {**_small("the same eight, in your order", explorer.arrange(eight)),
                           "things": [" ".join(map(str, thing)) for thing in strip]}}


def _large(words, letter):
    """What a grid is told of a letter, and of the places in it where each of the slides' features fits perfectly."""
    matches = convolve(letter, np.stack([*FEATURES.values()])) > 1 - 1e-9
    fits = ", ".join(f"{places.sum()} {SHAPES[name]}" for name, places in zip(FEATURES, matches, strict=True))
    return {"cells": look.plain(look.pixels(letter)), "caption": f"{words}: {fits}", "cell": 26}


def _small(words, letters):
    """What a grid is told of letters, in two rows, with a grey line between two."""
    framed = np.pad(letters, ((0, 0), (0, 1), (0, 1)))
    pixels = np.block([[*framed[:4]], [*framed[4:]]])[:-1, :-1]
    return {"cells": look.plain(look.pixels(pixels)), "caption": words, "cell": 6}


def _customers(explorer, customers):
    """Five customers, below the names of the columns."""
    ranks, order = customers[:5, 0].round(2), explorer.columns()
    names = [explorer.names[column] for column in order]
    captions = [f"in your order; the chosen column: {name}" for name in names]
    return {"plain": {"cells": below(explorer.names, ranks), "caption": "5 of the customers, as they are", "cell": 42},
            "yours": {"cells": below(names, ranks[:, order]), "caption": captions, "cell": 42, "things": order}}


def _letter_chooser(explorer):
    """A list of letters, for the one that shows large."""
    return explorer.menu("picture", PICTURES, "letter", "130px")


SCENES = {"letters": (_letters, [_letter_chooser]), "customers": (_customers, [])}  # and what the hand can choose
