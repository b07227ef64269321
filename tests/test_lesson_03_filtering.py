"""The filtering explorer without a browser: its state, what its grids show, and what it refuses."""

import json
from pathlib import Path

import numpy as np
import pytest

from convlib.ops import convolve, filter_patch
from convlib.pictures import FEATURES, TRICKY, O, X
from convlib.show import look
from convlib.widgets import FilteringExplorer
from tests.reading import printed, shown

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())


def flip(explorer, cell):
    """Click a pixel of the feature, as the browser reports it."""
    light = bool(explorer.feature.flat[cell] <= 0)
    message = {"draw": [[cell, light]], "on": [*explorer.feature.shape], "stroke": 1, "from": "a view"}
    explorer.grids["feature"]._handle_custom_msg(message, [])


@pytest.mark.parametrize("name", FEATURES)
def test_every_place_shows_its_patch_its_products_and_its_match(name):
    explorer = FilteringExplorer(X, FEATURES[name])
    for row, column in np.ndindex(7, 7):
        explorer.row, explorer.column = row, column
        patch = X[row:row + 3, column:column + 3]
        np.testing.assert_array_equal(shown(explorer.grids["patch"]), printed(patch, short=True))
        np.testing.assert_array_equal(shown(explorer.grids["products"]), printed(patch * FEATURES[name], short=True))
        match = filter_patch(patch, FEATURES[name])
        assert shown(explorer.grids["map"])[row, column] == look.label(match)
        assert explorer.formula().endswith(f", {round(match * 9)} ÷ 9 = {look.label(match)}".replace("-", "−"))
        assert explorer.grids["map"].window_corner() == explorer.grids["picture"].window_corner() == (row, column)


def test_the_map_is_the_one_on_the_slide():
    explorer = FilteringExplorer(X, FEATURES["cross"])
    np.testing.assert_array_equal(shown(explorer.grids["map"]), printed(DECK["filtered"]["cross"]))


def test_moving_the_window_tells_the_row_and_the_column_together():
    explorer = FilteringExplorer()
    seen = []
    explorer.observe(lambda _: seen.append((explorer.row, explorer.column)), names=["row", "column"])
    explorer.grids["picture"].here.value = 24
    assert set(seen) == {(3, 3)}


def test_matches_are_printed_as_fractions_on_demand():
    explorer = FilteringExplorer(X, FEATURES["diagonal"], row=3, column=3)
    explorer.controls["fractions"].value = True
    ninths = np.rint(9 * convolve(X, FEATURES["diagonal"])).astype(int)
    right = np.vectorize(lambda count: f"{count}/9".replace("-", "−"))(ninths)
    np.testing.assert_array_equal(shown(explorer.grids["map"]), right)
    assert explorer.formula().endswith("5 ÷ 9 = 5/9") and shown(explorer.grids["match"]) == [["5/9"]]
    explorer.row = explorer.column = 1
    assert shown(explorer.grids["match"]) == [[explorer.grids["match"].best]] == [["9/9"]]
    explorer.fractions = False
    np.testing.assert_array_equal(shown(explorer.grids["map"]), printed(convolve(X, FEATURES["diagonal"])))


def test_an_edit_of_the_feature_flips_one_pixel_and_everything_follows():
    explorer = FilteringExplorer(X, FEATURES["diagonal"], row=3, column=3)
    flip(explorer, 2)
    flipped = FEATURES["diagonal"].copy()
    flipped[0, 2] = 1
    np.testing.assert_array_equal(explorer.feature, flipped)
    np.testing.assert_array_equal(shown(explorer.grids["map"]), printed(convolve(X, flipped)))
    assert (explorer.row, explorer.column) == (3, 3)
    assert FEATURES["diagonal"][0, 2] == -1


def test_a_feature_edited_into_one_of_the_three_takes_its_name_and_colour():
    explorer = FilteringExplorer(X, FEATURES["diagonal"])
    for place in (2, 6):
        flip(explorer, place)
    assert explorer.controls["feature"].value == "cross"
    assert look.COLOURS["cross"] in [fill for fill, *_ in explorer.grids["feature"].looks]


