"""Sentences and their pictures: words, one-hot and back, features from words and phrases; the slide's grid."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convlib.ops import convolve
from convlib.texts import TEXT, alice, dictionary, feature, one_hot, phrase, spelled, words

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())
SENTENCES = st.lists(st.sampled_from(["to", "be", "or", "not", "good"]), min_size=1, max_size=12)


def test_the_grid_is_the_slides():
    np.testing.assert_array_equal(TEXT, [[pixel == "#" for pixel in row] for row in DECK["text"]])
    assert (TEXT.sum(axis=0) == 1).all()  # one word at each position
    assert TEXT.sum(axis=1).tolist() == [1, 2, 1, 1, 1, 1, 0, 1, 1]
    with pytest.raises(ValueError, match="read-only"):
        TEXT[0, 0] = 1


@pytest.mark.parametrize(("sentence", "expected"), [
    ("", []), ("  -- !", []), ("Don't STOP.", ["don't", "stop"]), ("it’s 9 o'clock", ["it's", "9", "o'clock"]),
    ("'quoted'", ["quoted"]), ("to-day, snake_case", ["to", "day", "snake", "case"]), ("Über café", ["über", "café"])])
def test_words_are_small_and_without_punctuation(sentence, expected):
    assert words(sentence) == expected


@given(SENTENCES)
def test_one_hot_and_back(sentence):
    rows = dictionary([*sentence, "never"])
    grid = one_hot(sentence, rows)
    assert grid.shape == (len(rows), len(sentence)) and set(np.unique(grid)) <= {0, 1}
    assert (grid.sum(axis=0) == 1).all() and (grid[rows.index("never")] == 0).all()
    assert spelled(grid, rows) == sentence


@given(SENTENCES, st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=5))
def test_a_sentence_that_begins_later_has_the_same_map_further_right(sentence, before):
    sentence = [*sentence, "not", "so", "good"]
    rows = dictionary([*sentence, *before])
    pattern = feature({"not": [1, 1, 1, 0], "good": [0, 0, 0, 1]}, rows)
    early, late = (convolve(one_hot(each, rows), pattern)[0] for each in (sentence, [*before, *sentence]))
    np.testing.assert_array_equal(late[len(before):], early)


@given(SENTENCES, st.randoms())
def test_the_order_of_the_dictionary_does_not_matter(sentence, chance):
    sentence = [*sentence, "not", "so", "good"]
    rows = dictionary(sentence)
    other = chance.sample(rows, len(rows))
    pieces = {"not": [1, 0], "good": [0, 1]}
    maps = [convolve(one_hot(sentence, order), feature(pieces, order)) for order in (rows, other)]
    np.testing.assert_allclose(maps[0], maps[1], atol=1e-12)


@pytest.mark.parametrize(("sentence", "largest"), [
    ("it was not good", 2), ("it was not so good", 2), ("it was not so very good", 2), ("not at all so good", 1),
    ("a good one, and not more", 1), ("what a fine day", 0)])
def test_not_good_is_found_with_up_to_two_words_between(sentence, largest):
    rows = dictionary([*words(sentence), "not", "good"])
    pattern = feature({"not": [1, 1, 1, 0], "good": [0, 0, 0, 1]}, rows)
    sums = convolve(np.pad(one_hot(words(sentence), rows), [(0, 0), (3, 0)]), pattern) * pattern.size
    assert round(sums.max()) == largest


@pytest.mark.parametrize(("text", "pieces"), [
    ("said the/alice", {"said": [1, 0], "the": [0, 1], "alice": [0, 1]}), ("Not ... good!", {"not": [1, 0, 0],
                                                                                          "good": [0, 0, 1]}),
    ("mad mad", {"mad": [1, 1]}), ("to-day", {"to": [1, 0], "day": [0, 1]}), ("", {}), ("… ! /", {})])
def test_a_phrase_is_a_feature_with_a_column_for_each_word(text, pieces):
    assert phrase(text) == pieces


def test_a_phrase_finds_who_speaks():
    text = words(alice())
    rows = dictionary(text)
    for spoken, times in [("said the cat", alice().replace("\n", " ").count("said the Cat")),
                          ("said alice", alice().replace("\n", " ").count("said Alice"))]:
        pattern = feature(phrase(spoken), rows)
        sums = np.round(convolve(one_hot(text, rows), pattern) * pattern.size)
        assert (sums == len(spoken.split())).sum() == times > 1


@pytest.mark.parametrize(("call", "error", "message"), [
    (lambda: words(None), TypeError, "sentence must be a str, not NoneType"),
    (lambda: one_hot(["cat"], ["dog"]), ValueError, "'cat' does not. Add it there"),
    (lambda: one_hot([], ["dog"]), ValueError, "at least one word"),
    (lambda: one_hot(["dog"], ["dog", "cat", "dog"]), ValueError, "every word once, but 'dog' stands there twice"),
    (lambda: spelled([[1, 1], [0, 1]], ["a", "b"]), ValueError, r"column 1 is \[1.0, 1.0\]"),
    (lambda: spelled([[1, 0], [0.5, 1]], ["a", "b"]), ValueError, "column 0"),
    (lambda: spelled([[1, 1]], ["a", "b"]), ValueError, r"2 rows, one for each word, but its shape is \(1, 2\)"),
    (lambda: feature({}, ["a"]), ValueError, "at least one word"),
    (lambda: feature({"b": [1]}, ["a"]), ValueError, "'b' is not there"),
    (lambda: feature({"a": [1, 0], "b": [1]}, ["a", "b"]), ValueError, "rows of equal length"),
    (lambda: feature({"a": 1}, ["a"]), ValueError, "a list of numbers for each word"),
    (lambda: feature({"a": ["x"]}, ["a"]), TypeError, "real numbers"),
])
def test_what_cannot_be_is_refused_in_words(call, error, message):
    with pytest.raises(error, match=message):
        call()
