"""The convolving and the layer explorer without a browser: their state, their numbers, and what the hand may do."""

import itertools
import json
from pathlib import Path

import nbformat
import numpy as np
import pytest
from traitlets import TraitError

from convlib.ops import convolve
from convlib.pictures import FEATURES, TRICKY, O, X
from convlib.show import look
from convlib.widgets import ConvolvingExplorer, FilteringExplorer, LayerExplorer
from tests.reading import printed, shown

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())
LESSON = Path(__file__).parent.parent / "notebooks" / "04_convolution.ipynb"
LIVE_VIEW = "application/vnd.jupyter.widget-view+json"

BOTH = pytest.mark.parametrize("explorer_of", [ConvolvingExplorer, LayerExplorer])
STROKES = itertools.count()


def draw(explorer, *cells, on="picture"):
    """Flip pixels in one stroke, as the browser reports it."""
    pixels = getattr(explorer, on)
    stroke = [[row * pixels.shape[1] + column, bool(pixels[row, column] <= 0)] for row, column in cells]
    message = {"draw": stroke, "on": [*pixels.shape], "stroke": next(STROKES), "from": "a view"}
    explorer.grids[on]._handle_custom_msg(message, [])


def flipped(pixels, *cells):
    pixels = pixels.copy()
    for cell in cells:
        pixels[cell] *= -1
    return pixels


# One feature at every place.


@pytest.mark.parametrize("name", FEATURES)
def test_the_map_is_the_one_on_the_slide(name):
    explorer = ConvolvingExplorer(X, FEATURES[name])
    np.testing.assert_array_equal(shown(explorer.grids["map"]), printed(DECK["filtered"][name]))


@pytest.mark.parametrize("picture", [X, TRICKY["O_rotation"]], ids=["X", "O"])
def test_every_place_shows_its_sum_its_division_and_its_match(picture):
    explorer = ConvolvingExplorer(picture, FEATURES["cross"])
    filtered = convolve(picture, FEATURES["cross"])
    for row, column in np.ndindex(7, 7):
        explorer.row, explorer.column = row, column
        patch = picture[row:row + 3, column:column + 3]
        agree = int((patch == FEATURES["cross"]).sum())
        total = str(2 * agree - 9).replace("-", "−")
        assert explorer.formula() == f"{total} ÷ 9 = {look.label(filtered[row, column])}"
        line = explorer.grids["sum"].caption()
        assert line.startswith(f"{agree} agree") and line.endswith(f"not: {agree} − {9 - agree} = {total}")
        assert explorer.grids["map"].caption() == f"feature map: row {row}, column {column}"
        assert explorer.grids["map"].window_corner() == explorer.grids["picture"].window_corner() == (row, column)


@pytest.mark.parametrize("stride", [1, 2, 3, 4])
@pytest.mark.parametrize("padding", [0, 1, 2])
def test_padding_frames_the_picture_and_stride_skips_places(padding, stride):
    explorer = ConvolvingExplorer(O, FEATURES["cross"], padding=padding, stride=stride)
    matches = convolve(O, FEATURES["cross"], stride, padding)
    np.testing.assert_array_equal(shown(explorer.grids["map"]), printed(matches))
    framed = np.pad(O, padding)
    np.testing.assert_array_equal(shown(explorer.grids["picture"]), np.vectorize(lambda p: look.label(p, True))(framed))
    explorer.row, explorer.column = rows, columns = np.subtract(matches.shape, 1).tolist()
    assert explorer.grids["picture"].window_corner() == (rows * stride, columns * stride)
    patch = framed[rows * stride:, columns * stride:][:3, :3]
    total = look.label((patch * FEATURES["cross"]).sum(), short=True)
    assert explorer.formula() == f"{total} ÷ 9 = {look.label(matches[-1, -1])}"
    assert f" = {rows + 1} rows" in explorer.sizes()


def test_matches_are_printed_as_fractions_on_demand():
    explorer = ConvolvingExplorer(X, np.ones((2, 2)), row=1, column=1, fractions=True)
    assert explorer.formula() == "0 ÷ 4 = 0/4"
    quarters = np.rint(4 * convolve(X, np.ones((2, 2)))).astype(int)
    right = np.vectorize(lambda count: f"{count}/4".replace("-", "−"))(quarters)
    np.testing.assert_array_equal(shown(explorer.grids["map"]), right)


def test_rows_and_columns_are_counted_each_by_its_own():
    explorer = ConvolvingExplorer(np.ones((6, 9)), np.ones((2, 3)), padding=1, stride=2)
    assert explorer.sizes() == ("The map has (6 + 2 × 1 − 2) / 2 + 1 = 4 rows, and "
                                "(9 + 2 × 1 − 3) / 2 + 1 = 5 columns.")
    assert explorer.feature_map.shape == (4, 5)