def test_choosing_by_name_changes_the_feature_and_the_picture():
    explorer = FilteringExplorer()
    explorer.controls["feature"].value = "antidiagonal"
    explorer.controls["picture"].value = "O"
    np.testing.assert_array_equal(explorer.feature, FEATURES["antidiagonal"])
    np.testing.assert_array_equal(explorer.picture, O)
    np.testing.assert_array_equal(shown(explorer.grids["map"]), printed(convolve(O, FEATURES["antidiagonal"])))


@pytest.mark.parametrize("name", TRICKY)
def test_every_trickier_picture_can_be_chosen(name):
    explorer = FilteringExplorer(TRICKY[name])
    assert explorer.controls["picture"].value == name.replace("_", ", ")


def test_another_size_of_picture_and_feature_changes_the_places():
    explorer = FilteringExplorer(row=6, column=6)
    explorer.picture = X[1:8, 1:8]
    assert (explorer.row, explorer.column, explorer.grids["picture"].here.max) == (4, 4, 24)
    assert explorer.said() == "The feature map has no row 6, column 6 now. The window moved."
    assert shown(explorer.grids["map"]).shape == (5, 5)


def test_a_picture_of_other_width_keeps_the_row_and_the_column():
    explorer = FilteringExplorer(row=2, column=3)
    explorer.picture = X[:, :7]
    assert (explorer.row, explorer.column) == (2, 3)
    assert explorer.grids["picture"].window_corner() == (2, 3)


@pytest.mark.parametrize(("trait", "asked", "kept"), [
    ("row", 99, 6), ("row", -1, 0), ("column", 7, 6), ("step", 40, 11)])
def test_a_place_that_does_not_exist_becomes_the_nearest_one_and_it_says_so(trait, asked, kept):
    explorer = FilteringExplorer(step=3)
    setattr(explorer, trait, asked)
    assert getattr(explorer, trait) == kept
    most = 11 if trait == "step" else 6
    said = f"There is no {trait} {asked}: it runs from 0 to {most}. This is {trait} {kept}."
    assert explorer.said() == said.replace("-", "−")


def test_what_it_said_goes_away_with_the_next_move():
    explorer = FilteringExplorer()
    explorer.row = 99
    explorer.row = 2
    assert explorer.said() == ""
    explorer.row = 99
    explorer.grids["picture"].here.value = 24
    assert explorer.said() == ""


def test_everything_that_was_moved_at_the_beginning_is_said():
    explorer = FilteringExplorer(X * 3, row=99, column=99)
    assert [part in explorer.said() for part in ("picture", "no row 99", "no column 99")] == [True] * 3
    explorer.feature = FEATURES["cross"]
    assert "99" not in explorer.said()
    explorer.picture = O
    assert explorer.said() == ""


def test_what_it_says_is_never_taken_for_markup():
    explorer = FilteringExplorer()
    explorer.say("test", "1 < 2")
    assert "1 &lt; 2" in explorer._line.value and explorer.said() == "1 < 2"


def test_pixels_beyond_the_scale_are_clamped_and_it_says_so():
    explorer = FilteringExplorer()
    explorer.picture = X * 3
    np.testing.assert_array_equal(explorer.picture, X)
    assert "picture" in explorer.said()


@pytest.mark.parametrize(("trait", "value", "error", "words"), [
    ("picture", np.where(X > 0, np.nan, X), ValueError, r"picture\[1, 1\] is nan"),
    ("picture", np.where(X > 0, np.inf, X), ValueError, r"picture\[1, 1\] is inf"),
    ("feature", [[1, 2], [3]], ValueError, r"feature must have rows of equal length.*\[\[1, 2\], \[3\]\]"),
    ("feature", "abc", TypeError, "feature must hold real numbers.*'abc'"),
    ("feature", X * 1j, TypeError, "feature must hold real numbers"),
    ("feature", [1, -1], ValueError, r"feature must have rows and columns, but its shape is \(2,\)"),
    ("feature", np.ones((10, 3)), ValueError, "the feature is 10 × 3 and the picture 9 × 9 pixels"),
    ("picture", np.ones((2, 2)) * 5, ValueError, "the feature is 3 × 3 and the picture 2 × 2 pixels"),
])
def test_what_is_no_picture_is_refused_and_nothing_changes(trait, value, error, words):
    explorer = FilteringExplorer()
    before = explorer.text()
    with pytest.raises(error, match=words):
        setattr(explorer, trait, value)
    assert explorer.text() == before and explorer.said() == ""


