"""Backpropagation finds the slopes that nudging finds, and that an independent autodiff finds, in every network.

Pictures and numbers are random floats here, so that hardly anything lies on a bend: a value of 0 before a ReLU, two
values that are largest in one window, a vote that is exactly right. The last tests say what happens on one.
"""

import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from convlib import ops
from convlib.learning import mean_error, nudge
from convlib.network import Convolution, Flatten, Layer, MaxPool, Network, Relu, Vote, deck_network
from convlib.pictures import O, X

often = settings(max_examples=100, deadline=None)
seldom = settings(max_examples=50, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)


@st.composite
def lessons(draw):
    """A network of up to five layers and up to three votes, pictures that suit it, and right answers."""
    random = np.random.default_rng(draw(SEEDS))
    size = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    layers, shape = [], (1, *size)
    for kind in draw(st.lists(st.sampled_from(["convolution", "ReLU", "pooling"]), max_size=5)):
        if kind == "convolution":
            padding = draw(st.integers(0, 2))
            sides = [draw(st.integers(1, min(3, side + 2 * padding))) for side in shape[1:]]
            features = random.uniform(-1, 1, (draw(st.integers(1, 3)), shape[0], *sides))
            layers.append(Convolution(features, draw(st.integers(1, 3)), padding))
        else:
            layers.append(Relu() if kind == "ReLU" else MaxPool(draw(st.integers(1, 4)), draw(st.integers(1, 3))))
        shape = layers[-1].shape(shape)
    nothing_learns = not any(layer.parameters for layer in layers)
    for place in range(draw(st.integers(int(nothing_learns), 3))):
        if place == 0:
            layers.append(Flatten())
        elif draw(st.booleans()):
            layers.append(Relu())
        (values,) = Network(layers).shapes(size)[-1]
        layers.append(Vote(random.uniform(-1, 1, (values, draw(st.integers(1, 3))))))
    network = Network(layers)
    images = random.uniform(-1, 1, (*draw(st.sampled_from([(), (1,), (3,), (2, 2)])), *size))
    return network, images, random.uniform(-1, 1, network(images).shape)


def check_slopes(slopes, expected, tolerance, rounding=0):
    """Every slope is the expected one, to so large a share of the largest, and what rounding may add."""
    largest = max((abs(slope).max() for slope in expected), default=0)
    for slope, other in zip(slopes, expected, strict=True):
        assert slope.shape == other.shape
        np.testing.assert_allclose(slope, other, rtol=0, atol=tolerance * largest + rounding)


# Against nudging.


def starts(size, window, stride):
    """Where the windows begin: the last is the first to reach the edge, and all begin inside."""
    begins = [0]
    while begins[-1] + window < size and begins[-1] + stride < size:
        begins.append(begins[-1] + stride)
    return begins


def room(network, images, right):
    """How far it is to the nearest bend. A smaller change of any value leaves every winner and every sign as it was.

    Two values that are equal came from the same pixels (pooling twice), or from none (only padding, only zeros). They
    move together, or not at all, so they are not near a bend.
    """
    *results, votes = network.forward(images)
    distances = [1, abs(votes - right).min()]
    for layer, values in zip(network.layers, results, strict=True):
        if isinstance(layer, Relu):
            distances += abs(values[values != 0]).tolist()
        if isinstance(layer, MaxPool):
            for top in starts(values.shape[-2], layer.window, layer.stride):
                for left in starts(values.shape[-1], layer.window, layer.stride):
                    patch = values[..., top : top + layer.window, left : left + layer.window]
                    behind = patch.max(axis=(-2, -1), keepdims=True) - patch
                    distances += behind[behind > 1e-12].tolist()
    return min(distances)


