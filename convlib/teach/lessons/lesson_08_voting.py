"""What lesson 08 asks, and what its learners write.

Its questions: what the values are that vote, who wins a vote, and what a second layer of voters adds. Its exercises:
count one vote, and find the weights of one answer from its exemplar.
"""

import numpy as np

from ...network import deck_network
from ...ops import convolve, max_pool, vote
from ...pictures import FEATURES, TRICKY, X
from ...show import look
from ...widgets.lesson_08_voting import NEW_VALUES
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

FITS = "The cross fits exactly, somewhere in that window."
NOWHERE = "The cross fits nowhere in that window."
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
    "one in a pooled map": Question(
        "The pooled map of the cross reads 1.00 in one cell. What does that tell?",
        answer=lambda: FITS if max_pool(convolve(X, FEATURES["cross"])).max() == 1 else NOWHERE,
        choices={
            "The picture is white there.": "In a picture, 1 is white. In a map, 1.00 is a perfect match, and nine "
                                           "white pixels agree with the cross in only five.",
            "The cross fits in the middle of the window.": "You gave the match a place. But pooling keeps the number "
                                                           "alone, and it may be from anywhere in the window.",
            FITS: "",
            NOWHERE: "You may have taken 1.00 for a distance, where less is better. But a match is the better the "
                     "larger it is.",
        },
        because="Pooling keeps the best match of its window, and 1.00 is a perfect one. Where in the window it was, "
                "is lost."),
    "maps after three layers": Question(
        "A picture goes through a convolution with three features, then ReLU, then pooling. How many maps come out?",
        answer=lambda: deck_network().stages(X)[3].values.shape[0],
        slips={
            1: "You let the maps be added up. Each feature keeps a map of its own.",
            9: "Nine is how many pixels a feature has, or three maps after each of three layers. The last ones alone "
               "come out.",
            27: "27 is how many pixels the three features have. Each feature makes one map.",
        },
        because="Each feature makes one map. ReLU and pooling make one map of each map."),
    "letter of the new list": Question(
        "Another picture gave this list. Values 1, 4, 5, 10 and 11 vote for X; values 2, 3, 9 and 12 vote for O. "
        "Which letter wins?",
        answer=lambda: "XO"[VOTERS(NEW_VALUES).argmax()],
        choices={
            "X": "",
            "O": "You may have slipped by a place somewhere. Count the values from 1, and mark who votes for whom.",
        },
        because="The five that vote for X are all high, from .87 to .96. The four that vote for O reach at most .65.",
        pictures=lambda: {"a new list of twelve values": look.maps(NEW_VALUES[np.newaxis])},
        outlined=lambda: ("the values that vote for the winner", {
            "a new list of twelve values": VOTERS.weights[np.newaxis, :, VOTERS(NEW_VALUES).argmax()] > 0})),
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
    "vote on a thick X": Question(
        "The same voters look at an X that was drawn with a thick pen. Who wins?",
        answer=lambda: "XO"[THICK.argmax()],
        choices={
            "X": "You saw an X at once, and so does everybody. But voters see no letter, only twelve values.",
            "O": "",
        },
        because=f"X gets {THICK[0]:.3f} and O {THICK[1]:.3f}. The voters are wrong.".replace("0.", "."),
        pictures=lambda: {"a thick X": TRICKY["X_weight"]}),
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


# Exercises.

def _lists_and_weights(seed):
    """Lists of values and weights for one answer, some of them 0 or below; never fewer than the lesson's twelve."""
    random = np.random.default_rng(seed)
    lists = [random.integers(0, 101, size) / 100 for size in (12, 12, 15, 20, 12, 17, 13, 12)]
    weights = [random.choice([-0.5, 0, 0, 0.2, 0.25, 1], len(values)) for values in lists]
    weights[-1] = np.where(weights[-1] > 0, -weights[-1], weights[-1])  # whose vote is below 0
    return list(zip(lists, weights, strict=True))


def _exemplars(seed):
    """Exemplars of two to seven values that read 1.00, in lists of several lengths."""
    random = np.random.default_rng(seed)
    exemplars = []
    for ones, size in ((5, 12), (4, 12), (2, 12), (7, 12), (3, 8), (6, 27), (2, 3)):
        exemplar = random.choice([1 / 9, 3 / 9, 5 / 9, 7 / 9, 0.95, 0.99], size)
        exemplar[random.permutation(size)[:ones]] = 1
        exemplars.append((exemplar,))
    return exemplars


