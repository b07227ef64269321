"""The pictures are the deck's, bad drawings are refused in words, and the constants cannot be changed."""

import json
from pathlib import Path

import numpy as np
import pytest

from convlib.pictures import FEATURES, TRICKY, O, X, picture

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
