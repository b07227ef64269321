"""The knobs explorer: plans of networks, tried out side by side. Lesson 12, slides 79-80.

All plans that were tried stand in one table, with a dot for each run. Below it, a chart compares those that differ in
one knob only.
"""

import html
import textwrap
from time import perf_counter
from typing import NamedTuple

import ipywidgets
import numpy as np
from traitlets import link

from ...architecture import KINDS, STEPS
from ...checks import counted
from ...experiments.plans import BATCH, KNOBS, MOMENTUM, TITLES, VALUES, Plan, Run, Tried, letters, rate
from ...learning import Diverged, accuracy, descend
from ...pictures import deck_letters
from ...show import look
from ...show.shown import sheet
from ...show.sketch import Axes, Bar, Dot, Line, Sketch, Words
from ..parts.explorer import by
from ..parts.layering import LayersExplorer
from ..parts.queue import QueueExplorer
from ..parts.traits import Choice, Many, Whole, a, one_of

MOST_RUNS, MOST_STEPS = 10, 5000
ENDS = {"picture": "picture", "values": "one list", "neurons": "neurons", "votes": "votes"}
LEAST, MOST = 0.4, 1  # the ends of every scale of accuracy; guessing gets half

# The table, in pixels.
TALL, LAYERS_WIDE, DOTS_WIDE = 30, 150, 190
SCALE = Axes(12, 0, DOTS_WIDE - 28, TALL, across=(LEAST, MOST), up=(0, 1))
HEADS = {"features": 76, "window": 60, "stride": 48, "neurons": 60, "values": 52, "weights": 58, "seconds": 62}
RESULT_HEADS = {"middle": 56, "of the ten": 74}
SHOWN_ROWS = 16  # the others are scrolled to

# The chart, in pixels: accuracy, weights and seconds, side by side.
CHART = 1060, 236
PANELS = {"accuracy on unseen pictures": (46, 520), "weights": (640, 170), "seconds for one run": (880, 170)}
TOP, HIGH = 36, 150


class Progress(NamedTuple):
    """How far the training is: runs that are done, of how many; the step that is done, of how many; and since when."""

    run: int
    runs: int
    step: int
    steps: int
    began: float


def turned(default, least, most, title):
    """The trait of a number that a person turns."""
    return Whole(default, least, most, title=title,
                 sentence="The {title} goes from {least} to {most}, so {asked} became {possible}.")


