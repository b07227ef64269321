"""The questions of lesson 13: a feature slides along a sound and along a sentence."""

import numpy as np

from ... import look, texts
from ...ops import convolve
from ...widgets.hearing import rising
from ..question import Question

STEADY = np.zeros((5, 5))  # a note in the second band from above, as loud as can be
STEADY[1] = 1
MIDDLE = rising(5, low=0)  # the middle of the feature: from its first 1 to its last
NOT_GOOD = {"good": [0, 0, 0, 1], "not": [1, 1, 1, 0]}


def _largest_sum(sentence):
    """The largest sum of the feature “not … good” in a sentence."""
    words = texts.words(sentence)
    dictionary = texts.dictionary([*words, *NOT_GOOD])
    feature = texts.feature(NOT_GOOD, dictionary)
    return round((convolve(texts.one_hot(words, dictionary), feature) * feature.size).max())


def _where_it_reads_two():
    (sentence,) = [each for each in QUESTIONS["sentences and a feature"].choices if _largest_sum(each) == 2]
    return sentence


def _after_shuffling_the_dictionary():
    words = texts.words("The soup was not very good, but the bread was good!")
    dictionary = texts.dictionary(words)
    shuffled = [*np.random.default_rng(0).permutation(dictionary)]
    before, after = (convolve(texts.one_hot(words, order), texts.feature(NOT_GOOD, order))
                     for order in (dictionary, shuffled))
    if np.allclose(before, after):
        return "nothing"
    return "its numbers change places" if np.allclose(np.sort(before), np.sort(after)) else "it has other numbers"


QUESTIONS = {
    "numbers along a chirp": Question(
        "The chirp has 20 rows and 28 columns, and the feature 20 rows and 5 columns. "
        "How many numbers does the feature map have?",
        answer=lambda: convolve(np.zeros((20, 28)), rising(20)).size,
        choices={
            24: "",
            28: "You let the feature begin in every column. In the last four it would hang over the edge.",
            24 * 16: "You took a feature of 5 × 5, which may also move up and down. This one has 20 rows.",
            20 * 24: "You gave each of the 20 bands a number of its own. The feature adds all bands up to one.",
        },
        because="A feature of 5 columns can begin in 28 − 5 + 1 = 24 columns, and one of 20 rows in 20 − 20 + 1 = 1 "
                "row. So the map is one row of 24 numbers."),
    "sum of a steady note": Question(
        "On the right is the middle of the feature: five rows, from its first 1 to its last. On the left is a steady "
        "note in these bands, as loud as can be. Lay the feature on it. Multiply and add, but do not divide: what is "
        "the sum?",
        answer=lambda: (STEADY * MIDDLE).sum(),
        slips={
            1: "You found the 1 that the note meets. It meets a −1 as well.",
            -1: "You found the −1 that the note meets. It meets a 1 as well.",
            2: "You counted the two cells that meet something. One of them counts against it.",
            5: "You added up the note itself. Each of its cells is first multiplied by the one that lies on it.",
        },
        because="Two cells of the note meet a pixel that is not 0: one meets the −1, the other the 1, and −1 + 1 = 0. "
                "A note that does not rise speaks as much for the feature as against it.",
        pictures=lambda: {"a steady note": look.lit(STEADY),
                          "five rows of the feature": look.matches(MIDDLE, look.BLUE, short=True)}),
    "sentences and a feature": Question(
        "In which sentence does this feature read 2?",
        answer=_where_it_reads_two,
        choices={
            "good weather, not a cloud": "Both words are there. But “good” comes first, and the feature wants it last.",
            "it was not a good day": "",
            "it was not what I would call good": "To us it says the same. But “not” and “good” are too far apart: no "
                                                 "window of four words holds both.",
            "good, good, it was so good": "You counted every “good”. A window adds one for a “good” in its last place, "
                                          "and without “not” it stays at that.",
        },
        because="The “not” may stand one, two or three places before “good”, and in “it was not a good day” one word "
                "stands between them.",
        pictures=lambda: {"above good, below not": look.matches([*NOT_GOOD.values()], look.BLUE, short=True)}),
    "a dictionary in another order": Question(
        "The dictionary stands in alphabetical order. Now we shuffle it: the rows of the sentence and those of the "
        "feature change places, both in the same way. What happens to the map?",
        answer=_after_shuffling_the_dictionary,
        choices={
            "nothing": "",
            "its numbers change places": "You moved the map along with the rows. But the map follows the positions of "
                                         "the words, and those stay.",
            "it has other numbers": "That would be so if only the sentence were shuffled. The feature is shuffled with "
                                    "it.",
        },
        because="Every product is still there, only in another row, and a sum does not mind the order."),
}
