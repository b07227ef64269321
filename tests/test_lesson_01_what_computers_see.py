"""The comparing explorer without a browser: its state, what its grids show and say, and what it refuses."""

import json
from pathlib import Path

import numpy as np
import pytest

from convlib.ops import filter_patch
from convlib.pictures import TRICKY, O, X, picture
from convlib.show import look
from convlib.transform import transform
from convlib.widgets import ComparingExplorer
from tests.reading import shown

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())
TEN = {name: picture("\n".join(rows)) for name, rows in DECK["images"].items()}
ANY = {"down": 1, "right": -2, "scale": 0.8, "turn": 25, "thick": 1}


def shows(explorer, first, second):
    """Set everything that the explorer shows and says against two pictures."""
    for name, pixels in (("first", first), ("second", second)):
        printed = [[look.label(value, short=True) for value in row] for row in pixels]
        np.testing.assert_array_equal(shown(explorer.grids[name]), printed)
    np.testing.assert_array_equal(shown(explorer.grids["disagree"]), np.where(first == second, "=", "≠"))
    count = (first != second).sum()
    assert explorer.sentence().startswith(f"{count} of 81 pixels" if count else "No pixel disagrees.")
    agree = {name: round((filter_patch(second, letter) + 1) * 81 / 2) for name, letter in (("X", X), ("O", O))}
    assert explorer.agreements() == agree
    for name, number in agree.items():
        assert f"{number} of 81 pixels with the {name}" in explorer.text()
    return True


def test_it_begins_with_two_equal_pictures():
    explorer = ComparingExplorer()
    assert shows(explorer, X, X)
    assert explorer.sentence() == \
        "No pixel disagrees. A computer that compares pixel by pixel says: these are the same picture."


@pytest.mark.parametrize("name", TEN)
def test_every_picture_of_the_deck_is_compared_with_both_letters(name):
    explorer = ComparingExplorer(O, TEN[name])
    assert shows(explorer, O, TEN[name])
    assert explorer.controls["second"].value == name.replace("_", ", ") and explorer.controls["first"].value == "O"
    matches = {letter: filter_patch(TEN[name], TEN[letter]) for letter in "XO"}
    assert explorer.verdict() == f"The second picture looks more like an {max(matches, key=matches.get)}."


def test_eight_of_ten_come_out_right_and_the_moved_and_the_small_o_do_not():
    wrong = [name for name, pixels in TEN.items() if name[0] not in ComparingExplorer(X, pixels).verdict()]
    assert wrong == ["O_translation", "O_scaling"]


@pytest.mark.parametrize("name", ANY)
def test_each_slider_and_its_trait_change_the_second_picture(name):
    by_slider, by_trait = ComparingExplorer(second=O), ComparingExplorer(second=O)
    by_slider.sliders[name].value = ANY[name]
    setattr(by_trait, name, ANY[name])
    assert getattr(by_slider, name) == by_trait.sliders[name].value == ANY[name]
    assert by_slider.text() == by_trait.text()
    assert shows(by_slider, X, transform(O, **{name: ANY[name]}))
    np.testing.assert_array_equal(by_slider.second, O)


@pytest.mark.parametrize("name", ["scale", "turn"])
def test_every_step_of_a_slider_is_exactly_a_number_that_may_be(name):
    explorer = ComparingExplorer()
    slider = explorer.sliders[name]
    for number in range(round((slider.max - slider.min) / slider.step) + 1):
        slider.value = slider.min + number * slider.step  # as the browser counts
        assert explorer.said() == "" and getattr(explorer, name) == pytest.approx(slider.min + number * slider.step)


def test_all_changes_together():
    explorer = ComparingExplorer(X, O, **ANY)
    assert shows(explorer, X, transform(O, **ANY))
    assert explorer.grids["second"].caption() == "second picture: down 1, right −2, thick 1, scale .80, turn 25°"


def test_one_pixel_is_one_pixel():
    one_off = X.copy()
    one_off[0, 0] = 1
    assert ComparingExplorer(X, one_off).sentence().startswith("1 of 81 pixels disagrees.")


def test_between_the_letters_one_pixel_decides_and_there_is_no_tie():
    between, differ = X.copy(), [tuple(place) for place in np.argwhere(X != O)]
    assert len(differ) % 2 == 1
    for place in differ[:10]:
        between[place] = O[place]
    explorer = ComparingExplorer(second=between)
    assert explorer.agreements() == {"X": 71, "O": 70} and explorer.controls["second"].value is None
    assert explorer.verdict() == "The second picture looks more like an X."
    between[differ[10]] = O[differ[10]]
    explorer.second = between
    assert explorer.agreements() == {"X": 70, "O": 71}
    assert explorer.verdict() == "The second picture looks more like an O."


def test_what_the_lesson_says_of_the_x():
    assert ComparingExplorer(right=2).agreements() == {"X": 61, "O": 62}
    counts = {(right, down, turn): int((transform(X, down, right, turn=turn) != X).sum())
              for right, down, turn in [(1, 0, 0), (1, -1, 0), (0, 0, 5), (0, 0, 10)]}
    assert counts == {(1, 0, 0): 26, (1, -1, 0): 14, (0, 0, 5): 0, (0, 0, 10): 16}
    small = TEN["O_scaling"] == 1
    assert not (small & (O == 1)).any() and not (small & (X == 1)).any()
    assert ((X == -1).sum(), (O == -1).sum()) == (68, 65)


