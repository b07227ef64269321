"""The stacking explorer without a browser: its stages, its traces, how it is built and mended, and what it refuses."""

import json
from pathlib import Path

import numpy as np
import pytest

from convlib.network import Network
from convlib.ops import convolve, max_pool, relu
from convlib.pictures import FEATURES, O, X
from convlib.show import look
from convlib.widgets import StackingExplorer
from convlib.widgets.lesson_07_stacking import FIRST, LATER, STACKS, build
from tests.reading import hovered, press, printed, shown

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())
SHORT, DEEP = STACKS["ends in 2 × 2"], STACKS["slide 57"]


def captions(explorer):
    return [grid.caption() for grid in explorer.grids.values()]


# Stages.


def test_every_stage_shows_what_the_operations_make():
    explorer = StackingExplorer(O)
    maps = convolve(O, FIRST)
    stages = [maps, relu(maps), max_pool(relu(maps)), max_pool(max_pool(relu(maps)))]
    for grid, values in zip([*explorer.grids.values()][1:], stages, strict=True):
        assert hovered(grid).ravel().tolist() == [look.exact(value, parts=9) for value in values.flat]
    assert captions(explorer) == ["picture: 9×9", "maps: 3×7×7", "ReLU: 3×7×7", "pooled: 3×4×4", "pooled: 3×2×2"]


@pytest.mark.parametrize(("stage", "name"), [(3, "pooled"), (4, "pooled_twice")])
def test_the_pooled_maps_print_the_slides_numbers(stage, name):
    slide = np.array([DECK[name][feature] for feature in FEATURES])
    np.testing.assert_array_equal(shown(StackingExplorer().grids[stage]), printed(slide))


def test_cells_too_small_for_numbers_print_none_and_tell_them_to_who_hovers():
    grid = StackingExplorer().grids[1]
    assert set(shown(grid).flat) == {""} and "5/9" in hovered(grid).ravel().tolist()


def test_the_stack_of_slide_57_ends_in_one_by_one_and_the_short_one_in_two_by_two():
    sides = [(9, 9), *((3, side, side) for side in (7, 7, 5, 5, 3, 1, 1, 1))]
    assert Network(build(DEEP)).shapes((9, 9)) == sides
    assert Network(build(SHORT)).shapes((9, 9))[-1] == (3, 2, 2)
    assert captions(StackingExplorer(layers=DEEP))[-1] == "pooled: 3×1×1"


def test_a_later_feature_takes_the_average_of_the_cells_that_it_looks_at():
    explorer = StackingExplorer(layers=("convolution", "ReLU", "convolution"))
    diagonal, cross, antidiagonal = relu(convolve(X, FIRST))
    after = explorer.network.stages(X)[3].values
    for row, column in np.ndindex(5, 5):
        at = np.s_[row:row + 3, column:column + 3]
        strokes = diagonal[at][[0, 2], [0, 2]], [cross[at][1, 1]], antidiagonal[at][[0, 2], [2, 0]]
        right = diagonal[at].diagonal().mean(), np.hstack(strokes).mean(), antidiagonal[at][:, ::-1].diagonal().mean()
        np.testing.assert_allclose(after[:, row, column], right)
    assert np.argwhere(np.isclose(after[1], 1)).tolist() == [[2, 2]]  # the whole X, in the middle
    assert LATER.shape == (3, 3, 3, 3)


def test_maps_wear_the_colours_of_their_features_and_pixels_do_not():
    explorer = StackingExplorer(layers=("pooling", "convolution"))
    pooled, maps = ({fill for fill, *_ in grid.looks} for grid in [*explorer.grids.values()][1:])
    assert pooled == {look.BLACK, look.WHITE}
    panels = explorer.grids[2].cells().index
    for panel, name in zip(panels, FEATURES, strict=True):
        values = convolve(max_pool(X), FEATURES[name])
        fills = [explorer.grids[2].looks[number][0] for number in panel.flat]
        shown = look.matches(values, look.COLOURS[name])
        assert fills == [shown.looks[number][0] for number in shown.index.flat]
    assert maps.isdisjoint(pooled)


@pytest.mark.parametrize("layers", [(), ("ReLU",), ("pooling",) * 10, DEEP, ("convolution",) * 4])
def test_all_stages_fit_side_by_side_and_show_whole_cells(layers):
    explorer = StackingExplorer(layers=layers)
    assert len(explorer.grids) == len(layers) + 1
    maps = [grid.columns * grid.cell for grid in explorer.grids.values()]
    assert min(grid.cell for grid in explorer.grids.values()) >= 12
    if len(layers) <= 8:
        assert sum(max(side, 106) + 12 for side in maps) <= 1130


# Traces.


