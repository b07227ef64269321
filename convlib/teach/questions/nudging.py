"""The questions of lesson 10: how large an error is, and what a step downhill costs."""

from itertools import islice

import numpy as np

from ... import look
from ...architecture import random_network
from ...learning import descend
from ...ops import error
from ...pictures import deck_letters
from ..question import Question

TABLE = [["", "right", "actual", "error"], ["X", "1", ".92", ".08"], ["O", "0", ".51", ".49"], ["total", "", "", ".57"]]
NUMBERS, SECONDS = 1_000_000, 0.001  # of a large network, and for one pass through it


def _first_that_breaks_the_rule():
    """Which of the errors in the table is not what the rule gives for the numbers beside it."""
    (_, right_x, vote_x, error_x), (_, right_o, vote_o, error_o), (*_, total) = TABLE[1:]
    by_rule = {f"{error_x}, the error of X": (abs(float(right_x) - float(vote_x)), error_x),
               f"{error_o}, the error of O": (abs(float(right_o) - float(vote_o)), error_o),
               f"{total}, the total": (float(error_x) + float(error_o), total)}
    return next((name for name, (number, printed) in by_rule.items() if look.label(number) != printed), "none of them")


def _change_of_error():
    right, votes, value = [1, 0], np.array([0.80, 0.60]), 0.50  # the vote for X may be any
    change = error(right, votes + [0, 0.10 * value]) - error(right, votes)
    return f"{'up' if change > 0 else 'down'} by {look.label(abs(change))}" if change else "no change"


def _best_rate():
    """The rate whose error is the smallest, on average over the last ten steps."""
    pictures, right = deck_letters()
    ends = {}
    for rate in (0.01, 0.2, 3):
        run = islice(descend(random_network(seed=1), pictures, right, rate=rate, momentum=0), 61)
        ends[look.label(rate, short=True)] = np.mean([step.error for step in run][-10:])
    return min(ends, key=ends.get)


QUESTIONS = {
    "the slides' table of the error": Question(
        "An X gets the votes .92 for X and .51 for O. This is the table of its error, as the slides print it. "
        "Work it out, line by line. Which number is the first that breaks the rule?",
        answer=_first_that_breaks_the_rule,
        choices={
            ".08, the error of X": "That one is right: from .92 to 1 it is .08.",
            ".49, the error of O": "",
            ".57, the total": "The total does add up the two errors above it. So the slip must be in one of those.",
            "none of them": "Every line looks like a distance. But look from where the distance of O was measured.",
        },
        because="The distance from 0 to .51 is .51. The slides print .49, which is the distance from 1. With it, the "
                "total goes wrong, too: .08 + .51 = .59.",
        pictures=lambda: {"the slides' table": look.words(TABLE)}, cell=56),
    "one weight goes up": Question(
        "A picture of an X gets the vote .60 for O. One of the values is .50, and its weight in the vote for O goes up "
        "by .10. How does the error change?",
        answer=_change_of_error,
        choices={
            "up by .05": "",
            "up by .10": "You took the change of the weight for the change of the vote. The value comes in between.",
            "down by .05": "The size is right. But think of what this picture shows: it is an X, and the vote for O "
                           "grows.",
            "no change": "You may have looked at the vote for X only, which stays. O's vote has an error as well.",
        },
        because="The vote for O rises by .10 × .50 = .05. The right answer is 0, so the vote is .05 further away from "
                "it."),
    "three learning rates": Question(
        "Gradient descent begins with noise and takes 60 steps. With which learning rate is the error the smallest in "
        "the end?",
        answer=_best_rate,
        choices={
            ".01": "You went for safety, and short steps are safe. But sixty of them do not lead far.",
            ".20": "",
            "3": "You went for speed. A long step only helps as long as it does not lead past the bottom.",
            "it makes no difference": "All three go downhill in the same valley. But they do not get equally far in "
                                      "it.",
        },
        because="The smallest rate goes the right way, but hardly gets anywhere. The largest jumps over the valley, "
                "and lands anywhere. Look at the three runs below."),
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
        because="A million numbers need two million passes. Those take 2,000 seconds: 33 minutes for one step. "
                "Backpropagation needs one pass forward and one back."),
}
