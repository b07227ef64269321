"""What lesson 15 asks, and what its learners write.

Its questions: a feature slides along a sentence. Its exercises: a sentence as a picture, and how often a feature is
found in one.
"""

import numpy as np

from ...data import texts
from ...data.sounds import rising
from ...ops import convolve
from ...show import look
from ..exercise import Exercise, Mistake
from ..question import Question

# Questions.

NOT_GOOD = {"good": [0, 0, 0, 1], "not": [1, 1, 1, 0]}


def _after_two_steps_of_silence():
    """What happens to the map of a sound that begins two time steps later."""
    sound = np.random.default_rng(0).random((20, 12))
    before, after = (convolve(np.pad(sound, [(0, 0), (late, 0)]), rising(20))[0] for late in (0, 2))
    return "its numbers move two columns to the right" if np.allclose(after[2:], before) else "it has other numbers"


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
    "a sound that begins later": Question(
        "A sound begins two time steps later, after silence. What happens to its feature map?",
        answer=_after_two_steps_of_silence,
        choices={
            "nothing": "You thought of its largest number, which says whether the tone is anywhere. The map also says "
                       "when.",
            "its numbers move two columns to the right": "",
            "its numbers move up by two rows": "That would be a higher sound. And the map has one row only, for the "
                                               "feature is as tall as the sound.",
            "it has other numbers": "Each window of the sound comes again, only later. So its sum comes again, too.",
        },
        because="The feature asks the same at every time step. What comes later is found later, with the same "
                "numbers."),
    "zeros before a picture": Question(
        "A picture has 9 columns. Before it, we put three columns of zeros. A feature of 4 columns slides over them "
        "all. How many places are there along a row?",
        answer=lambda: convolve(np.zeros((1, 3 + 9)), np.ones((1, 4))).size,
        slips={
            6: "That is for the picture alone. The feature may also begin in the three new columns.",
            12: "You counted all columns. In the last three, the feature would hang over the edge.",
            8: "You took 12 − 4. The place at the very beginning counts, too.",
        },
        because="There are 3 + 9 = 12 columns, and 12 − 4 + 1 = 9 places: as many as the picture has columns."),
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


# Exercises.

def _sentences():
    """Sentences and their dictionaries: most with a word that the sentence has not, the last three in no order."""
    lines = ["to be or not to be", "the cat saw the dog", "good is good", "a b a c a b a", "no no",
             "the more the merrier the better"]
    cases = [(words := texts.words(line), texts.dictionary([*words, "every"])) for line in lines]
    return [*cases, (["be", "to", "be"], ["to", "every", "be"]), (["b"], ["c", "b", "a"]),
            (["b", "a", "c"], ["a", "c", "b"])]


def _first_only(words, dictionary):
    grid = np.zeros((len(dictionary), len(words)))
    for row, word in enumerate(dictionary):
        if word in words:
            grid[row, words.index(word)] = 1
    return grid


def _at_each(words, dictionary):
    """The rows of the words, and their positions."""
    return [dictionary.index(word) for word in words], range(len(words))


def _diagonal(words, dictionary):
    grid = np.zeros((len(dictionary), len(words)))
    for position in range(min(grid.shape)):
        grid[position, position] = 1
    return grid


def _in_order_of_appearance(words, dictionary):
    grid = np.zeros((len(dictionary), len(words)))
    for position, word in enumerate(words):
        grid[[*dict.fromkeys(words)].index(word), position] = 1
    return grid


def _numbered(words, dictionary):
    grid = np.zeros((len(dictionary), len(words)))
    rows, positions = _at_each(words, dictionary)
    grid[rows, positions] = rows
    return grid


ONE_HOT = Exercise(
    right=texts.one_hot,
    cases=_sentences(),
    size_advice="dictionary.index(word) gives the row of a word. The grid must have a row for every word of the "
                 "dictionary and a column for every word of the sentence. Not every word of the dictionary stands in "
                 "the sentence, so words.index(word) may find nothing: go through the words, with enumerate(words). "
                "The row comes first: grid[row, position].",
    shape_advice="A row for each word of the dictionary, a column for each position: (len(dictionary), len(words)).",
    mistakes=[
        Mistake("Only the first time", _first_only,
                "A word may stand in a sentence twice, and words.index(word) finds the first place only. "
                "Go through the positions instead, with enumerate(words)."),
        Mistake("Wherever the word is used", lambda words, dictionary: np.array(
            [[float(word in words)] * len(words) for word in dictionary]),
                "You lit a whole row. A cell is 1 only at the position where its word stands."),
        Mistake("Minus one for nothing", lambda words, dictionary: texts.one_hot(words, dictionary) * 2 - 1,
                "In the pictures of the X, black was −1. Here an empty cell is 0. Start from np.zeros."),
        Mistake("The other way round", lambda words, dictionary: 1 - texts.one_hot(words, dictionary),
                "1 stands where the word is, and 0 everywhere else. Start from np.zeros, not from np.ones."),
        Mistake("One position, two places", _diagonal,
                "You lit a diagonal, as grid[i, i] does. The position says the column, and the word says the row: "
                "dictionary.index(word)."),
        Mistake("Upside down", lambda words, dictionary: texts.one_hot(words, dictionary)[::-1],
                "The first word of the dictionary is the row at the top."),
        Mistake("Numbered rows", _numbered,
                "You wrote the number of the row into the cell. Write 1."),
        Mistake("The dictionary sorted", lambda words, dictionary: texts.one_hot(words, sorted(dictionary)),
                "The dictionary stands in an order of its own. Leave it as it is: its first word is the first row."),
        Mistake("Returned too early", lambda words, dictionary: texts.one_hot(words, dictionary)
                * (np.arange(len(words)) == 0), "Only the first word has its 1. If you have a loop, put return behind "
                                               "it, not inside."),
        Mistake("In order of appearance", _in_order_of_appearance,
                "The dictionary says which row a word has: dictionary.index(word)."),
        Mistake("Nothing lit", lambda words, dictionary: np.zeros((len(dictionary), len(words))),
                "All cells are 0. For each position, one cell must become 1."),
    ],
)


