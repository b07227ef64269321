"""The questions of lesson 08: who wins a vote, and what a second layer of voters adds."""

import numpy as np

from ... import look
from ...network import deck_network
from ...ops import vote
from ...pictures import TRICKY
from ...widgets.voting import NEW_VALUES
from ..question import Question

VOTERS = deck_network().layers[-1]
THICK = deck_network()(TRICKY["X_weight"])


def _after_the_rise():
    risen = NEW_VALUES.copy()
    risen[1] = 1
    for_x, for_o = VOTERS(risen) - VOTERS(NEW_VALUES)
    return "Both votes rise." if for_x else f"O's vote rises by {for_o:.4f}.".replace("0.", ".")


def _one_layer_does():
    """Do two layers of weights, drawn by chance, vote as one does? Some of the weights are negative."""
    chance = np.random.default_rng(8)
    first, second = chance.normal(size=(12, 3)), chance.normal(size=(3, 2))
    return np.allclose(vote(vote(NEW_VALUES, first), second), vote(NEW_VALUES, first @ second))


QUESTIONS = {
    "letter of the new list": Question(
        "Another picture gave this list. Values 1, 4, 5, 10 and 11 vote for X; values 2, 3, 9 and 12 vote for O. "
        "Which letter wins?",
        answer=lambda: "XO"[VOTERS(NEW_VALUES).argmax()],
        choices={
            "X": "",
            "O": "You may have slipped by a place somewhere. Count the values from 1, and mark who votes for whom.",
        },
        because="The five that vote for X are all high, from .87 to .96. The four that vote for O reach at most .65.",
        pictures=lambda: {"a new list of twelve values": look.maps(NEW_VALUES[np.newaxis])}),
    "vote of five values": Question(
        "Five values vote for X: .90, .87, .96, .89 and .94. Each has the weight 1/5, so the vote is their average. "
        "What is it? Try it without a calculator.",
        answer=lambda: VOTERS(NEW_VALUES)[0], tolerance=0.005,
        slips={
            4.56: "That is the sum of all five. With the weight 1/5, only a fifth of each counts.",
            0.92: "You are in good company: the slides print .92, too. The average is a little lower.",
            0.90: "That is the value in the middle when you put them in order. The average is another number.",
        },
        because="Measured from .90, they are 0, −.03, +.06, −.01 and +.04 away. That adds up to .06, and a fifth of it "
                "is .012: .912."),
    "value 2 rises": Question(
        "Value 2 rises from .65 to 1.00, by .35. What happens to the votes?",
        answer=_after_the_rise,
        choices={
            "Both votes rise.": "It is true that value 2 has a line to each answer. But one of its two lines is a "
                                "hair.",
            "O's vote rises by .35.": "You let all of the rise arrive. A weight passes on a part of it.",
            "O's vote rises by .0875.": "",
            "X's vote falls by .0875.": "What O gains, X need not lose. Each vote is a sum of its own.",
        },
        because="Value 2 votes for O with the weight 1/4, so a quarter of .35 arrives. For X its weight is 0."),
    "vote on a thick X": Question(
        "The same voters look at an X that was drawn with a thick pen. Who wins?",
        answer=lambda: "XO"[THICK.argmax()],
        choices={
            "X": "You saw an X at once, and so does everybody. But voters see no letter, only twelve values.",
            "O": "",
        },
        because=f"X gets {THICK[0]:.3f} and O {THICK[1]:.3f}. The voters are wrong.".replace("0.", "."),
        pictures=lambda: {"a thick X": TRICKY["X_weight"]}),
    "voters behind voters": Question(
        "Two layers of voters, one behind the other, and nothing in between. Is there one layer that gives the same "
        "votes, whatever the list?",
        answer=lambda: "Yes, for any weights." if _one_layer_does() else "No.",
        choices={
            "Yes, for any weights.": "",
            "Only if no weight is negative.": "Negative weights are multiplied and added like all others. They are not "
                                              "in the way.",
            "No.": "It sounds as if two layers must be able to do more than one. With nothing in between, they do not.",
        },
        because="A value reaches an answer along lines only. Multiply the weights along each way, add the ways up, and "
                "you have its weight in one layer."),
}