VOTE_FOR = Exercise(
    right=lambda values, weights: (values * weights).sum(),
    cases=_lists_and_weights(seed=8),
    shape_advice="One answer gets one vote, which is one number: did you add the products up?",
    mistakes=[
        Mistake("No weights", lambda values, weights: values.sum(),
                "You added the values. Multiply each by its weight first."),
        Mistake("Mean, not sum", lambda values, weights: (values * weights).mean(),
                "A vote adds the products up and does not divide: the weights have seen to that."),
        Mistake("Always divided by 5", lambda values, weights: (values * weights).sum() / 5,
                "The weights have seen to that: 1/5 each is in them already."),
        Mistake("Weights below 0 left out", lambda values, weights: (values * weights)[weights > 0].sum(),
                "A weight below 0 speaks against the answer. Its product belongs to the sum, too."),
        Mistake("Added before multiplied", lambda values, weights: values.sum() * weights.sum(),
                "Multiply each value by its own weight first, then add the products up."),
        Mistake("Only the strongest voter", lambda values, weights: (values * weights).max(),
                "Voting is not pooling: every value has its say, so add the products up."),
        Mistake("Voters counted, values forgotten", lambda values, weights: (weights > 0).sum(),
                "You counted who votes. What each adds is its value times its weight."),
        Mistake("Weights added, values forgotten", lambda values, weights: weights.sum(),
                "Each weight says how much a value counts. Multiply it by that value."),
        Mistake("Every voter counts alike", lambda values, weights: values[weights > 0].mean(),
                "You took the average of the voters. Weights may differ, and may be below 0: multiply by them."),
        Mistake("Every voter counts fully", lambda values, weights: values[weights > 0].sum(),
                "You added the values that vote. Each counts only as much as its weight says."),
        Mistake("Minus forgotten", lambda values, weights: (values * abs(weights)).sum(),
                "A weight below 0 speaks against the answer. Its product is subtracted."),
        Mistake("Divided by the weights", lambda values, weights: (values * weights).sum() / weights.sum(),
                "The vote is the sum of the products, as it is."),
        Mistake("Added instead of multiplied", lambda values, weights: (values + weights).sum(),
                "Each value is multiplied by its weight. Only the products are added up."),
        Mistake("Only the first twelve", lambda values, weights: (values * weights)[:12].sum(),
                "A list may be longer than 12. len(values) counts the values."),
        Mistake("Returned too early", lambda values, weights: values[0] * weights[0],
                "That is the first product alone. The return must stand after the loop, not inside."),
        Mistake("Kept only the last product", lambda values, weights: values[-1] * weights[-1],
                "Each turn of the loop must add to the total: total += …, and not total = …"),
        Mistake("Kept only one product", lambda values, weights: values[11] * weights[11],
                "Each turn of the loop must add to the total: total += …, and not total = …"),
        Mistake("First value left out", lambda values, weights: (values * weights)[1:].sum(),
                "Python counts from 0: range(1, …) misses the first value."),
        Mistake("Last value left out", lambda values, weights: (values * weights)[:-1].sum(),
                "range(len(values)) ends with the last value by itself. Do not subtract 1."),
    ],
)

WEIGHTS_FROM = Exercise(
    right=lambda exemplar: (exemplar == 1) / (exemplar == 1).sum(),
    cases=_exemplars(seed=5),
    size_advice="Not every list has twelve values: len(exemplar) counts them.",
    shape_advice="Every value needs a weight, also those that do not vote: return a list as long as the exemplar.",
    mistakes=[
        Mistake("Not shared", lambda exemplar: (exemplar == 1) * 1.0,
                "Each voter has the weight 1, so a vote may be far above 1. Divide by the number of voters."),
        Mistake("Shared among all values", lambda exemplar: (exemplar == 1) / len(exemplar),
                "Divide by the number of voters, not by the length of the list."),
        Mistake("Always five voters", lambda exemplar: (exemplar == 1) / 5,
                "An exemplar of another letter has more or fewer values of 1.00. Count them."),
        Mistake("Always four voters", lambda exemplar: (exemplar == 1) / 4,
                "An exemplar of another letter has more or fewer values of 1.00. Count them."),
        Mistake("Every value votes", lambda exemplar: exemplar / exemplar.sum(),
                "Only the values that read 1.00 vote. The weight of all others is 0."),
        Mistake("The others vote", lambda exemplar: (exemplar != 1) / (exemplar != 1).sum(),
                "You gave the weights to those that are not 1.00."),
        Mistake("All high values vote", lambda exemplar: (exemplar > 0.5) / (exemplar > 0.5).sum(),
                "A value of .55 is not 1.00. Only those that equal 1 vote."),
        Mistake("All weights are 0", lambda exemplar: np.zeros(len(exemplar)),
                "Some value is 1.00, and votes. An array of whole numbers (int) makes 0 of a share: leave out int."),
        Mistake("All weights alike", lambda exemplar: np.ones(len(exemplar)) / len(exemplar),
                "Only the values that read 1.00 vote. The weight of all others is 0."),
        Mistake("The same share for every value", lambda exemplar: np.ones(len(exemplar)) / (exemplar == 1).sum(),
                "The share is right. Give it only to the values that read 1.00, and 0 to the others."),
    ],
)

EXERCISES = {"vote_for": VOTE_FOR, "weights_from": WEIGHTS_FROM}
