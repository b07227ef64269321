"""Networks give the deck's numbers, agree with loops written out, and trace a value back to what it came from."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from convlib.network import Convolution, Flatten, Layer, MaxPool, Network, Relu, Stage, Vote, deck_network
from convlib.pictures import FEATURES, TRICKY, O, X

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())
PICTURES = {"X": X, "O": O, **TRICKY}

often = settings(max_examples=80, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)


# The deck's numbers.


def check_printed(actual, printed):
    """Every number is a whole number of ninths, and its first two decimals are the printed ones."""
    actual, printed = np.asarray(actual), np.asarray(printed)
    assert actual.shape == printed.shape
    ninths = np.round(actual * 9)
    np.testing.assert_allclose(actual, ninths / 9, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(np.trunc(ninths * 100 / 9) / 100, printed)


@pytest.mark.parametrize("name, image", [("X", X), ("O", O)])
def test_the_values_of_the_x_and_the_o_are_the_decks(name, image):
    check_printed(deck_network().stages(image)[5].values, DECK["exemplar_values"][name])


def test_every_stage_of_the_x_is_the_decks():
    stages = deck_network().stages(X)
    names = [stage.name for stage in stages]
    assert names == ["picture", "feature maps", "ReLU", "pooled", "pooled", "values", "votes"]
    np.testing.assert_array_equal(stages[0].values, X)
    for stage, key in zip(stages[1:5], ["filtered", "rectified", "pooled", "pooled_twice"], strict=True):
        check_printed(stage.values, [DECK[key][feature] for feature in ("diagonal", "cross", "antidiagonal")])


def test_the_voters_are_the_decks():
    weights = np.zeros((12, 2))
    weights[np.array(DECK["voting"]["x_voters_1based"]) - 1, 0] = 1 / 5
    weights[np.array(DECK["voting"]["o_voters_1based"]) - 1, 1] = 1 / 4
    np.testing.assert_array_equal(deck_network().layers[-1].weights, weights)


def test_nine_of_the_ten_pictures_are_decided_right_and_the_thick_x_is_not():
    network = deck_network()
    decided = {name: "XO"[network(image).argmax()] for name, image in PICTURES.items()}
    assert len(decided) == 10
    assert [name for name, answer in decided.items() if answer != name[0]] == ["X_weight"]


@pytest.mark.parametrize(
    "name, ninths_for_x, ninths_for_o",
    [
        ("X", 9, 5),
        ("O", 5, 9),
        ("X_translation", 9, 6),
        ("X_scaling", 9, 5),
        ("X_rotation", 7.4, 5),
        ("X_weight", 4.6, 5),
        ("O_translation", 5, 9),
        ("O_scaling", 4.2, 5),
        ("O_rotation", 4.2, 5),
        ("O_weight", 4.2, 5),
    ],
)
def test_the_votes_for_the_ten_pictures(name, ninths_for_x, ninths_for_o):
    votes = deck_network()(PICTURES[name])
    np.testing.assert_allclose(votes, [ninths_for_x / 9, ninths_for_o / 9], rtol=0, atol=1e-12)


def test_the_tall_stack_of_slide_57_ends_in_a_single_value():
    random = np.random.default_rng(57)
    deeper = random.uniform(-1, 1, (2, 3, 3, 3, 3))
    first, second, third = Convolution(list(FEATURES.values())), Convolution(deeper[0]), Convolution(deeper[1])
    network = Network([first, Relu(), second, Relu(), MaxPool(), third, Relu(), MaxPool()])
    sides = [shape[-1] for shape in network.shapes((9, 9))]
    assert sides == [9, 7, 7, 5, 5, 3, 1, 1, 1]
    assert network.shapes((9, 9))[-1] == network(X).shape == (3, 1, 1)


# Any number of batch axes.


@pytest.mark.parametrize("front", [(10,), (2, 5), (1, 10, 1)])
def test_the_votes_for_many_pictures_are_the_votes_for_each(front):
    network = deck_network()
    images = np.stack(list(PICTURES.values()))
    one_by_one = np.array([network(image) for image in images])
    votes = network(images.reshape(*front, 9, 9))
    assert votes.shape == (*front, 2)
    np.testing.assert_allclose(votes.reshape(10, 2), one_by_one, rtol=0, atol=1e-12)


LAYERS = {
    "convolution": (lambda random: Convolution(random.uniform(-1, 1, (2, 3, 2, 2)), stride=2, padding=1), (3, 4, 5)),
    "ReLU": (lambda random: Relu(), (3, 4, 5)),
    "pooling": (lambda random: MaxPool(window=2, stride=1), (3, 4, 5)),
    "flattening": (lambda random: Flatten(), (3, 4, 5)),
    "voting": (lambda random: Vote(random.uniform(0, 1, (6, 2)).round()), (6,)),
}


@pytest.mark.parametrize("kind", LAYERS)
@pytest.mark.parametrize("front", [(), (2,), (3, 2)])
def test_a_layer_does_and_traces_many_inputs_as_it_does_each(kind, front):
    random = np.random.default_rng(1)
    make, shape = LAYERS[kind]
    layer = make(random)
    assert layer.kind == kind
    inputs = random.uniform(-1, 1, (*front, *shape))
    results = layer(inputs)
    assert results.shape == (*front, *layer.shape(shape))
    chosen = random.uniform(size=results.shape) < 0.3
    traced = layer.trace(inputs, chosen)
    assert traced.shape == inputs.shape and traced.dtype == bool
    assert traced.any() and not traced.all()
    seen = layer.sees(inputs, chosen)
    assert seen.shape == inputs.shape and seen.dtype == bool and seen[traced].all()
    for place in np.ndindex(front):
        np.testing.assert_allclose(results[place], layer(inputs[place]), rtol=0, atol=1e-12)
        np.testing.assert_array_equal(traced[place], layer.trace(inputs[place], chosen[place]))
        np.testing.assert_array_equal(seen[place], layer.sees(inputs[place], chosen[place]))


# Independent versions, with every loop written out.


def convolve_by_loops(maps, layer):
    """Each match: the mean over the window's pixels, summed over the channels."""
    pad, stride = layer.padding, layer.stride
    maps = np.pad(maps, [(0, 0), (pad, pad), (pad, pad)])
    height, width = layer.features.shape[-2:]
    tops = range(0, maps.shape[1] - height + 1, stride)
    lefts = range(0, maps.shape[2] - width + 1, stride)
    result = np.zeros((len(layer.features), len(tops), len(lefts)))
    for number, feature in enumerate(layer.features):
        for row, top in enumerate(tops):
            for column, left in enumerate(lefts):
                for channel, part in enumerate(feature):
                    patch = maps[channel, top : top + height, left : left + width]
                    result[number, row, column] += (patch * part).sum() / (height * width)
    return result


