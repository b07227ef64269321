"""The exercises of lesson 13: a sentence as a picture, and a feature that slides sideways only."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ... import texts
from .exercise import Exercise, Mistake


def _sentences():
    """Sentences and their dictionaries. One word of each dictionary does not stand in the sentence."""
    lines = ["to be or not to be", "the cat saw the dog", "good is good", "a b a c a b a", "no no",
             "the more the merrier the better"]
    return [(words := texts.words(line), texts.dictionary([*words, "every"])) for line in lines]


def _first_only(words, dictionary):
    grid = np.zeros((len(dictionary), len(words)))
    for row, word in enumerate(dictionary):
        if word in words:
            grid[row, words.index(word)] = 1
    return grid


def _at_each(words, dictionary):
    """The rows of the words, and their positions."""
    return [dictionary.index(word) for word in words], range(len(words))


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
    error_advice="dictionary.index(word) gives the row of a word. The grid must have a row for every word of the "
                 "dictionary and a column for every word of the sentence.",
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
        Mistake("Upside down", lambda words, dictionary: texts.one_hot(words, dictionary)[::-1],
                "The first word of the dictionary is the row at the top."),
        Mistake("Numbered rows", _numbered,
                "You wrote the number of the row into the cell. Write 1."),
        Mistake("In order of appearance", _in_order_of_appearance,
                "The dictionary says which row a word has: dictionary.index(word)."),
        Mistake("Nothing lit", lambda words, dictionary: np.zeros((len(dictionary), len(words))),
                "All cells are 0. For each position, one cell must become 1."),
    ],
)


def _slides():
    """Pictures of 0 and 1, and features as tall as they are, in several sizes."""
    random = np.random.default_rng(13)
    sizes = [(3, 8, 3), (5, 9, 2), (2, 7, 4), (6, 6, 6), (4, 10, 1), (3, 12, 5)]
    return [((random.random((rows, steps)) < 0.5).astype(float), random.choice([-1.0, 0.0, 1.0, 1.0], (rows, wide)))
            for rows, steps, wide in sizes]


def _windows(picture, feature):
    return sliding_window_view(picture, feature.shape)[0]


SLIDE_ALONG = Exercise(
    right=lambda picture, feature: (_windows(picture, feature) * feature).sum(axis=(1, 2)),
    cases=_slides(),
    error_advice="A patch is as wide as the feature: picture[:, column:column + feature.shape[1]]. "
                 "The last column where it fits is picture.shape[1] - feature.shape[1].",
    shape_advice="Return a list with one sum for each column where the feature fits: "
                 "picture.shape[1] - feature.shape[1] + 1 of them.",
    mistakes=[
        Mistake("Divided", lambda picture, feature: (_windows(picture, feature) * feature).mean(axis=(1, 2)),
                "You divided by the number of feature pixels, as in lesson 03. Here, only add."),
        Mistake("Divided by the columns", lambda picture, feature: (_windows(picture, feature) * feature)
                .sum(axis=(1, 2)) / feature.shape[1], "Here nothing is divided: only add the products."),
        Mistake("Feature flipped", lambda picture, feature: (_windows(picture, feature) * feature[:, ::-1])
                .sum(axis=(1, 2)), "The feature's first column lies on the first column of the patch."),
        Mistake("Added instead of multiplied", lambda picture, feature: (_windows(picture, feature) + feature)
                .sum(axis=(1, 2)), "Multiply the patch by the feature, pixel by pixel, then add the products."),
        Mistake("No feature", lambda picture, feature: _windows(picture, feature).sum(axis=(1, 2)),
                "You added up the patch. Multiply it by the feature first."),
        Mistake("Only the first row", lambda picture, feature: (_windows(picture, feature) * feature)[:, 0]
                .sum(axis=1), "Python's own sum() adds rows only, and [0] takes the first. (…).sum() adds everything."),
        Mistake("The best product only", lambda picture, feature: (_windows(picture, feature) * feature)
                .max(axis=(1, 2)), "That is the largest product of each place. Add all of them."),
        Mistake("The same place every time", lambda picture, feature: np.full(
            picture.shape[1] - feature.shape[1] + 1, (picture[:, :feature.shape[1]] * feature).sum()),
                "Your patch does not move. It begins at column: picture[:, column:column + feature.shape[1]]."),
    ],
)