def _searches():
    """Text pictures and features of 0 and 1. Some fit several times, some in part, one nowhere."""
    found = [("said the cat and the cat said it to the cat", "the cat"), ("good, not bad, not so bad", "not … good"),
             ("to be or not to be", "to be"), ("a b a b a b a", "a … a"), ("who is there", "nobody"),
             ("one two three four five six seven one two", "one … … … … … seven"), ("no no no", "no no"),
             ("the cat and the dog and the cat", "the cat and"), ("mad, quite mad, all mad", "mad"),
             ("ha ha ha ha", "ha ha ha"), ("to be or not", "or not")]
    cases = []
    for line, phrase in found:
        words, pieces = texts.words(line), texts.phrase(phrase)
        rows = texts.dictionary([*words, *pieces])
        cases.append((texts.one_hot(words, rows), texts.feature(pieces, rows)))
    return cases


def _sums(picture, feature):
    return np.round(convolve(picture, feature) * feature.size, 6)


COUNT_FOUND = Exercise(
    right=lambda picture, feature: (_sums(picture, feature) == feature.sum()).sum(),
    cases=_searches(),
    size_advice="convolve(picture, feature) gives a row of matches. Multiplied by feature.size, they are sums.",
    shape_advice="Return one number: how many places there are.",
    mistakes=[
        Mistake("Not rounded", lambda picture, feature: (convolve(picture, feature) * feature.size == feature.sum())
                .sum(), "A computer divides and multiplies with small errors, so a sum of 2 may be 1.9999999999999998. "
                        "Round the sums before you compare them: .round(), not int, which makes 1 of it."),
        Mistake("Returned too early", lambda picture, feature: int(_sums(picture, feature)[0, 0] == feature.sum()),
                "You looked at the first place only. If you have a loop, put return behind it, not inside."),
        Mistake("Always two", lambda picture, feature: (_sums(picture, feature) == 2).sum(),
                "A sum of 2 is all of “the cat”. Another feature has one 1, or three: feature.sum() tells how many."),
        Mistake("No word left free", lambda picture, feature: (_sums(picture, feature) == feature.shape[1]).sum(),
                "Where a column of the feature holds only 0, any word may stand. So do not ask for as many as it has "
                "columns, nor for a window that equals it. Ask whether every 1 of it lies on a 1: feature.sum()."),
        Mistake("The last place is missing", lambda picture, feature: (_sums(picture, feature)[0, :-1] == feature.sum())
                .sum(), "The feature can also begin in the last column where it fits. There are "
                        "picture.shape[1] - feature.shape[1] + 1 places."),
        Mistake("The largest match", lambda picture, feature: convolve(picture, feature).max(),
                "That is the best match, divided by all pixels of the feature. Make sums of the matches, compare each "
                "with feature.sum(), and count."),
        Mistake("All matches together", lambda picture, feature: convolve(picture, feature).sum(),
                "You added the matches of all places. Make sums of them, compare each with feature.sum(), and count."),
        Mistake("Where anything fits", lambda picture, feature: (_sums(picture, feature) > 0).sum(),
                "All of it must fit. Then the sum is as large as the number of 1s in the feature: feature.sum()."),
        Mistake("The best places", lambda picture, feature: (_sums(picture, feature) == _sums(picture, feature).max())
                .sum(), "The largest sum may be less than all of the feature. Compare with feature.sum()."),
        Mistake("Matches, not sums", lambda picture, feature: (convolve(picture, feature) == feature.sum()).sum(),
                "convolve has divided by all pixels of the feature. Multiply by feature.size first."),
        Mistake("Anywhere, not how often", lambda picture, feature: int(_sums(picture, feature).max() == feature.sum()),
                "You found whether it is there. Count how often."),
        Mistake("The largest sum", lambda picture, feature: _sums(picture, feature).max(),
                "That is how much fits at the best place. Count the places where all of it fits."),
        Mistake("How much fits in all", lambda picture, feature: _sums(picture, feature).sum(),
                "You added the sums of all places. Compare each with feature.sum(), and count."),
        Mistake("Where, not how often", lambda picture, feature: _sums(picture, feature).argmax(),
                "argmax tells the place of the largest sum. Count the places where all of it fits."),
        Mistake("Compared with the size", lambda picture, feature: (_sums(picture, feature) == feature.size).sum(),
                "Most pixels of the feature are 0 and add nothing. All of it fits where the sum is feature.sum()."),
    ],
)

EXERCISES = {"one_hot": ONE_HOT, "count_found": COUNT_FOUND}
