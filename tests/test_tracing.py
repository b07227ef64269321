"""What the tracing explorers share: which cell came from which, the threads between them, and the arithmetic."""

import re

import ipywidgets
import numpy as np
import pytest

from convlib.layers import Convolution, Flatten, Layer, MaxPool, Relu, Vote
from convlib.network import Network, deck_network
from convlib.pictures import FEATURES, TRICKY, O, X
from convlib.show import look
from convlib.widgets import NetworkExplorer, StackingExplorer
from convlib.widgets.lesson_07_stacking import STACKS
from convlib.widgets.parts.arithmetic import arithmetic
from convlib.widgets.parts.linking import FEW, MANY, hulls, lines, links, windows
from tests.reading import press
from tests.twins import differences

RANDOM = np.random.default_rng(7)
FEATURE = np.stack([*FEATURES.values()])
LAYERS = [  # one of each kind, and inputs for it
    (Convolution(FEATURE), RANDOM.uniform(-1, 1, (1, 6, 7))),
    (Convolution(RANDOM.uniform(-1, 1, (2, 3, 3, 2)), stride=2, padding=1), RANDOM.uniform(-1, 1, (3, 6, 7))),
    (Relu(), RANDOM.uniform(-1, 1, (3, 4, 5))),
    (MaxPool(), RANDOM.uniform(-1, 1, (3, 5, 7))),
    (MaxPool(window=3, stride=1), RANDOM.uniform(-1, 1, (2, 5, 5))),
    (Flatten(), RANDOM.uniform(-1, 1, (3, 2, 2))),
    (Vote(RANDOM.uniform(-1, 1, (12, 3))), RANDOM.uniform(-1, 1, 12)),
    (Vote(deck_network().layers[-1].weights), RANDOM.uniform(-1, 1, 12)),
]
EVERY_KIND = pytest.mark.parametrize(("layer", "inputs"), LAYERS, ids=lambda part: repr(part)[:30])


# Sources.


@EVERY_KIND
@pytest.mark.parametrize("follow", ["trace", "sees"])
def test_the_sources_of_a_cell_are_what_it_alone_is_traced_to(layer, inputs, follow):
    shape = layer.shape(inputs.shape)
    chosen = RANDOM.random(shape) < 0.3
    sources = layer.sources(inputs, chosen, follow)
    assert [*sources] == np.flatnonzero(chosen).tolist()
    for cell, many in sources.items():
        alone = np.zeros(chosen.size, bool)
        alone[cell] = True
        assert many.tolist() == np.flatnonzero(getattr(layer, follow)(inputs, alone.reshape(shape))).tolist()
    together = np.flatnonzero(getattr(layer, follow)(inputs, chosen)).tolist()
    assert sorted({int(each) for many in sources.values() for each in many}) == together


@EVERY_KIND
def test_an_input_that_is_no_source_changes_nothing_and_one_that_is_can(layer, inputs):
    result = layer(inputs).ravel()
    sources = layer.sources(inputs, np.ones(layer.shape(inputs.shape), bool))
    for number in range(inputs.size):
        nudged = inputs.copy()
        nudged.flat[number] += 1e-6
        changed = set(np.flatnonzero(layer(nudged).ravel() != result))
        from_it = {cell for cell, many in sources.items() if number in many}
        assert changed <= from_it
        if not isinstance(layer, Relu):  # which lets nothing negative through, though it came from there
            assert changed == from_it


def test_what_came_from_nowhere_has_no_sources():
    network = Network([Relu(), Flatten(), Vote(np.zeros((81, 1)))])
    assert network.sources(X, network.trace(X, -1, 0))[2][0].size == 0
    assert network.sources(X, network.trace(X, -1, 0))[:2] == [{}, {}]
    assert links({}, [(9, 9), (3, 7, 7)], merged=True) == []


def test_the_sources_of_a_network_are_those_of_its_layers():
    network = deck_network()
    marked = network.trace(O, -1, 1)
    sources = network.sources(O, marked)
    assert len(sources) == len(network.layers)
    for before, now, found in zip(marked, marked[1:], sources, strict=False):
        assert [*found] == np.flatnonzero(now).tolist()
        assert np.unique(np.concatenate([*found.values()])).tolist() == np.flatnonzero(before).tolist()
    assert network.sources(O, network.trace(O, 0, (3, 3))) == []
    with pytest.raises(ValueError, match="chosen must hold booleans"):
        network.sources(O, [marked[0], marked[2][0]])


# Links and lines.