class KnobsExplorer(QueueExplorer, LayersExplorer):
    """Plan a network, see its shapes and count its weights, train it several times, and compare it with other plans.

    ``layers`` are names, at most eight: "convolution", "ReLU" and "pooling". ``layer`` is the number of the chosen one,
    from 1, to be moved or removed. ``features``, ``side``, ``window``, ``stride`` and ``neurons`` are the knobs, as for
    :func:`convlib.architecture.random_network`. ``runs`` says how often a plan is trained, and ``steps`` for how many
    steps. ``results`` holds what was tried: a :class:`Tried` for each row of the table.

    ``knob`` names what is to be compared: one of the knobs, or "layers". The chart shows the rows that differ from the
    plan in nothing else.

    Run number n begins with the noise of seed n - 1, so the same plan always gives the same numbers, and a run that is
    in the table is not repeated. A knob turned too far stops at its end. A plan that cannot be is explained, and
    cannot be trained. Raises ValueError for a layer or a ``knob`` of another name.

    >>> explorer = KnobsExplorer()
    >>> print(explorer.counted())
    12 values vote. 51 weights: 27 in the features and 24 in the votes.
    >>> explorer.side = 9; explorer.layers = ("pooling", "convolution")
    >>> print(explorer.said())
    Layer 2 (convolution): a feature of 9 × 9 pixels does not fit into a map of 5 × 5. \
Make the features smaller, or move or remove this layer.
    """

    MOST_LAYERS, WHOLE = 8, "plan"
    ALL_THERE = ("All these runs are in the table already, and would give the same numbers again. "
                 "Ask for more runs, or turn a knob.")
    CANCELLED = "Cancelled. The runs that were finished are in the table."

    layers = Many(one_of(KINDS), STEPS)
    features, side, window, stride, neurons = (
        turned(getattr(Plan(), name), knob.least, knob.most, knob.title) for name, knob in KNOBS.items())
    runs = turned(3, 1, MOST_RUNS, "number of runs")
    steps = turned(200, 1, MOST_STEPS, "number of steps")
    knob = Choice(TITLES, "features")
    results = Many(a(Tried))

    def __init__(self, **state):
        super().__init__(**state)
        self._rows, self._progress = [], None
        self.layer = state.get("layer", len(self.layers))
        self._build()
        self._show_results()
        self.update()
        self.observe(self.update, names=["layers", *KNOBS])
        self.observe(self._show_layers, names="layer")
        self.observe(self._show_results, names="results")
        self.observe(self._show_comparison, names=["knob", "steps"])
        self.observe(self._show_running, names="running")

    # The plan.

    @property
    def plan(self):
        """The plan as it stands now."""
        return Plan(self.layers, *(getattr(self, name) for name in KNOBS))

    def counted(self):
        """How many values vote, and how many weights the plan has, in words; nothing for a plan that cannot be."""
        if self.plan.fitting()[1]:
            return ""
        stages = self.plan.stages()
        values = next(stage.shape[0] for stage in stages if stage.name == "values")
        votes = sum(stage.weights for stage in stages if stage.name in ("neurons", "votes"))
        total = self.plan.weights
        return (f"{counted(values, 'value')} {'votes' if values == 1 else 'vote'}. {counted(total, 'weight')}: "
                f"{total - votes} in the features and {votes} in the votes.")

    def set_plan(self, plan):
        """Turn all knobs to where a plan has them."""
        self.layers = plan.layers
        self.layer = len(self.layers)
        for name in KNOBS:
            setattr(self, name, getattr(plan, name))

    # Training.

    def train(self):
        """Train the plan, and come back when all its runs are done. (The button goes on by itself instead.)

        Raises ValueError, in words, for a plan that cannot be. An interrupt keeps the runs that are finished.
        """
        self._at_once([self.plan])

    def sweep(self, knob=None, values=None):
        """Train the plan with each of these values of one knob, and come back when all runs are done.

        Without values it takes sensible ones. Values with which the plan cannot be are left out, which is then said.
        """
        self.knob = knob or self.knob
        if plans := self._plans(values):
            self._at_once(plans)
        else:
            self.running = False

    def cancel(self):
        if self.running:
            self._asked = ()
        super().cancel()

    def _start_sweep(self):
        if plans := self._plans():
            self._start(plans)

    def _plans(self, values=None):
        """The plans of a sweep that can be. Says which ones cannot, and why."""
        plans, left_out = [], {}
        for value in VALUES[self.knob] if values is None else values:
            plan = self.plan._replace(**{self.knob: value})
            _, why_not = plan.fitting()
            if why_not:
                left_out[_value(value)] = why_not
            else:
                plans.append(plan)
        reasons = " ".join(f"{value}: {why_not}" for value, why_not in left_out.items())
        self.say("sweep", f"Left out, because it cannot be: {TITLES[self.knob]} {reasons}" if reasons else "")
        return plans

    def _missing(self):
        """All runs that are asked for and not in the table yet, as (plan, seed)."""
        done = {(tried.plan, run.seed) for tried in self.results if tried.steps == self.steps for run in tried.runs}
        plans = self._asked or [self.plan]
        return [(plan, seed) for plan in plans for seed in range(self.runs) if (plan, seed) not in done]

    def _begin(self, missing):
        self._asked = ()
        self.say("growing")
        self._progress = Progress(0, len(missing), 0, self.steps, perf_counter())

    def _pieces(self, missing, steps):
        """Train network after network, in small pieces. One that has learned joins the table.

        One whose numbers grow without end gives no votes, so it gets no picture right.
        """
        for number, (plan, seed) in enumerate(missing):
            network = plan.network(seed)
            share = ten = seconds = 0
            try:
                learning = descend(network, *letters(seed=1), lambda step: rate(step, steps), MOMENTUM, BATCH, seed)
                for step in range(1, steps + 1):
                    began = perf_counter()
                    with np.errstate(all="ignore"):
                        next(learning)
                    seconds += perf_counter() - began
                    self._progress = self._progress._replace(run=number, step=step)
                    yield
                votes = []
                unseen, right = letters(seed=2)
                for part in np.array_split(unseen, 10):
                    with np.errstate(all="ignore"):
                        votes.append(network(part))
                    yield
                share = accuracy(right, np.concatenate(votes))
                pictures, right = deck_letters()
                ten = round(accuracy(right, network(pictures)) * len(pictures))
            except Diverged:
                self.say("growing", f"In run {seed + 1} of a plan, {plan}, the numbers grew without end. "
                         "Such a network gives no votes. Smaller steps would help it.")
            self._keep(plan, steps, Run(seed, share, ten, seconds))

    def _keep(self, plan, steps, run):
        """Put a run into the row of its plan, or into a new row at the end."""
        results = list(self.results)
        place = next((number for number, tried in enumerate(results) if tried[:2] == (plan, steps)), len(results))
        before = results[place].runs if place < len(results) else ()
        results[place:place + 1] = [Tried(plan, steps, tuple(sorted((*before, run))))]
        self.results = tuple(results)

    # The table.

    def choose(self, row):
        """Bring back the knobs of a row of the table; rows count from 1."""
        tried = self.results[self._row_number(row) - 1]
        self.steps = tried.steps
        self.set_plan(tried.plan)

    def remove(self, row):
        """Take a row out of the table; rows count from 1."""
        number = self._row_number(row)
        self.results = self.results[:number - 1] + self.results[number:]

    def clear(self):
        """Take all rows out of the table."""
        self.results = ()
        self._hush()

    def _row_number(self, row):
        if not (isinstance(row, int) and 1 <= row <= len(self.results)):
            raise ValueError(f"row must be a whole number from 1 to {len(self.results)}, but it is {row!r:.80}")
        return row

    # What shows.

    def _build(self):
        deck = self.button("the slides' plan", "turn all knobs to where the slides have them",
                           lambda: self.set_plan(Plan()))
        tools = _wrapped([*self._layer_tools(), _apart(""), deck])
        self.children = [tools, self._plan_row(), self._line, self._knob_row(), self._training(),
                         self._table(), self._below()]

    def _plan_row(self):
        """A column for each stage that there can be: above, what makes it, and below, its shape and its weights."""
        chips = self._chips_of_layers(padding="0 6px", margin="2px 0")
        heads = {name: ipywidgets.Label(title) for name, title in ENDS.items()}
        heads |= {f"layer {number}": chip for number, chip in enumerate(chips, start=1)}
        self._columns = {name: ipywidgets.VBox([head, ipywidgets.HTML()], layout={"min_width": "74px"})
                         for name, head in heads.items()}
        self._row = _wrapped([], gap="0 14px")
        self._counted = ipywidgets.HTML()
        return ipywidgets.VBox([self._row, self._counted])

    def _knob_row(self):
        columns = []
        for name, knob in KNOBS.items():
            slider = ipywidgets.IntSlider(getattr(self, name), knob.least, knob.most, layout={"width": "auto"})
            slider.tooltip = knob.title
            link((self, name), (slider, "value"))
            columns.append(ipywidgets.VBox([ipywidgets.Label(knob.title), slider], layout={"flex": "1 1 150px"}))
        return _wrapped(columns, gap="0 12px")

    def _training(self):
        self._train = self.button("train it", "train this plan", lambda: self._start([self.plan]))
        self._train.button_style = "primary"
        runs = ipywidgets.Dropdown(options=range(1, MOST_RUNS + 1), layout={"width": "60px"})
        runs.tooltip = "how often each plan is trained"
        link((self, "runs"), (runs, "value"))
        knobs = ipywidgets.Dropdown(options=[(title, name) for name, title in TITLES.items()],
                                    layout={"width": "210px"})
        knobs.tooltip = "what to compare"
        link((self, "knob"), (knobs, "value"))
        self._sweep = self.button("", "train the plan with each of these", self._start_sweep)
        self._stop = self.button("cancel", "stop; what is finished stays in the table", self.cancel)
        self._clear = self.button("clear the table", "take all rows out of the table", self.clear)
        self._bar, self._bar_told = ipywidgets.IntProgress(layout={"width": "180px"}), ipywidgets.Label()
        self._bar.tooltip = "how far the training is"
        return ipywidgets.VBox([
            _wrapped([self._train, runs, ipywidgets.Label("times"), _apart("or compare"), knobs, self._sweep]),
            _wrapped([self._stop, self._clear, self._bar, self._bar_told, self.pulse])])

    def _table(self):
        """The head of the table, and room for its rows, which are made when they are needed."""
        ticks = [Words(SCALE.at(percent / 100, 0)[0], TALL / 2, f"{percent}{' %' if percent == 100 else ''}", 12,
                       anchor="middle") for percent in range(40, 101, 20)]
        head = [ipywidgets.Label("layers", layout={"width": f"{LAYERS_WIDE}px"}),
                ipywidgets.HTML(_cells(HEADS, HEADS.values())),
                Sketch(DOTS_WIDE, TALL, "the scale of the dots: accuracy on unseen pictures", ticks),
                ipywidgets.HTML(_cells(RESULT_HEADS, RESULT_HEADS.values()))]
        self._head = _row(head)
        self._body = ipywidgets.VBox(layout={"max_height": f"{SHOWN_ROWS * (TALL + 6)}px", "overflow": "hidden auto",
                                             "flex": "0 0 auto", "min_width": "max-content"})
        self._whole_table = ipywidgets.VBox(layout={"overflow": "auto hidden"})
        return self._whole_table

    def _below(self):
        self.chart = Sketch(*CHART, "")
        self._chart_box = ipywidgets.VBox()
        return self._chart_box

    # What happens when something changes.

    def update(self, _=None):
        """Show the stages of the plan as far as there can be any, why there can be no more, and what to compare."""
        _, why_not = self.plan.fitting()
        self._hush()
        self.say("plan", f"{why_not} Make the features smaller, or move or remove this layer." if why_not else "")
        columns = []
        for name, shape, weights in self.scene():
            column = self._columns[name]
            column.children[1].value = f"<div>{shape}</div><div><b>{weights}</b></div>"
            columns.append(column)
        self._row.children = columns
        self._counted.value = html.escape(self.counted())
        self._show_layers()
        self._show_comparison()
        self._show_running()

    def scene(self):
        """The columns of the plan: the name of each, its shape, and its weights, in words."""
        fitting, why_not = self.plan.fitting()
        picture, *layers = self.plan._replace(layers=self.layers[:fitting]).stages()
        scene = [("picture", by(picture.shape), "")]
        for number in range(1, len(self.layers) + 1):
            if number <= fitting:
                _, shape, weights = layers[number - 1]
                scene.append((f"layer {number}", by(shape), counted(weights, "weight") if weights else ""))
            else:
                scene.append((f"layer {number}", "✕ does not fit" if number == fitting + 1 else "–", ""))
        for name, shape, weights in layers[fitting:] if not why_not else ():
            if name != "ReLU":
                scene.append((name, counted(shape[0], name[:-1]), counted(weights, "weight") if weights else ""))
        return scene

    def _hush(self):
        """Say no more about a comparison or a training that is over."""
        self.say("sweep")
        self.say("running")

    def _show_running(self, _=None):
        """Offer what can be done while it is training, or while it is not."""
        self._train.disabled = bool(self.plan.fitting()[1])
        self._stop.disabled = not self.running
        if not self.running:
            self._progress = None
            self._show_progress()

    def _show_progress(self):
        """How far the training is, as a bar and in words; nothing where none goes on."""
        at = self._progress
        self._bar.layout.visibility = "visible" if at else "hidden"
        self._bar_told.value = ""
        if at:
            self._bar.max, self._bar.value = at.runs * at.steps, at.run * at.steps + at.step
            self._bar_told.value = (f"run {at.run + 1} of {at.runs}, step {at.step} of {at.steps}: "
                                    f"{perf_counter() - at.began:.0f} s so far")

    def _show_results(self, _=None):
        """A row for each plan that was tried. A row that was made once serves again and again."""
        while len(self._rows) < len(self.results):
            self._rows.append(Row(self, len(self._rows) + 1))
        for row, tried in zip(self._rows, self.results, strict=False):
            row.show(tried)
        self._body.children = [row.box for row in self._rows[:len(self.results)]]
        self._clear.disabled = not self.results
        self._whole_table.children = [self._head, self._body] if self.results else []
        self._show_comparison()

    def _show_comparison(self, _=None):
        """Press the row of the plan, name what a comparison tries, and draw what is in the table of it."""
        for row, tried in zip(self._rows, self.results, strict=False):
            row.chosen = tried[:2] == (self.plan, self.steps)
        values = VALUES[self.knob]
        self._sweep.description = (f"try {len(values)} orders" if self.knob == "layers"
                                   else f"try {', '.join(map(str, values))}")
        compared = self.compared()
        if len(compared) > 1:
            self.chart.draw(self._shapes(compared), self.comparison())
        self._chart_box.children = [self.chart] if len(compared) > 1 else []

    def compared(self):
        """The rows that differ from the plan in the compared knob and in nothing else, with their value of it: in the
        order of these values."""
        same = [(getattr(tried.plan, self.knob), tried) for tried in self.results if tried.steps == self.steps
                and tried.plan._replace(**{self.knob: None}) == self.plan._replace(**{self.knob: None})]
        return same if self.knob == "layers" else sorted(same, key=lambda pair: pair[0])

    def comparison(self):
        """The compared rows in words: the middle of each."""
        middles = (f"{_value(value)}: {100 * tried.middle:.0f} %" for value, tried in self.compared())
        return f"accuracy on unseen pictures, by the {TITLES[self.knob]}: {', '.join(middles)}"

    def _shapes(self, compared):
        """The chart: for each value the dots of its runs, the stroke of the middle one, its weights and seconds."""
        places = range(len(compared))
        heights = [(LEAST, MOST)] + [
            (0, 1.12 * max(numbers)) for numbers in ([tried.plan.weights for _, tried in compared],
                                              [tried.seconds for _, tried in compared])]
        name = TITLES[self.knob] + (": C convolution, R ReLU, P pooling" if self.knob == "layers" else "")
        panels = [Axes(left, TOP, wide, HIGH, across=(-0.6, len(compared) - 0.4), up=up)
                  for (left, wide), up in zip(PANELS.values(), heights, strict=True)]
        accuracies, weights, seconds = panels
        percents = {percent / 100: f"{percent} %" for percent in range(40, 101, 20)}
        values = {place: _value(value) for place, (value, _) in enumerate(compared)}
        end = len(compared) - 0.4
        shapes = [accuracies.curve([(-0.6, 0.5), (end, 0.5)], look.MIDDLE_GREY, 1, dashed=True),
                  Words(*accuracies.at(end, 0.47), "guessing", 11, anchor="end")]
        for panel, title, ticks in zip(panels, PANELS, (percents, {}, {}), strict=True):
            crowded = panel is not accuracies and (len(compared) > 6 or self.knob == "layers")
            shapes += panel.frame({} if crowded else values, ticks, name if panel is accuracies else "", title)
        for place, (_, tried) in zip(places, compared, strict=True):
            for run in tried.runs:
                shapes.append(Dot(*accuracies.at(place, _on_scale(run.accuracy)), 4, look.BLUE))
            x, y = accuracies.at(place, _on_scale(tried.middle))
            shapes += [Line([(x - 14, y), (x + 14, y)], width=3),
                       Words(x + 18, y, f"{100 * tried.middle:.0f} %", 12)]
            for panel, number, words in (
                    (weights, tried.plan.weights, "{}"), (seconds, tried.seconds, "{:.1f}")):
                wide = 0.6 * panel.width / len(compared)
                x, y = panel.at(place, number)
                shapes += [Bar(x - wide / 2, y, wide, TOP + HIGH - y, look.BLUE),
                           Words(x, y - 9, words.format(number), 11, anchor="middle")]
        return shapes

    # The same, where no browser is.

    def text(self):
        scene = ", ".join(" ".join(filter(None, [self._head_of(name), shape, f"({weights})" if weights else ""]))
                          for name, shape, weights in self.scene())
        rows = [f"{number}. {tried}" for number, tried in enumerate(self.results, start=1)]
        chart = self.comparison() if len(self.compared()) > 1 else ""
        return "\n\n".join(filter(None, [f"{self.plan}\n{scene}", self.counted(), self.said(), "\n".join(rows), chart]))

    def _head_of(self, name):
        number = name.removeprefix("layer ")
        return ENDS.get(name) or f"{number} {self.layers[int(number) - 1]}"

    def still(self):
        chart = len(self.compared()) > 1
        words = textwrap.wrap(self.said(), 130)
        rows = TALL * (len(self.results) + 1) if self.results else 0
        still = sheet(CHART[0], 124 + 20 * len(words) + rows + (CHART[1] + 12 if chart else 0))
        scene = self.scene()
        for number, (name, shape, weights) in enumerate(scene):
            x = 4 + number * min((CHART[0] - 20) / len(scene), 130)
            still.text(x, 12, self._head_of(name), 12)
            still.text(x, 32, shape, 11)
            still.text(x, 50, weights, 11)
        knobs = "     ".join(f"{knob.title}: {getattr(self, name)}" for name, knob in KNOBS.items())
        y = 78
        for line in (knobs, self.counted(), *words):
            still.text(4, y, line, 12)
            y += 22
        if self.results:
            self._draw_row(still, y, ["layers", *HEADS], list(RESULT_HEADS), self._head.children[2])
            for row, tried in zip(self._rows, self.results, strict=False):
                y += TALL
                self._draw_row(still, y, [_short(tried.plan.layers), *tried.cells()], tried.result(), row.dots)
            y += TALL
        if chart:
            self.chart.draw_still(still, 0, y + 12)
        return still

    @staticmethod
    def _draw_row(still, y, cells, result, dots):
        """One row of the table, with its top at y."""
        layers, *cells = cells
        still.text(4, y + TALL / 2, layers, 11)
        x = LAYERS_WIDE
        for words, wide in zip(cells, HEADS.values(), strict=True):
            x += wide
            still.text(x, y + TALL / 2, words, 11, anchor="end")
        dots.draw_still(still, x + 12, y)
        x += 12 + DOTS_WIDE
        for words, wide in zip(result, RESULT_HEADS.values(), strict=True):
            x += wide
            still.text(x, y + TALL / 2, words, 11, anchor="end")


