"""Plans of networks, and what came of those that were tried: what lesson 13 compares, slides 79-80.

A plan says which layers a network has, in what order, and how its knobs stand. What it is worth shows only when it has
learned, and part of that is luck. So a plan is trained several times, each time from other noise.

The letters to learn from are harder than those of the lessons before: smaller, turned further, with more stray
pixels. With the others nearly every plan gets nearly everything right, and the knobs make no difference.
"""

from functools import cache
from time import perf_counter
from typing import NamedTuple

import numpy as np

from ..architecture import STEPS, random_network
from ..checks import counted
from ..learning import Diverged, accuracy, descend
from ..network import LayerError
from ..pictures import deck_letters, random_letters
from .letters import LETTERS_EACH

SIZE = 9  # rows and columns of every picture
HARDER = {"down": (-2, 2), "right": (-2, 2), "scale": (0.5, 1.1), "turn": (-45, 45), "stray": (0, 6)}
RATE, MOMENTUM, BATCH = 0.2, 0.9, 32


class Knob(NamedTuple):
    """A number that a person chooses: what it is called, how far it turns, and which values are worth comparing."""

    title: str
    least: int
    most: int
    values: tuple


KNOBS = {
    "features": Knob("number of features", 1, 24, (1, 2, 3, 6, 12)),
    "side": Knob("size of the features", 1, SIZE, (1, 3, 5, 7, 9)),
    "window": Knob("pooling window", 1, 7, (1, 2, 3, 4)),
    "stride": Knob("pooling stride", 1, 7, (1, 2, 3, 4)),
    "neurons": Knob("number of neurons", 0, 32, (0, 2, 4, 8, 16)),
}
ORDERS = (
    STEPS,
    ("convolution", "pooling", "pooling", "ReLU"),
    ("pooling", "convolution", "ReLU", "pooling"),
    ("convolution", "pooling", "pooling"),
    ("convolution", "ReLU", "pooling"),
    ("convolution", "ReLU", "pooling", "convolution", "ReLU", "pooling"),
)
TITLES = {name: knob.title for name, knob in KNOBS.items()} | {"layers": "layers and their order"}
VALUES = {name: knob.values for name, knob in KNOBS.items()} | {"layers": ORDERS}


class Plan(NamedTuple):
    """What a person chooses of a network, before it learns: its layers and its knobs.

    >>> Plan(features=6)
    convolution, ReLU, pooling, pooling · 6 features of 3 × 3 · window 2, stride 2 · no neurons
    """

    layers: tuple = STEPS
    features: int = 3
    side: int = 3
    window: int = 2
    stride: int = 2
    neurons: int = 0

    def network(self, seed=0):
        """A network of this plan that knows nothing yet. Raises ValueError, in words, where there can be none."""
        return random_network(self.layers, features=self.features, side=self.side, window=self.window,
                              stride=self.stride, neurons=self.neurons, size=SIZE, seed=seed)

    @cache  # noqa: B019 - a plan is a small tuple, and people make few
    def stages(self):
        """Each stage on the way through: its name, its shape, and how many weights the layer that makes it has.

        Raises ValueError where `network` does.
        """
        network = self.network()
        names = [*self.layers, "values", *(["neurons", "ReLU"] if self.neurons else []), "votes"]
        sizes = [sum(getattr(layer, name).size for name in layer.parameters) for layer in network.layers]
        return tuple(PlannedStage(*stage) for stage in
                     zip(["picture", *names], network.shapes((SIZE, SIZE)), [0, *sizes], strict=True))

    @property
    def values(self):
        """How many values vote. Raises ValueError where `network` does."""
        return next(stage.shape[0] for stage in self.stages() if stage.name == "values")

    @property
    def weights(self):
        """How many numbers a network of this plan has to learn. Raises ValueError where `network` does."""
        return sum(stage.weights for stage in self.stages())

    @cache  # noqa: B019 - a plan is a small tuple, and people make few
    def fitting(self):
        """How many layers, from the first on, can work, and in words why the next one cannot."""
        try:
            self.network()
        except LayerError as error:
            return error.layer - 1, error.told
        return len(self.layers), ""

    @property
    def why_not(self):
        """In words why there can be no network of this plan; nothing where there can be one."""
        return self.fitting()[1]

    def __repr__(self):
        parts = [", ".join(self.layers) or "no layers"]
        if "convolution" in self.layers:
            parts.append(f"{counted(self.features, 'feature')} of {self.side} × {self.side}")
        if "pooling" in self.layers:
            parts.append(f"window {self.window}, stride {self.stride}")
        return " · ".join([*parts, counted(self.neurons, "neuron") if self.neurons else "no neurons"])


class PlannedStage(NamedTuple):
    """One stage of a plan: what it is called, its shape, and the weights of the layer that makes it."""

    name: str
    shape: tuple
    weights: int


class Trained(NamedTuple):
    """One network that has learned: from which noise, which share of unseen pictures it gets right, how many of the
    slides' ten, in how many seconds it learned, and whether its numbers grew without end."""

    seed: int
    accuracy: float
    ten: int
    seconds: float
    grew: bool = False