def test_a_choice_that_does_not_fit_says_why_and_is_taken_back():
    explorer = FilteringExplorer(np.ones((2, 2)), [[1, 1]])
    explorer.controls["feature"].value = "cross"
    assert explorer.said() == "feature must fit into the picture, but the feature is 3 × 3 and the picture 2 × 2 pixels"
    assert explorer.controls["feature"].value is None and explorer.feature.shape == (1, 2)


@pytest.mark.parametrize("shape", [(1, 1), (4, 4), (2, 5), (9, 9)])
def test_a_feature_of_another_size_takes_the_window_along(shape):
    explorer = FilteringExplorer(row=6, column=6)
    explorer.feature = np.ones(shape)
    picture, shown_map = explorer.grids["picture"], explorer.grids["map"]
    assert tuple(picture.window) == shape
    assert shown(shown_map).shape == explorer.feature_map.shape == (10 - shape[0], 10 - shape[1])
    assert picture.window_corner() == shown_map.window_corner() == (explorer.row, explorer.column)
    parts = explorer.feature.size
    exact = {shown_map.looks[number][3] for number in shown_map.cells().index.flat}
    assert all(fraction.endswith(f"/{parts}") for fraction in exact) or parts == 1
    explorer.picture = X[:shape[0] + 1, :shape[1] + 1] if shape != (9, 9) else X
    assert picture.window_corner() == (explorer.row, explorer.column)
    assert explorer.still().png().startswith(b"\x89PNG")


def test_what_it_holds_cannot_be_changed_behind_its_back():
    mine = X.copy()
    explorer = FilteringExplorer(mine)
    mine[0, 0] = 1
    assert explorer.picture[0, 0] == -1
    with pytest.raises(ValueError, match="read-only"):
        explorer.picture[0, 0] = 1


def test_an_edit_of_a_grey_pixel_makes_it_white():
    explorer = FilteringExplorer(X, np.zeros((2, 2)))
    flip(explorer, 3)
    np.testing.assert_array_equal(explorer.feature, [[0, 0], [0, 1]])


def test_the_words_for_what_agrees():
    explorer = FilteringExplorer(X, FEATURES["diagonal"], row=3, column=3)
    line = explorer.grids["formula"].caption
    assert line() == "Seven of nine pixels agree, two do not: (7 − 2) / 9."
    explorer.row = explorer.column = 1
    assert line() == "All of the nine pixels agree."
    explorer.feature = -FEATURES["diagonal"]
    assert line() == "None of the nine pixels agree."
    flip(explorer, 0)
    assert line() == "One of nine pixels agrees, eight do not: (1 − 8) / 9."
    explorer.feature = FEATURES["diagonal"] / 2
    assert "divided by the number of pixels" in line()


def test_grey_pixels_have_their_arithmetic_too():
    explorer = FilteringExplorer([[0.5, -0.5]], [[1, 1]])
    assert explorer.formula() == ".50 − .50 = 0, 0 ÷ 2 = 0"


def test_its_words_are_the_same_every_time_and_follow_the_state():
    first, second = FilteringExplorer(row=1), FilteringExplorer(row=1)
    assert first.text() == second.text()
    second.column = 1
    assert first.text() != second.text()
    assert "row 1, column 1" in second.text()


def test_its_outputs_hold_words_a_picture_and_the_live_view():
    data, _ = FilteringExplorer()._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