@often
@given(lessons())
def test_backpropagation_finds_what_nudging_finds(lesson):
    """Within a step that reaches no bend the error is a straight line, and nudging is exact but for rounding.

    So the step is much smaller than the room there is, and pictures that leave next to none are not used. The error
    is rounded, to about 1e-15 of it, and nudging divides that by the step.
    """
    network, images, right = lesson
    space = room(network, images, right)
    assume(space > 1e-3)
    error, slopes = network.gradient(images, right)
    assert error == pytest.approx(mean_error(network, images, right), rel=1e-12)
    step = space / 100
    check_slopes(slopes, nudge(network, images, right, step), tolerance=1e-7, rounding=1e-15 * (1 + error) / step)


# Against an independent autodiff, and a forward pass that shares no line with the package.


def forward_by_slices(network, parameters, maps, anp):
    """The results of a network for maps (n, maps, rows, columns), for autograd to look at."""
    parameters = iter(parameters)
    for layer in network.layers:
        match layer:
            case Convolution(stride=stride, padding=pad):
                features = next(parameters)
                height, width = features.shape[-2:]
                maps = anp.pad(maps, [(0, 0), (0, 0), (pad, pad), (pad, pad)], "constant")
                maps = anp.stack([
                    anp.stack([
                        anp.stack([
                            anp.sum(maps[:, :, top : top + height, left : left + width] * feature, axis=(1, 2, 3))
                            for left in range(0, maps.shape[3] - width + 1, stride)], axis=-1)
                        for top in range(0, maps.shape[2] - height + 1, stride)], axis=-2)
                    for feature in features], axis=1) / (height * width)
            case MaxPool(window=window, stride=stride):
                maps = anp.stack([
                    anp.stack([
                        anp.max(maps[:, :, top : top + window, left : left + window], axis=(2, 3))
                        for left in starts(maps.shape[3], window, stride)], axis=-1)
                    for top in starts(maps.shape[2], window, stride)], axis=-2)
            case Relu():
                maps = anp.where(maps > 0, maps, 0.0)
            case Flatten():
                maps = anp.reshape(maps, (len(maps), -1))
            case Vote():
                weights = next(parameters)
                maps = anp.sum(maps[:, :, np.newaxis] * weights, axis=1)
    return maps


@seldom
@given(lessons())
def test_backpropagation_finds_what_autograd_finds(lesson):
    anp = pytest.importorskip("autograd.numpy", reason="autograd, of the test extra, is the independent autodiff")
    from autograd import value_and_grad

    network, images, right = lesson
    maps = images.reshape(-1, 1, *images.shape[-2:])

    def error(parameters):
        votes = forward_by_slices(network, parameters, maps, anp)
        distances = anp.abs(anp.reshape(votes, right.shape) - right)
        return anp.mean(anp.sum(distances, axis=-1))

    expected_error, expected = value_and_grad(error)(network.parameters)
    actual_error, slopes = network.gradient(images, right)
    assert actual_error == pytest.approx(expected_error, rel=1e-12)
    check_slopes(slopes, expected, tolerance=1e-12)


# Each layer by itself.

LAYERS = {
    "convolution": (lambda random: Convolution(random.uniform(-1, 1, (2, 3, 2, 2)), stride=2, padding=1), (3, 4, 5)),
    "ReLU": (lambda random: Relu(), (3, 4, 5)),
    "pooling": (lambda random: MaxPool(window=3, stride=2), (3, 4, 5)),
    "flattening": (lambda random: Flatten(), (3, 4, 5)),
    "voting": (lambda random: Vote(random.uniform(-1, 1, (6, 2))), (6,)),
}
EVERY_LAYER = pytest.mark.parametrize("kind", LAYERS)


def by_ops(layer, inputs, upstream):
    """The gradient of a layer, put together from one call of `ops` for each picture (and feature, and map)."""
    match layer:
        case Convolution(features=features):
            d_inputs, d_features = np.zeros_like(inputs), np.zeros_like(features)
            for feature, channel in np.ndindex(features.shape[:2]):
                d_map, d_feature = ops.convolve_gradient(
                    inputs[..., channel, :, :], features[feature, channel], upstream[..., feature, :, :], 2, 1)
                d_inputs[..., channel, :, :] += d_map
                d_features[feature, channel] = d_feature
            return d_inputs, [d_features]
        case Relu():
            return ops.relu_gradient(inputs, upstream), []
        case MaxPool():
            return ops.max_pool_gradient(inputs, upstream, window=3, stride=2), []
        case Flatten():
            return upstream.reshape(inputs.shape), []
        case Vote(weights=weights):
            d_values, d_weights = ops.vote_gradient(inputs, weights, upstream)
            return d_values, [d_weights]