def test_a_chosen_value_lights_up_what_the_network_traces():
    explorer = StackingExplorer()
    for stage in range(1, 5):
        for cell in range(explorer.grids[stage].panels * explorer.grids[stage].rows * explorer.grids[stage].columns):
            explorer.grids[stage].here.value = cell  # as the hand does
            assert explorer.chosen == (stage, cell)
            place = np.unravel_index(cell, explorer.network.stages(X)[stage].values.shape)
            traced = explorer.network.trace(X, stage, tuple(map(int, place)))
            for grid, marks in zip([*explorer.grids.values()][:stage], traced, strict=False):
                assert grid.marked() == np.flatnonzero(marks).tolist()
            assert [grid.marked() for grid in [*explorer.grids.values()][stage:]] == [[cell]] + [[]] * (4 - stage)
            assert {grid.fade for grid in explorer.grids.values()} == {"unmarked"}  # also what comes after it
            shown = [grid.here.value < grid.here.max for grid in [*explorer.grids.values()][1:]]
            assert shown == [number == stage for number in range(1, 5)]


def test_the_traced_pixels_are_those_that_change_the_value():
    picture = np.random.default_rng(5).uniform(-1, 1, (9, 9))
    explorer = StackingExplorer(picture)
    before = explorer.network(picture)
    for cell in range(12):
        explorer.chosen = (4, cell)
        nudged = np.repeat(picture[np.newaxis], 81, axis=0)
        nudged.reshape(81, 81)[range(81), range(81)] += 1e-6
        changed = explorer.network(nudged).reshape(81, 12)[:, cell] != before.flat[cell]
        assert np.flatnonzero(changed).tolist() == explorer.grids[0].marked()


def test_what_a_value_sees_is_what_could_change_it_whatever_the_picture():
    def back(first, last, kind, rows):
        if kind == "pooling":
            return 2 * first, min(2 * last + 1, rows - 1)
        return first, last + 2 if kind == "convolution" else last

    for layers in (SHORT, DEEP, ("pooling", "convolution", "pooling")):
        network = Network(build(layers))
        shapes = network.shapes((9, 9))
        *_, rows, columns = shapes[-1]
        for row, column in np.ndindex(rows, columns):
            seen = network.sees(X, stage=-1, place=(1, row, column))
            down, across = (row, row), (column, column)
            for number in reversed(range(len(layers))):
                down, across = (back(*span, layers[number], shapes[number][-1]) for span in (down, across))
                panels = seen[number].reshape(-1, *seen[number].shape[-2:])
                lit = np.zeros(panels.shape[1:], bool)
                lit[down[0]:down[1] + 1, across[0]:across[1] + 1] = True
                for panel in panels:
                    assert (panel == lit).all() or not panel.any()
                through_all = "convolution" in layers[number:] or len(panels) == 1
                assert panels.any(axis=(1, 2)).sum() == (len(panels) if through_all else 1)


@pytest.mark.parametrize(("cell", "pixels"), [(0, 36), (1, 30), (2, 30), (3, 25)])
def test_the_edge_cuts_off_what_the_last_values_see(cell, pixels):
    explorer = StackingExplorer()
    explorer.sees, explorer.chosen = True, (4, cell)
    assert len(explorer.grids[0].marked()) == pixels
    assert explorer.origin().endswith(f"and {pixels} pixels.")


def test_the_trace_is_told_in_words():
    explorer = StackingExplorer()
    explorer.chosen = (1, 0)
    assert explorer.said() == "This .77 came from 9 pixels."
    explorer.chosen = (4, 1)
    assert explorer.said() == "This .55 came from 1 cell in stage 3 (pooled), 1 cell in stage 2 (ReLU), " \
                              "1 cell in stage 1 (maps), and 9 pixels."
    explorer.sees = True
    assert explorer.said() == "This .55 sees 4 cells in stage 3 (pooled), 12 cells in stage 2 (ReLU), " \
                              "12 cells in stage 1 (maps), and 30 pixels."
    explorer.chosen = (0, 10)
    assert explorer.said() == "This 1.00 is a pixel of the picture. Nothing comes before it."
    assert explorer.grids[0].marked() == [10]


def test_a_trace_can_be_cleared():
    explorer = StackingExplorer()
    explorer.chosen = (4, 3)
    press(explorer, "clear the trace")
    assert explorer.chosen == () and explorer.said() == ""
    assert all(grid.marked() == [] for grid in explorer.grids.values())
    assert all(grid.here.value == grid.here.max for grid in [*explorer.grids.values()][1:])


