"""The letters of lesson 12: a training set without the slides' ten, and a test set without any of the training set."""

from functools import cache

from ..pictures import deck_letters, random_letters

LETTERS_EACH = 2000  # to learn from, and as many unseen ones


@cache
def training_letters():
    """The pictures to learn from, (2000, 9, 9), and the right answers, (2000, 2). Nobody can change them by accident.

    >>> pictures, answers = training_letters()
    >>> pictures.shape, answers.shape
    ((2000, 9, 9), (2000, 2))
    """
    return _frozen(*random_letters(LETTERS_EACH, seed=100, without=deck_letters()[0]))


@cache
def unseen_letters():
    """As many others, to test with."""
    return _frozen(*random_letters(LETTERS_EACH, seed=200, without=training_letters()[0]))


def _frozen(*arrays):
    for array in arrays:
        array.setflags(write=False)
    return arrays
