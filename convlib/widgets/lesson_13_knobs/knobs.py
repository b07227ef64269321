"""The knobs explorer: plans of networks, tried out side by side. Lesson 13, slides 79-80.

All plans that were tried stand in one table, with a dot for each run. Below it, a chart compares those that differ in
one knob only.
"""

import ipywidgets

from ...architecture import KINDS, STEPS
from ...checks import counted
from ...experiments.plans import KNOBS, TITLES, VALUES, Plan, Tried, differing, in_short, learn, with_run
from ...pictures import X
from ...show.look import by
from ...show.scene import Controls, Drawing, Sentence
from ..parts.layering import LayersExplorer, Title
from ..parts.queue import QueueExplorer
from ..parts.traits import Choice, Many, Whole, a, one_of
from .chart import SIZE, shapes_of
from .stages import Stages
from .table import Table

MOST_RUNS, MOST_STEPS = 10, 5000
ENDS = {"picture": "picture", "values": "one list", "neurons": "neurons", "votes": "votes"}  # what no layer makes
NAMES = {"side": "size"}  # of sliders that are not called as their knob is
TURNED = "The {title} goes from {least} to {most}, so {asked} became {possible}."


def turned(name):
    """The trait of a knob."""
    knob = KNOBS[name]
    return Whole(getattr(Plan(), name), knob.least, knob.most, title=knob.title, sentence=TURNED)


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

    HAS_PIXELS = False
    MOST_LAYERS, WHOLE = 8, "plan"
    ALL_THERE = ("All these runs are in the table already, and would give the same numbers again. "
                 "Ask for more runs, or turn a knob.")
    CANCELLED = "Cancelled. The runs that were finished are in the table."

    layers = Many(one_of(KINDS), STEPS)
    features = turned("features")
    side = turned("side")
    window = turned("window")
    stride = turned("stride")
    neurons = turned("neurons")
    runs = Whole(3, 1, MOST_RUNS, title="number of runs", sentence=TURNED)
    steps = Whole(200, 1, MOST_STEPS, title="number of steps", sentence=TURNED)
    knob = Choice(TITLES, "features")
    results = Many(a(Tried))
    _asked = None  # which plans are to be trained: else it is the one that stands

    def __init__(self, **state):
        super().__init__(**state)
        self.layer = state.get("layer", len(self.layers))
        self.build(*Plan._fields, "knob", "steps", "results")
        self.observe(self._hush, names=[*Plan._fields])

    # The plan.

    @property
    def plan(self):
        """The plan as it stands now."""
        return Plan(**{name: getattr(self, name) for name in Plan._fields})

    def set_plan(self, plan):
        """Turn all knobs to where a plan has them."""
        for name, value in plan._asdict().items():
            setattr(self, name, value)
        self.layer = len(self.layers)

    def stages(self):
        """The stages of the plan, as far as there can be any: of each its name, its shape and its weights, in words."""
        fitting, why_not = self.plan.fitting()
        picture, *stages = self.plan._replace(layers=self.layers[:fitting]).stages()
        told = [("picture", by(picture.shape), 0)]
        told += [(f"layer {number}", by(stage.shape), stage.weights)
                 for number, stage in enumerate(stages[:fitting], start=1)]
        told += [(f"layer {number}", "–" if number > fitting + 1 else "✕ does not fit", 0)
                 for number in range(fitting + 1, len(self.layers) + 1)]
        if not why_not:
            told += [(stage.name, counted(stage.shape[0], stage.name[:-1]), stage.weights)
                     for stage in stages[fitting:] if stage.name != "ReLU"]
        return [(name, shape, counted(weights, "weight") if weights else "") for name, shape, weights in told]

    def values(self):
        """The numbers of the stages that there can be, {name: (what makes it, the numbers)}: what a network of the plan
        that knows nothing yet makes of an X."""
        fitting, why_not = self.plan.fitting()
        plan = self.plan._replace(layers=self.layers[:fitting])
        kinds = [stage.name for stage in plan.stages()]
        numbers = [values for _, values in plan.network().stages(X)]
        picture, *stages = zip(kinds, numbers, strict=True)
        found = {"picture": picture} | {f"layer {number}": stage for number, stage in enumerate(stages[:fitting], 1)}
        later = {} if why_not else {kind: (kind, values) for kind, values in stages[fitting:] if kind != "ReLU"}
        return found | later

    def counted(self):
        """How many values vote, and how many weights the plan has, in words; nothing for a plan that cannot be."""
        plan = self.plan
        if plan.why_not:
            return ""
        votes = sum(stage.weights for stage in plan.stages() if stage.name in ("neurons", "votes"))
        return (f"{counted(plan.values, 'value')} {'votes' if plan.values == 1 else 'vote'}. "
                f"{counted(plan.weights, 'weight')}: {plan.weights - votes} in the features and {votes} in the votes.")

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
        self._at_once(self._plans(values))

    def _start_sweep(self):
        if plans := self._plans():
            self._start(plans)

    def _plans(self, values=None):
        """The plans of a sweep that can be. Says which ones cannot, and why."""
        values = VALUES[self.knob] if values is None else values
        plans = [self.plan._replace(**{self.knob: value}) for value in values]
        left_out = [f"{in_short(getattr(plan, self.knob))}: {plan.why_not}" for plan in plans if plan.why_not]
        reasons = f"Left out, because it cannot be: {TITLES[self.knob]} {' '.join(left_out)}"
        self.say("sweep", reasons if left_out else "")
        return [plan for plan in plans if not plan.why_not]

    def _missing(self):
        """All runs that are asked for and not in the table yet, as (plan, seed)."""
        done = {(tried.plan, run.seed) for tried in self.results if tried.steps == self.steps for run in tried.runs}
        plans = [self.plan] if self._asked is None else self._asked
        return [(plan, seed) for plan in plans for seed in range(self.runs) if (plan, seed) not in done]

    def turns(self):
        self.say("growing")
        yield from super().turns()

    def _learn(self, job, steps):
        """Train one network, in small pieces. When it has learned, it joins the table."""
        plan, seed = job
        for run in learn(plan, seed, steps):
            yield run
        if run.grew:
            self.say("growing", f"In run {seed + 1} of a plan, {plan}, the numbers grew without end. "
                     "Such a network gives no votes. Smaller steps would help it.")
        self.results = with_run(self.results, plan, steps, run)

    # The table, and what is compared.

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

    def compared(self):
        """The rows that differ from the plan in the compared knob and in nothing else, with their value of it: in the
        order of these values."""
        return differing(self.results, self.plan, self.steps, self.knob)

    def comparison(self):
        """The compared rows in words: the middle of each."""
        middles = (f"{in_short(value)}: {100 * tried.middle:.0f} %" for value, tried in self.compared())
        return f"accuracy on unseen pictures, by the {TITLES[self.knob]}: {', '.join(middles)}"

    def _chart(self):
        """The shapes of the chart, its words and its size: nothing where there is nothing to compare."""
        compared = self.compared()
        return (shapes_of(self.knob, compared), self.comparison(), *SIZE) if len(compared) > 1 else ((), "", 0, 0)

    # What shows.

    def scene(self):
        deck = self.button("the slides' plan", "turn all knobs to where the slides have them",
                           lambda: self.set_plan(Plan()))
        told = Sentence(lambda: str(self.plan), display="none")  # where the sliders do not show
        heads = {f"layer {number}": chip for number, chip in enumerate(self._chips_of_layers(padding="0 6px"), start=1)}
        self._clear = self.button("clear the table", "take all rows out of the table", self.clear)
        self._stages = Stages(heads | {name: Title(words) for name, words in ENDS.items()})
        self._table, self.chart = Table(self), Drawing(0, 0, self._chart)
        knobs = [self.slider(name, NAMES.get(name), KNOBS[name].title, wide=148) for name in KNOBS]
        self.foot.children = Sentence(self.counted, flex="0 1 auto"), *self.foot.children
        return [Controls(*self._layer_tools()), told, self._stages, Controls(*knobs, deck), self._training(), self.foot,
                self._table, self.chart]

    def _training(self):
        """What trains the plan, or a plan for each value of a knob, and tells how far it is."""
        self._train = self.button("train it", "train this plan", lambda: self._start([self.plan]), primary=True)
        runs = ipywidgets.Dropdown(options=range(1, MOST_RUNS + 1), tooltip="how often each plan is trained",
                                   layout={"width": "60px"})
        knobs = ipywidgets.Dropdown(options=[(title, name) for name, title in TITLES.items()],
                                    tooltip="what to compare", layout={"width": "210px"})
        self._sweep = self.button("", "train the plan with each of these", self._start_sweep)
        return Controls(ipywidgets.HBox([self._train, self.tied("runs", runs), ipywidgets.Label("times")]),
                        ipywidgets.HBox([ipywidgets.Label("or compare"), self.tied("knob", knobs), self._sweep]),
                        ipywidgets.HBox([self._stop, self._clear]), self.pulse)

    def tell(self):
        """Show the plan as far as it can be, why it can be no further, and what can be done."""
        why_not = self.plan.why_not
        self.say("plan", f"{why_not} Make the features smaller, or move or remove this layer." if why_not else "")
        self._show_layers()
        self._stages.show(self.stages(), self.values())
        self._train.disabled, self._clear.disabled = bool(why_not), not self.results
        values = VALUES[self.knob]
        self._sweep.description = (f"try {len(values)} orders" if self.knob == "layers"
                                   else f"try {', '.join(map(str, values))}")
        super().tell()

    def _hush(self, _=None):
        """Say no more about a comparison or a training that is over."""
        self.say("sweep")
        self.say("running")