def starts(size, window, stride):
    """Where the windows begin: the last is the first to reach the edge, and all begin inside."""
    begins = [0]
    while begins[-1] + window < size and begins[-1] + stride < size:
        begins.append(begins[-1] + stride)
    return begins


def winners_by_loops(maps, layer):
    """The place of the largest value of each window, the first in reading order, by the place of its result."""
    size, winners = layer.window, {}
    for number, one in enumerate(maps):
        for row, top in enumerate(starts(one.shape[0], size, layer.stride)):
            for column, left in enumerate(starts(one.shape[1], size, layer.stride)):
                places = [
                    (number, top + down, left + right)
                    for down, right in np.ndindex(one[top : top + size, left : left + size].shape)
                ]
                winners[number, row, column] = max(places, key=lambda place: maps[place])  # max keeps the first
    return winners


def max_pool_by_loops(maps, layer):
    winners = winners_by_loops(maps, layer)
    result = np.zeros(np.add(max(winners), 1))
    for place, winner in winners.items():
        result[place] = maps[winner]
    return result


def layer_by_loops(values, layer):
    """What a layer makes of one input, or None where a feature is too large for it."""
    match layer:
        case Convolution():
            framed = np.array(values.shape[1:]) + 2 * layer.padding
            return None if np.any(framed < layer.features.shape[-2:]) else convolve_by_loops(values, layer)
        case Relu():
            return np.where(values > 0, values, 0)
        case MaxPool():
            return max_pool_by_loops(values, layer)
        case Flatten():
            return np.array([value for one in values for row in one for value in row])
        case Vote():
            return sum(value * row for value, row in zip(values, layer.weights, strict=True))


@st.composite
def convolutions(draw, channels, least=-1.0):
    random = np.random.default_rng(draw(SEEDS))
    shape = draw(st.integers(1, 3)), channels, draw(st.integers(1, 4)), draw(st.integers(1, 4))
    return Convolution(random.uniform(least, 1, shape), draw(st.integers(1, 3)), draw(st.integers(0, 2)))


@st.composite
def networks(draw):
    """A picture, and up to six layers whose channels and numbers of values agree: only a feature may be too large."""
    random = np.random.default_rng(draw(SEEDS))
    image = random.uniform(-1, 1, (draw(st.integers(1, 9)), draw(st.integers(1, 9))))
    layers, values = [], image[np.newaxis]
    for kind in draw(st.lists(st.sampled_from("convolution relu pool".split()), max_size=5)):
        if values is None:
            break
        if kind == "convolution":
            layers.append(draw(convolutions(channels=len(values))))
        else:
            layers.append(Relu() if kind == "relu" else MaxPool(draw(st.integers(1, 5)), draw(st.integers(1, 4))))
        values = layer_by_loops(values, layers[-1])
    if values is not None and draw(st.booleans()):
        layers += [Flatten(), Vote(random.uniform(-1, 1, (values.size, draw(st.integers(1, 3)))))]
    return Network(layers), image


