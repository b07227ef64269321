"""What lesson 11 asks, and what its learners write.

Its questions: two about slopes, what nudging costs, how a change goes through two steps, and where a way ends. Its
exercises: the slope along one way, and the walk back through a pooling window.
"""

import numpy as np

from ...ops import convolve, relu_gradient, vote
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

NUMBERS, SECONDS = 1_000_000, 0.001  # of a large network, and for one pass through it


def _rise_of_a_match():
    """By how much a match rises, when a feature pixel on a white pixel rises by .90."""
    feature, more = np.zeros((3, 3)), np.zeros((3, 3))
    more[0, 0] = 0.90
    return float((convolve(np.ones((3, 3)), more) - convolve(np.ones((3, 3)), feature)).item())


def _rise_of_a_vote():
    """The vote for X, when its value rises with the match, and has the weight .30."""
    before, after = (vote(np.array([match]), np.array([[0.30]])).item() for match in (0.20, 0.30))
    return f"by {after - before:.2f}".replace("0.", ".")


def _slope_behind_relu():
    slope = relu_gradient(np.array([-0.30]), np.array([-0.50])).item()
    return "−.50" if slope == -0.5 else "0" if slope == 0 else "something else"


QUESTIONS = {
    "a slope from two errors": Question(
        "A number is nudged by .05. A bit down the error is .70, and a bit up it is .74. How steep is it there?",
        answer=lambda: (0.74 - 0.70) / (2 * 0.05),
        slips={
            0.04: "That is how much the error rises. Divide it by how far the number went.",
            0.8: "You divided by .05. But from a bit down to a bit up, the number goes two bits.",
            -0.4: "The size is right. But the error rises with the number, so the slope is above 0.",
        },
        because="The error rises by .04 while the number rises by .10, and .04 / .10 = .4."),
    "one pixel of nine": Question(
        "A feature of nine pixels lies on a patch. One of its pixels rises by .90, and it lies on a white pixel, 1. "
        "By how much does the match rise?",
        answer=_rise_of_a_match,
        slips={
            0.90: "By so much the product of this pixel rises. A match divides the sum of the products by 9.",
            8.1: "You multiplied by 9. A match divides the sum of the products by 9.",
            0: "A white pixel is 1, so a larger feature pixel makes a larger product.",
        },
        because="The product of this pixel rises by .90 × 1. A ninth of it reaches the match: .10."),
    "minutes for one step": Question(
        "Larger networks have a million numbers and more. Say one pass takes a thousandth of a second. "
        "How many minutes does one step of gradient descent take by nudging?",
        answer=lambda: 2 * NUMBERS * SECONDS / 60, tolerance=1,
        slips={
            1_000 / 60: "You made one pass for each number. Nudging needs two: one with the number up, one with it "
                        "down.",
            2_000: "Your passes are right, and so are your seconds. Sixty of them make a minute.",
            1_000: "Those are seconds, of one pass for each number. Nudging needs two passes, and you were asked for "
                   "minutes.",
        },
        because="A million numbers need two million passes. Those take 2,000 seconds: 33 minutes for one step."),
    "two steps in a row": Question(
        "A match wins both poolings, so it is one of the values. In the vote for X this value has the weight .30. "
        "The match rises by .10. How does the vote rise?",
        answer=_rise_of_a_vote,
        choices={
            "by .10": "So much arrives at the value. On the way to the vote it is multiplied by the weight.",
            "by .30": "That is the weight, which a rise of 1.00 would bring.",
            "by .03": "",
            "by .40": "You added the two. Along a way, steps are multiplied.",
        },
        because="The value rises as the match does, by .10. The vote rises by .30 of that: .10 × 1 × .30 = .03."),
    "a way through ReLU": Question(
        "ReLU made 0 of a match of −.30. Coming back, the slope of this 0 is −.50. What is the slope of the match?",
        answer=_slope_behind_relu,
        choices={
            "−.50": "ReLU passes a slope on where the match is above 0. This one is below.",
            "0": "",
            "−.20": "You subtracted the match. What a match is decides only whether ReLU passes the slope on.",
            ".15": "You multiplied the two. What a match is decides only whether ReLU passes the slope on.",
        },
        because="A match of −.30 becomes 0. If it were −.29, it would still become 0, and the error would stay."),
}


# Exercises.


def _along(vote_slope, weight, match, pixel):
    return vote_slope * weight * (match > 0) * pixel / 9


def _ways(seed):
    """Ways on which every step has its turn: votes too high, too low and right, matches on both sides of 0."""
    random = np.random.default_rng(seed)
    slopes = (-1, 1, 0, -1, 1, -1, 1, -1)
    matches = (0.27, 0.55, 0.33, -0.40, 0.11, 0.77, -0.05, 0.0)
    return [(slope, round(float(random.uniform(-0.6, 0.6)), 2), match, int(random.choice([-1, 1])))
            for slope, match in zip(slopes, matches, strict=True)]