def test_a_window_is_told_by_its_corners_and_what_does_not_fill_one_cell_by_cell():
    assert windows([30, 31, 32, 39, 40, 41], (9, 9)) == [(30, 41)]
    assert windows([0, 8], (9, 9)) == [(0, 0), (8, 8)]
    assert windows([0, 1, 2], (12,)) == [(0, 0), (1, 1), (2, 2)]
    assert [window for window, _ in hulls([0, 5, 17], (2, 4, 4))] == [(0, 5), (17, 17)]


def test_few_links_go_to_corners_more_to_the_middle_and_too_many_become_one_a_map():
    shapes = [(9, 9), (3, 7, 7)]
    layer = Convolution(FEATURE)

    def drawn(many):
        chosen = np.zeros((3, 7, 7), bool)
        chosen.flat[:many] = True
        found = links(layer.sources(X[np.newaxis], chosen), shapes)
        return found, lines(1, found, [9, 7], lambda *_: "teal")

    for many, each in ((1, 2), (FEW, 2), (FEW + 1, 1), (MANY, 1)):
        found, all_lines = drawn(many)
        assert len(found) == many and len(all_lines) == each * many
    assert drawn(1)[1] == [[[1, 0, 0, 0], [0, 2, 1, 0], "teal"], [[1, 0, 0, 1], [0, 20, 1, 1], "teal"]]
    assert drawn(FEW + 1)[1][0] == [[1, 0, 0, 0.5], [0, 10, 0.5, 0.5], "teal"]
    assert drawn(147)[0] == [((0, 48), (0, 80)), ((49, 97), (0, 80)), ((98, 146), (0, 80))]