class Tried(NamedTuple):
    """A plan that has been tried: for how many steps each of its networks learned, and a `Trained` for each."""

    plan: Plan
    steps: int
    runs: tuple

    @property
    def name(self):
        """The layers in a few letters: many of them by their first letters only."""
        layers, short = self.plan.layers, {"convolution": "conv", "pooling": "pool"}
        if len(layers) > 4:
            return in_short(layers)
        return " ".join(short.get(name, name) for name in layers) or "no layers"

    def cells(self):
        """The knobs, the values that vote, the weights and the seconds of a run, in words; a dash for a knob that has
        nothing to do."""
        plan = self.plan
        knobs = [f"{plan.features} of {plan.side}×{plan.side}", plan.window, plan.stride, plan.neurons]
        works = ["convolution" in plan.layers, *["pooling" in plan.layers] * 2, True]
        return [*(str(knob) if work else "–" for knob, work in zip(knobs, works, strict=True)),
                str(plan.values), str(plan.weights), f"{self.seconds:.1f}"]

    def result(self):
        """The accuracy of the run in the middle, and how many of the slides' ten, in words."""
        return [f"{100 * self.middle:.1f} %", self.ten]

    def accuracies(self):
        """The accuracy of each run in words, the least first, and of the one in the middle."""
        percents = ", ".join(f"{100 * share:.0f}" for share in sorted(run.accuracy for run in self.runs))
        return f"{percents} %, in the middle {100 * self.middle:.0f} %"

    def __repr__(self):
        return (f"{self.plan} · {counted(self.plan.weights, 'weight')}: {self.accuracies()}, "
                f"{self.ten} of the ten")

    @property
    def seconds(self):
        """How long a run took, on average."""
        return sum(run.seconds for run in self.runs) / len(self.runs)

    @property
    def middle(self):
        """The accuracy of the run in the middle; with an even number, halfway between the two in the middle."""
        return float(np.median([run.accuracy for run in self.runs]))

    @property
    def ten(self):
        """How many of the slides' ten pictures: the least and the most of all runs."""
        least, most = (end(run.ten for run in self.runs) for end in (min, max))
        return f"{least}" if least == most else f"{least}–{most}"


def in_short(value):
    """The value of a knob in words; of layers the first letters.

    >>> in_short(STEPS), in_short(()), in_short(3)
    ('C R P P', 'none', '3')
    """
    return " ".join(name[0].upper() for name in value) or "none" if isinstance(value, tuple) else str(value)


def with_run(results, plan, steps, run):
    """What was tried, and one more run: in the row of its plan, or in a new one at the end."""
    rows = {tried[:2]: tried.runs for tried in results}
    rows[plan, steps] = tuple(sorted((*rows.get((plan, steps), ()), run)))
    return tuple(Tried(*row, runs) for row, runs in rows.items())


def differing(results, plan, steps, knob):
    """What of all that was tried differs from a plan in one knob and in nothing else, with its value of it: pairs in
    the order of these values. Orders of layers come as they were tried."""
    pairs = [(getattr(tried.plan, knob), tried) for tried in results
             if tried[:2] == (plan._replace(**{knob: getattr(tried.plan, knob)}), steps)]
    return pairs if knob == "layers" else sorted(pairs, key=lambda pair: pair[0])


@cache
def letters(seed):
    """The harder letters: the pictures and the right answers."""
    return random_letters(LETTERS_EACH, SIZE, seed, **HARDER)


def rate(step, steps, first=RATE):
    """The learning rate: it shrinks evenly, so that the last steps are small and the end does not depend on them.

    >>> [round(rate(step, steps=4), 3) for step in (1, 2, 3, 4)]
    [0.2, 0.15, 0.1, 0.05]
    """
    return first * (steps - step + 1) / steps


def in_steps(network, pictures, right, steps, seed, first=RATE):
    """Let a network learn from pictures, and yield after each step how many seconds it took. ``first`` is the learning
    rate of the first step."""
    learning = descend(network, pictures, right, lambda step: rate(step, steps, first), MOMENTUM, BATCH, seed)
    for _ in range(steps):
        began = perf_counter()
        with np.errstate(all="ignore"):
            next(learning)
        yield perf_counter() - began


def learn(plan, seed, steps):
    """Let a network of a plan learn, and see what it gets right. Yields None after each step and each piece of that
    work, and at last the `Trained`.

    One whose numbers grow without end gives no votes, so it gets no picture right.
    """
    network, seconds, votes = plan.network(seed), 0, []
    try:
        for took in in_steps(network, *letters(seed=1), steps, seed):
            seconds += took
            yield None
        unseen, right = letters(seed=2)
        for part in np.array_split(unseen, 10):
            with np.errstate(all="ignore"):
                votes.append(network(part))
            yield None
    except Diverged:
        yield Trained(seed, 0, 0, seconds, grew=True)
        return
    pictures, answers = deck_letters()
    ten = round(accuracy(answers, network(pictures)) * len(pictures))
    yield Trained(seed, accuracy(right, np.concatenate(votes)), ten, seconds)