def test_the_frame_of_zeros_stays_as_it_is_under_the_pen():
    explorer = ConvolvingExplorer(hand="draw", padding=1)

    def piece(*cells):
        message = {"draw": [[cell, True] for cell in cells], "on": [11, 11], "stroke": 1, "from": "a view"}
        explorer.grids["picture"]._handle_custom_msg(message, [])

    piece(0)
    assert np.array_equal(explorer.picture, X) and "frame of zeros" in explorer.said()
    piece(11, 12)  # the left end of the second row: the frame, and the first pixel
    assert explorer.picture[0, 0] == 1 and (explorer.picture != X).sum() == 1
    assert explorer.grids["map"].marked()
    piece(13)
    assert explorer.said() == ""


def test_the_words_for_one_pixel_and_for_grey_ones():
    explorer = ConvolvingExplorer(flipped(-FEATURES["diagonal"], (0, 0)), FEATURES["diagonal"])
    assert explorer.grids["sum"].caption() == "1 agrees, 8 do not: 1 − 8 = −7"
    explorer.picture = -explorer.picture
    assert explorer.grids["sum"].caption() == "8 agree, 1 does not: 8 − 1 = 7"
    grey = ConvolvingExplorer([[0.5, -0.25]], [[1, 1]])
    assert grey.grids["sum"].caption() == "the products add up to .25" and grey.formula() == ".25 ÷ 2 = .12"


def test_the_map_fills_where_the_window_has_been_and_shows_everything_to_a_hand_that_draws():
    explorer = ConvolvingExplorer()
    assert explorer.grids["map"].fade == "unseen"
    explorer.hand = "draw"
    assert explorer.grids["map"].fade == ""
    explorer.hand = "move"
    assert explorer.grids["map"].fade == "unseen"


def test_an_edit_of_the_feature_is_followed_by_the_whole_map():
    explorer = ConvolvingExplorer(X, FEATURES["diagonal"], row=3, column=3)
    draw(explorer, (0, 2), (2, 0), on="feature")
    np.testing.assert_array_equal(explorer.feature, FEATURES["cross"])
    np.testing.assert_array_equal(shown(explorer.grids["map"]), printed(DECK["filtered"]["cross"]))
    assert explorer.controls["feature"].value == "cross" and (explorer.row, explorer.column) == (3, 3)
    assert look.COLOURS["cross"] in [fill for fill, *_ in explorer.grids["feature"].pens]


@pytest.mark.parametrize("explorer_of", [ConvolvingExplorer, FilteringExplorer])
def test_the_browser_hears_of_the_pixels_of_a_feature_and_of_its_pens_in_one_message(explorer_of, monkeypatch):
    explorer = explorer_of(X, FEATURES["diagonal"])
    sent = []
    monkeypatch.setattr(explorer.grids["feature"], "send_state", lambda names: sent.append(set(names)))
    explorer.feature = FEATURES["cross"]
    assert [names for names in sent if names & {"looks", "frames", "pens"}] == [{"looks", "frames", "pens"}]


@pytest.mark.parametrize(("pixel", "changed"), [((4, 4), 9), ((0, 0), 1), ((8, 4), 3), ((1, 0), 2), ((1, 1), 4)])
def test_a_pixel_changes_the_cells_whose_windows_see_it_and_they_are_outlined(pixel, changed):
    explorer = ConvolvingExplorer(X, FEATURES["antidiagonal"], hand="draw")
    draw(explorer, pixel)
    np.testing.assert_array_equal(explorer.picture, flipped(X, pixel))
    assert X[pixel] == -explorer.picture[pixel]
    after = convolve(flipped(X, pixel), FEATURES["antidiagonal"])
    np.testing.assert_array_equal(shown(explorer.grids["map"]), printed(after))
    outlined = np.flatnonzero(after != convolve(X, FEATURES["antidiagonal"])).tolist()
    assert explorer.grids["map"].marked() == outlined and len(outlined) == changed


def test_the_outlines_gather_the_whole_stroke_and_begin_anew_with_the_next():
    explorer = ConvolvingExplorer(hand="draw")

    def piece(cell, stroke):
        message = {"draw": [[cell, True]], "on": [9, 9], "stroke": stroke, "from": "a view"}
        explorer.grids["picture"]._handle_custom_msg(message, [])

    piece(27, stroke=1)  # row 3, column 0: in the windows of rows 1 to 3
    piece(35, stroke=1)  # the other end of the row
    assert len(explorer.grids["map"].marked()) == 6
    piece(0, stroke=2)
    assert explorer.grids["map"].marked() == [0]


