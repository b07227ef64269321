"""The pictures are the deck's, bad drawings are refused in words, and random letters are as many and as told."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from convlib import pictures
from convlib.pictures import FEATURES, TRICKY, O, X, deck_letters, picture, random_letters
from convlib.transform import transform
from tests.test_transform import SIDES, pieces

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())
CONSTANTS = {"X": X, "O": O, **TRICKY, **FEATURES}


def numbers(rows):
    return np.array([[{"#": 1.0, ".": -1.0}[pixel] for pixel in row] for row in rows])


@pytest.mark.parametrize("name, rows", [*DECK["images"].items(), *DECK["features"].items()])
def test_every_picture_is_the_decks(name, rows):
    np.testing.assert_array_equal(CONSTANTS[name], numbers(rows))
    np.testing.assert_array_equal(picture("\n".join(rows)), numbers(rows))
    assert CONSTANTS[name].dtype == np.float64


def test_names_come_in_the_decks_order():
    assert ["X", "O", *TRICKY] == list(DECK["images"])
    assert list(FEATURES) == list(DECK["features"])


@pytest.mark.parametrize("name", CONSTANTS)
def test_a_constant_is_read_only_and_its_copy_is_not(name):
    with pytest.raises(ValueError, match="read-only"):
        CONSTANTS[name][0, 0] = 0
    copy = CONSTANTS[name].copy()
    copy[0, 0] = 0
    assert CONSTANTS[name][0, 0] in (-1, 1)


def test_a_picture_is_new_and_can_be_drawn_on():
    text = "#.\n.#"
    drawn = picture(text)
    drawn[0, 0] = 0
    np.testing.assert_array_equal(picture(text), [[1, -1], [-1, 1]])


@pytest.mark.parametrize("text", ["#.\n.#", "\n\n  #.\n  .#\n\n", "\t#.\n      .#   ", "#.\r\n.#\r\n"])
def test_space_around_a_picture_does_not_count(text):
    np.testing.assert_array_equal(picture(text), [[1, -1], [-1, 1]])


@pytest.mark.parametrize("text", ["", "   ", "\n \n\t\n"])
def test_an_empty_picture_is_refused(text):
    with pytest.raises(ValueError, match="text must hold at least one row .* it is empty"):
        picture(text)


@pytest.mark.parametrize(
    "text, row, found, expected",
    [
        ("###\n##", 1, "2 pixels", "3 pixels"),
        ("##\n##\n#", 2, "1 pixel", "2 pixels"),
        ("#\n##", 1, "2 pixels", "1 pixel"),
        ("##\n\n##", 1, "0 pixels", "2 pixels"),
    ],
)
def test_a_ragged_picture_is_refused_with_the_row_and_both_lengths(text, row, found, expected):
    with pytest.raises(ValueError, match=f"row {row} has {found}; expected {expected}, as in row 0"):
        picture(text)


@pytest.mark.parametrize(
    "text, row, column, character",
    [("#x#", 0, 1, "x"), ("##\n#0", 1, 1, "0"), ("\n   # #\n", 0, 1, " "), ("##\n-#", 1, 0, "-")],
)
def test_an_unknown_character_is_refused_with_its_place_and_what_is_allowed(text, row, column, character):
    message = rf"only '#' \(white\) and '\.' \(black\), but row {row}, column {column} is '{character}'"
    with pytest.raises(ValueError, match=message):
        picture(text)


@pytest.mark.parametrize("text", [None, 3, b"#.", ["#.", ".#"], np.ones((2, 2))])
def test_anything_but_a_str_is_refused(text):
    with pytest.raises(TypeError, match=f"text must be a str .* not {type(text).__name__}"):
        picture(text)


# Many pictures in one array.


def test_the_decks_letters_are_its_ten_pictures_and_what_they_show():
    letters, answers = deck_letters()
    assert letters.shape == (10, 9, 9) and answers.shape == (10, 2)
    for (name, rows), letter, answer in zip(DECK["images"].items(), letters, answers, strict=True):
        np.testing.assert_array_equal(letter, numbers(rows))
        assert answer.tolist() == [name[0] == "X", name[0] == "O"]
    letters[:] = 0  # its own, free to draw on
    assert X[4, 4] == 1


PLAIN = {"down": (0, 0), "right": (0, 0), "scale": (1, 1), "turn": (0, 0), "thick": (0, 0), "stray": (0, 0)}


@pytest.mark.parametrize("size", [1, 2, 5, 9, 14])
@pytest.mark.parametrize("n", [1, 2, 40])
def test_random_letters_are_pixels_of_the_size_and_answers_of_one_kind_or_the_other(n, size):
    letters, answers = random_letters(n, size=size)
    assert letters.shape == (n, size, size) and letters.dtype == np.float64
    assert set(letters.ravel().tolist()) <= {-1.0, 1.0}
    assert answers.shape == (n, 2) and answers.dtype == np.float64
    assert set(map(tuple, answers.tolist())) <= {(1.0, 0.0), (0.0, 1.0)}


def test_about_half_of_the_letters_are_an_x_and_the_answers_say_which():
    letters, answers = random_letters(4000, **PLAIN)
    assert 1874 < answers[:, 0].sum() < 2126  # four standard deviations to either side
    np.testing.assert_array_equal(letters, np.where(answers[:, :1, np.newaxis] == 1, X, O))


def test_the_same_seed_gives_the_same_letters_and_another_others():
    letters, answers = random_letters(30, seed=3)
    again, same_answers = random_letters(30, seed=3)
    np.testing.assert_array_equal(letters, again)
    np.testing.assert_array_equal(answers, same_answers)
    others, other_answers = random_letters(30, seed=4)
    assert (letters != others).any(axis=(1, 2)).sum() > 20 and (answers != other_answers).any()


def test_letters_that_must_not_come_are_drawn_anew_and_the_others_stay():
    letters, answers = random_letters(500, seed=1)
    known = random_letters(3000, seed=2)[0]
    others, other_answers = random_letters(500, seed=1, without=known)
    same = (letters[:, np.newaxis] == known).all(axis=(2, 3)).any(axis=1)
    assert same.any() and not (others[:, np.newaxis] == known).all(axis=(2, 3)).any()
    np.testing.assert_array_equal((letters != others).any(axis=(1, 2)), same)
    np.testing.assert_array_equal(answers[~same], other_answers[~same])
    with pytest.raises(ValueError, match="without must leave some letters to draw"):
        random_letters(20, **PLAIN, without=[X, O])


def test_hardly_two_letters_are_alike():
    letters, _ = random_letters(500, seed=1)
    assert len({letter.tobytes() for letter in letters}) > 450


@pytest.mark.parametrize("size", [9, 13])
@pytest.mark.parametrize("name, ends", [
    ("down", (-2, 1)), ("right", (0.5, 3)), ("scale", (0.6, 1.2)), ("turn", (-90, 45)), ("thick", (0.5, 2))])
def test_a_range_is_drawn_from_evenly_and_does_what_transform_says(name, ends, size, monkeypatch):
    """What `transform` is told is written down. One picture at a time it gives the same, and nothing else is moved."""
    told = []

    def watched(letters, **changes):
        told.append((letters, changes))
        return transform(letters, **changes)

    monkeypatch.setattr(pictures, "transform", watched)
    letters, answers = random_letters(400, size=size, seed=2, **{**PLAIN, name: ends})
    drawn, changes = told[-1]
    larger = (size - 1) / 8 if name in ("down", "right", "scale") else 1
    least, most = (end * larger for end in ends)
    values = changes[name]
    assert values.shape == (400,) and least <= values.min() and values.max() <= most
    counts, _ = np.histogram(values, bins=4, range=(least, most))
    assert counts.min() > 60  # of about 100 in each quarter

    still = {"down": 0, "right": 0, "scale": (size - 1) / 8, "turn": 0, "thick": 0}
    for number in range(0, 400, 16):
        letter = X if answers[number, 0] else O
        np.testing.assert_array_equal(drawn[number], letter)
        alone = transform(letter, **{**still, name: values[number]}, size=(size, size))
        np.testing.assert_array_equal(letters[number], alone)


@pytest.mark.parametrize("ends", [(0, 0), (1, 1), (3, 3), (0, 4), (2, 81), (81, 81), (100, 100)])
def test_so_many_pixels_are_flipped_anywhere_as_the_range_of_strays_says(ends):
    letters, answers = random_letters(600, seed=8, **{**PLAIN, "stray": ends})
    flipped = letters != np.where(answers[:, :1, np.newaxis] == 1, X, O)
    counts = flipped.sum(axis=(1, 2))
    least, most = (min(end, 81) for end in ends)
    assert counts.min() >= least and counts.max() <= most
    if most - least <= 4:
        assert np.unique(counts).tolist() == list(range(least, most + 1))
        assert np.bincount(counts)[least:].min() > 600 / (most - least + 1) * 0.7  # each as likely as any other
    if most:
        assert flipped.any(axis=0).all()  # wherever they are


@pytest.mark.parametrize("size", range(5, 21))
def test_letters_of_every_size_look_like_the_letter(size):
    """One stroke that does not break, as large a share of the picture as in the deck; an O has a hole, an X has none.

    And through the middle an X is white, an O black.
    """
    letters, answers = random_letters(20, size=size, **PLAIN)
    middle = slice((size - 1) // 2, size // 2 + 1)  # one pixel, or four
    for letter, (is_x, _) in zip(letters, answers, strict=True):
        around = np.pad(letter, 1, constant_values=-1.0)
        assert pieces(letter > 0) == 1 and pieces(around < 0, SIDES) == (1 if is_x else 2)
        assert (letter[middle, middle] == (1 if is_x else -1)).all()
        for places in np.nonzero(letter > 0):
            assert 0.6 * size <= np.ptp(places) + 1 <= size - 2 * is_x  # an X does not reach the edge


@pytest.mark.parametrize("kind, change, message", [
    (ValueError, {"n": 0}, "n must be a whole number of at least 1, but it is 0"),
    (TypeError, {"n": 2.0}, "n must be a whole number of at least 1, but it is 2.0"),
    (TypeError, {"n": None}, "n must be a whole number of at least 1"),
    (ValueError, {"size": 0}, "size must be a whole number of at least 1, but it is 0"),
    (TypeError, {"size": (9, 9)}, "size must be a whole number of at least 1, but it is (9, 9)"),
    (ValueError, {"down": (1, -1)}, "down must be a range (least, most), but 1 is more than -1"),
    (ValueError, {"right": 1}, "right must be a range (least, most), but it is 1"),
    (ValueError, {"scale": (0.5, 1, 2)}, "scale must be a range (least, most), but it is (0.5, 1, 2)"),
    (ValueError, {"turn": [[1], [2, 3]]}, "turn must have rows of equal length"),
    (ValueError, {"turn": (0, np.nan)}, "turn must hold finite numbers, but turn[1] is nan"),
    (ValueError, {"turn": (0, np.inf)}, "turn must hold finite numbers, but turn[1] is inf"),
    (TypeError, {"down": ("a", "b")}, "down must hold real numbers"),
    (TypeError, {"thick": None}, "thick must hold real numbers"),
    (ValueError, {"thick": ()}, "thick must hold at least one number"),
    (ValueError, {"thick": (-0.1, 1)}, "thick must be 0 or more pixels, but it is -0.1"),
    (ValueError, {"scale": (0, 1)}, "scale must be larger than 0, but it is 0.0"),
    (ValueError, {"scale": (-0.01, 1)}, "scale must be larger than 0, but it is -0.01"),
    (ValueError, {"stray": (2, 1)}, "stray must be a range (least, most), but 2 is more than 1"),
    (ValueError, {"stray": (-1, 1)}, "stray[0] must be a whole number of at least 0, but it is -1"),
    (TypeError, {"stray": (0, 1.5)}, "stray[1] must be a whole number of at least 0, but it is 1.5"),
    (ValueError, {"stray": 2}, "stray must be a range (least, most), but it is 2"),
])
@pytest.mark.parametrize("seed", [0, 1])
def test_letters_that_cannot_be_are_refused_whatever_is_drawn(kind, change, message, seed):
    with pytest.raises(kind, match=f"^{re.escape(message)}"):
        random_letters(**{"n": 1, "seed": seed, **change})