def test_a_stroke_on_the_picture_changes_every_stage_and_the_trace_stays():
    explorer = StackingExplorer()
    explorer.chosen = (4, 0)
    grids = [*explorer.grids.values()]
    explorer.grids[0]._handle_custom_msg({"draw": [[10, False]], "on": [9, 9], "stroke": 1, "from": "a view"}, [])
    drawn = X.copy()
    drawn[1, 1] = -1
    np.testing.assert_array_equal(explorer.picture, drawn)
    np.testing.assert_array_equal(shown(explorer.grids[4]), printed(Network(build(SHORT))(drawn)))
    assert [*explorer.grids.values()] == grids and explorer.chosen == (4, 0)
    marks = Network(build(SHORT)).trace(drawn, 4, (0, 0, 0))[0]
    assert explorer.grids[0].marked() == np.flatnonzero(marks).tolist() != np.flatnonzero(marks * 0).tolist()
    assert explorer.controls["picture"].value == "your own"


def test_a_trace_stays_while_its_stage_does_and_goes_with_it():
    explorer = StackingExplorer()
    explorer.chosen = (3, 5)
    explorer.add("ReLU")
    assert explorer.chosen == (3, 5)
    explorer.layers = ("convolution", "ReLU")
    assert explorer.chosen == () and explorer.said() == ""
    explorer.chosen = (1, 48)
    explorer.picture = X[:5, :5]
    assert explorer.chosen == ()


# The builder.


def test_layers_are_added_to_the_end_and_chosen():
    explorer = StackingExplorer(layers=())
    for kind in ("convolution", "ReLU", "pooling"):
        press(explorer, f"+ {kind}")
    assert explorer.layers == ("convolution", "ReLU", "pooling") and explorer.layer == 3
    assert explorer.controls["layers"].value == "slide 56"


def test_the_chosen_layer_moves_and_stays_chosen():
    explorer = StackingExplorer(layers=("convolution", "ReLU", "pooling"))
    press(explorer, "◀ earlier")
    assert explorer.layers == ("convolution", "pooling", "ReLU") and explorer.layer == 2
    press(explorer, "◀ earlier")
    assert explorer.layers == ("pooling", "convolution", "ReLU") and explorer.layer == 1
    assert captions(explorer)[1:] == ["pooled: 1×5×5", "maps: 3×3×3", "ReLU: 3×3×3"]
    press(explorer, "later ▶")
    assert explorer.layers == ("convolution", "pooling", "ReLU") and explorer.layer == 2
    explorer.layer = 1
    explorer.move(-1)  # there is nothing before it
    assert explorer.layers == ("convolution", "pooling", "ReLU") and explorer.layer == 1


def test_the_chosen_layer_is_removed_until_only_the_picture_is_left():
    explorer = StackingExplorer()
    explorer._chips[1].value = True  # a click on the chip of layer 2
    assert explorer.layer == 2 and [chip.value for chip in explorer._chips[:4]] == [False, True, False, False]
    press(explorer, "remove")
    assert explorer.layers == ("convolution", "pooling", "pooling") and explorer.layer == 1
    for _ in range(3):
        press(explorer, "remove")
    assert explorer.layers == () and explorer.layer == 0 and captions(explorer) == ["picture: 9×9"]
    assert explorer._changes[2].disabled
    explorer.drop()
    assert explorer.layers == ()


def test_the_chip_of_the_chosen_layer_stays_down():
    explorer = StackingExplorer()
    explorer._chips[3].value = False
    assert explorer._chips[3].value and explorer.layer == 4


@pytest.mark.parametrize("name", STACKS)
def test_a_stack_can_be_chosen_by_name_and_reset_goes_back(name):
    explorer = StackingExplorer(O, layers=("ReLU",))
    explorer.controls["layers"].value = name
    assert explorer.layers == STACKS[name] and explorer.layer == len(STACKS[name])
    explorer.controls["picture"].value = "X"
    explorer.chosen, explorer.sees = (1, 0), True
    press(explorer, "reset")
    np.testing.assert_array_equal(explorer.picture, O)
    assert (explorer.layers, explorer.layer, explorer.chosen, explorer.sees) == (("ReLU",), 1, (), False)
    assert explorer.controls["layers"].value is None


def test_a_stack_that_cannot_be_says_why_and_shows_what_can():
    explorer = StackingExplorer()
    press(explorer, "+ convolution")
    press(explorer, "+ ReLU")
    assert explorer.said() == "Layer 5 (convolution): a feature of 3 × 3 pixels does not fit into a map of 2 × 2. " \
                              "Move it earlier, or remove it."
    assert len(explorer.grids) == 5 and explorer.layers[4:] == ("convolution", "ReLU")
    below = [column.children[1] for column in explorer._row.children[:-1]]
    assert [below[5].value, below[6].value] == ["✕ does not fit", "–"]
    explorer.layer = 5
    press(explorer, "◀ earlier")
    assert explorer.said() == "" and captions(explorer)[4:] == ["maps: 3×2×2", "pooled: 3×1×1", "ReLU: 3×1×1"]


