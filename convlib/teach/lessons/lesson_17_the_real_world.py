"""What lesson 17 asks, and what its learners write.

Its questions: what a feature makes of a photograph, and what real networks add. Its exercises: what a framework
computes, and how many numbers a real layer learns.
"""

import numpy as np

from ...architecture import random_network
from ...data.photos import FILTERS, grey, photograph
from ...ops import convolve, filter_patch, relu
from ...pictures import FEATURES, X
from ...show import look
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

DIAGONAL, TEAL = FEATURES["diagonal"], look.COLOURS["diagonal"]
SPOT = np.pad([[1.0]], 3, constant_values=-1)
CROSSED = convolve(X, FEATURES["cross"])
EDGES, NEGATIVE = "all edges of the portrait", "a faint negative: what was dark is light"


def _diagonal_of_the_portrait():
    """Does the feature map go down where the portrait goes up, everywhere?"""
    portrait = grey(photograph())
    alike = np.corrcoef(convolve(portrait, DIAGONAL).ravel(), portrait[1:-1, 1:-1].ravel())[0, 1]
    return NEGATIVE if alike < -0.9 else EDGES


def _cells_that_hear_of_the_spot():
    """Which cells of the map are not −1: a mask of the map."""
    return convolve(SPOT, FILTERS["blur"].feature) > -0.999


def _cells_above_0():
    """Which matches of the cross stay above 0 after the bias and the ReLU."""
    return relu(CROSSED - 0.6) > 0


def _match_of_white():
    """The matches of the three channels, added: 1 for red, 0 for green and −1 for blue."""
    return sum(filter_patch(np.ones((5, 5)), np.full((5, 5), part)) for part in (1, 0, -1))


def _more_weights():
    """AlexNet's vote beside ResNet-50's: values times answers."""
    alexnet, resnet = 9216 * 4096, 2048 * 1000
    return f"AlexNet's, about {alexnet / resnet:.0f} times as many"


def _before_it_only_adds():
    """What must be done to a feature, so that the sum of the products is the match."""
    patch, factors = X[:3, :3], {"divide it by 3": 1 / 3, "divide it by 9": 1 / 9, "multiply it by 9": 9, "nothing": 1}
    match = filter_patch(patch, DIAGONAL)
    return next(name for name, factor in factors.items() if np.isclose((patch * (factor * DIAGONAL)).sum(), match))