@often
@given(networks())
def test_a_network_agrees_with_loops_and_its_shapes_are_the_real_ones(case):
    network, image = case
    expected = [image[np.newaxis]]
    for layer in network.layers:
        expected.append(layer_by_loops(expected[-1], layer))

    if expected[-1] is None:
        failed = re.escape(f"layer {len(network.layers)} (convolution): a feature of ")
        for ask in (lambda: network.shapes(image.shape), lambda: network.stages(image), lambda: network(image)):
            with pytest.raises(ValueError, match=f"^{failed}.* does not fit into a map of "):
                ask()
        return

    stages = network.stages(image)
    assert [stage.name for stage in stages] == ["picture", *(layer.name for layer in network.layers)]
    assert network.shapes(image.shape) == [stage.values.shape for stage in stages]
    for stage, values in zip(stages, [image, *expected[1:]], strict=True):
        assert isinstance(stage, Stage) and stage.values.shape == values.shape
        np.testing.assert_allclose(stage.values, values, rtol=0, atol=1e-9)
    np.testing.assert_array_equal(network(image), stages[-1].values)


@often
@given(st.integers(1, 9), st.integers(1, 12), st.integers(1, 12))
def test_the_shape_of_a_pooled_stack_is_the_real_one(side, window, stride):
    pool = MaxPool(window, stride)
    stack = np.zeros((2, side, 7))
    assert pool.shape(stack.shape) == pool(stack).shape


def test_a_feature_with_channels_adds_up_the_matches_of_its_channels():
    both = Convolution([[[[1, 1]], [[1, -1]]], [[[0, 2]], [[0, 0]]]])
    assert both([[[1, 2, 3]], [[10, 20, 40]]]).tolist() == [[[1.5 - 5, 2.5 - 10]], [[2, 3]]]


def test_features_without_channels_are_for_one_map():
    features = np.stack(list(FEATURES.values()))
    layer = Convolution(features)
    assert layer.features.shape == (3, 1, 3, 3)
    np.testing.assert_array_equal(layer(X[np.newaxis]), Convolution(features[:, np.newaxis])(X[np.newaxis]))


def test_flattened_values_come_map_by_map_and_row_by_row():
    assert Flatten()([[[1, 2, 3]], [[4, 5, 6]]]).tolist() == [1, 2, 3, 4, 5, 6]
    assert Flatten()([[[1, 2], [3, 4]]]).tolist() == [1, 2, 3, 4]


def test_pooling_never_fails():
    network = Network([MaxPool()] * 6)
    assert network.shapes((9, 9)) == [(9, 9)] + [(1, side, side) for side in (5, 3, 2, 1, 1, 1)]
    np.testing.assert_array_equal(network(X), [[[1]]])


def test_votes_can_be_stacked():
    hidden = Network([MaxPool(9), Flatten(), Vote([[-1, 2]]), Relu(), Vote([[5], [10]])])
    np.testing.assert_array_equal(hidden(X), [20])
    assert [stage.name for stage in hidden.stages(X)][3:] == ["votes", "ReLU", "votes"]


def test_an_empty_network_gives_back_the_picture():
    network = Network([])
    np.testing.assert_array_equal(network(X), X)
    np.testing.assert_array_equal(network(np.stack([X, O])), [X, O])
    [(name, values)] = network.stages(X)
    assert name == "picture" and np.array_equal(values, X)
    assert network.shapes((9, 9)) == [(9, 9)]
    [marks] = network.trace(X, 0, (2, 5))
    assert np.argwhere(marks).tolist() == [[2, 5]]


# Tracing a value back.


def places(marks):
    """Where the marks are, as tuples."""
    return {tuple(place) for place in np.argwhere(marks).tolist()}


def window(row, column, rows=3, columns=3):
    return {(row + down, column + right) for down in range(rows) for right in range(columns)}


def test_the_vote_for_x_traces_to_its_five_values_their_winners_and_their_windows():
    network = deck_network()
    stages = network.stages(X)
    traced = network.trace(X, -1, 0)
    assert [marks.shape for marks in traced] == [stage.values.shape for stage in stages]
    assert all(marks.dtype == bool for marks in traced)
    assert places(traced[6]) == {(0,)}
    assert [value + 1 for (value,) in sorted(places(traced[5]))] == DECK["voting"]["x_voters_1based"]
    for stage, marks in zip(stages[1:6], traced[1:6], strict=True):
        assert stage.values[marks].tolist() == [1, 1, 1, 1, 1]

    # Three of the five were ties: the second pooling met 1.00 twice, and took the first of the two.
    winners = {(0, 1, 1), (0, 4, 4), (1, 3, 3), (2, 1, 5), (2, 5, 1)}
    assert places(traced[1]) == places(traced[2]) == winners
    assert places(traced[3]) == {(0, 0, 0), (0, 2, 2), (1, 1, 1), (2, 0, 2), (2, 2, 0)}
    assert places(traced[4]) == {(0, 0, 0), (0, 1, 1), (1, 0, 0), (2, 0, 1), (2, 1, 0)}
    assert places(traced[0]) == set.union(*(window(row, column) for _, row, column in winners))