SLOPE_ALONG = Exercise(
    right=lambda vote_slope, weight, match, pixel: _along(vote_slope, weight, match, pixel),
    cases=_ways(seed=11),
    shape_advice="A way has one slope: one number.",
    mistakes=[
        Mistake("ReLU forgotten", lambda vote_slope, weight, match, pixel: vote_slope * weight * pixel / 9,
                "Where the match is not above 0, ReLU makes it 0, and nothing passes."),
        Mistake("A match of 0 passed",
                lambda vote_slope, weight, match, pixel: vote_slope * weight * (match >= 0) * pixel / 9,
                "At exactly 0 ReLU has a kink, and one has to choose. The choice here is 0: > in place of >=."),
        Mistake("No division", lambda vote_slope, weight, match, pixel: vote_slope * weight * (match > 0) * pixel,
                "A match is a mean of nine products, so a feature pixel has a ninth of a say in it."),
        Mistake("The match multiplied", lambda vote_slope, weight, match, pixel:
                vote_slope * weight * max(match, 0) * pixel / 9,
                "ReLU's step is 1 or 0, whatever the match is: how much of a change passes, not how large it is."),
        Mistake("The match multiplied", lambda vote_slope, weight, match, pixel: vote_slope * weight * match * pixel / 9,
                "ReLU's step is 1 or 0, whatever the match is: how much of a change passes, not how large it is."),
        Mistake("The picture forgotten", lambda vote_slope, weight, match, pixel: vote_slope * weight * (match > 0) / 9,
                "A feature pixel is multiplied by the pixel of the picture under it. On a black one its sign turns."),
        Mistake("The weight forgotten", lambda vote_slope, weight, match, pixel: vote_slope * (match > 0) * pixel / 9,
                "The value reaches the vote through its weight."),
        Mistake("The vote forgotten", lambda vote_slope, weight, match, pixel: weight * (match > 0) * pixel / 9,
                "A vote that is too low asks for more, −1, one that is too high for less, 1, and one that is right for "
                "no change, 0."),
        Mistake("Added instead of multiplied", lambda vote_slope, weight, match, pixel:
                vote_slope + weight + (match > 0) + pixel / 9,
                "Along a way the slopes are multiplied. Whole ways are added."),
        Mistake("Turned round", lambda vote_slope, weight, match, pixel: -_along(vote_slope, weight, match, pixel),
                "You were asked for the slope itself. The minus comes with the step downhill."),
    ],
)


def _back(window, slope):
    return slope * (window == window.max())


def _windows(seed):
    """Windows of several sizes without two equal numbers, some of them with negative numbers only."""
    random = np.random.default_rng(seed)
    cases = []
    for rows, columns in ((2, 2), (2, 2), (2, 1), (3, 3), (1, 2), (2, 2)):
        numbers = random.permutation(np.arange(-9, 10))[:rows * columns] / 10
        cases.append((numbers.reshape(rows, columns), round(float(random.uniform(-2, 2)), 3)))
    cases[1] = (-abs(cases[1][0]) - 0.05, cases[1][1])
    return [*cases, (np.array([[0.77, 0.33], [0.11, 0.0]]), -0.5)]


BACK_THROUGH_POOLING = Exercise(
    right=lambda window, slope: _back(window, slope),
    cases=_windows(seed=5),
    size_advice="Square brackets want a place, or True and False for each number: window == window.max() is True where the "
                "largest stands. argmax() counts through all rows as one list.",
    shape_advice="Each number of the window gets a slope: return an array of its shape.",
    mistakes=[
        Mistake("All that is above 0", lambda window, slope: slope * (window > 0),
                "You asked what ReLU asks. Through a max pooling passes the largest number only."),
        Mistake("All of them", lambda window, slope: np.full(window.shape, slope),
                "Only the largest number came through. A bit more of the others would change nothing."),
        Mistake("Shared among all", lambda window, slope: np.full(window.shape, slope / window.size),
                "That would be the way back through an average. Of a maximum, the winner takes all."),
        Mistake("The smallest", lambda window, slope: slope * (window == window.min()),
                "The smallest number did not come through. Which did?"),
        Mistake("All but the largest", lambda window, slope: slope * (window < window.max()),
                "You gave it to those that lost."),
        Mistake("Multiplied by the number", lambda window, slope: slope * window * (window == window.max()),
                "If the winner rises by a bit, so does the pooled number: that step is 1, however large it is."),
        Mistake("One, not the slope", lambda window, slope: (window == window.max()) * 1.0,
                "You marked the winner. It gets the slope that came back."),
        Mistake("Always the first", lambda window, slope: slope * (np.arange(window.size).reshape(window.shape) == 0),
                "The winner may stand anywhere in the window."),
    ],
)

EXERCISES = {"slope_along": SLOPE_ALONG, "back_through_pooling": BACK_THROUGH_POOLING}
