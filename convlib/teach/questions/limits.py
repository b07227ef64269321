"""The questions of lesson 14: what networks lose when the columns of their data are shuffled.

The lesson takes the run in the middle of ten. The answers are worked out from the first three, which is quick enough;
a test holds that ten lead to the same choice.
"""

import re

import numpy as np

from ...widgets.shuffles import (
    COLUMNS,
    CONVNET,
    VOTERS,
    YOURS,
    Job,
    customers_task,
    learn,
    letters_task,
    order_of,
)
from ..question import Question

USEFUL_FIRST = (1, 3, 5, 7, 9, 0, 2, 4, 6, 8, 10, 11)  # visits, spent, away, news and refund, then the other columns


def _right_of_100(task, net, kind=COLUMNS, order=None):
    """How many of 100 unseen pictures a network gets right that has learned anew: the run in the middle of three."""
    jobs = [Job(net, kind, seed, order or order_of(kind, seed, task.shape)) for seed in range(3)]
    runs = [run for job in jobs for run in learn(task, job, steps=200) if run]
    return 100 * float(np.median([run.accuracy for run in runs]))


def _nearest(choices, percent):
    """The choice whose number is the nearest."""
    return min(choices, key=lambda choice: abs(int(re.search(r"\d+", choice)[0]) - percent))


def _about(words, measured, choices, because):
    """A question for one of a few numbers, each with some words."""
    return Question(words, lambda: _nearest(choices, measured()), because, choices)


QUESTIONS = {
    "voters and shuffled letters": _about(
        "How many of 100 unseen letters, shuffled as well, do the voters alone get right?",
        lambda: _right_of_100(letters_task(), VOTERS),
        {
            "about 50, like guessing": "You judged by the eye, to which nothing is left to read. Voters do not read "
                                       "shapes.",
            "about 58": "You expected that shuffling costs everybody something. It costs nothing if you never look at "
                        "neighbours.",
            "about 66": "",
            "about 74": "That would be more than before. But shuffling adds nothing that was not there.",
        },
        because="They lose nothing. A pixel votes with a weight of its own, wherever it stands. Each weight "
                "finds its pixel at the new place."),
    "ConvNet and shuffled letters": _about(
        "And how many does the ConvNet get right?",
        lambda: _right_of_100(letters_task(), CONVNET),
        {
            "about 83, as before": "You expected it to get over the shuffle as the voters do. But a feature looks at "
                                   "pixels that stand side by side.",
            "about 74": "",
            "about 66": "You expected it to lose all that it had over the voters. It keeps about half of that.",
            "about 50, like guessing": "That is nearly all that is left to one that has learned from letters in the "
                                       "old order. This one has learned anew.",
        },
        because="It loses 9 of 100, but is still better than the voters. Each column is still whole from top to "
                "bottom, so patterns up and down survive."),
    "ConvNet and shuffled customers": _about(
        "From the table as it is, the ConvNet learns to predict correctly for 92 of 100 unseen customers whether they "
        "bought again. How many, if it learns anew with the columns shuffled?",
        lambda: _right_of_100(customers_task(), CONVNET),
        {
            "about 97": "You expected that a shuffle brings columns together that help each other. Here none do.",
            "about 92": "",
            "about 83": "That would be the loss of the letters, nine of 100. But letters had neighbours to lose.",
            "about 50, like guessing": "You may have thought that it would mix up the columns. But it learns anew, and "
                                       "all customers are shuffled alike.",
        },
        because="Nothing is lost. No two of the five useful columns stand side by side. The neighbours meant nothing "
                "before, and mean nothing now."),
    "five useful columns first": _about(
        "Now put visits, spent, away, news and refund side by side, at the beginning. How many of 100 does the "
        "ConvNet get?",
        lambda: _right_of_100(customers_task(), CONVNET, YOURS, USEFUL_FIRST),
        {
            "about 98": "You made them neighbours, as in a picture. But neighbours help only where the same pattern "
                        "means the same everywhere.",
            "about 95": "That is what the voters alone get, in any order. This order does not bring the ConvNet so "
                        "far.",
            "about 92": "",
            "about 88": "Some orders do end there, so it was worth a guess. This one costs nothing.",
        },
        because="Side by side, they still are no pattern that comes back at another place."),
}