def test_the_pixels_are_compared_one_after_the_other():
    explorer = ComparingExplorer(right=1)
    second, grid = transform(X, right=1), explorer.grids["disagree"]
    assert grid.caption() == "where they disagree: 26 of 81"
    for number, (row, column) in enumerate(np.ndindex(9, 9)):
        explorer.pixel = number
        so_far = int((X != second).flat[:number + 1].sum())
        pair = f"{X[row, column]:.0f} and {second[row, column]:.0f}".replace("-", "−")
        assert grid.caption() == f"row {row}, column {column}: {pair}. So far {so_far} ≠"
        assert all(grid.window_corner() == (row, column) for grid in explorer.grids.values())
    explorer.grids["first"].here.value = 40
    assert explorer.pixel == 40
    explorer.down = -1  # the comparison begins anew: all of it
    assert explorer.pixel == 81


def test_while_the_comparison_walks_it_counts_and_says_nothing_in_the_end():
    explorer = ComparingExplorer(right=1)
    agree = {name: np.cumsum(explorer.changed == letter) for name, letter in (("X", X), ("O", O))}
    for number in (0, 40, 80):
        explorer.pixel = number
        assert "pixels disagree" not in explorer.text() and "looks more like" not in explorer.text()
        counts = " and ".join(f"{counted[number]} of {number + 1} pixels with the {name}"
                              for name, counted in agree.items())
        assert f"The second picture agrees in {counts} so far." in explorer.text()
    explorer.pixel = 81
    assert explorer.text() == ComparingExplorer(right=1).text()


def test_choosing_another_picture_begins_unchanged_and_setting_it_does_not():
    explorer = ComparingExplorer(**ANY, pixel=3)
    assert explorer.pixel == 3
    explorer.second = O
    assert shows(explorer, X, transform(O, **ANY)) and explorer.pixel == 81
    explorer.controls["second"].value = "O, scaling"
    assert shows(explorer, X, TEN["O_scaling"]) and explorer.pixel == 81
    explorer.controls["first"].value = "O"
    assert shows(explorer, O, TEN["O_scaling"])


def test_reset_puts_the_picture_back_and_keeps_what_was_chosen():
    explorer = ComparingExplorer(O, TRICKY["X_weight"], **ANY, pixel=7)
    explorer.turn = 999
    explorer._reset.click()
    assert shows(explorer, O, TEN["X_weight"])
    assert explorer.pixel == 81 and explorer.said() == ""
    assert explorer.text() == ComparingExplorer(O, TRICKY["X_weight"]).text()


@pytest.mark.parametrize(("trait", "asked", "kept", "runs"), [
    ("down", 9, 4, "−4 to 4"), ("right", -5, -4, "−4 to 4"),
    ("scale", 0.0, 0.5, "0.5 to 1.5 in steps of 0.05"), ("scale", 1e308, 1.5, "0.5 to 1.5 in steps of 0.05"),
    ("scale", 0.67, 0.65, "0.5 to 1.5 in steps of 0.05"), ("turn", 360, 180, "−180 to 180 in steps of 5"),
    ("turn", -23, -25, "−180 to 180 in steps of 5"), ("thick", -1, 0, "0 to 2")])
def test_a_number_that_no_slider_has_becomes_the_nearest_one_and_it_says_so(trait, asked, kept, runs):
    explorer = ComparingExplorer()
    setattr(explorer, trait, asked)
    assert getattr(explorer, trait) == explorer.sliders[trait].value == kept
    said = f"There is no {trait} {asked:g}: it runs from {runs}. This is {trait} {kept}.".replace("-", "−")
    assert explorer.said() == said
    assert ComparingExplorer(**{trait: asked}).said() == said
    setattr(explorer, trait, kept)
    assert explorer.said() == ""


def test_a_pixel_that_does_not_exist_becomes_the_nearest_one():
    explorer = ComparingExplorer(pixel=-3)
    assert explorer.pixel == 0 and explorer.said().startswith("There is no pixel −3")
    explorer.pixel = 500
    assert explorer.pixel == 81


def test_pixels_beyond_the_scale_are_clamped_and_it_says_so():
    explorer = ComparingExplorer(second=O * 3)
    assert shows(explorer, X, O) and "second" in explorer.said()
    explorer.second = X
    assert explorer.said() == ""


@pytest.mark.parametrize(("trait", "value", "error", "words"), [
    ("first", X[:5], ValueError, r"first must have the shape \(9, 9\), but the shape is \(5, 9\)"),
    ("second", np.ones(9), ValueError, r"second must have the shape \(9, 9\), but the shape is \(9,\)"),
    ("second", X / 2, ValueError, r"second must hold only 1 \(white\) and -1 \(black\), but second\[0, 0\] is -0.5"),
    ("second", np.where(X > 0, np.nan, X), ValueError, r"second\[1, 1\] is nan"),
    ("first", "X", TypeError, "first must hold real numbers.*'X'"),
    ("scale", float("nan"), ValueError, "scale must be a finite number, but it is nan"),
])
def test_what_cannot_be_is_refused_and_nothing_changes(trait, value, error, words):
    explorer = ComparingExplorer(**ANY)
    before = explorer.text()
    with pytest.raises(error, match=words):
        setattr(explorer, trait, value)
    assert explorer.text() == before and explorer.said() == ""


def test_what_it_holds_cannot_be_changed_behind_its_back():
    mine = X.copy()
    explorer = ComparingExplorer(mine)
    mine[0, 0] = 1
    assert explorer.first[0, 0] == -1


def test_its_words_are_the_same_every_time_and_its_picture_is_a_picture():
    first, second = ComparingExplorer(**ANY), ComparingExplorer(**ANY)
    assert first.text() == second.text() and first.still().png() == second.still().png()
    data, _ = first._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
    second.pixel = 30
    assert first.text() != second.text() and first.still().png() != second.still().png()