def test_the_vote_for_o_traces_to_its_four_values():
    traced = deck_network().trace(O, 6, 1)
    assert [value + 1 for (value,) in sorted(places(traced[5]))] == DECK["voting"]["o_voters_1based"]
    assert [marks.sum() for marks in traced[1:]] == [4, 4, 4, 4, 4, 1]


def test_a_trace_ends_at_the_stage_it_began_from():
    network = deck_network()
    picture, maps, rectified, pooled = network.trace(X, 3, (0, 1, 2))
    assert places(pooled) == {(0, 1, 2)}
    assert places(rectified) == places(maps) == {(0, 3, 5)}
    assert places(picture) == window(3, 5)
    [only] = network.trace(X, 0, (4, 7))
    assert only.shape == (9, 9) and places(only) == {(4, 7)}


def test_a_stage_counts_from_the_end_and_a_place_too():
    network = deck_network()
    for one, other in [
        (network.trace(X, -4, (2, 0, 3)), network.trace(X, 3, (-1, -4, -1))),
        (network.trace(X, -2, -1), network.trace(X, 5, (11,))),
        (network.trace(X, -7, (0, 8)), network.trace(X, 0, [0, -1])),
    ]:
        for marks, expected in zip(one, other, strict=True):
            np.testing.assert_array_equal(marks, expected)


def test_a_match_traces_to_its_window_in_all_channels():
    layer = Convolution(np.ones((2, 3, 2, 1)), stride=2)
    chosen = np.zeros((2, 2, 2), bool)
    chosen[1, 1, 0] = True
    in_each_channel = window(2, 0, rows=2, columns=1)
    expected = {(channel, *place) for channel in range(3) for place in in_each_channel}
    assert places(layer.trace(np.zeros((3, 4, 4)), chosen)) == expected


def test_a_window_that_hangs_over_is_clipped_to_the_picture():
    network = Network([Convolution(np.ones((1, 3, 3)), padding=2)])
    assert places(network.trace(X, 1, (0, 0, 0))[0]) == {(0, 0)}
    assert places(network.trace(X, 1, (0, 1, 4))[0]) == window(0, 2, rows=2)
    assert places(network.trace(X, 1, (0, 10, 10))[0]) == {(8, 8)}
    nothing_but_padding = Network([Convolution(np.ones((1, 1, 1)), padding=1)])
    assert places(nothing_but_padding.trace(X, 1, (0, 0, 0))[0]) == set()


def test_a_feature_pixel_of_zero_still_lies_in_the_window():
    assert places(Network([Convolution([[[0, 1]]])]).trace(X, 1, (0, 2, 2))[0]) == {(2, 2), (2, 3)}


def test_a_rectified_value_traces_to_the_same_cell_also_where_it_was_negative():
    chosen = np.array([[True, False], [False, True]])
    np.testing.assert_array_equal(Relu().trace([[-1, -1], [1, 0]], chosen), chosen)


def test_a_tie_is_won_by_the_first_in_reading_order():
    assert places(MaxPool().trace([[[1, 5], [5, 5]]], [[[True]]])) == {(0, 0, 1)}
    assert places(MaxPool().trace(np.zeros((1, 3, 3)), [[[False, True], [True, True]]])) == {
        (0, 0, 2), (0, 2, 0), (0, 2, 2)}


def test_values_trace_to_their_place_in_the_stack():
    chosen = np.array([False, False, True, False, True, False])
    traced = Flatten().trace(np.zeros((2, 1, 3)), chosen)
    np.testing.assert_array_equal(traced, [[[False, False, True]], [[False, True, False]]])


def test_votes_trace_to_every_value_with_a_weight_whatever_its_sign_and_size():
    voters = Vote([[0, 1e-300], [-3, 0], [0, 0], [2, 0]])
    values = [0, 0, 0, 0]
    assert voters.trace(values, [True, False]).tolist() == [False, True, False, True]
    assert voters.trace(values, [False, True]).tolist() == [True, False, False, False]
    assert voters.trace(values, [True, True]).tolist() == [True, True, False, True]
    assert voters.trace(values, [False, False]).tolist() == [False, False, False, False]


