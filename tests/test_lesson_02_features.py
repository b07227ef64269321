"""The finding explorer without a browser: what it shows, what counts as found, and what it refuses."""

import json
from pathlib import Path

import numpy as np
import pytest

from convlib.ops import convolve
from convlib.pictures import FEATURES, TRICKY, O, X
from convlib.show import look
from convlib.widgets import FindingExplorer
from convlib.widgets.parts.explorer import PICTURES
from tests.reading import press, shown

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())


def go(explorer, *places):
    """Carry the window from place to place, as the hand does."""
    for row, column in places:
        explorer.grids["picture"].here.value = row * explorer.places[1] + column


def tally(explorer):
    """The lines of the tally, as they stand in the text."""
    return next(part for part in explorer.text().split("\n\n") if part.startswith("diagonal: ")).splitlines()


@pytest.mark.parametrize("name", FEATURES)
def test_every_place_shows_its_patch_and_which_pixels_agree(name):
    explorer = FindingExplorer(X, FEATURES[name])
    matches = convolve(X, FEATURES[name])
    for row, column in np.ndindex(7, 7):
        explorer.row, explorer.column = row, column
        patch = X[row:row + 3, column:column + 3]
        agree = patch == FEATURES[name]
        count = round((9 * matches[row, column] + 9) / 2)  # those that agree less those that do not make 9 × match
        np.testing.assert_array_equal(shown(explorer.grids["patch"]), np.where(patch > 0, "1", "−1"))
        signs = np.where(agree, "=", "≠") if count < 9 else np.full((3, 3), "★")
        np.testing.assert_array_equal(shown(explorer.grids["agree"]), signs)
        said = {9: "★ fits: all 9 pixels agree", 1: "1 of 9 pixels agrees"}
        assert explorer.verdict() == said.get(count, f"{count} of 9 pixels agree")
        assert explorer.grids["picture"].window_corner() == (row, column)


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("feature", FEATURES)
def test_it_fits_where_convolution_gives_one(picture, feature):
    explorer = FindingExplorer(PICTURES[picture], FEATURES[feature])
    ones = np.argwhere(convolve(PICTURES[picture], FEATURES[feature]) == 1)
    assert explorer.fits(feature) == tuple(map(tuple, ones.tolist()))


@pytest.mark.parametrize(("name", "count"), [("diagonal", 4), ("cross", 1), ("antidiagonal", 4)])
def test_it_fits_at_the_places_of_the_slides(name, count):
    places = FindingExplorer().fits(name)
    assert len(places) == count
    assert set(places) == set(map(tuple, np.argwhere(np.array(DECK["filtered"][name]) == 1).tolist()))


def test_a_place_counts_when_the_window_stands_on_it_and_only_once():
    explorer = FindingExplorer()
    assert explorer.found == {} and tally(explorer)[0] == "diagonal: none yet"
    go(explorer, (1, 0), (1, 1), (1, 2), (1, 1), (3, 3))
    assert explorer.found == {"diagonal": ((1, 1),)}
    assert tally(explorer) == ["diagonal: 1 of 4 places", "cross: none yet", "antidiagonal: none yet"]
    explorer.row, explorer.column = 4, 4
    assert explorer.found == {"diagonal": ((1, 1), (4, 4))}
    explorer = FindingExplorer(row=2, column=2)
    assert explorer.found == {"diagonal": ((2, 2),)}
    assert np.argwhere(shown(explorer.grids["found"]) == "╲").tolist() == [[2, 2], [3, 3], [4, 4]]


def test_the_found_pieces_are_drawn_and_the_others_are_not():
    explorer = FindingExplorer()
    assert set(shown(explorer.grids["found"]).flat) == {""}
    go(explorer, (1, 1))
    signs = np.full((9, 9), "")
    signs[[1, 2, 3], [1, 2, 3]] = "╲"
    np.testing.assert_array_equal(shown(explorer.grids["found"]), signs)
    explorer.feature = FEATURES["cross"]
    go(explorer, (3, 3))
    signs[3:6, 3:6] = np.where(FEATURES["cross"] > 0, "╳", "")  # in hand, so it lies on top
    np.testing.assert_array_equal(shown(explorer.grids["found"]), signs)
    explorer.feature = FEATURES["diagonal"]
    signs[3, 3] = "╲"
    np.testing.assert_array_equal(shown(explorer.grids["found"]), signs)
    fills = {label: fill for fill, _, label, _ in explorer.grids["found"].looks if label}
    assert fills == {"╲": look.COLOURS["diagonal"], "╳": look.COLOURS["cross"]}


