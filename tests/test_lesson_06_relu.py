"""The rectifying explorers without a browser: what the curve and the maps show, and where the two roads end."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from traitlets import TraitError

from convlib.layers import Relu
from convlib.network import Network, deck_network
from convlib.ops import convolve, max_pool, relu
from convlib.pictures import FEATURES, TEN, TRICKY, X, deck_letters, random_letters
from convlib.show import look
from convlib.show.sketch import Dot
from convlib.widgets import OrdersExplorer, RectifiedStack, RectifyingExplorer
from convlib.widgets.lesson_06_relu import LEFT, SIDE, TOP
from convlib.widgets.parts.explorer import PICTURES
from convlib.widgets.parts.pooling import mean_pool, min_pool
from tests.reading import printed, shown

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())
EXPLORERS = pytest.mark.parametrize("explorer", [RectifyingExplorer, OrdersExplorer])


def dot(explorer):
    """Where on the curve the dot is: its value along, and how far up."""
    _, at = [shape for shape in explorer.curve.shapes if isinstance(shape, Dot)]  # the first is its outline
    return (at.x - LEFT) / SIDE * 2 - 1, 1 - (at.y - TOP) / SIDE * 2


# The bend.


@pytest.mark.parametrize("name", FEATURES)
def test_the_rectified_map_is_the_one_on_the_slide(name):
    explorer = RectifyingExplorer(X, FEATURES[name])
    np.testing.assert_array_equal(shown(explorer.grids["map"]), printed(DECK["filtered"][name]))
    np.testing.assert_array_equal(shown(explorer.grids["rectified"]), printed(DECK["rectified"][name]))


@pytest.mark.parametrize("name", FEATURES)
def test_at_every_place_the_dot_is_on_the_bend_and_the_words_say_what_becomes_of_the_value(name):
    explorer = RectifyingExplorer(X, FEATURES[name])
    filtered = convolve(X, FEATURES[name])
    for row, column in np.ndindex(7, 7):
        explorer.grids["map"].here.value = 7 * row + column
        before, after = filtered[row, column], relu(filtered)[row, column]
        assert (explorer.row, explorer.column, explorer.value) == (row, column, before)
        assert dot(explorer) == pytest.approx((before, after))
        words = f"row {row}, column {column}: {look.label(before)} becomes {look.label(after)}"
        assert explorer.curve.text() == words
        assert f"{look.label(before)} → {look.label(after)}" in [each["words"] for each in explorer.curve.elements]
        assert explorer.grids["rectified"].caption() == f"rectified map: row {row}, column {column}"
        assert explorer.grids["rectified"].window_corner() == (row, column)


@pytest.mark.parametrize(("value", "words"), [
    (-0.4, "a value of your own: −.40 becomes 0"), (0.4, "a value of your own: .40 becomes .40"),
    (0, "a value of your own: 0 becomes 0"), (-1, "a value of your own: −1.00 becomes 0"),
    (1, "a value of your own: 1.00 becomes 1.00"), (-0.001, "a value of your own: 0 becomes 0")])
def test_any_value_can_be_tried_by_the_slider_and_in_python(value, words):
    by_hand, in_python = RectifyingExplorer(), RectifyingExplorer(value=value)
    by_hand._try.value = round(value * 100)
    assert in_python.curve.text() == words
    assert in_python._try.value == round(value * 100)
    assert dot(in_python) == pytest.approx((value, max(value, 0)))
    if value == round(value, 2):
        assert by_hand.curve.text() == words and by_hand.value == value


def test_the_slider_stands_near_the_value_and_does_not_change_it():
    explorer = RectifyingExplorer(X, FEATURES["diagonal"])
    assert explorer.value == pytest.approx(7 / 9) and explorer._try.value == 78
    explorer.column = 1
    assert explorer.value == pytest.approx(-1 / 9) and explorer._try.value == -11
    assert explorer.curve.text().startswith("row 0, column 1")
    explorer._try.value = -12
    explorer._try.value = -11  # back by hand: now it is a value of the learner's own
    assert explorer.value == -0.11 and explorer.curve.text().startswith("a value of your own")


def test_the_window_takes_the_curve_back_from_a_value_that_was_tried():
    explorer = RectifyingExplorer(value=0.4)
    explorer.grids["map"].here.value = 1
    assert explorer.curve.text() == "row 0, column 1: −.11 becomes 0"
    explorer.value = 0.4
    explorer.picture = TRICKY["X_weight"]
    assert explorer.curve.text().startswith("row 0, column 1: ")
    assert explorer.value == convolve(TRICKY["X_weight"], FEATURES["diagonal"])[0, 1]


@pytest.mark.parametrize(("asked", "kept", "words"), [
    (3, 1, "The curve runs from −1 to 1. The value 3 was moved to 1."),
    (-1.5, -1, "The curve runs from −1 to 1. The value −1.5 was moved to −1.")])
def test_a_value_beyond_the_curve_is_moved_to_its_end_and_it_says_so(asked, kept, words):
    explorer = RectifyingExplorer(value=asked)
    assert (explorer.value, explorer.said()) == (kept, words)
    explorer.value = 0.5
    assert explorer.said() == ""


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_value_that_is_no_number_is_refused_and_nothing_changes(value):
    explorer = RectifyingExplorer(row=1)
    before = explorer.text()
    with pytest.raises(ValueError, match="value must be a finite number, but it is (nan|inf)"):
        explorer.value = value
    assert explorer.text() == before


def test_no_two_words_of_the_curve_lie_on_each_other():
    def box(words):
        wide = len(words.text) * words.size * 0.6
        left = words.x - wide * {"start": 0, "middle": 0.5, "end": 1}[words.anchor]
        return left, left + wide, words.y - words.size / 2, words.y + words.size / 2

    explorer = RectifyingExplorer()
    for value in np.linspace(-1, 1, 201):
        explorer.value = value
        boxes = [box(shape) for shape in explorer.curve.shapes if hasattr(shape, "text")]
        for number, (left, right, top, bottom) in enumerate(boxes):
            for other in boxes[:number]:
                apart = right <= other[0] or other[1] <= left or bottom <= other[2] or other[3] <= top
                assert apart, (value, explorer.curve.text())
            assert left >= -4 and right <= explorer.curve.width + 4 and top >= 0


# The two roads.


@pytest.mark.parametrize(("window", "stride"), [(1, 1), (2, 2), (3, 1), (2, 4), (7, 1)])
@pytest.mark.parametrize("pooling", ["max", "min"])
def test_the_two_roads_end_in_the_same_map(pooling, window, stride):
    for picture in (X, TRICKY["X_weight"]):
        explorer = OrdersExplorer(picture, FEATURES["cross"], pooling, window, stride)
        size = max_pool(convolve(picture, FEATURES["cross"]), window, stride).size
        assert explorer.verdict() == f"The two roads end in the same map: 0 of {size} cells differ."
        assert explorer.verdict() in explorer._words.value
        assert set(shown(explorer.grids["difference"]).flat) == {"0"}


def test_every_grid_shows_what_ops_says():
    explorer = OrdersExplorer(TRICKY["X_weight"], FEATURES["cross"], window=3, stride=2)
    filtered = convolve(TRICKY["X_weight"], FEATURES["cross"])
    right = {"map": filtered, "bent": relu(filtered), "bent, pooled": max_pool(relu(filtered), 3, 2),
             "pooled": max_pool(filtered, 3, 2), "pooled, bent": relu(max_pool(filtered, 3, 2))}
    for name, values in right.items():
        np.testing.assert_array_equal(shown(explorer.grids[name]), printed(values))


def test_with_the_mean_they_differ_and_every_cell_that_differs_is_counted():
    explorer = OrdersExplorer(pooling="mean")
    filtered = convolve(X, FEATURES["diagonal"])
    upper, lower = mean_pool(relu(filtered), 2, 2), relu(mean_pool(filtered, 2, 2))
    count = (~np.isclose(upper, lower)).sum()
    assert count > 0
    assert explorer.verdict() == f"The two roads end in different maps: {count} of 16 cells differ."
    np.testing.assert_array_equal(shown(explorer.grids["difference"]), printed(upper - lower))
    assert np.count_nonzero(shown(explorer.grids["difference"]) != "0") == count


@pytest.mark.parametrize(("window", "stride"), [(1, 1), (2, 2), (3, 2), (2, 3), (7, 1), (9, 4)])
def test_min_and_mean_pooling_take_the_same_windows_as_max_pooling(window, stride):
    values = np.random.default_rng(6).normal(size=(7, 5))
    largest = max_pool(values, window, stride)
    for pool, keep in ((min_pool, np.min), (mean_pool, np.mean), (max_pool, np.max)):
        pooled = pool(values, window, stride)
        assert pooled.shape == largest.shape
        for row, column in np.ndindex(pooled.shape):
            top, left = row * stride, column * stride
            assert pooled[row, column] == pytest.approx(keep(values[top:top + window, left:left + window]))


def test_the_arithmetic_is_that_of_the_window():
    explorer = OrdersExplorer()
    assert explorer.arithmetic() == ["ReLU first: .77, 0, 0, 1.00 → largest 1.00",
                                     "Pooling first: .77, −.11, −.11, 1.00 → largest 1.00 → ReLU 1.00"]
    explorer.pooling = "mean"
    assert explorer.arithmetic() == ["ReLU first: .77, 0, 0, 1.00 → mean .44",
                                     "Pooling first: .77, −.11, −.11, 1.00 → mean .38 → ReLU .38"]
    explorer.pooling = "min"
    explorer.row, explorer.column = 3, 3  # of the last window only one cell lies in the map
    assert explorer.arithmetic() == ["ReLU first: .77 → smallest .77", "Pooling first: .77 → smallest .77 → ReLU .77"]
    explorer.window = 7
    explorer.row = explorer.column = 0
    assert explorer.arithmetic()[0] == "ReLU first: 49 values → smallest 0"
    assert all(line in explorer.text() for line in explorer.arithmetic())


def test_a_window_of_negatives_ends_in_0_on_both_roads():
    explorer = OrdersExplorer(TRICKY["X_weight"], FEATURES["cross"])
    pooled = max_pool(explorer.feature_map)
    explorer.row, explorer.column = np.argwhere(pooled < 0)[0].tolist()
    first, second = explorer.arithmetic()
    assert first == "ReLU first: 0, 0, 0, 0 → largest 0"
    assert re.fullmatch(r"Pooling first: −\.\d\d, −\.\d\d, −\.\d\d, −\.\d\d → largest −\.\d\d → ReLU 0", second)


@pytest.mark.parametrize(("pooling", "pick"), [("max", np.max), ("min", np.min)])
@pytest.mark.parametrize(("window", "stride"), [(2, 2), (3, 1), (2, 4)])
def test_the_outlined_cell_is_the_one_that_pooling_keeps_on_both_roads(pooling, pick, window, stride):
    explorer = OrdersExplorer(pooling=pooling, window=window, stride=stride)
    filtered = explorer.feature_map
    for row, column in np.ndindex(explorer.places):
        explorer.row, explorer.column = row, column
        top, left = row * stride, column * stride
        for name in ("map", "bent"):
            assert explorer.grids[name].window_corner() == (top, left)
            (cell,) = explorer.grids[name].marked()
            kept_row, kept_column = divmod(cell, 7)
            assert top <= kept_row < top + window and left <= kept_column < left + window
            assert filtered[kept_row, kept_column] == pick(filtered[top:top + window, left:left + window])
    explorer.pooling = "mean"
    assert explorer.grids["map"].marked() == []


def test_a_move_in_any_map_moves_the_window_in_all():
    explorer = OrdersExplorer()
    explorer.grids["pooled, bent"].here.value = 6
    assert (explorer.row, explorer.column) == (1, 2)
    assert [grid.window_corner() for grid in explorer.grids.values()] == [(2, 4), (2, 4)] + 4 * [(1, 2)]


def test_the_knobs_turn_the_traits_and_the_other_way_round():
    explorer = OrdersExplorer(row=3, column=3)
    explorer.knobs["stride"].value = 3
    assert (explorer.stride, explorer.places, explorer.row, explorer.column) == (3, (3, 3), 2, 2)
    assert explorer.said() == "There is no row 3, column 3 now. The window moved."
    explorer.knobs["window"].value = 4
    assert (explorer.window, explorer.places) == (4, (2, 2))
    explorer.pooling = "min"
    assert explorer.knobs["pooling"].value == "min"


@pytest.mark.parametrize(("trait", "asked", "kept", "most"), [
    ("window", 0, 1, 7), ("window", 8, 7, 7), ("stride", -2, 1, 4), ("stride", 5, 4, 4)])
def test_a_window_or_stride_that_does_not_exist_becomes_the_nearest_one_and_it_says_so(trait, asked, kept, most):
    explorer = OrdersExplorer()
    setattr(explorer, trait, asked)
    assert getattr(explorer, trait) == kept
    number = str(asked).replace("-", "−")
    assert explorer.said() == f"There is no {trait} {number}: it runs from 1 to {most}. This is {trait} {kept}."
    setattr(explorer, trait, 2)
    assert explorer.said() == ""


def test_a_window_larger_than_the_map_sees_all_of_it():
    explorer = OrdersExplorer(X[:5, :4], window=7)
    assert explorer.places == (1, 1) and explorer.grids["map"].window == [3, 2]
    assert explorer.still().png().startswith(b"\x89PNG")


def test_a_pooling_that_does_not_exist_is_refused():
    with pytest.raises(TraitError, match="'median'"):
        OrdersExplorer().pooling = "median"


# Both explorers.


@EXPLORERS
@pytest.mark.parametrize(("trait", "asked", "kept"), [("row", 99, -1), ("row", -1, 0), ("column", 99, -1)])
def test_a_place_that_does_not_exist_becomes_the_nearest_one_and_it_says_so(explorer, trait, asked, kept):
    explorer = explorer()
    most = explorer.places[trait == "column"] - 1
    kept %= most + 1
    setattr(explorer, trait, asked)
    assert getattr(explorer, trait) == kept
    said = f"There is no {trait} {asked}: it runs from 0 to {most}. This is {trait} {kept}."
    assert explorer.said() == said.replace("-", "−")
    explorer.grids["map"].here.value = 2
    assert explorer.said() == ""


@EXPLORERS
def test_moving_the_window_tells_the_row_and_the_column_together(explorer):
    explorer = explorer()
    seen = []
    explorer.observe(lambda _: seen.append((explorer.row, explorer.column)), names=["row", "column"])
    columns = explorer.places[1]
    explorer.grids["map"].here.value = 2 * columns + 3
    assert set(seen) == {(2, 3)}


@EXPLORERS
def test_choosing_by_name_changes_the_feature_and_the_picture(explorer):
    explorer = explorer()
    explorer.controls["feature"].value = "antidiagonal"
    explorer.controls["picture"].value = "O"
    right = convolve(PICTURES["O"], FEATURES["antidiagonal"])
    np.testing.assert_array_equal(shown(explorer.grids["map"]), printed(right))
    assert look.COLOURS["antidiagonal"] in [fill for fill, *_ in explorer.grids["map"].looks]


@EXPLORERS
def test_another_size_of_picture_changes_the_places(explorer):
    explorer = explorer(row=3, column=3)
    explorer.picture = X[:5, :6]
    rows, columns = explorer.places
    assert (explorer.row, explorer.column) == (min(3, rows - 1), min(3, columns - 1))
    assert explorer.grids["map"].here.max == rows * columns - 1
    assert "The window moved." in explorer.said()
    assert shown(explorer.grids["map"]).shape == (3, 4)
    assert explorer.still().png().startswith(b"\x89PNG")


@EXPLORERS
@pytest.mark.parametrize(("trait", "value", "error", "words"), [
    ("picture", np.where(X > 0, np.nan, X), ValueError, r"picture\[1, 1\] is nan"),
    ("feature", [[1, 2], [3]], ValueError, "feature must have rows of equal length"),
    ("feature", "abc", TypeError, "feature must hold real numbers.*'abc'"),
    ("feature", np.ones((10, 3)), ValueError, "must be no larger than|must fit into"),
])
def test_what_is_no_picture_is_refused_and_nothing_changes(explorer, trait, value, error, words):
    explorer = explorer()
    before = explorer.text()
    with pytest.raises(error, match=words):
        setattr(explorer, trait, value)
    assert explorer.text() == before and explorer.said() == ""


@EXPLORERS
def test_its_words_are_the_same_every_time_and_follow_the_state(explorer):
    first, second = explorer(row=1), explorer(row=1)
    assert first.text() == second.text()
    second.column = 1
    assert first.text() != second.text()
    assert first.still().png() != second.still().png()


@pytest.mark.parametrize("widget", [RectifyingExplorer, OrdersExplorer, RectifiedStack])
def test_its_outputs_hold_words_a_picture_and_the_live_view(widget):
    data, _ = widget()._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}


# The stack.


def test_the_stack_shows_the_maps_of_the_slide_before_and_after_in_their_colours():
    stack = RectifiedStack(X)
    for when, words in (("filtered", "feature map"), ("rectified", "after ReLU")):
        for name in FEATURES:
            grid = stack.grids[f"{name}: {words}"]
            np.testing.assert_array_equal(shown(grid), printed(DECK[when][name]))
            assert look.COLOURS[name] in [fill for fill, *_ in grid.looks]
            assert grid.caption().startswith(name)


def test_one_window_stands_in_all_maps_of_the_stack():
    stack = RectifiedStack(X)
    stack.grids["antidiagonal: feature map"].here.value = 24
    assert {grid.window_corner() for grid in stack.grids.values()} == {(3, 3)}


def test_a_picture_smaller_than_a_feature_has_no_stack():
    with pytest.raises(ValueError, match="3 × 3"):
        RectifiedStack(X[:2])


# What the lesson says of ReLU in the slides' network.


def test_without_its_relu_the_slides_network_votes_the_same():
    network = deck_network()
    straight = Network([layer for layer in network.layers if not isinstance(layer, Relu)])
    for pictures in (deck_letters()[0], random_letters(2000, seed=200)[0]):
        assert np.array_equal(straight(pictures), network(pictures))


def test_a_thin_x_in_either_colour_is_found_with_a_relu():
    for name, picture in TEN.items():
        matches = convolve(picture, FEATURES["cross"])
        best = (relu(matches) + relu(-matches)).max()
        assert (best > 0.99) == (name[0] == "X" and name != "X_weight") and (best > 0.99 or best < 0.56)