@st.composite
def convolved(draw, least):
    """A picture and up to three pairs of convolution and ReLU that fit, and a place in the last stage."""
    random = np.random.default_rng(draw(SEEDS))
    image = random.uniform(least, 1, (draw(st.integers(1, 6)), draw(st.integers(1, 6))))
    layers, values = [], image[np.newaxis]
    for _ in range(draw(st.integers(1, 3))):
        layer = draw(convolutions(len(values), least))
        result = layer_by_loops(values, layer)
        if result is not None:
            layers += [layer, Relu()]
            values = layer_by_loops(result, Relu())
    place = tuple(draw(st.integers(0, size - 1)) for size in values.shape) if layers else draw(
        st.sampled_from(list(np.ndindex(image.shape))))
    return Network(layers), image, place


@often
@given(convolved(least=-1.0), SEEDS)
def test_pixels_outside_the_trace_do_not_touch_the_value(case, seed):
    network, image, place = case
    traced = network.trace(image, -1, place)[0]
    changed = np.where(traced, image, np.random.default_rng(seed).uniform(-1000, 1000, image.shape))
    assert network(changed)[place] == pytest.approx(network(image)[place], abs=1e-12)


@often
@given(convolved(least=0.1))
def test_where_nothing_is_negative_the_trace_is_exactly_the_pixels_that_matter(case):
    network, image, place = case
    before, matters = network(image)[place], np.zeros(image.shape, bool)
    for pixel in np.ndindex(image.shape):
        nudged = image.copy()
        nudged[pixel] += 1
        matters[pixel] = abs(network(nudged)[place] - before) > 1e-9
    np.testing.assert_array_equal(network.trace(image, -1, place)[0], matters)


@often
@given(SEEDS, st.integers(1, 6), st.integers(1, 6), st.integers(1, 4), st.integers(1, 4))
@example(0, 3, 3, 2, 2)
def test_each_pooled_value_traces_to_the_one_cell_that_won(seed, rows, columns, size, stride):
    maps = np.random.default_rng(seed).integers(-2, 2, (2, rows, columns))  # few different values, so many ties
    pool = MaxPool(size, stride)
    pooled, winners = pool(maps), winners_by_loops(maps, pool)
    assert set(winners) == set(np.ndindex(pooled.shape))
    for place, winner in winners.items():
        chosen = np.zeros(pooled.shape, bool)
        chosen[place] = True
        assert places(pool.trace(maps, chosen)) == {winner}
        assert maps[winner] == pooled[place]
    everything = pool.trace(maps, np.ones(pooled.shape, bool))
    assert places(everything) == set(winners.values())


def brighter(inputs):
    """Copies of the inputs, one for each number in them, in which this number is far larger."""
    copies = np.repeat(inputs[np.newaxis], inputs.size, axis=0)
    copies.reshape(inputs.size, inputs.size)[np.diag_indices(inputs.size)] += 1000
    return copies


@often
@given(SEEDS, st.integers(1, 6), st.integers(1, 6), st.integers(1, 4), st.integers(1, 4))
@example(0, 6, 5, 3, 2)
@example(0, 5, 5, 2, 3)
@example(0, 5, 5, 2, 1)
def test_each_pooled_value_sees_the_cells_that_could_have_won(seed, rows, columns, size, stride):
    maps = np.random.default_rng(seed).uniform(-1, 1, (2, rows, columns))
    pool = MaxPool(size, stride)
    pooled = pool(maps)
    changed = pool(brighter(maps)) != pooled
    for place in np.ndindex(pooled.shape):
        chosen = np.zeros(pooled.shape, bool)
        chosen[place] = True
        np.testing.assert_array_equal(pool.sees(maps, chosen).ravel(), changed[:, *place])


@pytest.mark.parametrize("pool", [MaxPool(2, 2), MaxPool(3, 2), MaxPool(2, 3), MaxPool(4, 1), MaxPool(1, 2)])
def test_a_value_sees_the_pixels_that_could_change_it_through_all_layers(pool):
    network = Network([Convolution(np.ones((2, 3, 3))), Relu(), pool, MaxPool(2, 1), Flatten()])
    stages, bright = network.stages(X), network(brighter(X))
    for place in range(stages[-1].values.size):
        seen = network.sees(X, -1, place)
        assert [marks.shape for marks in seen] == [stage.values.shape for stage in stages]
        np.testing.assert_array_equal(seen[0].ravel(), bright[:, place] != stages[-1].values[place])
        for marks, traced in zip(seen, network.trace(X, -1, place), strict=True):
            assert marks[traced].all()


def test_a_value_sees_more_than_it_came_from_only_where_there_is_pooling():
    network = deck_network()
    counts = [[int(marks.sum()) for marks in marked]
              for marked in (network.sees(X, 6, 0), network.trace(X, 6, 0), network.sees(X, 2, (0, 3, 3)))]
    assert counts == [[81, 65, 65, 20, 5, 5, 1], [38, 5, 5, 5, 5, 5, 1], [9, 1, 1]]