def layer_example(kind, front=(2, 3), dtype=np.float64):
    """A layer, inputs that suit it, and something to pass back."""
    random = np.random.default_rng(4)
    make, shape = LAYERS[kind]
    layer = make(random)
    for name in layer.parameters:
        setattr(layer, name, getattr(layer, name).astype(dtype))
    inputs = random.uniform(-1, 1, (*front, *shape)).astype(dtype)
    return layer, inputs, random.uniform(-1, 1, (*front, *layer.shape(shape))).astype(dtype)


@EVERY_LAYER
@pytest.mark.parametrize("front", [(), (2,), (2, 3)])
def test_the_gradient_of_a_layer_is_that_of_its_operation(kind, front):
    layer, inputs, upstream = layer_example(kind, front)
    d_inputs, own = layer.gradient(inputs, upstream)
    expected, expected_own = by_ops(layer, inputs, upstream)
    assert d_inputs.shape == inputs.shape and len(own) == len(layer.parameters)
    np.testing.assert_allclose(d_inputs, expected, rtol=0, atol=1e-12)
    for slope, other in zip(own, expected_own, strict=True):
        np.testing.assert_allclose(slope, other, rtol=0, atol=1e-12)


@EVERY_LAYER
def test_without_the_inputs_share_the_parameters_get_theirs_all_the_same(kind):
    layer, inputs, upstream = layer_example(kind)
    d_inputs, own = layer.gradient(inputs, upstream, to_inputs=False)
    assert d_inputs is None
    for slope, other in zip(own, layer.gradient(inputs, upstream)[1], strict=True):
        np.testing.assert_array_equal(slope, other)


@EVERY_LAYER
def test_a_layer_leaves_what_it_is_given_and_shares_none_of_it(kind):
    layer, inputs, upstream = layer_example(kind)
    given = [inputs, upstream, *(getattr(layer, name) for name in layer.parameters)]
    before = [array.copy() for array in given]
    d_inputs, own = layer.gradient(inputs, upstream)
    for result in (d_inputs, *own):
        assert not any(np.shares_memory(result, array) for array in given)
    for array, copy in zip(given, before, strict=True):
        np.testing.assert_array_equal(array, copy)


@EVERY_LAYER
def test_float32_stays_and_a_mixture_takes_the_wider_kind(kind):
    layer, inputs, upstream = layer_example(kind, dtype=np.float32)
    d_inputs, own = layer.gradient(inputs, upstream)
    assert [slope.dtype for slope in (d_inputs, *own)] == [np.float32] * (1 + len(own))
    d_inputs, own = layer.gradient(inputs, upstream.astype(np.float64))
    assert [slope.dtype for slope in (d_inputs, *own)] == [np.float64] * (1 + len(own))


@EVERY_LAYER
def test_lists_of_whole_numbers_count_as_float64(kind):
    layer, inputs, upstream = layer_example(kind)
    whole_inputs, whole_upstream = (np.rint(array * 9).astype(int) for array in (inputs, upstream))
    d_inputs, own = layer.gradient(whole_inputs.tolist(), whole_upstream.tolist())
    expected, expected_own = layer.gradient(whole_inputs.astype(float), whole_upstream.astype(float))
    for slope, other in zip((d_inputs, *own), (expected, *expected_own), strict=True):
        assert slope.dtype == np.float64
        np.testing.assert_array_equal(slope, other)


def refused(kind, message, call):
    with pytest.raises(kind, match=f"^{re.escape(message)}"):
        call()


