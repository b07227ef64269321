"""A network of any knobs has the layers it was asked for and begins with noise, or is refused in words."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convlib.architecture import KINDS, STEPS, parameter_count, random_network
from convlib.network import Convolution, Flatten, MaxPool, Network, Relu, Vote, deck_network
from convlib.pictures import X

often = settings(max_examples=100, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)


def test_without_any_choice_it_is_the_decks_network_of_noise():
    noise, deck = random_network(), deck_network()
    assert repr(noise) == repr(deck) and STEPS == ("convolution", "ReLU", "pooling", "pooling")
    assert noise(X).shape == (2,) and parameter_count(noise) == parameter_count(deck) == 3 * 9 + 12 * 2
    assert not any((one == other).any() for one, other in zip(noise.parameters, deck.parameters, strict=True))


def test_the_kinds_are_the_names_of_the_layers_before_the_vote():
    assert KINDS == ["convolution", "ReLU", "pooling"]
    assert [type(layer) for layer in random_network(KINDS[::-1]).layers[:-2]] == [MaxPool, Relu, Convolution]


@st.composite
def knobs(draw):
    """Any steps and knobs, also those that do not fit together."""
    steps = draw(st.lists(st.sampled_from(KINDS), max_size=5))
    names = {"features": 4, "side": 4, "window": 4, "stride": 3, "answers": 3, "size": 12}
    chosen = {name: draw(st.integers(1, most)) for name, most in names.items()}
    return steps, chosen | {"neurons": draw(st.integers(0, 3)), "seed": draw(SEEDS)}


def pooled(side, window, stride):
    """How many windows it takes to reach the edge, one after the other."""
    count, start = 1, 0
    while start + window < side and start + stride < side:
        count, start = count + 1, start + stride
    return count


@often
@given(knobs())
def test_every_knob_turns_what_it_says(case):
    steps, knob = case
    maps, side, shapes, learned, kinds = 1, knob["size"], [(knob["size"],) * 2], [], []
    for number, step in enumerate(steps, start=1):
        if step == "convolution":
            if side < knob["side"]:
                message = (f"layer {number} (convolution): a feature of {knob['side']} × {knob['side']} pixels does "
                           f"not fit into a map of {side} × {side}.")
                with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
                    random_network(steps, **knob)
                return
            learned.append((knob["features"], maps, knob["side"], knob["side"]))
            maps, side = knob["features"], side - knob["side"] + 1
        elif step == "pooling":
            side = pooled(side, knob["window"], knob["stride"])
        kinds.append({"convolution": Convolution, "ReLU": Relu, "pooling": MaxPool}[step])
        shapes.append((maps, side, side))
    values = maps * side * side
    kinds.append(Flatten)
    shapes.append((values,))
    if knob["neurons"]:
        kinds += [Vote, Relu]
        shapes += [(knob["neurons"],)] * 2
        learned.append((values, knob["neurons"]))
        values = knob["neurons"]
    kinds.append(Vote)
    shapes.append((knob["answers"],))
    learned.append((values, knob["answers"]))

    network = random_network(steps, **knob)
    assert [type(layer) for layer in network.layers] == kinds
    assert network.shapes((knob["size"],) * 2) == shapes
    assert [numbers.shape for numbers in network.parameters] == learned
    assert parameter_count(network) == sum(math.prod(shape) for shape in learned)
    for layer in network.layers:
        if isinstance(layer, MaxPool):
            assert (layer.window, layer.stride) == (knob["window"], knob["stride"])
        if isinstance(layer, Convolution):
            assert (layer.stride, layer.padding) == (1, 0)
            assert abs(layer.features).max() <= 1
        if isinstance(layer, Vote):
            assert abs(layer.weights).max() <= 1 / np.sqrt(len(layer.weights))

    for numbers, again in zip(network.parameters, random_network(steps, **knob).parameters, strict=True):
        np.testing.assert_array_equal(numbers, again)
    other = random_network(steps, **{**knob, "seed": knob["seed"] + 1})
    assert all((numbers != others).any() for numbers, others in zip(network.parameters, other.parameters, strict=True))


def test_the_noise_is_even_from_end_to_end():
    """Of so many numbers, a tenth lies in each tenth of the range, and they have nothing to do with each other."""
    network = random_network(["convolution"], features=40, side=9, size=15, neurons=30)
    for numbers, most in zip(network.parameters, [1, 1 / np.sqrt(40 * 7 * 7), 1 / np.sqrt(30)], strict=True):
        counts, _ = np.histogram(numbers, bins=10 if numbers.size > 1000 else 2, range=(-most, most))
        assert counts.sum() == numbers.size and counts.min() > 0.7 * numbers.size / len(counts)
    assert abs(np.corrcoef(network.parameters[0].reshape(40, -1))[~np.eye(40, dtype=bool)]).max() < 0.6


def test_neurons_are_a_first_row_of_voters_with_a_relu():
    with_neurons, without = random_network(neurons=5), random_network()
    assert [type(layer) for layer in with_neurons.layers[-4:]] == [Flatten, Vote, Relu, Vote]
    assert repr(with_neurons.layers[-3:]) == "[Vote(12 values, 5 answers), Relu(), Vote(5 values, 2 answers)]"
    assert parameter_count(with_neurons) == 3 * 9 + 12 * 5 + 5 * 2
    np.testing.assert_array_equal(with_neurons.layers[0].features, without.layers[0].features)


def test_a_network_of_no_steps_votes_on_the_pixels():
    network = random_network([], answers=3, size=4)
    assert [type(layer) for layer in network.layers] == [Flatten, Vote]
    assert network(np.ones((4, 4))).shape == (3,) and parameter_count(network) == 48


@pytest.mark.parametrize("network, count", [
    (Network([]), 0), (Network([Relu(), MaxPool(), Flatten()]), 0), (Network([Flatten(), Vote(np.ones((7, 3)))]), 21),
    (Network([Convolution(np.ones((2, 3, 4, 5))), Relu(), Convolution(np.ones((1, 2, 1, 1)))]), 122)])
def test_the_numbers_to_learn_are_feature_pixels_and_weights(network, count):
    assert parameter_count(network) == count


@pytest.mark.parametrize("kind, steps, knob, message", [
    (ValueError, ["convolution", "Pooling"], {}, "steps must hold convolution, ReLU, pooling, but one of them is "
     "'Pooling'"),
    (ValueError, [None], {}, "steps must hold convolution, ReLU, pooling, but one of them is None"),
    (ValueError, ["voting"], {}, "steps must hold convolution, ReLU, pooling, but one of them is 'voting'"),
    (TypeError, "convolution", {}, "steps must be a list, such as ['convolution', 'ReLU', 'pooling', 'pooling'], but "
     "it is 'convolution'"),
    (TypeError, None, {}, "steps must be a list, such as"),
    (TypeError, 3, {}, "steps must be a list, such as"),
    (ValueError, STEPS, {"features": 0}, "features must be a whole number of at least 1, but it is 0"),
    (ValueError, STEPS, {"side": 0}, "side must be a whole number of at least 1, but it is 0"),
    (ValueError, STEPS, {"window": 0}, "window must be a whole number of at least 1, but it is 0"),
    (ValueError, STEPS, {"stride": -1}, "stride must be a whole number of at least 1, but it is -1"),
    (ValueError, STEPS, {"neurons": -1}, "neurons must be a whole number of at least 0, but it is -1"),
    (ValueError, STEPS, {"answers": 0}, "answers must be a whole number of at least 1, but it is 0"),
    (ValueError, STEPS, {"size": 0}, "size must be a whole number of at least 1, but it is 0"),
    (TypeError, STEPS, {"features": 2.5}, "features must be a whole number of at least 1, but it is 2.5"),
    (TypeError, STEPS, {"side": "3"}, "side must be a whole number of at least 1, but it is '3'"),
    (TypeError, STEPS, {"window": None}, "window must be a whole number of at least 1, but it is None"),
    (TypeError, STEPS, {"stride": 2.0}, "stride must be a whole number of at least 1, but it is 2.0"),
    (TypeError, STEPS, {"neurons": True}, "neurons must be a whole number of at least 0, but it is True"),
    (TypeError, STEPS, {"size": (9, 9, 9)}, "size must be a whole number of at least 1, but it is (9, 9, 9)"),
    (ValueError, STEPS, {"side": 10}, "layer 1 (convolution): a feature of 10 × 10 pixels does not fit into a map of "
     "9 × 9."),
    (ValueError, ["pooling", "pooling", "ReLU", "convolution"], {"side": 4}, "layer 4 (convolution): a feature of "
     "4 × 4 pixels does not fit into a map of 3 × 3."),
    (ValueError, ["convolution", "convolution", "ReLU"], {"side": 6}, "layer 2 (convolution): a feature of 6 × 6 "
     "pixels does not fit into a map of 4 × 4."),
])
def test_an_architecture_that_cannot_be_is_refused_in_words(kind, steps, knob, message):
    with pytest.raises(kind, match=f"^{re.escape(message)}"):
        random_network(steps, **knob)