def test_every_line_joins_a_lit_cell_to_a_window_of_lit_ones_in_the_colour_of_its_feature():
    explorer = NetworkExplorer(TRICKY["X_rotation"])
    for chosen in ((6, 0), (5, 4), (4, 7), (1, 60)):
        explorer.chosen = chosen
        lit = [set(np.flatnonzero(marks)) for marks in explorer.lit]
        web = explorer._threads.traced
        assert web["of"] == [*chosen] and web["boxes"] == []
        for start, end, colour in web["lines"]:
            assert start[1] in lit[start[0]] and end[1] in lit[end[0]] and end[0] == start[0] - 1
            feature = [*FEATURES][start[1] * 3 // explorer.stages[start[0]].values.size]
            assert colour == look.COLOURS[feature]
        assert {start[0] for start, *_ in web["lines"]} == set(range(1, min(chosen[0], 5) + 1))
    explorer.chosen = ()
    assert explorer._threads.traced == {"of": [], "lines": [], "boxes": []}


# Arithmetic.


def value_of(sum_in_words):
    """Work out what stands before the last "=", and read what stands after it."""
    told, _, result = sum_in_words.rpartition(" = ")
    code = re.sub(r"(?<![\d)])\.", "0.", told.replace("−", "-").replace("·", "*"))
    return eval(code, {"max": lambda *numbers: max(numbers)}), float(result.replace("−", "-"))  # noqa: S307


@EVERY_KIND
def test_the_arithmetic_of_every_number_is_what_the_layer_makes(layer, inputs):
    if isinstance(layer, Flatten):
        return
    results = layer(inputs)
    for place in np.ndindex(results.shape):
        told = arithmetic(layer, inputs, place, str)
        assert told.endswith(f" = {look.label(results[place])}")
        if "…" not in told:
            worked_out, result = value_of(told)
            assert worked_out == pytest.approx(result, abs=0.05)  # every number in it is cut


def test_a_long_sum_is_shortened_and_a_number_that_moves_tells_from_where():
    assert arithmetic(Vote(np.ones((12, 1)) / 12), np.arange(12) / 11, (0,), str) == \
        "(0 + .09 + .18 + .27 + .36 + … + 1.00) / 12 = .50"
    assert arithmetic(Vote([[0.5], [0], [-2]]), np.array([0.5, 1, 0.25]), (0,), str) == \
        ".50·.50 + .25·−2.00 = −.25"
    assert arithmetic(Vote(np.zeros((2, 1))), np.ones(2), (0,), str) == "0 = 0"
    assert arithmetic(Flatten(), np.ones((1, 2, 2)) / 3, (2,), lambda cell: f"cell {cell}") == "cell 2 = .33"
    assert arithmetic(MaxPool(window=3), np.arange(9.0).reshape(1, 3, 3) / 10, (0, 0, 0), str) == \
        "max(0, .10, .20, .30, .40, …, .80) = .80"
    with pytest.raises(TypeError, match="nobody has told how"):
        arithmetic(Layer(), X, (0,), str)


@pytest.mark.parametrize(("number", "reads"), [
    ((0, 10), "picture, row 1, column 1: 1"),
    ((1, 8), "feature maps, diagonal, row 1, column 1: (9 − 0) / 9 = 1.00"),
    ((2, 1), "ReLU, diagonal, row 0, column 1: max(0, −.11) = 0"),
    ((3, 3), "pooled, diagonal, row 0, column 3: max(.33, 0) = .33"),
    ((5, 4), "values, cross, number 5: pooled again, cross, row 0, column 0 = 1.00"),
    ((6, 1), "the vote for O: (.55 + .55 + .55 + .55) / 4 = .55")])
def test_the_readout_tells_of_the_number_that_the_hand_points_at_or_else_of_the_chosen_one(number, reads):
    explorer = NetworkExplorer()
    assert explorer.reads() == "" and reads not in explorer.text()
    explorer.chosen = (3, 0)
    before = explorer.reads()
    explorer.pointed = number
    assert explorer.reads() == reads and reads in explorer.text()
    explorer.pointed = ()
    assert explorer.reads() == before != reads
    explorer.chosen = number
    assert explorer.reads() == reads


def test_every_number_of_a_deep_stack_can_be_read():
    explorer = StackingExplorer(layers=STACKS["slide 57"])
    for stage, (_, values) in enumerate(explorer.stages[1:], start=1):
        for cell in range(0, values.size, 5):
            explorer.pointed = (stage, cell)
            assert explorer.reads().startswith(f"stage {stage} (")
            assert explorer.reads().endswith(f" = {look.label(values.flat[cell])}")


# The hand.


def point(explorer, *at):
    """Point at a number, or at none, as the page reports it."""
    explorer._threads._handle_custom_msg({"at": [*at], "from": "a view"}, [])


@pytest.mark.parametrize("kind", [StackingExplorer, NetworkExplorer])
def test_to_point_at_a_number_shows_its_threads_and_leaves_nothing_behind(kind):
    explorer = kind()
    grids = [grid.get_state() for grid in explorer.grids.values()]
    text = explorer.text()
    point(explorer, 4, 3)
    assert explorer.pointed == (4, 3) and explorer.chosen == ()
    assert explorer._threads.pointed["of"] == [4, 3] and len(explorer._threads.pointed["lines"]) == 5
    assert [0, 40, 60] in explorer._threads.pointed["boxes"]
    assert [grid.get_state() for grid in explorer.grids.values()] == grids
    assert differences(explorer) == []
    point(explorer)
    assert explorer._threads.pointed == {"of": [], "lines": [], "boxes": []} and explorer.text() == text


def test_what_is_pointed_at_follows_the_pen():
    explorer = NetworkExplorer()
    point(explorer, 6, 0)
    before = explorer.reads(), explorer._threads.pointed
    explorer.picture = O
    assert explorer.reads() != before[0] and explorer._threads.pointed != before[1]


def test_to_point_at_a_vote_shows_its_lines_alone():
    explorer = NetworkExplorer()
    point(explorer, 6, 1)
    assert sum(hasattr(shape, "points") for shape in explorer._lines.shapes) == 4
    point(explorer)
    assert sum(hasattr(shape, "points") for shape in explorer._lines.shapes) == 9


def test_a_quick_hand_may_point_at_and_choose_what_has_just_been_taken_out():
    explorer = StackingExplorer()
    last = explorer.grids[4].here
    point(explorer, 4, 3)
    press(explorer, "remove")
    assert explorer.pointed == ()
    last.value = 3
    point(explorer, 4, 3)
    point(explorer, 3, 147)
    assert explorer.chosen == explorer.pointed == () and len(explorer.stages) == 4


def test_a_smaller_picture_lets_go_of_a_number_that_it_has_not():
    explorer = NetworkExplorer(np.ones((10, 10)))
    explorer.chosen = explorer.pointed = (1, 191)
    explorer.picture = X
    assert explorer.chosen == explorer.pointed == ()
    assert explorer.said() == "X 1.00, O .55: the network says X."


def test_every_part_of_a_trace_can_be_undone():
    explorer = StackingExplorer()
    explorer.chosen = (4, 0)
    assert {grid.fade for grid in explorer.grids.values()} == {"unmarked"}
    press(explorer, "clear the trace")
    assert {grid.fade for grid in explorer.grids.values()} == {""}
    assert isinstance(explorer.grids[0].here, type(None)) and isinstance(explorer.grids[1].here, ipywidgets.IntSlider)


def test_a_network_of_other_layers_can_be_read_too():
    layers = [Convolution(FEATURE, padding=1), MaxPool(3, 3), Flatten(), Vote(RANDOM.uniform(-1, 1, (27, 2)))]
    explorer = NetworkExplorer(network=Network(layers))
    for stage, (_, values) in enumerate(explorer.stages[1:], start=1):
        explorer.pointed = (stage, values.size - 1)
        assert explorer.reads().endswith(f" = {look.label(values.flat[-1])}")