def test_all_pieces_together_cover_the_x():
    np.testing.assert_array_equal(shown(FindingExplorer().all_pieces()) != "", X > 0)


def test_it_says_when_all_are_found_and_what_comes_next():
    explorer = FindingExplorer()
    go(explorer, *explorer.fits("diagonal")[:3])
    assert explorer.said() == ""
    go(explorer, explorer.fits("diagonal")[3])
    assert explorer.said() == "All 4 places of the diagonal are found. Next: the cross."
    explorer.controls["feature"].value = "cross"
    assert explorer.said() == ""
    go(explorer, (3, 3))
    assert explorer.said() == "The only place of the cross is found. Next: the antidiagonal."
    explorer.controls["feature"].value = "antidiagonal"
    go(explorer, *explorer.fits("antidiagonal"))
    assert explorer.said() == ("All 4 places of the antidiagonal are found. "
                               "That was the last of the three. Choose another picture.")
    assert tally(explorer) == ["diagonal: 4 of 4 places", "cross: 1 of 1 place", "antidiagonal: 4 of 4 places"]


def test_asking_whether_that_is_all():
    explorer = FindingExplorer()
    press(explorer, "Is that all?")
    assert explorer.said() == "Not yet. You have found 0 of 4 places."
    go(explorer, (1, 1))
    assert explorer.said() == ""
    press(explorer, "Is that all?")
    assert explorer.said() == "Not yet. You have found 1 of 4 places."
    go(explorer, *explorer.fits("diagonal"))
    press(explorer, "Is that all?")
    assert explorer.said() == "Yes. All 4 places of the diagonal are found. Next: the cross."


def test_that_a_feature_fits_nowhere_is_told_only_when_asked():
    explorer = FindingExplorer(O, FEATURES["cross"])
    go(explorer, *np.ndindex(7, 7))
    assert explorer.said() == "" and tally(explorer)[1] == "cross: none yet"
    press(explorer, "Is that all?")
    most = round((convolve(O, FEATURES["cross"]).max() * 9 + 9) / 2)
    assert explorer.said() == ("Yes. The cross fits nowhere in this picture. "
                               f"At best, {most} of 9 pixels agree. Next: the diagonal.")
    assert tally(explorer)[1] == "cross: fits nowhere"


def test_what_was_found_is_kept_with_another_feature_and_lost_with_another_picture():
    explorer = FindingExplorer()
    go(explorer, (1, 1))
    explorer.controls["feature"].value = "antidiagonal"
    assert explorer.found == {"diagonal": ((1, 1),)}
    explorer.controls["picture"].value = "O"
    np.testing.assert_array_equal(explorer.picture, O)
    assert explorer.found == {"antidiagonal": ((1, 1),)}  # the window stands where it fits the O
    assert tally(explorer)[0] == "diagonal: none yet"


def test_a_new_feature_counts_at_once_where_the_window_stands():
    explorer = FindingExplorer(row=3, column=3)
    explorer.feature = FEATURES["cross"]
    assert explorer.found == {"cross": ((3, 3),)}


def test_starting_again_forgets_everything_and_goes_to_the_first_place():
    explorer = FindingExplorer()
    go(explorer, (1, 1), (2, 2))
    press(explorer, "Start again")
    assert explorer.found == {} and (explorer.row, explorer.column) == (0, 0) and explorer.said() == ""
    explorer = FindingExplorer(TRICKY["X_translation"], row=1, column=1)
    press(explorer, "Start again")
    assert explorer.found == {"diagonal": ((0, 0),)}


