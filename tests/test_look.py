"""Colours and labels: what the slides print is what the widgets print, and every label can be read."""

import json
from pathlib import Path

import numpy as np
import pytest

from convlib.ops import convolve
from convlib.pictures import FEATURES, X
from convlib.show import look
from convlib.show.shown import Shown
from convlib.show.stills import Still

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())


@pytest.mark.parametrize("name", FEATURES)
def test_the_labels_of_a_filtered_map_are_those_on_the_slide(name):
    cells = look.matches(convolve(X, FEATURES[name]), look.COLOURS[name], parts=9)
    for printed_row, row in zip(DECK["filtered"][name], cells.index, strict=True):
        for printed, number in zip(printed_row, row, strict=True):
            assert float(cells.looks[number][2].replace("−", "-")) == printed


@pytest.mark.parametrize(("value", "printed"), [
    (0.29, ".29"), (-0.29, "−.29"), (0.009, "0"), (-0.009, "0"), (0.999, ".99"), (-7 / 9, "−.77"), (12.5, "12.50")])
def test_labels_are_cut_after_two_decimals_and_not_rounded(value, printed):
    assert look.label(value) == printed


@pytest.mark.parametrize("shape", [(3, 2, 2), (12,), (12, 1), (1, 12), (6, 2)])
def test_maps_and_their_values_in_any_shape_wear_the_colours_of_their_features(shape):
    values = np.linspace(-1, 1, 12)
    cells = look.maps(values.reshape(shape), parts=9)
    assert cells.index.shape == shape
    alone = [look.matches(third, look.COLOURS[name], parts=9)
             for name, third in zip(FEATURES, values.reshape(3, 4), strict=True)]
    looks = [third.looks[number] for third in alone for number in third.index]
    assert [cells.looks[number] for number in cells.index.flat] == looks


def test_maps_of_no_three_features_are_refused():
    with pytest.raises(ValueError, match="cannot reshape array of size 16 into shape"):
        look.maps(np.ones((4, 2, 2)))


def test_the_exact_value_is_a_fraction_of_the_feature_pixels():
    ninths = convolve(X, FEATURES["cross"])
    cells = look.matches(ninths, look.COLOURS["cross"], parts=9)
    for value, number in zip(ninths.flat, cells.index.flat, strict=True):
        assert cells.looks[number][3] == f"{round(value * 9)}/9".replace("-", "−")
    assert look.exact(0.1, parts=9) == "0.1"


@pytest.mark.parametrize("colour", look.COLOURS.values())
def test_every_label_can_be_read_on_its_cell(colour):
    values = np.linspace(-1, 1, 201)
    for cells in (look.pixels(values), look.feature(values, colour), look.matches(values, colour)):
        for fill, ink, _, _ in cells.looks:
            assert look.contrast(fill, ink) >= 4.5, (fill, ink)


@pytest.mark.parametrize("colour", look.COLOURS.values())
def test_zero_looks_like_neither_black_nor_a_match(colour):
    zero, negative, positive = (look.matches([value], colour).looks[0][0] for value in (0, -1, 1))
    assert look.contrast(zero, negative) > 4 and look.contrast(zero, positive) > 3
    assert negative != look.BLACK


def test_features_have_different_colours_and_none_is_the_accent():
    assert len({*look.COLOURS.values(), look.ACCENT}) == len(look.COLOURS) + 1


def test_numbers_beyond_the_scale_keep_their_label_and_get_the_last_colour():
    assert look.matches([5.0], "#000000").looks == [["#000000", "#ffffff", "5.00", "5"]]


def test_a_still_is_the_same_bytes_every_time():
    def draw():
        still = Still(120, 90)
        still.grid(4, 4, look.pixels([[1, -1], [-1, 1]]), boxes=[(0, 0, 1, 1)], seen=[1, 1, 0, 0])
        still.text(4, 86, "words")
        return still.png()

    assert draw() == draw()
    assert draw().startswith(b"\x89PNG")


def test_what_a_still_shows_depends_on_what_it_is_given():
    def draw(**options):
        still = Still(100, 100)
        still.grid(4, 4, look.pixels([[1, -1], [-1, 1]]), **options)
        return still.png()

    stills = {draw(), draw(boxes=[(0, 0, 1, 1)]), draw(boxes=[(1, 1, 1, 1)]), draw(seen=[1, 1, 0, 0])}
    assert len(stills) == 4


def test_the_greys_of_a_still_can_be_read_on_a_light_and_on_a_dark_page():
    assert look.contrast(look.MIDDLE_GREY, "#ffffff") > 4 and look.contrast(look.MIDDLE_GREY, "#111111") > 4


@pytest.mark.parametrize(("text", "heard"), [
    ("One fits.", "One fits."),
    ("a map\n .77  .11\n .33 1.00", "a map"),
    ("one\n .77\n\nother\n .11", "one; other"),
    ("a map\n .77\n\nOne of them fits.", "One of them fits."),
    ("One fits.\n1 + 1 = 2\n\na map\n .77", "One fits."),
    ("What is it?\n  ○ 1\n  ○ 2\n(no answer)", "What is it? (no answer)"),
    (" 1 ╲ top left       .90     .20", "numbers"),
    ("map: 0 0 0 0 1 0 0", "numbers"),
    ("\n   1   −1\n", "numbers"),
    ("", "numbers"),
    ("a word " * 100, "a word " * 35 + "a …"),
])
def test_what_is_heard_in_place_of_a_still_are_its_words(text, heard):
    class Said(Shown):
        model_id = "none"

        def text(self):
            return text

        def still(self):
            return Still(4, 4)

    data, about = Said()._repr_mimebundle_()
    assert about["image/png"]["alt"] == heard
    assert data["text/plain"] == text
