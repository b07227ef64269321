"""Plans of networks, and what came of those that were tried: what lesson 12 compares, slides 79-80.

A plan says which layers a network has, in what order, and how its knobs stand. What it is worth shows only when it has
learned, and part of that is luck. So a plan is trained several times, each time from other noise.

The letters to learn from are harder than those of the lessons before: smaller, turned further, with more stray
pixels. With the others nearly every plan gets nearly everything right, and the knobs make no difference.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from ..architecture import STEPS, random_network
from ..checks import counted
from ..network import LayerError
from ..pictures import random_letters

SIZE = 9  # rows and columns of every picture
HARDER = {"down": (-2, 2), "right": (-2, 2), "scale": (0.5, 1.1), "turn": (-45, 45), "stray": (0, 6)}
PICTURES = 2000  # to learn from, and as many unseen ones
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
        return tuple(Stage(*stage) for stage in
                     zip(["picture", *names], network.shapes((SIZE, SIZE)), [0, *sizes], strict=True))

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
            return error.layer - 1, f"Layer {error.layer} ({error.kind}): {error.reason}"
        return len(self.layers), ""

    def __repr__(self):
        parts = [", ".join(self.layers) or "no layers"]
        if "convolution" in self.layers:
            parts.append(f"{counted(self.features, 'feature')} of {self.side} × {self.side}")
        if "pooling" in self.layers:
            parts.append(f"window {self.window}, stride {self.stride}")
        return " · ".join([*parts, counted(self.neurons, "neuron") if self.neurons else "no neurons"])


class Stage(NamedTuple):
    """One stage of a plan: what it is called, its shape, and the weights of the layer that makes it."""

    name: str
    shape: tuple
    weights: int


class Run(NamedTuple):
    """One network that has learned: from which noise, which share of unseen pictures it gets right, how many of the
    slides' ten, and in how many seconds it learned."""

    seed: int
    accuracy: float
    ten: int
    seconds: float


class Tried(NamedTuple):
    """A plan that has been tried: for how many steps each of its networks learned, and what came of it."""

    plan: Plan
    steps: int
    runs: tuple

    def cells(self):
        """The knobs, the values that vote, the weights and the seconds of a run, in words; a dash for a knob that has
        nothing to do."""
        plan = self.plan
        values = next(stage.shape[0] for stage in plan.stages() if stage.name == "values")
        knobs = [f"{plan.features} of {plan.side}×{plan.side}", plan.window, plan.stride, plan.neurons]
        works = ["convolution" in plan.layers, *["pooling" in plan.layers] * 2, True]
        return [*(str(knob) if work else "–" for knob, work in zip(knobs, works, strict=True)),
                str(values), str(plan.weights), f"{self.seconds:.1f}"]

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


@cache
def letters(seed):
    """The harder letters: the pictures and the right answers."""
    return random_letters(PICTURES, SIZE, seed, **HARDER)


def rate(step, steps):
    """The learning rate: it shrinks evenly, so that the last steps are small and the end does not depend on them.

    >>> [round(rate(step, steps=4), 3) for step in (1, 2, 3, 4)]
    [0.2, 0.15, 0.1, 0.05]
    """
    return RATE * (steps - step + 1) / steps