def test_the_window_is_hidden_while_the_hand_draws_and_shows_when_it_is_moved():
    explorer = ConvolvingExplorer(hand="draw")
    assert "convlib-drawing" in explorer._dom_classes
    explorer.grids["map"].here.value = 24
    assert "convlib-drawing" not in explorer._dom_classes
    draw(explorer, (4, 4))
    assert "convlib-drawing" in explorer._dom_classes
    explorer.hand = "move"
    assert "convlib-drawing" not in explorer._dom_classes


@pytest.mark.parametrize(("trait", "value"), [("hand", "move"), ("feature", FEATURES["cross"]), ("picture", O)])
def test_the_outlines_go_with_the_next_change(trait, value):
    explorer = ConvolvingExplorer(hand="draw")
    draw(explorer, (4, 4), (4, 5))
    assert explorer.grids["map"].marked()
    setattr(explorer, trait, value)
    assert explorer.grids["map"].marked() == []


@pytest.mark.parametrize("shape", [(1, 1), (4, 4), (2, 5), (9, 9)])
def test_a_feature_of_another_size_takes_the_window_along(shape):
    explorer = ConvolvingExplorer(row=6, column=6, hand="draw")
    explorer.feature = np.ones(shape)
    assert tuple(explorer.grids["picture"].window) == shape
    assert shown(explorer.grids["map"]).shape == explorer.places == (10 - shape[0], 10 - shape[1])
    here = explorer.row, explorer.column
    assert explorer.grids["picture"].window_corner() == explorer.grids["map"].window_corner() == here
    assert explorer.formula().split()[2] == str(shape[0] * shape[1])
    assert explorer.still().png().startswith(b"\x89PNG")


@pytest.mark.parametrize(("state", "error", "words"), [
    ({"picture": "abc"}, TypeError, "picture must hold real numbers.*'abc'"),
    ({"picture": [[1, float("nan")]]}, ValueError, r"picture\[0, 1\] is nan"),
    ({"feature": [1, -1]}, ValueError, r"feature must have rows and columns, but its shape is \(2,\)"),
    ({"feature": np.ones((10, 3))}, ValueError, "the feature is 10 × 3 and the picture 9 × 9 pixels"),
    ({"picture": np.ones((2, 2))}, ValueError, "the feature is 3 × 3 and the picture 2 × 2 pixels"),
    ({"hand": "kick"}, TraitError, "'move'.*'draw'.*'kick'")])
def test_what_cannot_be_is_refused_and_nothing_changes(state, error, words):
    explorer = ConvolvingExplorer()
    before = explorer.text()
    with pytest.raises(error, match=words):
        explorer.set_trait(*next(iter(state.items())))
    assert explorer.text() == before and explorer.said() == ""
    with pytest.raises(error, match=words):
        ConvolvingExplorer(**state)


# The layer.


def test_the_stack_of_maps_is_the_one_on_the_slides():
    explorer = LayerExplorer(X)
    assert explorer.maps.shape == (3, 7, 7)
    for name, matches in zip(FEATURES, explorer.maps, strict=True):
        np.testing.assert_array_equal(printed(matches), printed(DECK["filtered"][name]))
        np.testing.assert_array_equal(shown(explorer.grids[f"{name} map"]), printed(DECK["filtered"][name]))
        assert look.COLOURS[name] in [fill for fill, *_ in explorer.grids[f"{name} map"].looks]
        np.testing.assert_array_equal(shown(explorer.grids[name]), printed(FEATURES[name], short=True))


def test_one_place_is_shown_in_the_picture_and_in_all_three_maps():
    explorer = LayerExplorer()
    for place in range(49):
        explorer.grids["cross map"].here.value = place
        assert (explorer.row, explorer.column) == divmod(place, 7)
        for name in ("picture", "diagonal map", "cross map", "antidiagonal map"):
            assert explorer.grids[name].window_corner() == divmod(place, 7)
        matches = [look.label(convolve(X, feature)[divmod(place, 7)]) for feature in FEATURES.values()]
        for name, match in zip(FEATURES, matches, strict=True):
            assert explorer.grids[f"{name} map"].caption() == f"{name} map: {match}"
        assert explorer.matches() == ", ".join(map(" ".join, zip(FEATURES, matches, strict=True)))


