"""Text as a picture: position in the sentence from left to right, one row for each word of a dictionary.

A cell is 1 where its word stands at its position, and else 0: nothing here. So every column has exactly one 1. (The
pictures of the X had -1 for black. With 0, an empty cell adds nothing to a sum.)

`TEXT` is the grid of slide 84. It is read-only. `alice` is a real text: Alice and the Cat, from chapter VI of Alice's
Adventures in Wonderland by Lewis Carroll, 1865 (public domain; data/README.txt tells more).
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

import numpy as np

from ..checks import finite
from ..pictures import picture

APOSTROPHES = "'’‘ʼ՚＇`´′"  # as keyboards and programs write them
INSIDE = "'״׳·"  # what may stand between two letters of a word: don't, צה״ל, col·lecció
JOINERS = "\u200c\u200d"  # they say whether two letters are joined, and do not show

# Letters and digits (L), each with its marks (M), and signs between them (I); or one Chinese character (C).
WORD = re.compile("CM*|L[LM]*(?:IL[LM]*)*")


def words(sentence):
    """The words of a sentence, in order: small letters, without punctuation. Apostrophes inside of words stay.

    Any alphabet will do: an accent, a vowel sign or any other mark belongs to its letter. However it was typed, the
    same word is the same str (`written`). Chinese characters stand without spaces, and each counts as a word. In
    Japanese, so does each stretch of kana between them. Thai, Lao, Khmer and Burmese have no spaces either, and there
    is no telling their words apart without a dictionary: put spaces between them.

    Returns a list of str, empty where there is no word. Raises TypeError where ``sentence`` is no str.
    Slide 84.

    >>> words("Don't worry -- it's GOOD!")
    ["don't", 'worry', "it's", 'good']
    >>> words("हिन्दी में, 不好")
    ['हिन्दी', 'में', '不', '好']
    """
    if not isinstance(sentence, str):
        raise TypeError(f"sentence must be a str, not {type(sentence).__name__}: {sentence!r:.60}")
    shown = "".join(letter for letter in written(sentence.lower()) if _kind(letter) != "hidden")
    kinds = "".join(map(_kind, shown))
    return [shown[slice(*found.span())] for found in WORD.finditer(kinds)]


def written(word):
    """A word as it is compared: an é is one letter, however it was typed, and all apostrophes are the same.

    >>> written("caf" + "e" + "\N{COMBINING ACUTE ACCENT}") == "café", written("it’s")
    (True, "it's")
    """
    return unicodedata.normalize("NFC", word).translate(dict.fromkeys(map(ord, APOSTROPHES), "'"))


@cache
def _kind(letter):
    """What a character is for a word: see `WORD`."""
    category = unicodedata.category(letter)
    if letter in INSIDE:
        return "I"
    if letter in JOINERS or category[0] == "M":
        return "M"
    if category == "Cf":  # a soft hyphen, or a mark of the direction of writing
        return "hidden"
    if unicodedata.name(letter, "").startswith("CJK "):
        return "C" if category == "Lo" else " "
    return "L" if category[0] in "LN" else " "


def dictionary(words):
    """All different words, in alphabetical order and each as it is `written`: the rows of a text picture.

    >>> dictionary(["to", "be", "or", "not", "to", "be"])
    ['be', 'not', 'or', 'to']
    """
    return sorted(set(map(written, words)))


def one_hot(words, dictionary):
    """The picture of a text: 1 in the row of the word that stands at a position, 0 in all other rows.

    Shapes: a list of words, a list of different words -> (words of the dictionary, positions).
    Raises ValueError where a word is not in the dictionary, the dictionary has a word twice, or there are no words.
    Slide 84. The field calls it one-hot: in each column, one cell is lit.

    >>> one_hot(["to", "be", "to"], ["be", "to"])
    array([[0., 1., 0.],
           [1., 0., 1.]])
    """
    rows = _rows(words, dictionary, "words must stand in the dictionary, but {!r} does not. Add it there")
    if not rows:
        raise ValueError("words must hold at least one word, but it is empty")
    grid = np.zeros((len(dictionary), len(rows)))
    grid[rows, range(len(rows))] = 1
    return grid


def spelled(grid, dictionary):
    """The words of a text picture, in order: `one_hot` and back.

    Raises ValueError where the grid does not have one row for each word of the dictionary, or a column does not hold
    exactly one 1 and else 0.

    >>> spelled([[0, 1, 0], [1, 0, 1]], ["be", "to"])
    ['to', 'be', 'to']
    """
    many, grid = len(_by_word(dictionary)), finite("grid", grid)
    if grid.ndim != 2 or len(grid) != many:
        raise ValueError(f"grid must have {many} rows, one for each word, but its shape is {grid.shape}")
    lit = (grid == 1).sum(axis=0)
    wrong = np.flatnonzero((lit != 1) | ((grid != 0) & (grid != 1)).any(axis=0))
    if wrong.size:
        raise ValueError(f"grid must hold one 1 in each column and else 0, but column {wrong[0]} is "
                         f"{grid[:, wrong[0]].tolist()!r:.80}")
    return [dictionary[row] for row in grid.argmax(axis=0)]


def feature(pieces, dictionary):
    """A feature as tall as the dictionary, from the rows that are not empty: {word: a number for each column}.

    Shapes: the lists of all words have one length -> (words of the dictionary, columns).
    Raises ValueError where a word is not in the dictionary, where there are no pieces, or where the lists are not of
    one length; TypeError where they do not hold numbers.

    >>> feature({"not": [1, 1, 0], "good": [0, 0, 1]}, ["bad", "good", "not"])
    array([[0., 0., 0.],
           [0., 0., 1.],
           [1., 1., 0.]])
    """
    rows = _rows(pieces, dictionary, "pieces must hold words of the dictionary, but {!r} is not there. Add it there")
    if not pieces:
        raise ValueError("pieces must hold at least one word and its numbers, but there is none")
    numbers = finite("pieces", [*pieces.values()])
    if numbers.ndim != 2:
        raise ValueError(f"pieces must hold a list of numbers for each word, but they are {pieces!r:.80}")
    grid = np.zeros((len(dictionary), numbers.shape[1]))
    grid[rows] = numbers
    return grid


def phrase(sentence):
    """The pieces of a feature that finds words one after the other: a column for each word.

    "…" (or "...") stands for any word, and "the/alice" for the one or the other.
    Returns {word: a number for each column}, for `feature`; {} where there is no word. Raises TypeError where
    ``sentence`` is no str.

    >>> phrase("said the/alice")
    {'said': [1, 0], 'the': [0, 1], 'alice': [0, 1]}
    >>> phrase("not … good")
    {'not': [1, 0, 0], 'good': [0, 0, 1]}
    """
    if not isinstance(sentence, str):
        raise TypeError(f"sentence must be a str, not {type(sentence).__name__}: {sentence!r:.60}")
    tokens = sentence.replace("...", "…").split()
    columns = [column for token in tokens for column in _columns(token)]
    different = dict.fromkeys(word for column in columns for word in column)
    return {word: [int(word in column) for column in columns] for word in different}


def _columns(token):
    """What may stand in each column of a piece of a phrase: any word, one of several words, or one after another."""
    if token == "…":
        return [[]]
    return [words(token)] if "/" in token else [[word] for word in words(token)]


def alice():
    """The real text, as one str: Alice and the Cat.

    >>> text = alice()
    >>> len(words(text)), len(dictionary(words(text)))
    (332, 153)
    """
    return (Path(__file__).with_name("alice.txt")).read_text(encoding="utf-8")


def _rows(words, dictionary, refusal):
    """The row of each of the words in a dictionary; the refusal names the first that is not there."""
    by_word = _by_word(dictionary)
    if missing := [word for word in words if written(word) not in by_word]:
        raise ValueError(refusal.format(missing[0]))
    return [by_word[written(word)] for word in words]


def _by_word(dictionary):
    """The row of every word of a dictionary, {word: row}."""
    rows = {written(word): row for row, word in enumerate(dictionary)}
    if len(rows) != len(dictionary):
        twice = next(word for row, word in enumerate(dictionary) if rows[written(word)] != row)
        raise ValueError(f"dictionary must hold every word once, but {twice!r} stands there twice")
    return rows


# The slide's grid (slide 84): 9 words of a dictionary x 9 positions in a sentence. The slide does not tell the words.

TEXT = (picture("""
    .......#.
    #....#...
    ....#....
    ..#......
    ......#..
    .#.......
    .........
    ........#
    ...#.....
""") + 1) / 2
TEXT.setflags(write=False)