@EVERY_LAYER
def test_a_layer_refuses_what_does_not_have_the_shape_of_its_result(kind):
    layer, inputs, upstream = layer_example(kind)
    for wrong in (upstream[:1], upstream[np.newaxis], np.moveaxis(upstream, 0, 1), upstream.ravel()):
        message = f"upstream must have the shape of the result, {upstream.shape}, but its shape is {wrong.shape}"
        refused(ValueError, message, lambda wrong=wrong: layer.gradient(inputs, wrong))
    upstream.flat[-1] = np.nan
    refused(ValueError, "upstream must hold finite numbers, but upstream[", lambda: layer.gradient(inputs, upstream))
    refused(TypeError, "upstream must hold real numbers", lambda: layer.gradient(inputs, "down"))


def test_a_layer_of_ones_own_has_to_say_its_gradient():
    with pytest.raises(NotImplementedError):
        Layer().gradient(X, X)


# The whole network.


RIGHT = np.eye(2)


def noise_network(dtype=np.float64):
    random = np.random.default_rng(9)
    features, deeper, first, last = (
        random.uniform(-1, 1, shape).astype(dtype) for shape in [(2, 1, 3, 3), (3, 2, 2, 2), (12, 4), (4, 2)])
    return Network([Convolution(features, padding=1), Relu(), MaxPool(), Convolution(deeper), MaxPool(),
                    Flatten(), Vote(first), Relu(), Vote(last)])


def test_the_slopes_of_many_pictures_are_the_mean_of_the_slopes_of_each():
    network, images = noise_network(), np.stack([X, O])
    error, slopes = network.gradient(images, RIGHT)
    alone = [network.gradient(image, answer) for image, answer in zip(images, RIGHT, strict=True)]
    assert error == pytest.approx((alone[0][0] + alone[1][0]) / 2, rel=1e-12)
    check_slopes(slopes, [(one + other) / 2 for one, other in zip(alone[0][1], alone[1][1], strict=True)], 1e-12)
    assert all(slope.any() for slope in slopes)  # every parameter has a share, so nothing above is zero by chance


def test_the_slopes_come_in_the_order_and_the_shapes_of_the_parameters():
    network = noise_network()
    _, slopes = network.gradient(X, [1, 0])
    assert [slope.shape for slope in slopes] == [numbers.shape for numbers in network.parameters]
    assert [slope.shape for slope in slopes] == [(2, 1, 3, 3), (3, 2, 2, 2), (12, 4), (4, 2)]


def test_the_picture_is_not_asked_for_its_share(monkeypatch):
    """What a picture should have been is of no use to anyone, and the first layer is the one with the most work."""
    asked, whole_gradient = [], ops.convolve_gradient

    def watched(images, features, upstream, stride, padding, to_images):
        asked.append(to_images)
        return whole_gradient(images, features, upstream, stride, padding, to_images)

    monkeypatch.setattr(ops, "convolve_gradient", watched)
    noise_network().gradient(X, [1, 0])
    assert asked == [True, True, False]  # both channels of the second convolution, then the first


def test_a_network_without_parameters_has_an_error_and_no_slopes():
    error, slopes = Network([MaxPool(9), Flatten()]).gradient(np.stack([X, O]), [[0.5], [0]])
    assert error == 0.75 and slopes == []


def test_backward_takes_the_results_of_forward():
    network, images = noise_network(), np.stack([X, O])
    slopes = network.backward(network.forward(images), RIGHT)
    for slope, other in zip(slopes, network.gradient(images, RIGHT)[1], strict=True):
        np.testing.assert_array_equal(slope, other)


def test_the_way_back_changes_nothing_and_shares_nothing():
    network, images, right = noise_network(), np.stack([X, O]), RIGHT.copy()
    results = network.forward(images)
    given = [*results, right, *network.parameters]
    before = [array.copy() for array in given]
    for slope in network.backward(results, right):
        assert not any(np.shares_memory(slope, array) for array in given)
    for array, copy in zip(given, before, strict=True):
        np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_the_kind_of_floating_point_number_stays_on_the_way_back(kind):
    error, slopes = noise_network(kind).gradient(np.stack([X, O]).astype(kind), RIGHT.astype(kind))
    assert error.dtype == kind
    assert [slope.dtype for slope in slopes] == [kind] * 4
    check_slopes(slopes, noise_network().gradient(np.stack([X, O]), RIGHT)[1], tolerance=1e-5)