class Row:
    """A row of the table: a button that brings its knobs back, then the knobs, the runs as dots, and what came of them.

    It is row ``number`` of an explorer, from 1, whatever that shows there.
    """

    def __init__(self, explorer, number):
        self._explorer, self._number = explorer, number
        self._button = ipywidgets.ToggleButton(layout={"width": f"{LAYERS_WIDE}px", "padding": "0 4px"},
                                               style={"font_size": "13px"})
        self._button.observe(self._pressed, names="value")
        self._cells, self._result = ipywidgets.HTML(), ipywidgets.HTML()
        self.dots = Sketch(DOTS_WIDE, TALL, "")
        self.remove = explorer.button("✕", "", lambda: self._there and explorer.remove(number))
        self.box = _row([self._button, self._cells, self.dots, self._result, self.remove])
        self._chosen = False

    def show(self, tried):
        """Show what was tried."""
        self._button.description = _short(tried.plan.layers)
        self._button.tooltip = f"bring back plan {self._number}: {tried.plan}"
        self.remove.tooltip = f"take plan {self._number} out of the table"
        self._cells.value = _cells(tried.cells(), HEADS.values())
        self._result.value = _cells(tried.result(), RESULT_HEADS.values())
        half, _ = SCALE.at(0.5, 0)
        middle, _ = SCALE.at(_on_scale(tried.middle), 0)
        dots = [Dot(SCALE.at(_on_scale(run.accuracy), 0)[0], TALL / 2, 4, look.BLUE) for run in tried.runs]
        self.dots.draw([Line([(half, 2), (half, TALL - 2)], look.MIDDLE_GREY, 1, dashed=True), *dots,
                        Line([(middle, 5), (middle, TALL - 5)], width=3)], tried.accuracies())

    @property
    def chosen(self):
        """Is this the plan as it stands? Its button then stays down."""
        return self._chosen

    @chosen.setter
    def chosen(self, chosen):
        self._chosen = self._button.value = chosen

    @property
    def _there(self):
        """Is there still such a row? A quick hand may press in one that has just been taken out."""
        return self._number <= len(self._explorer.results)

    def _pressed(self, change):
        if change.new and not self._chosen and self._there:
            self._explorer.choose(self._number)
        elif not change.new and self._chosen:
            self._button.value = True


