"""The shuffling explorer: what do networks lose when all pictures are shuffled alike? Lesson 14, slides 85-87.

Above, the learner puts the columns into an order of their own and sees what becomes of the pictures. Below, networks
learn from shuffled pictures, one after the other, and each leaves a dot.
"""

from time import perf_counter

import ipywidgets
import numpy as np
from traitlets import validate

from ...data.tables import CUSTOMER_COLUMNS
from ...experiments.shuffles import (
    COLUMNS,
    CONVNET,
    KINDS,
    NETS,
    PIXELS,
    PLAIN,
    VOTERS,
    YOURS,
    Job,
    Run,
    customers_task,
    learn,
    letters_task,
    order_of,
)
from ...ops import convolve
from ...pictures import FEATURES, X
from ...show import look
from ...show.grid import PixelGrid
from ...show.progress import Progress
from ...show.scene import Sign
from ...show.shown import sheet
from ...show.sketch import Axes, Dot, Line, Sketch, Words
from ..parts.explorer import PICTURES, SHAPES
from ..parts.queue import QueueExplorer
from ..parts.traits import Many, Picture, Whole, a
from .ordering import OrderingExplorer

TASKS = {"letters": letters_task, "customers": customers_task}
MOVED = "moved"  # a row of the chart: learned as they are, and tested with their columns shuffled
CONDITIONS = {PLAIN: "as they are", MOVED: "columns shuffled only in the test",
              COLUMNS: "columns shuffled, learned anew", PIXELS: "all pixels scattered, learned anew",
              YOURS: "in your order, learned anew"}
COLOURS = {CONVNET: look.BLUE, VOTERS: look.MIDDLE_GREY}
SHOWN = 8  # letters, in two rows
ROWS = 5  # customers in a table

# The chart, in pixels.
WIDE, ROW, HEAD, LEFT, RIGHT = 1060, 24, 26, 330, 170
LEAST, MOST = 0.2, 1  # the ends of the scale of accuracy


