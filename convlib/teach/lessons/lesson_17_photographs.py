"""What lesson 17 asks, and what its learners write.

Its questions: what a feature makes of a photograph, and of its colours. Its exercise: what a framework computes.
"""

import numpy as np

from ...architecture import random_network
from ...data.photos import FILTERS, grey, photograph
from ...ops import convolve, filter_patch
from ...pictures import FEATURES
from ...show import look
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

DIAGONAL, TEAL = FEATURES["diagonal"], look.COLOURS["diagonal"]
SPOT = np.pad([[1.0]], 3, constant_values=-1)
EDGES, NEGATIVE = "all edges of the portrait", "a faint negative: what was dark is light"


def _diagonal_of_the_portrait():
    """Does the feature map go down where the portrait goes up, everywhere?"""
    portrait = grey(photograph())
    alike = np.corrcoef(convolve(portrait, DIAGONAL).ravel(), portrait[1:-1, 1:-1].ravel())[0, 1]
    return NEGATIVE if alike < -0.9 else EDGES


def _cells_that_hear_of_the_spot():
    """Which cells of the map are not −1: a mask of the map."""
    return convolve(SPOT, FILTERS["blur"].feature) > -0.999


def _match_of_white():
    """The matches of the three channels, added: 1 for red, 0 for green and −1 for blue."""
    return sum(filter_patch(np.ones((5, 5)), np.full((5, 5), part)) for part in (1, 0, -1))


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
    "columns of a large map": Question(
        "A photograph has 600 rows of 512 pixels. A feature of 3 × 3 goes over it, without padding. How many numbers "
        "are in each row of the feature map?",
        answer=lambda: convolve(np.zeros((3, 512)), DIAGONAL).shape[1],
        slips={
            512: "So many pixels are in a row. A window of three columns cannot begin in the last two.",
            509: "A window of three columns costs two, not three: it may also begin in column 509, counted from 0.",
            511: "You took away one column. In each of the last two, there is no room for a window of three.",
            170: "You let the windows stand side by side. Each begins one pixel further, and they overlap.",
        },
        because="512 − 3 + 1 = 510. Two of 512 are nothing to the eye, but two of nine were a rim that you saw."),
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
                "Only a colour can speak, and not every one: green gives 0 as well."),
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
}


# The exercise.

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
                "So divides convlib's layer. A framework does not."),
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
                "That is the first product alone. If you have loops, put return behind all of them, not inside."),
        Mistake("Always divided by 9", lambda patch, feature, bias: (patch * feature).sum() / 9 + bias,
                "A framework does not divide."),
        Mistake("ReLU as well", lambda patch, feature, bias: max((patch * feature).sum() + bias, 0),
                "The ReLU is a layer of its own, and comes afterwards."),
    ],
)

EXERCISES = {"framework_match": FRAMEWORK_MATCH}