def _short(layers):
    """Layers in a few letters: many of them by their first letters only."""
    if len(layers) > 4:
        return _value(layers)
    return " ".join({"convolution": "conv", "pooling": "pool"}.get(name, name) for name in layers) or "no layers"


def _on_scale(share):
    """Where a share stands on a scale of accuracy: at its end where it is below, as that of a network without votes."""
    return max(share, LEAST)


def _value(value):
    """A value of a knob in words; layers by their first letters."""
    return " ".join(name[0].upper() for name in value) or "none" if isinstance(value, tuple) else str(value)


def _wrapped(children, gap="0"):
    """Widgets in a line, which is broken where the page is narrow."""
    return ipywidgets.HBox(children, layout={"flex_flow": "wrap", "grid_gap": gap})


def _row(children):
    """Widgets that keep their widths, so that what stands below each other is a column."""
    for child in children:
        child.layout.flex = "0 0 auto"
    return ipywidgets.HBox(children, layout={"align_items": "center", "flex": "0 0 auto"})


def _apart(words):
    """A label with room before it."""
    return ipywidgets.Label(words, layout={"margin": "2px 4px 2px 24px"})


def _cells(texts, widths):
    """Cells of the table, side by side, as HTML."""
    columns = " ".join(f"{wide}px" for wide in widths)
    return (f'<div style="display: grid; grid-template-columns: {columns}; text-align: right; font-size: 14px">'
            f'{"".join(f"<span>{html.escape(text)}</span>" for text in texts)}</div>')