# What goes in stays as it is.


def test_no_result_shares_memory_with_what_went_in():
    for make, shape in LAYERS.values():
        layer, inputs = make(np.random.default_rng(0)), np.ones(shape)
        assert not np.shares_memory(layer(inputs), inputs)
        chosen = np.ones(layer.shape(shape), bool)
        for go_back in (layer.trace, layer.sees):
            assert not np.shares_memory(go_back(inputs, chosen), chosen)
    picture = X.copy()
    for network in (Network([]), deck_network()):
        assert not np.shares_memory(network(picture), picture)
        assert not np.shares_memory(network.stages(picture)[0].values, picture)
        network.stages(picture)[0].values[:] = 0  # X itself is read-only; a stage is free to draw on
    np.testing.assert_array_equal(picture, X)


def test_the_numbers_of_a_layer_are_its_own():
    features, weights, layers = np.ones((1, 2, 2)), np.ones((4, 2)), [Relu()]
    convolution, voting, network = Convolution(features), Vote(weights), Network(layers)
    features[:], weights[:] = 0, 0
    layers.append(Flatten())
    assert (convolution.features == 1).all() and (voting.weights == 1).all() and len(network.layers) == 1
    convolution.features[:], voting.weights[:] = 7, 7
    assert not features.any() and not weights.any()


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_the_kind_of_floating_point_number_stays(kind):
    layers = [Convolution(np.ones((2, 3, 3), kind)), Relu(), MaxPool(), Flatten(), Vote(np.ones((32, 2), kind))]
    assert [stage.values.dtype for stage in Network(layers).stages(X.astype(kind))] == [kind] * 6
    assert Convolution([[[1]]]).features.dtype == Vote([[1]]).weights.dtype == np.float64


def test_a_network_says_what_it_is_made_of():
    layers = [Convolution(np.ones((2, 1, 3, 4)), stride=2, padding=1), Relu(), MaxPool(3), Flatten(), Vote([[1, 2]])]
    assert repr(Network(layers)) == (
        "Network([Convolution(2 features of 1 channel, 3 × 4, stride=2, padding=1), Relu(), "
        "MaxPool(window=3, stride=2), Flatten(), Vote(1 value, 2 answers)])"
    )


def test_whoever_writes_a_layer_of_their_own_has_three_things_to_say():
    class Negative(Layer):
        name, kind = "negative", "negative"

        def __call__(self, inputs):
            return -inputs

        def shape(self, shape):
            return shape

    network = Network([Negative()])
    np.testing.assert_array_equal(network(X), [-X])
    assert network.stages(X)[1].name == "negative"
    for ask in (lambda: network.trace(X, 1, (0, 0, 0)), lambda: network.sees(X, 1, (0, 0, 0)),
                lambda: Layer()(X), lambda: Layer().shape(X.shape)):
        with pytest.raises(NotImplementedError):
            ask()


# Bad input.

ONE_MAP, THREE_MAPS = np.zeros((1, 4, 4)), np.zeros((3, 2, 2))
SMALL = Convolution(np.ones((2, 3, 3)))