def test_all_three_maps_follow_a_stroke():
    explorer = LayerExplorer(hand="draw")
    draw(explorer, (2, 4), (3, 4), (4, 4))
    picture = flipped(X, (2, 4), (3, 4), (4, 4))
    for name, feature in FEATURES.items():
        np.testing.assert_array_equal(shown(explorer.grids[f"{name} map"]), printed(convolve(picture, feature)))
    assert explorer.controls["picture"].value == "your own"
    explorer.controls["picture"].value = "X"
    np.testing.assert_array_equal(explorer.picture, X)


def test_a_picture_too_small_for_the_features_is_refused():
    with pytest.raises(ValueError, match="the feature is 3 × 3 and the picture 2 × 9 pixels"):
        LayerExplorer(X[:2])


# What both share.


@BOTH
def test_the_hand_moves_the_window_or_draws(explorer_of):
    explorer = explorer_of()
    picture = explorer.grids["picture"]
    assert picture.pens == [] and picture.caption() == "picture: drag the window"
    explorer.hand = "draw"
    assert [fill for fill, *_ in picture.pens] == [look.BLACK, look.WHITE]
    assert picture.caption() == "picture: draw on it"
    explorer.hand = "move"
    assert picture.pens == []


@BOTH
@pytest.mark.parametrize("name", ["O", "X, weight"])
def test_choosing_a_picture_by_name(explorer_of, name):
    explorer = explorer_of()
    explorer.controls["picture"].value = name
    expected = O if name == "O" else TRICKY["X_weight"]
    np.testing.assert_array_equal(explorer.picture, expected)
    explorer.picture = X
    assert explorer.controls["picture"].value == "X"


@BOTH
@pytest.mark.parametrize(("trait", "asked", "kept"), [("row", 99, 6), ("row", -1, 0), ("column", 7, 6)])
def test_a_place_that_does_not_exist_becomes_the_nearest_one_and_it_says_so(explorer_of, trait, asked, kept):
    explorer = explorer_of(**{trait: asked})
    assert getattr(explorer, trait) == kept
    said = f"There is no {trait} {asked}: it runs from 0 to 6. This is {trait} {kept}."
    assert explorer.said() == said.replace("-", "−")


@pytest.mark.parametrize("explorer_of", [ConvolvingExplorer, LayerExplorer, FilteringExplorer])
def test_what_it_said_of_the_place_goes_with_the_next_move_of_the_hand(explorer_of):
    explorer = explorer_of(row=99)
    explorer.grids["picture"].here.value += 1  # in the same row
    assert explorer.row == 6 and explorer.said() == ""


@BOTH
def test_a_smaller_picture_moves_the_window_and_it_says_so(explorer_of):
    explorer = explorer_of(row=6, column=6)
    explorer.picture = X[1:8, 1:7]
    assert (explorer.row, explorer.column, explorer.grids["picture"].here.max) == (4, 3, 19)
    assert explorer.said().endswith("no row 6, column 6 now. The window moved.")
    assert explorer.grids["picture"].window_corner() == (4, 3)


@BOTH
def test_pixels_beyond_the_scale_are_clamped_and_it_says_so(explorer_of):
    explorer = explorer_of(X * 3)
    np.testing.assert_array_equal(explorer.picture, X)
    assert "Some numbers of the picture were beyond −1 and 1" in explorer.said()


@BOTH
def test_its_words_are_the_same_every_time_and_follow_the_state(explorer_of):
    first, second = explorer_of(row=1), explorer_of(row=1)
    assert first.text() == second.text()
    second.column = 1
    assert first.text() != second.text()
    data, _ = second._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", LIVE_VIEW} and data["text/plain"] == second.text()


# The lesson.


@pytest.mark.parametrize("name", FEATURES)
def test_every_number_of_the_slides_stands_in_the_lesson(name):
    cells = {cell.id: cell for cell in nbformat.read(LESSON, as_version=4).cells}
    labels = printed(DECK["filtered"][name])
    rows = "\n".join("".join(f"{label:>5}" for label in row).removeprefix(" ") for row in labels)
    assert rows in cells["maps"].outputs[0].data["text/plain"]
    assert rows in cells["explorer-layer"].outputs[0].data["text/plain"]


def test_what_the_lesson_says_of_the_antidiagonal_and_of_a_move():
    matches = convolve(X, FEATURES["antidiagonal"])
    assert (matches < 0).sum() == 20 and look.label(matches[2, 3]) == "−.33"
    moved = convolve(np.roll(X, 1, axis=1), FEATURES["antidiagonal"])
    np.testing.assert_allclose(moved[:, 1:], matches[:, :-1])
    assert look.label(convolve(O, FEATURES["cross"]).max()) == ".55"