QUESTIONS = {
    "parts of a deeper feature": Question(
        "The layer before gives three feature maps. How many parts of 3 × 3 pixels does each feature of the next "
        "convolution have?",
        answer=lambda: random_network(["convolution", "convolution"], features=3).parameters[1].shape[1],
        choices={
            1: "That is enough for a single map. Here three come in.",
            3: "",
            9: "Nine is how many pixels each of its parts has.",
        },
        because="It has one part for each map that comes in. The three results are added."),
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
    "the diagonal on a portrait": Question(
        "The slides' diagonal goes over the portrait. What does its feature map look like?",
        answer=_diagonal_of_the_portrait,
        choices={
            "only the lines that run from the upper left to the lower right":
                "You expected what it found in the X, which is all lines. A portrait is mostly skin and cloth and "
                "wall.",
            EDGES: "An edge shows alone where even areas come out as 0. With this feature they do not.",
            NEGATIVE: "",
            "even grey: nothing in it is a diagonal":
                "You expected 0 where nothing fits. But a feature has a number for every patch, also for a plain one.",
        },
        because="Most of a photograph is even: the nine pixels of a window are nearly alike. Three of them count plus, "
                "and six count minus. So an even patch of brightness b has the match (3b − 6b) / 9 = −b / 3.",
        pictures=lambda: {"the diagonal": look.matches(DIAGONAL, TEAL, short=True)}),
    "nine ones and a white pixel": Question(
        "All nine pixels of this feature are 1. It goes over a black picture with one white pixel. How many of the 25 "
        "cells of the feature map are not −1?",
        answer=lambda: int(_cells_that_hear_of_the_spot().sum()),
        choices={
            1: "You put the white pixel in the middle of its window. It may also lie at an edge or in a corner of one.",
            3: "You moved the window in one direction. It also moves in the other.",
            9: "",
            25: "You gave every window a share of the white. Those at the rim of the map do not reach it.",
        },
        because="Nine windows contain the white pixel. Each gives the mean of its nine pixels: (1 − 8) / 9 reads −.77. "
                "The bright dot has become a large, faint one. This feature blurs.",
        pictures=lambda: {"the picture": SPOT, "the feature": look.matches(np.ones((3, 3)), look.BLUE, short=True)},
        outlined=lambda: ("the middle of each place that contains the white pixel",
                          {"the picture": np.pad(_cells_that_hear_of_the_spot(), 1)})),
    "a white wall in three channels": Question(
        "A white wall is fully red, fully green and fully blue: 1, 1, 1. What does this feature make of it? Give the "
        "sum of the three matches, before you scroll.",
        answer=_match_of_white,
        slips={
            1: "That is what red gives alone. Blue counts the other way.",
            2: "You added blue to red. But the blue pixels of the feature are −1.",
            3: "You added up the colours of the wall. Each is multiplied by its part of the feature first.",
            -1: "That is what blue gives alone. Red counts the other way.",
        },
        because="Red gives 1 × 1, green 0 × 1 and blue −1 × 1: together 0. So it is for every grey as well. "
                "Only a colour can speak."),
    "cells left by a bias": Question(
        "This is what the cross makes of the X. A bias of −.60 is added, and then comes a ReLU. How many of the 49 "
        "cells stay above 0? Decide before you scroll.",
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


# Exercises.

def _colour_patches(count, seed):
    """Patches and features with several channels, of several sizes, and a bias. The first can be worked out by head."""
    simple = np.array([[[1, -1]], [[0.5, 1]]]), np.array([[[1, 1]], [[-1, 1]]]), 0.5
    random = np.random.default_rng(seed)
    sizes = [(3, 3, 3), (3, 3, 3), (1, 2, 3), (4, 5, 5), (3, 2, 2)]
    return [simple, *((*random.uniform(-1, 1, (2, *sizes[number % 5])), random.uniform(0.5, 2) * random.choice([-1, 1]))
                      for number in range(count - 1))]


FRAMEWORK_MATCH = Exercise(
    right=lambda patch, feature, bias: (patch * feature).sum() + bias,
    cases=_colour_patches(10, seed=15),
    size_advice="There are not always three channels, or 3 rows: do not count on their number. filter_patch will not "
                 "do: it takes one channel only, and it divides.",
    shape_advice="One patch and one feature give one number, also where they have several channels. Python's own sum() "
                 "adds only the channels; products.sum() adds everything.",
    mistakes=[
        Mistake("Divided, as the slides do", lambda patch, feature, bias: (patch * feature).mean() + bias,
                "A framework only adds: sum instead of mean."),
        Mistake("Sum and bias divided", lambda patch, feature, bias: ((patch * feature).sum() + bias) / feature.size,
                "A framework does not divide at all."),
        Mistake("Divided by the pixels of one channel",
                lambda patch, feature, bias: (patch * feature).sum() / feature[0].size + bias,
                "This is what convlib's layer does. A framework does not divide."),
        Mistake("No bias", lambda patch, feature, bias: (patch * feature).sum(),
                "The products are right. Add the bias to their sum."),
        Mistake("No bias, and divided", lambda patch, feature, bias: (patch * feature).mean(),
                "This is the match of the slides. A framework does not divide, and it adds the bias."),
        Mistake("Bias subtracted", lambda patch, feature, bias: (patch * feature).sum() - bias,
                "The bias is added. A threshold is a negative bias."),
        Mistake("Bias multiplied", lambda patch, feature, bias: (patch * feature).sum() * bias,
                "The bias is added, not multiplied."),
        Mistake("A bias for each product", lambda patch, feature, bias: (patch * feature + bias).sum(),
                "The bias is added once, after the products have been added up. Mind the brackets."),
        Mistake("A bias for each channel", lambda patch, feature, bias: (patch * feature).sum() + len(feature) * bias,
                "A feature has one bias, however many channels it has."),
        Mistake("Added up before it is multiplied", lambda patch, feature, bias: patch.sum() * feature.sum() + bias,
                "Multiply pixel by pixel first, patch * feature. Then add up the products."),
        Mistake("The first channel only", lambda patch, feature, bias: (patch[0] * feature[0]).sum() + bias,
                "All channels count. Multiply the whole patch by the whole feature."),
        Mistake("Returned too early", lambda patch, feature, bias: patch.flat[0] * feature.flat[0] + bias,
                "That is the first product alone. The return must stand after all loops, not inside."),
        Mistake("Always divided by 9", lambda patch, feature, bias: (patch * feature).sum() / 9 + bias,
                "A framework does not divide."),
        Mistake("ReLU as well", lambda patch, feature, bias: max((patch * feature).sum() + bias, 0),
                "The ReLU is a layer of its own, and comes afterwards."),
    ],
)

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

EXERCISES = {"framework_match": FRAMEWORK_MATCH, "count_with_bias": COUNT_WITH_BIAS}