def refused(kind, message, call):
    with pytest.raises(kind, match=f"^{re.escape(message)}"):
        call()


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: SMALL.shape((1, 2, 2)), "a feature of 3 × 3 pixels does not fit into a map of 2 × 2."),
        (lambda: SMALL.shape((1, 9, 2)), "a feature of 3 × 3 pixels does not fit into a map of 9 × 2."),
        (lambda: SMALL.shape((1, 2, 9)), "a feature of 3 × 3 pixels does not fit into a map of 2 × 9."),
        (
            lambda: Convolution(np.ones((1, 5, 4)), padding=1).shape((1, 2, 2)),
            "a feature of 5 × 4 pixels does not fit into a map of 2 × 2 with a padding of 1.",
        ),
        (lambda: SMALL(np.zeros((1, 2, 2))), "a feature of 3 × 3 pixels does not fit into a map of 2 × 2."),
        (
            lambda: SMALL(np.zeros((5, 3, 4, 4))),
            "a stack of 3 maps needs features with 3 channels, but these have 1. "
            "Give features of the shape (2, 3, 3, 3).",
        ),
        (
            lambda: Convolution(np.ones((2, 2, 1, 1)))(ONE_MAP),
            "a stack of 1 map needs features with 1 channel, but these have 2. "
            "Give features of the shape (2, 1, 1, 1).",
        ),
        (
            lambda: SMALL(X),
            "a convolution needs a stack (maps, rows, columns), but here is the shape (9, 9). "
            "A single picture is a stack of one: picture[np.newaxis].",
        ),
        (
            lambda: SMALL.shape((12,)),
            "a convolution needs maps with rows and columns, but here is a list of 12 values. "
            "Put it before Flatten().",
        ),
        (
            lambda: MaxPool()([1.0]),
            "pooling needs maps with rows and columns, but here is a list of 1 value. Put it before Flatten().",
        ),
        (lambda: MaxPool().shape((2, 3, 4, 4)), "pooling needs a stack (maps, rows, columns), but here is the shape"),
        (lambda: Flatten().shape((12,)), "here is a list of 12 values already. Leave out this Flatten()."),
        (lambda: Flatten()(X), "flattening needs a stack (maps, rows, columns), but here is the shape (9, 9)."),
        (
            lambda: Vote(np.ones((12, 2))).shape((3, 2, 2)),
            "a vote needs a list of values, but here is the shape (3, 2, 2). Put Flatten() before it.",
        ),
        (lambda: Vote([[1]])(1), "a vote needs a list of values, but here is the shape (). Put Flatten() before it."),
        (
            lambda: Vote(np.ones((12, 2)))(THREE_MAPS),
            "these weights are for 12 values, but the list holds 2. Give weights with 2 rows. "
            "If this is one row of a map, put Flatten() before the vote.",
        ),
        (lambda: Vote([[1, 2]]).shape((1, 1)), "a vote needs a list of values, but here is the shape (1, 1)."),
        (
            lambda: Vote([[1, 2]]).shape((5,)),
            "these weights are for 1 value, but the list holds 5. Give weights with 5 rows.",
        ),
    ],
)
def test_a_layer_refuses_what_it_cannot_work_on_and_names_the_fix(call, message):
    refused(ValueError, message, call)


@pytest.mark.parametrize("kind", LAYERS)
@pytest.mark.parametrize("back", ["trace", "sees"])
def test_a_layer_refuses_inputs_and_choices_that_are_none(kind, back):
    make, shape = LAYERS[kind]
    layer = make(np.random.default_rng(0))
    go_back = getattr(layer, back)
    result = layer.shape(shape)
    inputs = np.zeros(shape)
    refused(ValueError, f"chosen must hold booleans and have the shape of the results, {result}, but it holds int64",
            lambda: go_back(inputs, np.ones(result, np.int64)))
    refused(ValueError, f"chosen must hold booleans and have the shape of the results, {result}, but it holds bool "
            f"and its shape is {(1, *result)}", lambda: go_back(inputs, np.ones((1, *result), bool)))
    inputs.flat[0] = np.nan
    for call in (lambda: layer(inputs), lambda: go_back(inputs, np.ones(result, bool))):
        refused(ValueError, "inputs must hold finite numbers, but inputs[0", call)
    refused(TypeError, "inputs must hold real numbers", lambda: layer("text"))


@pytest.mark.parametrize(
    "kind, call, message",
    [
        (ValueError, lambda: Convolution(FEATURES["cross"]), "features must be a stack (F, h, w), or (F, C, h, w) "
         "with C channels, but their shape is (3, 3). A single feature is a stack of one: feature[np.newaxis]"),
        (ValueError, lambda: Convolution(np.ones((1, 1, 1, 1, 1))), "features must be a stack (F, h, w)"),
        (ValueError, lambda: Convolution([[[np.inf]]]), "features must hold finite numbers, but features[0, 0, 0]"),
        (TypeError, lambda: Convolution("cross"), "features must hold real numbers"),
        (ValueError, lambda: Convolution([[[1]]], stride=0), "stride must be a whole number of at least 1"),
        (ValueError, lambda: Convolution([[[1]]], padding=-1), "padding must be a whole number of at least 0"),
        (TypeError, lambda: Convolution([[[1]]], stride=1.5), "stride must be a whole number"),
        (ValueError, lambda: MaxPool(window=0), "window must be a whole number of at least 1, but it is 0"),
        (ValueError, lambda: MaxPool(stride=0), "stride must be a whole number of at least 1, but it is 0"),
        (TypeError, lambda: MaxPool(window=2.0), "window must be a whole number"),
        (ValueError, lambda: Vote([1, 2]), "weights must have two axes (values, answers), but their shape is (2,)"),
        (ValueError, lambda: Vote([[np.nan]]), "weights must hold finite numbers, but weights[0, 0] is nan"),
        (TypeError, lambda: Network(Relu()), "layers must be a list of layers, such as [Relu()], but it is Relu()"),
        (TypeError, lambda: Network([Relu(), Flatten]), "layers must hold layers, such as Relu(), but layers[1] is <"),
    ],
)
def test_a_layer_or_network_that_cannot_be_is_refused_at_once(kind, call, message):
    refused(kind, message, call)