def test_a_feature_of_your_own_and_of_another_size():
    explorer = FindingExplorer(X, X[3:6, 3:7])
    assert tally(explorer) == ["diagonal: none yet", "cross: none yet", "antidiagonal: none yet", "your own: none yet"]
    go(explorer, (3, 3))
    assert explorer.verdict() == "★ fits: all 12 pixels agree"
    assert explorer.said() == "The only place of your own feature is found. Next: the diagonal."
    assert explorer.controls["feature"].value is None
    explorer.feature = FEATURES["diagonal"]
    assert explorer.found == {} and len(tally(explorer)) == 3
    assert tuple(explorer.grids["picture"].window) == (3, 3)


def test_moving_the_window_tells_the_row_and_the_column_together():
    explorer = FindingExplorer()
    seen = []
    explorer.observe(lambda _: seen.append((explorer.row, explorer.column)), names=["row", "column"])
    go(explorer, (3, 2))
    assert set(seen) == {(3, 2)}


@pytest.mark.parametrize(("trait", "asked", "kept"), [("row", 99, 6), ("row", -1, 0), ("column", 7, 6)])
def test_a_place_that_does_not_exist_becomes_the_nearest_one_and_it_says_so(trait, asked, kept):
    explorer = FindingExplorer()
    setattr(explorer, trait, asked)
    assert getattr(explorer, trait) == kept
    said = f"There is no {trait} {asked}: it runs from 0 to 6. This is {trait} {kept}."
    assert explorer.said() == said.replace("-", "−")


def test_a_smaller_picture_moves_the_window_and_finds_nothing_on_the_way():
    explorer = FindingExplorer(row=6, column=6)
    explorer.picture = X[:, :7]
    assert (explorer.row, explorer.column) == (6, 4)
    assert explorer.grids["picture"].window_corner() == (6, 4) and explorer.grids["picture"].here.max == 34
    assert explorer.said() == "There is no row 6, column 6 now. The window moved."
    assert explorer.found == {}
    explorer.picture = X
    assert explorer.grids["picture"].window_corner() == (6, 4) and explorer.grids["picture"].here.max == 48


@pytest.mark.parametrize(("trait", "value", "error", "words"), [
    ("picture", np.where(X > 0, np.nan, X), ValueError, r"picture\[1, 1\] is nan"),
    ("feature", "abc", TypeError, "feature must hold real numbers.*'abc'"),
    ("feature", np.ones((10, 3)), ValueError, "the feature is 10 × 3 and the picture 9 × 9 pixels"),
    ("found", {"zigzag": ()}, ValueError, "found must name features out of .*, but it names 'zigzag'"),
    ("found", {"cross": [(0, 0)]}, ValueError, r"the cross does not fit at \(0, 0\)"),
])
def test_what_cannot_be_is_refused_and_nothing_changes(trait, value, error, words):
    explorer = FindingExplorer()
    before = explorer.text()
    with pytest.raises(error, match=words):
        setattr(explorer, trait, value)
    assert explorer.text() == before and explorer.said() == ""


def test_a_choice_that_does_not_fit_says_why_and_is_taken_back():
    explorer = FindingExplorer(np.ones((2, 2)), [[1, -1]])
    explorer.controls["feature"].value = "cross"
    assert explorer.said() == "feature must fit into the picture, but the feature is 3 × 3 and the picture 2 × 2 pixels"
    assert explorer.controls["feature"].value is None and explorer.feature.shape == (1, 2)


def test_grey_pixels_agree_where_they_are_equal():
    explorer = FindingExplorer([[0.5, -0.5, 0]], [[0.5, -0.5]])
    assert explorer.found == {"your own": ((0, 0),)}
    explorer.column = 1
    assert explorer.verdict() == "0 of 2 pixels agree"


def test_its_words_are_the_same_every_time_and_hide_what_was_not_found():
    assert FindingExplorer(row=1).text() == FindingExplorer(row=1).text()
    first, second = FindingExplorer(X).text(), FindingExplorer(O, FEATURES["cross"]).text()
    assert [text.count("none yet") for text in (first, second)] == [3, 3]
    assert "★" not in first + second


def test_its_outputs_hold_words_a_picture_and_the_live_view():
    data, _ = FindingExplorer()._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
