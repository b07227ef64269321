"""What lesson 18 asks, and what its learners write.

Its questions: what real networks add, and how another program gives the same votes. Its exercise: how many numbers a
real layer learns.
"""

import numpy as np

from ...ops import convolve, filter_patch, relu
from ...pictures import FEATURES, X
from ...show import look
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

CROSSED = convolve(X, FEATURES["cross"])


def _cells_above_0():
    """Which matches of the cross stay above 0 after the bias and the ReLU."""
    return relu(CROSSED - 0.6) > 0


def _more_weights():
    """AlexNet's vote beside ResNet-50's: values times answers."""
    alexnet, resnet = 9216 * 4096, 2048 * 1000
    return f"AlexNet's, about {alexnet / resnet:.0f} times as many"


def _before_it_only_adds():
    """What must be done to a feature, so that the sum of the products is the match."""
    patch, feature = X[:3, :3], FEATURES["diagonal"]
    factors = {"divide it by 3": 1 / 3, "divide it by 9": 1 / 9, "multiply it by 9": 9, "nothing": 1}
    match = filter_patch(patch, feature)
    return next(name for name, factor in factors.items() if np.isclose((patch * (factor * feature)).sum(), match))


QUESTIONS = {
    "who finds which number": Question(
        "Which of these does a person choose before learning starts?",
        answer=lambda: "the learning rate",
        choices={
            "the voting weights": "Those of the slides were chosen by hand. But when a network learns, gradient "
                                  "descent finds them.",
            "the learning rate": "",
            "the feature pixels": "Somebody drew those of the slides. But learning finds them as well.",
        },
        because="Whatever must be fixed before learning starts is a hyperparameter."),
    "cells left by a bias": Question(
        "This is what the cross makes of the X. A bias of −.60 is added, and then comes a ReLU. How many of the 49 "
        "cells stay above 0?",
        answer=lambda: int(_cells_above_0().sum()),
        slips={
            9: "You kept the .55 as well. Take .60 from them, and they are below 0.",
            25: "Those are the cells above 0 as it stands here. The bias comes before the ReLU.",
            0: "You expected the bias to push everything below 0. But one match is larger than .60.",
        },
        because="Only a match above .60 survives, and the one at the centre is the only one: 1.00 − .60 = .40. "
                "The next best are .55, and fall just short.",
        pictures=lambda: {"the X, filtered with the cross": look.matches(CROSSED, look.COLOURS["cross"], parts=9)},
        outlined=lambda: ("what stays above 0", {"the X, filtered with the cross": _cells_above_0()})),
    "weights of two votes": Question(
        "Which of these two votes has more weights to learn, and about how many times as many? Decide before you "
        "scroll.",
        answer=_more_weights,
        choices={
            "ResNet-50's, about 6 times as many": "It has about six times as many layers. But you were asked about one "
                                                  "layer of each, the vote.",
            "AlexNet's, about 2 times as many": "So it is for the whole networks, as you will see below. In this one "
                                                "vote they are further apart.",
            "AlexNet's, about 18 times as many": "",
        },
        because="Each value has a weight for each answer. 9,216 × 4,096 makes 37.7 million, and 2,048 × 1,000 makes "
                "2 million. ResNet-50 has so few values because it first takes the mean of each of its 2,048 maps."),
    "a feature for who only adds": Question(
        "convlib divides each sum of products by 9, the number of pixels. PyTorch and ONNX only add. Their votes have "
        "to be the same. What must be done to each pixel of a feature before they get it? Decide before you scroll.",
        answer=_before_it_only_adds,
        choices={
            "divide it by 3": "Three is one side of the feature. It has three rows of three pixels.",
            "divide it by 9": "",
            "multiply it by 9": "You went the other way round. Their sums are nine times too large already.",
            "nothing": "You left the features as they are. Then every match comes out nine times as large.",
        },
        because="(p₁f₁ + … + p₉f₉) / 9 is the same as p₁(f₁/9) + … + p₉(f₉/9). The division moves into the feature."),
}


# The exercise.

COUNT_WITH_BIAS = Exercise(
    right=lambda features, side, channels: features * (channels * side * side + 1),
    cases=[(6, 5, 1), (96, 11, 3), (3, 3, 1), (64, 3, 64), (2, 4, 5), (1, 7, 2)],
    shape_advice="One layer gives one number: how many numbers it learns in all.",
    mistakes=[
        Mistake("No biases", lambda features, side, channels: features * channels * side**2,
                "You counted the feature pixels. Each feature also has a bias."),
        Mistake("One bias for the layer", lambda features, side, channels: features * channels * side**2 + 1,
                "Every feature has a bias of its own. Mind the brackets."),
        Mistake("A bias for each channel", lambda features, side, channels: features * channels * (side**2 + 1),
                "The channels of a feature share one bias."),
        Mistake("A bias for each channel of the layer", lambda features, side, channels: features * channels * side**2
                + channels, "There are as many biases as features, not as channels."),
        Mistake("No channels", lambda features, side, channels: features * (side**2 + 1),
                "A feature has side × side pixels for each channel that comes in."),
        Mistake("No channels and no biases", lambda features, side, channels: features * side**2,
                "A feature has side × side pixels for each channel, and one bias."),
        Mistake("One feature only", lambda features, side, channels: channels * side**2 + 1,
                "This is one feature. Multiply by their number."),
        Mistake("One row of a feature", lambda features, side, channels: features * (channels * side + 1),
                "A feature of 5 has 5 rows of 5 pixels each: side × side."),
        Mistake("Twice the side", lambda features, side, channels: features * (channels * side * 2 + 1),
                "side * 2 doubles it. A square has side * side pixels, or side ** 2."),
        Mistake("Channels added", lambda features, side, channels: features * (channels + side**2 + 1),
                "Each channel has side × side pixels: multiply."),
        Mistake("The bias counted as a feature", lambda features, side, channels: (features + 1) * channels * side**2,
                "A bias is one number for each feature, not one feature more."),
        Mistake("Features added", lambda features, side, channels: features + channels * side**2,
                "Each feature has its pixels in all channels, and one bias: multiply."),
        Mistake("A bias for each pixel", lambda features, side, channels: 2 * features * channels * side**2,
                "A feature has one bias, not one for each pixel."),
    ],
)

EXERCISES = {"count_with_bias": COUNT_WITH_BIAS}