@pytest.mark.parametrize(
    "layers, size, message",
    [
        ([SMALL, Relu(), MaxPool(), SMALL], (9, 9), "layer 4 (convolution): a stack of 2 maps needs features with 2"),
        ([SMALL], (2, 9), "layer 1 (convolution): a feature of 3 × 3 pixels does not fit into a map of 2 × 9."),
        (
            [MaxPool(), Relu(), MaxPool(), SMALL],
            (6, 6),
            "layer 4 (convolution): a feature of 3 × 3 pixels does not fit into a map of 2 × 2.",
        ),
        ([Flatten(), MaxPool()], (2, 2), "layer 2 (pooling): pooling needs maps with rows and columns, but here is a "),
        ([Flatten(), Relu(), Flatten()], (2, 2), "layer 3 (flattening): here is a list of 4 values already."),
        ([Vote([[1], [1]])], (2, 2), "layer 1 (voting): a vote needs a list of values, but here is the shape (1, 2,"),
        ([Flatten(), Vote([[1]])], (2, 2), "layer 2 (voting): these weights are for 1 value, but the list holds 4."),
    ],
)
def test_a_network_names_the_layer_that_cannot_work(layers, size, message):
    network = Network(layers)
    for ask in (
        lambda: network.shapes(size),
        lambda: network(np.zeros(size)),
        lambda: network(np.zeros((3, *size))),
        lambda: network.stages(np.zeros(size)),
        lambda: network.trace(np.zeros(size), 0, (0, 0)),
    ):
        refused(ValueError, message, ask)


@pytest.mark.parametrize(
    "kind, call, message",
    [
        (ValueError, lambda network: network([1, 2]), "images must have rows and columns (..., H, W), but the shape"),
        (ValueError, lambda network: network([[np.nan]]), "images must hold finite numbers, but images[0, 0] is nan"),
        (TypeError, lambda network: network("X"), "images must hold real numbers"),
        (ValueError, lambda network: network.stages([X, O]), "image must be one picture (rows, columns), but its shape "
         "is (2, 9, 9)"),
        (ValueError, lambda network: network.stages([1]), "image must be one picture (rows, columns)"),
        (ValueError, lambda network: network.stages([[np.nan]]), "image must hold finite numbers"),
        (ValueError, lambda network: network.trace([X, O], 0, (0, 0)), "image must be one picture"),
        (ValueError, lambda network: network.shapes(9), "size must be (rows, columns), but it is 9"),
        (ValueError, lambda network: network.shapes((1, 9, 9)), "size must be (rows, columns), but it is (1, 9, 9)"),
        (ValueError, lambda network: network.shapes((0, 9)), "rows must be a whole number of at least 1, but it is 0"),
        (TypeError, lambda network: network.shapes((9, 9.5)), "columns must be a whole number of at least 1"),
        (ValueError, lambda network: network.sees([X, O], 0, (0, 0)), "image must be one picture"),
        (ValueError, lambda network: network.sees(X, 7, 0), "stage must be a whole number of at most 6, but it is 7"),
        (ValueError, lambda network: network.sees(X, 6, 2), "place[0] must be a whole number of at most 1, "),
        (ValueError, lambda network: network.trace(X, 7, 0), "stage must be a whole number of at most 6, but it is 7"),
        (ValueError, lambda network: network.trace(X, -8, 0), "stage must be a whole number of at least -7, but it is"),
        (TypeError, lambda network: network.trace(X, "votes", 0), "stage must be a whole number"),
        (TypeError, lambda network: network.trace(X, True, 0), "stage must be a whole number"),
        (ValueError, lambda network: network.trace(X, 6, 2), "place[0] must be a whole number of at most 1, "),
        (ValueError, lambda network: network.trace(X, 1, (0, 0, 7)), "place[2] must be a whole number of at most 6, "),
        (ValueError, lambda network: network.trace(X, 1, (-4, 0, 0)), "place[0] must be a whole number of at least -3"),
        (ValueError, lambda network: network.trace(X, 1, (0, 0)), "place must be one index for each axis of the shape "
         "(3, 7, 7), but it is (0, 0)"),
        (ValueError, lambda network: network.trace(X, 6, (0, 0)), "place must be one index for each axis of the shape"),
        (ValueError, lambda network: network.trace(X, 1, 5), "place must be one index for each axis of the shape"),
        (TypeError, lambda network: network.trace(X, 6, slice(None)), "place[0] must be a whole number"),
        (TypeError, lambda network: network.trace(X, 0, (True, 0)), "place[0] must be a whole number"),
        (TypeError, lambda network: network.trace(X, 0, (0, 1.0)), "place[1] must be a whole number"),
    ],
)
def test_a_network_refuses_what_is_no_picture_no_stage_and_no_place(kind, call, message):
    refused(kind, message, lambda: call(deck_network()))
