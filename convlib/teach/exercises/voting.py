"""The exercises of lesson 08: count one vote, and find the weights of one answer from its exemplar."""

import numpy as np

from .exercise import Exercise, Mistake


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
