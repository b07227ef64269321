"""What explorers share whose network learns: where its 51 numbers begin, and how they show."""

import ipywidgets
import numpy as np

from ...architecture import random_network
from ...network import deck_network
from ...pictures import deck_letters
from ...show import look
from .answers import count_right
from .explorer import DECK_HUES, Explorer
from .traits import Choice, Whole

NOISE, SLIDES = "noise", "the slides' network"
LAST_SEED = 9999
LETTERS, RIGHT = deck_letters()  # the slides' ten pictures, and the right answers
TINTS = ["teal", "orange", "magenta"]  # what the features are called where they may be noise


def by_answer(weights):
    """The 24 weights, (12, 2), as they stand below the features: (3, 2, 4), a row for each answer."""
    return np.reshape(weights, (3, 4, 2)).swapaxes(1, 2)


class Learner(Explorer):
    """An explorer of a ``network`` of three features and 24 voting weights, which begin somewhere, and learn.

    ``start`` is "the slides' network", or "noise", which ``seed`` chooses. Whoever inherits holds the network.
    """

    start = Choice([NOISE, SLIDES], NOISE)
    seed = Whole(0, 0, LAST_SEED)
    side = 48  # of a feature pixel on the screen; three of them are as wide as four weights

    def hues(self):
        return DECK_HUES

    def first_network(self):
        """The network as it begins."""
        return deck_network() if self.start == SLIDES else random_network(seed=self.seed)

    @property
    def right(self):
        """How many of the slides' ten pictures get the larger vote for the right answer."""
        return count_right(RIGHT, self.network(LETTERS))

    def contents(self):
        """The features side by side, and below each the weights of its four values, in the feature's colour."""
        features, weights = self.network.parameters
        pixels = [look.feature(feature[0], colour) for feature, colour in zip(features, DECK_HUES, strict=True)]
        three = {"names": TINTS, "across": True}
        return {"features": {"cells": look.stack(pixels), "caption": "features", "cell": self.side, **three},
                "weights": {"cells": look.maps(by_answer(weights)), "cell": self.side * 3 // 4, **three,
                            "caption": "their weights: X above, O below"}}

    def choose_start(self):
        """What the start and the seed are chosen with."""
        self._seed = self.tied("seed", ipywidgets.BoundedIntText(
            max=LAST_SEED, description="seed", tooltip="another seed, another noise", layout={"width": "100px"},
            style={"description_width": "auto"}))
        starts = self.buttons("start", {name: name for name in (SLIDES, NOISE)})
        return ipywidgets.HBox([ipywidgets.Label("start"), starts, self._seed])