@pytest.mark.parametrize("images, right, votes", [
    (X, [1, 0, 0], (2,)), (X, 1, (2,)), (X, RIGHT, (2,)), ([X, O], [1, 0], (2, 2)), ([X, O], [[1], [0]], (2, 2)),
    ([X, O, X], RIGHT, (3, 2)),
])
def test_right_answers_that_are_not_as_the_votes_are_refused(images, right, votes):
    network = deck_network()
    message = (f"right and actual must have one shape (..., answers), but right has {np.shape(right)} "
               f"and actual has {votes}")
    refused(ValueError, message, lambda: network.gradient(images, right))
    refused(ValueError, message, lambda: network.backward(network.forward(images), right))


def test_what_is_no_picture_or_no_answer_is_refused_as_a_call_refuses_it():
    network = deck_network()
    refused(ValueError, "images must have rows and columns", lambda: network.gradient([1, 2], [1, 0]))
    refused(ValueError, "layer 6 (voting): these weights are for 12 values", lambda: network.gradient(X[:5], [1, 0]))
    refused(ValueError, "right must hold finite numbers, but right[1] is nan",
            lambda: network.gradient(X, [1, np.nan]))
    refused(TypeError, "right must hold real numbers", lambda: network.gradient(X, "X"))


# On a bend.


def both_sides(network, images, right, step=1e-4):
    """For each number, the slope of the error just below it and just above it, the smaller one first."""
    here = mean_error(network, images, right)
    sides = []
    for numbers in network.parameters:
        slopes = np.zeros((2, *numbers.shape))
        for place in np.ndindex(numbers.shape):
            found = numbers[place]
            for side, way in enumerate([-step, step]):
                numbers[place] = found + way
                slopes[side][place] = (mean_error(network, images, right) - here) / way
            numbers[place] = found
        sides.append(np.sort(slopes, axis=0))
    return sides


@pytest.mark.parametrize("image, bends", [(X, 7), (O, 4)], ids="XO")
def test_where_two_windows_tie_backpropagation_takes_a_slope_from_one_side_to_the_other(image, bends):
    """Two windows that match a feature equally well need not agree with it in the same pixels.

    One feature pixel a bit up, and one window wins; a bit down, and the other does. There the error has a slope on
    either side. Backpropagation goes through one of the windows, the first. Nudging finds the mean of both sides.
    """
    network, right = deck_network(), [0.3, 0.2]
    _, (d_features, d_weights) = network.gradient(image, right)
    (least, most), (least_weights, most_weights) = both_sides(network, image, right)
    is_bend = most - least > 1e-3
    assert is_bend.sum() == bends
    assert (least - 1e-9 <= d_features).all() and (d_features <= most + 1e-9).all()
    nudged, _ = nudge(network, image, right)
    np.testing.assert_allclose(nudged, (least + most) / 2, rtol=0, atol=1e-9)
    np.testing.assert_array_equal(abs(nudged - d_features) > 1e-3, is_bend)

    # The weights come after the pooling, so they have no bend.
    np.testing.assert_allclose(least_weights, most_weights, rtol=0, atol=1e-9)
    np.testing.assert_allclose(d_weights, most_weights, rtol=0, atol=1e-9)


def test_where_a_vote_is_exactly_right_backpropagation_leaves_it_alone():
    """The error of the vote for X has slopes of one size up and down, and the deck's X votes exactly 1 for X."""
    network = deck_network()
    _, (_, d_weights) = network.gradient(X, [1, 0])
    _, (least, most) = both_sides(network, X, [1, 0])
    np.testing.assert_allclose(least[:, 0], -most[:, 0], rtol=0, atol=1e-9)
    assert (most[:, 0] > 0.1).all() and (d_weights[:, 0] == 0).all() and (d_weights[:, 1] > 0.1).all()