def test_a_picture_smaller_than_a_feature_is_a_stack_that_cannot_be():
    explorer = StackingExplorer(X[:2, :2])
    assert captions(explorer) == ["picture: 2×2"] and explorer.said().startswith("Layer 1 (convolution): a feature")
    explorer.layers = ("pooling",)
    assert captions(explorer) == ["picture: 2×2", "pooled: 1×1×1"] and explorer.said() == ""


def test_a_grid_serves_for_its_column_again_and_again():
    explorer = StackingExplorer()
    made = [*explorer.grids.values()]
    explorer.layers = ("pooling",)
    explorer.layers = STACKS["slide 57"]
    assert [*explorer.grids.values()][:len(made)] == made
    for grid, stage in zip(explorer.grids.values(), Network(build(explorer.layers)).stages(X), strict=True):
        assert grid.cells().index.size == stage.values.size
        assert grid.here is None or grid.here.value == grid.here.max == stage.values.size


def test_a_large_picture_and_one_that_is_not_square_show_too():
    explorer = StackingExplorer(np.ones((40, 60)))
    assert captions(explorer)[-1] == "pooled: 3×10×15"
    assert all(grid.cell >= 1 for grid in explorer.grids.values())


def test_more_layers_than_there_is_room_for_are_left_out_and_it_says_so():
    explorer = StackingExplorer(layers=["ReLU"] * 10)
    press(explorer, "+ pooling")
    assert explorer.layers == ("ReLU",) * 10
    assert explorer.said() == "Here is room for 10 layers. The others were left out."
    explorer.layers = ("ReLU",) * 9
    assert explorer.said() == ""


@pytest.mark.parametrize(("trait", "asked", "kept", "words"), [
    ("layer", 9, 4, "There is no layer 9: they run from 1 to 4. This is layer 4."),
    ("layer", 0, 1, "There is no layer 0: they run from 1 to 4. This is layer 1."),
    ("chosen", (7, 0), (4, 0), "There is no stage 7: it runs from 0 to 4. This is stage 4."),
    ("chosen", (4, 12), (4, 11), "There is no cell 12: it runs from 0 to 11. This is cell 11."),
    ("chosen", (4, -1), (4, 0), "There is no cell −1: it runs from 0 to 11. This is cell 0.")])
def test_what_does_not_exist_becomes_the_nearest_one_and_it_says_so(trait, asked, kept, words):
    explorer = StackingExplorer()
    setattr(explorer, trait, asked)
    assert getattr(explorer, trait) == kept and words in explorer.said()
    setattr(explorer, trait, kept)
    assert words not in explorer.said()


def test_pixels_beyond_the_scale_are_clamped_and_it_says_so():
    explorer = StackingExplorer(X * 3)
    np.testing.assert_array_equal(explorer.picture, X)
    assert "picture" in explorer.said()


@pytest.mark.parametrize(("trait", "value", "error", "words"), [
    ("layers", ("convolution", "relu"), ValueError, r"layers\[1\] must be one of 'convolution', .*but it is 'relu'"),
    ("layers", (3,), ValueError, r"layers\[0\] must be one of .*but it is 3"),
    ("layers", "ReLU", Exception, "tuple"),
    ("chosen", (1,), ValueError, r"chosen must be \(stage, cell\), .*but it is \(1,\)"),
    ("chosen", ("a", 0), ValueError, r"chosen\[0\] must be a whole number, but it is 'a'"),
    ("picture", np.full((9, 9), np.nan), ValueError, r"picture\[0, 0\] is nan"),
    ("picture", "abc", TypeError, "picture must hold real numbers"),
])
def test_what_makes_no_sense_is_refused_and_nothing_changes(trait, value, error, words):
    explorer = StackingExplorer()
    before = explorer.text()
    with pytest.raises(error, match=words):
        setattr(explorer, trait, value)
    assert explorer.text() == before and explorer.said() == ""


# The same, where no browser is.


def test_its_words_are_the_same_every_time_and_follow_the_state():
    first, second = StackingExplorer(), StackingExplorer()
    assert first.text() == second.text()
    assert first.text().startswith("picture: 9×9 → maps: 3×7×7 →")
    assert first.text().endswith(".55 1.00\n1.00  .55")
    second.chosen = (4, 0)
    assert "This 1.00 came from" in second.text()


@pytest.mark.parametrize("layers", [SHORT, DEEP, (), (*SHORT, "convolution")])
def test_its_outputs_hold_words_a_picture_and_the_live_view(layers):
    explorer = StackingExplorer(layers=layers)
    explorer.chosen = (len(explorer.grids) - 1, 0)
    data, _ = explorer._repr_mimebundle_()
    assert set(data) == {"text/plain", "image/png", "application/vnd.jupyter.widget-view+json"}