class ShufflingExplorer(QueueExplorer, OrderingExplorer):
    """Shuffle letters or customers, all of them alike, and let a ConvNet and voters alone learn from them.

    ``task`` is "letters" or "customers", and stays. ``order`` and ``column`` are the learner's shuffle, as for
    :class:`OrderingExplorer`. ``picture`` is the letter that shows large. ``runs`` says how many networks of each kind
    learn, and ``steps`` for how many steps. ``results`` holds a :class:`Run` for each dot.

    Run number n begins with the noise, and has the shuffle, of seed n - 1. So the same run always gives the same dot,
    and is not repeated. Raises ValueError for another task.

    >>> explorer = ShufflingExplorer()
    >>> explorer.mirror()
    >>> explorer.columns()
    [8, 7, 6, 5, 4, 3, 2, 1, 0]
    """

    MOST_RUNS, MOST_STEPS = 30, 1000
    ALL_THERE = "All these runs are in the chart, and would give the same dots again."
    CANCELLED = "Cancelled. What was learned stays in the chart."

    picture = Picture(X)
    runs = Whole(10, 1, MOST_RUNS, title="number of runs")
    steps = Whole(200, 1, MOST_STEPS, title="number of steps")
    results = Many(a(Run))

    def __init__(self, task="letters", **state):
        if task not in TASKS:
            raise ValueError(f"task must be one of {', '.join(TASKS)}, but it is {task!r:.80}")
        self.task = task
        self._data = TASKS[task]()
        super().__init__(**state)
        self._build()
        self.update()
        self.observe(self.update, names=["order", "picture"])
        self.observe(self._show_results, names="results")
        self.observe(lambda _: self.clear(), names="steps")  # runs of other lengths cannot be compared
        self.observe(self._show_running, names="running")

    @property
    def shape(self):
        return self._data.shape

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
        done = {(run.net, run.kind, run.seed, run.order) for run in self.results}
        jobs = []
        for seed in range(self.runs):
            for kind in dict.fromkeys((PLAIN, *self._asked)):
                order = self.order if kind == YOURS else order_of(kind, seed, self.shape)
                jobs += [Job(net, kind, seed, order) for net in NETS]
        return [job for job in jobs
                if (job.net, job.kind, job.seed, job.order if job.kind == YOURS else ()) not in done]

    def _begin(self, missing):
        self._began, self._bar = perf_counter(), Progress(len(missing), "networks that have learned")
        self._bar_box.children = [self._bar]

    def _show_progress(self):
        """The bar follows each network that has learned, and not the turns."""

    def _pieces(self, missing, steps):
        """Learn job after job, in small pieces. Each that is done leaves a dot."""
        for number, job in enumerate(missing, start=1):
            for run in learn(self._data, job, steps):
                yield run
            self.results = (*self.results, run)
            self._bar.show(number, f"{perf_counter() - self._began:.0f} s so far")

    # What shows.

    def _build(self):
        self._is_letters = self.task == "letters"
        cells = self._cells()
        size = 26 if self._is_letters else 42
        self.grids = {"plain": PixelGrid(*cells["plain"], cell=size),
                      "yours": PixelGrid(*cells["yours"], cell=size, window=(self._rows(), 1), here=self._cursor,
                                         frame=self._cursor)}
        scene = [self.grids["plain"], ipywidgets.HBox([Sign("→"), self.grids["yours"]])]
        if self._is_letters:
            self.grids |= {name: PixelGrid(*cells[name], cell=6) for name in ("strip", "your strip")}
            scene.append(ipywidgets.VBox([self.grids["strip"], self.grids["your strip"]]))
        for part in scene:
            part.layout.flex = "0 0 auto"
        tools = self._order_tools(scatter=self._is_letters)
        if self._is_letters:
            letters = ipywidgets.Dropdown(options=[*PICTURES], description="letter", layout={"width": "210px"})
            tools.children = [self._offer("picture", PICTURES, letters), *tools.children]
        self.chart = Sketch(WIDE, 10, "")
        self.children = [tools, ipywidgets.HBox(scene, layout={"flex_flow": "wrap"}).add_class("convlib-scene"),
                         self._learning(), self.chart, self._line]

    def _learning(self):
        words = {COLUMNS: "columns shuffled", PIXELS: "all pixels scattered", YOURS: "in your order"}
        tips = {COLUMNS: "every time another shuffle", PIXELS: "every time another one", YOURS: "as it stands above"}
        if not self._is_letters:
            del words[PIXELS]
        self._trains = [self.button(each, f"let networks learn from them, {tips[kind]}",
                                    lambda kind=kind: self._start_kind(kind)) for kind, each in words.items()]
        self._stop = self.button("cancel", "stop; the dots that are there stay", self.cancel)
        self._clear = self.button("clear", "take all dots out of the chart", self.clear)
        self._bar_box = ipywidgets.VBox(layout={"min_height": "36px"})  # a bar does not push the chart down
        buttons = [ipywidgets.Label("let networks learn:"), *self._trains, self._stop, self._clear]
        return ipywidgets.VBox([ipywidgets.HBox(buttons, layout={"flex_flow": "wrap", "align_items": "center"}),
                                self._bar_box, self.pulse])

    def _rows(self):
        """The rows of a large grid: those of a letter, or the names of the columns and some customers."""
        return self.shape[0] if self._is_letters else 1 + ROWS

    def _cells(self):
        """For every grid: its cells, and the line above it."""
        if not self._is_letters:
            columns = self.columns()
            names = [[CUSTOMER_COLUMNS[column] for column in columns]]
            some = self._data.images[:ROWS, 0]
            captions = [f"in your order; the chosen column: {name}" for name in names[0]]
            return {"plain": (_table([CUSTOMER_COLUMNS], some), f"{ROWS} of the customers, as they are"),
                    "yours": (_table(names, some[:, columns]), captions)}
        mine, some = self.arrange(self.picture), self._data.images[:SHOWN]
        return {"plain": (look.plain(look.pixels(self.picture)), f"as it is: {_fits(self.picture)}"),
                "yours": (look.plain(look.pixels(mine)), f"in your order: {_fits(mine)}"),
                "strip": (_strip(some), "eight others, as they are"),
                "your strip": (_strip(self.arrange(some)), "the same eight, in your order")}

    def update(self, _=None):
        """Show what becomes of the pictures in this order."""
        for name, (cells, caption) in self._cells().items():
            self.grids[name].show(cells, caption)
        self._show_results()

    def _show_running(self, _=None):
        """Offer what can be done while something is learned, or while nothing is."""
        for train in self._trains:
            train.disabled = self.running
        self._stop.disabled = not self.running
        if not self.running:
            self._bar_box.children = []
        self._clear.disabled = self.running or not self.results

    def _show_results(self, _=None):
        self._show_running()
        shapes, tall = self._shapes()
        self.chart.height = tall
        self.chart.draw(shapes, self.told())

    def found(self):
        """The accuracies in the chart, {(network, condition): [one for each run]}: those of the learner's order only as
        long as it stands."""
        found = {}
        for run in self.results:
            if run.order in ((), self.order):
                found.setdefault((run.net, run.kind), []).append(run.accuracy)
                if run.moved is not None:
                    found.setdefault((run.net, MOVED), []).append(run.moved)
        return {(net, kind): found[net, kind] for net in NETS for kind in CONDITIONS if (net, kind) in found}

    def told(self):
        """The chart in words: of 100 unseen pictures, how many the network in the middle gets right, and the ends."""
        lines = []
        for (net, kind), shares in self.found().items():
            least, middle, most = (_of_100(share) for share in (min(shares), np.median(shares), max(shares)))
            lines.append(f"{net}, {CONDITIONS[kind]}: {middle} of 100 ({least} to {most})")
        return "\n".join(lines) or "No network has learned yet."

    def _shapes(self):
        """The chart, and how tall it is: a line of dots for each network and condition, with the middle one marked."""
        found = self.found()
        tried = {kind for _, kind in found} | {PLAIN, COLUMNS}
        conditions = [kind for kind in CONDITIONS if kind in tried]
        shapes, y = [], 8
        tall = 2 * (HEAD + ROW * len(conditions)) + 60
        axes = Axes(LEFT, 8, WIDE - LEFT - RIGHT, tall - 56, across=(LEAST, MOST), up=(0, 1))
        percents = {percent / 100: str(percent) for percent in range(20, 101, 20)}
        shapes += [*axes.frame(percents, {}, name=f"of 100 unseen {self.task}, right")[1:]]
        half, _ = axes.at(0.5, 0)
        shapes += [Line([(half, 8), (half, tall - 48)], look.MIDDLE_GREY, 1, dashed=True),
                   Words(half + 5, 14, "guessing", 11)]
        for net in NETS:
            shapes.append(Words(8, y + HEAD / 2, net, 15, COLOURS[net] if net == CONVNET else "ink"))
            y += HEAD
            for kind in conditions:
                shapes += self._line_of_dots(axes, y + ROW / 2, net, kind, found.get((net, kind), []))
                y += ROW
        return shapes, tall

    def _line_of_dots(self, axes, y, net, kind, shares):
        dots = [Dot(axes.at(max(share, LEAST), 0)[0], y + 2.5 * (number % 5 - 2), 3.5, COLOURS[net])
                for number, share in enumerate(shares)]
        line = [Line([(LEFT, y), (WIDE - RIGHT, y)], look.MIDDLE_GREY, 0.3), Words(24, y, CONDITIONS[kind], 13), *dots]
        if shares:
            middle = float(np.median(shares))
            x, _ = axes.at(max(middle, LEAST), 0)
            line += [Line([(x, y - 9), (x, y + 9)], width=3), Words(WIDE - RIGHT + 14, y, f"{_of_100(middle)} of 100")]
        return line

    # What cannot be.

    @validate("picture")
    def _is_letter(self, proposal):
        if proposal.value.shape != X.shape:
            raise ValueError(f"picture must have {X.shape[0]} rows and {X.shape[1]} columns, but its shape is "
                             f"{proposal.value.shape}")
        return proposal.value

    # The same, where no browser is.

    def text(self):
        grids = [self.grids[name].text() for name in ("plain", "yours")] if not self._is_letters else []
        columns = self.columns()
        order = f"columns in the order {' '.join(map(str, columns))}" if columns else "pixels scattered"
        return "\n\n".join(filter(None, [f"{self.task}: {order}", self.said(), self.told(), *grids]))

    def still(self):
        grids = {name: (grid, *grid.size()) for name, grid in self.grids.items()}
        top = 10 + max(grids["plain"][2], sum(grids[name][2] for name in grids if "strip" in name))
        still = sheet(WIDE, top + self.chart.height)
        self.grids["plain"].draw_still(still, 4, 4)
        left = grids["plain"][1] + 40
        still.text(left - 20, 130, "→", 22, anchor="middle")
        self.grids["yours"].draw_still(still, left, 4)
        y = 4
        for name in ("strip", "your strip") if self._is_letters else ():
            self.grids[name].draw_still(still, left + grids["yours"][1] + 30, y)
            y += grids[name][2]
        self.chart.draw_still(still, 0, top)
        return still


def _strip(pictures):
    """Pictures in two rows, with a grey line between two."""
    framed = [np.pad(picture, ((0, 1), (0, 1))) for picture in pictures]
    rows = [np.concatenate(row, axis=1) for row in (framed[:len(framed) // 2], framed[len(framed) // 2:])]
    return look.plain(look.pixels(np.concatenate(rows)[:-1, :-1]))


def _table(names, rows):
    """The names of the columns in words, and below them the ranks of some rows as pixels."""
    (titles, index), cells = look.words(names), look.pixels(np.round(rows, 2))
    return look.Cells([*titles, *cells.looks], np.concatenate([index, cells.index + len(titles)]))


def _fits(picture):
    """At how many places each of the slides' features fits perfectly."""
    matches = convolve(picture, np.stack(list(FEATURES.values())))
    return ", ".join(f"{count} {SHAPES[name]}" for name, count in
                     zip(FEATURES, (matches > 1 - 1e-9).sum(axis=(1, 2)), strict=True))


def _of_100(share):
    return round(100 * float(share))
