"""The questions of lesson 11: what comes out of noise, how alike it is each time, and what spoils it."""

from functools import cache
from itertools import islice

import numpy as np

from ...architecture import random_network
from ...learning import accuracy, descend
from ...pictures import FEATURES, deck_letters, random_letters
from ..question import Question


@cache
def _letters(seed):
    """The letters of the lesson: the training pictures have the seed 100, the unseen ones 200."""
    return random_letters(2000, seed=seed)


@cache
def _learned(seed, count=2000):
    """A network that has learned for 500 steps, as in the lesson, from the first so many of the training pictures."""
    network = random_network(seed=seed)
    letters, right = (each[:count] for each in _letters(100))
    for _ in islice(descend(network, letters, right, rate=0.5, momentum=0, batch=32, seed=seed), 500):
        pass
    return network


def _unseen(network):
    """The accuracy on the unseen pictures."""
    unseen, right = _letters(200)
    return accuracy(right, network(unseen))


def _right_of_ten():
    pictures, right = deck_letters()
    return round(10 * accuracy(right, _learned(seed=0)(pictures)))


def _features(network):
    """The features, each as a row of nine pixels."""
    return network.parameters[0].reshape(3, 9)


def _alike(features, others):
    """For each feature, how much it looks like the most similar one of the others: 1 is the same picture."""
    return np.corrcoef(features, others)[:3, 3:].max(axis=1)


def _known_features():
    slides = np.reshape([*FEATURES.values()], (3, 9))
    found = (_alike(_features(_learned(seed=0)), slides) > 0.85).sum()
    return {0: "other ones", 3: "these three"}.get(int(found), "one or two of these, and others")


def _same_with_another_seed():
    one, other = _learned(seed=0), _learned(seed=1)
    if (_alike(_features(one), _features(other)) > 0.9).all():
        return "the features, in another order"
    return "the accuracy, nearly" if min(_unseen(one), _unseen(other)) >= 0.99 else "nothing"


def _with_rate_5():
    """What the error does in fifteen steps of this rate, beginning with noise."""
    steps = islice(descend(random_network(seed=0), *_letters(100), rate=5, momentum=0, batch=32), 15)
    errors = [step.error for step in steps]
    if max(errors) > 100:
        return "The error grows without end."
    return "It learns ten times as fast." if errors[-1] < 0.5 else "The error jumps up and down between 0 and 2."


def _after_ten_pictures():
    share = _unseen(_learned(seed=0, count=10))
    names = {0.6: "half, as with noise", 0.97: "clearly fewer than 99 of 100", 1: "also 99 of 100"}
    return next((name for below, name in names.items() if share < below), "all of them")


QUESTIONS = {
    "ten pictures after learning": Question(
        "How many of the slides' ten pictures come out right afterwards?",
        answer=_right_of_ten,
        choices={
            6: "You gave it little more than the noise it began with, which gets five. But 500 steps lead far.",
            8: "You expected it to do worse than what somebody drew by hand. But it learned from 2,000 pictures.",
            9: "You expected that the same picture would fail again. But these features were not drawn for thin pens.",
            10: "",
        },
        because="The thick X as well. Some of the training pictures are thick, and some are turned or small."),
    "features found in noise": Question(
        "The slides' features are a diagonal ╲, a cross ╳ and an antidiagonal ╱. Which features does it find by "
        "itself?",
        answer=_known_features,
        choices={
            "these three": "They are a good answer, but nobody told it so. It only had to make the error small.",
            "one or two of these, and others": "",
            "other ones": "For the most part it does go its own way. But one of them is an old friend.",
        },
        because="The magenta one is nearly the antidiagonal, only paler. In the others, look for slanted pairs: two "
                "high numbers, corner to corner, and often a low one beside them."),
    "noise from another seed": Question(
        "The seed chooses the noise. With seed 1, the network begins elsewhere. After 500 steps, what is the same as "
        "with seed 0? Decide before you scroll.",
        answer=_same_with_another_seed,
        choices={
            "the features and the accuracy": "You expected that there is one best set of features, and that every run "
                                             "finds it. There are many good ones.",
            "the features, in another order": "The order is indeed a matter of chance. But more than the order has "
                                              "changed.",
            "the accuracy, nearly": "",
            "nothing": "Another beginning does lead elsewhere. But where it leads is as good.",
        },
        because="Each is right for at least 99 of 100 unseen pictures, with features that are mostly its own. "
                "The picture below shows them."),
    "ten times the rate": Question(
        "With a learning rate of .5 the network learns. What happens with 5, ten times as much?",
        answer=_with_rate_5,
        choices={
            "It learns ten times as fast.": "That would be so on a slope that goes on and on. A valley has another "
                                            "side.",
            "The error jumps up and down between 0 and 2.": "You may remember the jumps of rate 3. This time each "
                                                            "leads higher than the one before.",
            "The error grows without end.": "",
        },
        because="In lesson 10 the error only jumped. Here each step leads across the valley and up the other side, "
                "higher than before. There it is steeper, since each number is multiplied by larger ones. So the next "
                "step is longer still."),
    "learning from ten pictures": Question(
        "A network learns from only ten of the training pictures, 500 steps long. Afterwards it gets all ten right. "
        "And of the unseen pictures? Decide before you scroll.",
        answer=_after_ten_pictures,
        choices={
            "all of them": "All ten right sounds as if it had understood. But it may also have fitted itself to these "
                           "ten.",
            "also 99 of 100": "That is what 2,000 training pictures gave. Ten show far less.",
            "clearly fewer than 99 of 100": "",
            "half, as with noise": "You expected that it learned the ten by heart, and nothing else. But it has found "
                                   "something that others share.",
        },
        because="What works for ten pictures need not work for others. But an X is an X: it is far better than noise."),
}
