"""Nudging, and gradient descent step by step: what it sees, what it changes, and how it can be stopped or refused."""

import inspect
import re
import sys
import tracemalloc
from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convlib import learning
from convlib.architecture import random_network
from convlib.learning import Step, accuracy, descend, mean_error, nudge
from convlib.network import Convolution, Flatten, MaxPool, Network, Relu, Vote, deck_network
from convlib.pictures import O, X, deck_letters, random_letters

often = settings(max_examples=60, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)
LETTERS, ANSWERS = random_letters(23, seed=5)


def numbers_of(network):
    """A copy of everything that learns."""
    return [numbers.copy() for numbers in network.parameters]


def check_same(actual, expected):
    for one, other in zip(actual, expected, strict=True):
        np.testing.assert_array_equal(one, other)


def check_close(actual, expected):
    for one, other in zip(actual, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-12)


def refused(kind, message, call):
    with pytest.raises(kind, match=f"^{re.escape(message)}"):
        call()


# Nudging.


def test_nudging_finds_a_slope_that_can_be_worked_out():
    """The vote is 0.5 * 3 + 2 * -1 = -0.5, too low: a weight a bit up, and the error shrinks by what it weighs."""
    network = Network([Flatten(), Vote([[0.5], [2]])])
    [slopes] = nudge(network, [[3, -1]], right=[1])
    np.testing.assert_allclose(slopes, [[-3], [1]], rtol=0, atol=1e-9)


def test_between_two_bends_the_step_may_be_large():
    network, right = deck_network(), [0.3, 0.2]
    for step in (1e-5, 1e-3, 0.05):
        np.testing.assert_allclose(
            nudge(network, X, right, step)[1], network.gradient(X, right)[1][1], rtol=0, atol=1e-9)


def test_a_bend_within_the_step_gives_the_mean_slope_over_it():
    """The error of one weight w is |w - 1|. From 0.8 to 1.4 it goes from 0.2 to 0.4: by 0.2 in 0.6."""
    network = Network([Flatten(), Vote([[1.1]])])
    [[[slope]]] = nudge(network, [[1]], right=[1], step=0.3)
    assert slope == pytest.approx(1 / 3, abs=1e-12)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_nudging_leaves_the_network_as_it_was_to_the_last_bit(kind):
    random = np.random.default_rng(2)
    features, weights = random.uniform(-1, 1, (2, 3, 3)).astype(kind), random.uniform(-1, 1, (32, 2)).astype(kind)
    network = Network([Convolution(features), Relu(), MaxPool(), Flatten(), Vote(weights)])
    before, arrays = numbers_of(network), network.parameters
    slopes = nudge(network, np.stack([X, O]), np.eye(2), step=0.1)
    check_same(network.parameters, before)
    assert all(one is other for one, other in zip(network.parameters, arrays, strict=True))
    assert [slope.shape for slope in slopes] == [(2, 1, 3, 3), (32, 2)]
    assert [slope.dtype for slope in slopes] == [kind] * 2


@pytest.mark.parametrize("calls", [1, 2, 3, 54, 55, 101, 102])
def test_nudging_that_is_interrupted_leaves_the_network_as_it_was(calls, monkeypatch):
    """27 feature pixels and 24 weights, up and down, take 102 calls. Any of them may be interrupted."""
    network, before, asked = deck_network(), numbers_of(deck_network()), []

    def interrupted(*arguments):
        asked.append(not all(np.array_equal(*pair) for pair in zip(network.parameters, before, strict=True)))
        if len(asked) == calls:
            raise KeyboardInterrupt
        return mean_error(*arguments)

    monkeypatch.setattr(learning, "mean_error", interrupted)
    with pytest.raises(KeyboardInterrupt):
        nudge(network, X, [1, 0])
    assert asked == [True] * calls  # each time, a number was off its place
    check_same(network.parameters, before)


@pytest.mark.parametrize("kind, step, message", [
    (ValueError, 0, "step must be a number more than 0, but it is 0.0"),
    (ValueError, -1e-4, "step must be a number more than 0, but it is -0.0001"),
    (ValueError, [1e-4], "step must be a number more than 0, but it is [0.0001]"),
    (ValueError, np.nan, "step must hold finite numbers, but step is nan"),
    (ValueError, np.inf, "step must hold finite numbers, but step is inf"),
    (TypeError, "small", "step must hold real numbers, but it holds <U5: 'small'"),
    (TypeError, None, "step must hold real numbers"),
    (ValueError, 1e-17, "step must be large enough to change 1.0, but it is 1e-17"),
])
def test_a_step_that_cannot_be_is_refused_and_the_network_left_as_it_was(kind, step, message):
    network = deck_network()
    refused(kind, message, lambda: nudge(network, X, [1, 0], step))
    check_same(network.parameters, deck_network().parameters)


def test_pictures_and_answers_that_do_not_suit_the_network_are_refused_and_it_is_left_as_it_was():
    network = deck_network()
    refused(ValueError, "layer 6 (voting): these weights are for 12 values", lambda: nudge(network, X[:5], [1, 0]))
    refused(ValueError, "right and actual must have one shape", lambda: nudge(network, X, [1, 0, 0]))
    check_same(network.parameters, deck_network().parameters)


# The error and the accuracy of many pictures.


@often
@given(st.sampled_from([(), (1,), (4,), (2, 3)]), SEEDS)
def test_the_mean_error_is_the_mean_of_the_errors_of_each(front, seed):
    random = np.random.default_rng(seed)
    images, right = random.uniform(-1, 1, (*front, 9, 9)), random.uniform(-1, 1, (*front, 2))
    network = deck_network()
    errors = [sum(abs(vote - wish) for vote, wish in zip(network(images[place]), right[place], strict=True))
              for place in np.ndindex(front)]
    error = mean_error(network, images, right)
    assert type(error) is float and error == pytest.approx(sum(errors) / len(errors), abs=1e-12)


def test_the_error_of_the_decks_x_is_its_vote_for_o():
    assert mean_error(deck_network(), X, [1, 0]) == pytest.approx(5 / 9, abs=1e-12)


@pytest.mark.parametrize("right, votes, share", [
    ([1, 0], [0.9, 0.5], 1), ([1, 0], [0.5, 0.9], 0),
    ([[1, 0], [0, 1], [0, 1], [1, 0]], [[3, 2], [3, 2], [2, 3], [-2, -1]], 0.5),
    ([[[1, 0], [0, 1]], [[0, 1], [1, 0]]], [[[1, 0], [1, 0]], [[0, 1], [3, 1]]], 0.75),
    ([0, 0, 1], [-1, -1, -0.9], 1),
    ([[1]], [[-7]], 1),  # with one answer there is nothing to choose
    ([1, 0], [0.7, 0.7], 0.5), ([0, 1], [0.7, 0.7], 0.5),  # a tie is a guess
    ([0, 1, 0], [0.7, 0.7, 0.7], 1 / 3), ([1, 0, 0], [0.2, 0.7, 0.7], 0),
    ([1, 0, 0], [0.9, 0.7, 0.7], 1), ([1, 1], [0.5, 0.9], 0),
])
def test_accuracy_counts_the_largest_votes(right, votes, share):
    found = accuracy(right, votes)
    assert type(found) is float and found == share


@often
@given(st.integers(1, 30), st.integers(1, 4), SEEDS)
def test_accuracy_agrees_with_counting(count, answers, seed):
    random = np.random.default_rng(seed)
    right, votes = random.permutation(np.eye(answers)[random.integers(answers, size=count)]), random.integers(
        3, size=(count, answers))
    hits = [(vote[row.argmax()] == max(vote)) / list(vote).count(max(vote))
            for row, vote in zip(right, votes, strict=True)]
    assert accuracy(right, votes) == pytest.approx(sum(hits) / count, abs=1e-12)


@pytest.mark.parametrize("call", [accuracy, lambda right, votes: mean_error(Network([Flatten()]), [votes], right)])
def test_answers_that_are_not_as_the_votes_are_refused(call):
    refused(ValueError, "right and actual must have one shape (..., answers), but right has (3,) and actual has (2,)",
            lambda: call([1, 0, 0], [1, 0]))
    refused(ValueError, "right and actual must have one shape", lambda: call(1, [1, 0]))
    refused(ValueError, "right must hold finite numbers, but right[1] is nan", lambda: call([1, np.nan], [1, 0]))


# Gradient descent, against loops written out.


def descend_by_loop(network, images, right, rates, momentum):
    """All pictures at each step: a ball that rolls on with a share of its way before."""
    way = [np.zeros(numbers.shape) for numbers in network.parameters]
    for rate in rates:
        _, slopes = network.gradient(images, right)
        for number, slope in enumerate(slopes):
            way[number] = momentum * way[number] - rate * slope
            network.parameters[number] += way[number]


@pytest.mark.parametrize("momentum", [0, 0.5, 0.9])
def test_momentum_repeats_a_share_of_the_step_before(momentum):
    one, other = random_network(neurons=3, seed=1), random_network(neurons=3, seed=1)
    for _ in islice(descend(one, LETTERS, ANSWERS, rate=0.1, momentum=momentum), 12):
        pass
    descend_by_loop(other, LETTERS, ANSWERS, [0.1] * 12, momentum)
    check_close(one.parameters, other.parameters)
    assert any((now != then).any() for now, then in zip(one.parameters, random_network(
        neurons=3, seed=1).parameters, strict=True))


def test_without_momentum_one_step_is_the_rate_times_the_slopes():
    network = deck_network()
    _, slopes = network.gradient(LETTERS, ANSWERS)
    next(descend(network, LETTERS, ANSWERS, rate=0.25, momentum=0))
    check_close(network.parameters, [numbers - 0.25 * slope for numbers, slope in zip(
        deck_network().parameters, slopes, strict=True)])


def test_the_rate_may_be_a_function_of_the_steps_number():
    asked = []

    def slower(step):
        asked.append(step)
        return 0.5 / step

    one, other = deck_network(), deck_network()
    for _ in islice(descend(one, LETTERS, ANSWERS, slower, momentum=0.5), 6):
        pass
    descend_by_loop(other, LETTERS, ANSWERS, [0.5 / step for step in range(1, 7)], momentum=0.5)
    check_close(one.parameters, other.parameters)
    assert asked == [1, 2, 3, 4, 5, 6]


def test_a_step_tells_the_error_and_the_accuracy_before_it():
    network = random_network(seed=4)
    steps = descend(network, LETTERS, ANSWERS, rate=0.3)
    for number in range(1, 9):
        error, share = mean_error(network, LETTERS, ANSWERS), accuracy(ANSWERS, network(LETTERS))
        step = next(steps)
        assert isinstance(step, Step) and [type(value) for value in step] == [int, float, float]
        assert step == (number, pytest.approx(error, abs=1e-12), share)
        assert mean_error(network, LETTERS, ANSWERS) != error  # the step is taken before it is told


def test_nothing_happens_between_two_steps():
    network = deck_network()
    steps = descend(network, LETTERS, ANSWERS)
    check_same(network.parameters, deck_network().parameters)
    next(steps)
    after = numbers_of(network)
    steps.close()
    check_same(network.parameters, after)


def test_a_layer_that_stands_in_two_places_moves_by_both_of_its_slopes():
    shared = Convolution([[[0.5, -0.25], [0.125, 1]]])
    network, picture = Network([shared, shared, Flatten(), Vote(np.full((49, 1), 0.1))]), X[np.newaxis]
    before, (_, (first, second, _)) = shared.features.copy(), network.gradient(picture, [[3]])
    next(descend(network, picture, [[3]], rate=0.5, momentum=0))
    np.testing.assert_allclose(shared.features, before - 0.5 * (first + second), rtol=0, atol=1e-12)
    assert first.any() and second.any()


def test_a_network_with_nothing_to_learn_only_looks():
    network = Network([MaxPool(9), Flatten()])
    assert list(islice(descend(network, [X, O], [[0.5], [1]]), 2)) == [(1, 0.25, 1), (2, 0.25, 1)]


def test_float32_stays_float32():
    random = np.random.default_rng(2)
    network = Network([Flatten(), Vote(random.uniform(-1, 1, (81, 2)).astype(np.float32))])
    before = numbers_of(network)
    for _ in islice(descend(network, LETTERS, ANSWERS), 3):
        pass
    assert network.parameters[0].dtype == np.float32 and (network.parameters[0] != before[0]).any()


# Batches.


class Watched(Network):
    """A network that writes down which pictures it looks at: all pixels of picture 3 are 3, and its answer is 3."""

    seen = ()

    def forward(self, images):
        self.looked = images[:, 0, 0].tolist()
        return super().forward(images)

    def backward(self, results, right):
        self.seen = [*self.seen, self.looked]
        assert right[:, 0].tolist() == self.looked  # every picture has its own answer
        return super().backward(results, right)


def batches(count, batch, steps, seed=0):
    """Which of so many pictures each step looks at."""
    network = Watched([Flatten(), Vote([[1.0]])])
    numbers = np.arange(count, dtype=float)
    for _ in islice(descend(network, numbers.reshape(-1, 1, 1), numbers.reshape(-1, 1), 1e-6, 0, batch, seed), steps):
        pass
    return network.seen


@pytest.mark.parametrize("count, batch, sizes", [
    (12, 4, [4, 4, 4]), (10, 4, [4, 4, 2]), (7, 6, [6, 1]), (5, 1, [1] * 5), (6, 6, [6]), (3, 100, [3]), (1, 1, [1])])
def test_every_round_deals_out_every_picture_once(count, batch, sizes):
    dealt = batches(count, batch, steps=4 * len(sizes))
    rounds = [dealt[first : first + len(sizes)] for first in range(0, len(dealt), len(sizes))]
    for one in rounds:
        assert [len(pictures) for pictures in one] == sizes
        assert sorted(sum(one, [])) == list(range(count))
    if count > 3:
        assert len({tuple(sum(one, [])) for one in rounds}) == 4  # shuffled anew for every round


def test_without_a_batch_every_step_looks_at_all_pictures():
    assert batches(5, None, steps=3) == [[0, 1, 2, 3, 4]] * 3


def test_the_same_seed_deals_out_the_same_batches_and_another_others():
    assert batches(20, 6, steps=9, seed=3) == batches(20, 6, steps=9, seed=3) != batches(20, 6, steps=9, seed=4)


def test_the_same_seed_gives_the_same_numbers_to_the_last_bit_and_another_others():
    networks = {}
    for name, seed in [("one", 7), ("same", 7), ("other", 8)]:
        networks[name] = random_network(neurons=3)
        seen = [*islice(descend(networks[name], LETTERS, ANSWERS, batch=8, seed=seed), 20)]
        networks[name + " seen"] = seen
    check_same(networks["one"].parameters, networks["same"].parameters)
    assert networks["one seen"] == networks["same seen"] != networks["other seen"]
    assert any((one != other).any() for one, other in zip(
        networks["one"].parameters, networks["other"].parameters, strict=True))


def test_pictures_and_answers_are_not_changed():
    images, right = LETTERS.copy(), ANSWERS.copy()
    for _ in islice(descend(deck_network(), images, right, batch=5), 10):
        pass
    np.testing.assert_array_equal(images, LETTERS)
    np.testing.assert_array_equal(right, ANSWERS)


# A rate that is too large.

DEEPER = ["convolution", "ReLU", "convolution", "ReLU", "pooling"]
NETWORKS = {
    "deck": deck_network,
    "plain": lambda: Network([Flatten(), Vote(np.full((81, 2), 0.1))]),
    "straight": lambda: random_network(["convolution", "convolution", "pooling"]),
    "deeper": lambda: random_network(DEEPER, neurons=4, seed=3),
    "float32": lambda: Network([Convolution(np.full((2, 3, 3), 0.1, np.float32)), Flatten(), Vote(
        np.full((98, 2), 0.1, np.float32))]),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("batch", [None, 4])
@pytest.mark.parametrize("name, rate", [
    ("deck", 10), ("deck", 1e4), ("deck", 1e100), ("deck", 1e200), ("deck", 1e308), ("plain", 1e16), ("plain", 1e308),
    ("straight", 5), ("straight", 1e30), ("straight", 1e308), ("deeper", 1e100), ("deeper", 1e200), ("deeper", 1e308),
    ("float32", 10), ("float32", 1e30), ("float32", 1e60),
])
def test_a_rate_that_is_too_large_is_named_and_the_network_can_still_vote(name, rate, batch):
    """Numbers that grow overflow first in a vote, in a slope, or in the step itself. The learner hears one thing."""
    network, taken = NETWORKS[name](), 0
    with pytest.raises(ValueError) as refusal:
        for step in islice(descend(network, LETTERS, ANSWERS, rate, batch=batch), 2000):
            taken = step.step
            assert all(np.isfinite(numbers).all() for numbers in network.parameters)
    told = re.fullmatch(r"the numbers grew without end at step (\d+): a rate of (\S+) is too large", str(refusal.value))
    assert told, refusal.value
    assert int(told[1]) in (taken, taken + 1) and float(told[2]) == rate
    assert np.isfinite(network(random_letters(50, seed=6)[0])).all()
    assert np.isfinite(mean_error(network, *deck_letters()))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("rate", [1e17, 1e120, 1e200, 1e308])
def test_the_network_is_left_as_it_was_before_the_step_that_went_too_far(rate):
    network = random_network(DEEPER, neurons=4, seed=3)
    steps = descend(network, LETTERS, ANSWERS, rate=lambda step: rate if step == 5 else 0.01)
    for _ in range(4):
        next(steps)
    before = numbers_of(network)
    refused(ValueError, f"the numbers grew without end at step 5: a rate of {rate:g} is too large",
            lambda: list(islice(steps, 3)))
    check_same(network.parameters, before)
    assert next(descend(network, LETTERS, ANSWERS)).step == 1  # and can go on, with a better rate


@pytest.mark.filterwarnings("error")
def test_votes_beyond_all_bounds_from_the_start_are_not_blamed_on_the_rate():
    network = Network([Flatten(), Vote(np.full((81, 2), 1e14))])
    before = numbers_of(network)
    refused(ValueError, "the error of the votes must be at most 1e+15 to learn from, but it is 1.1e+16",
            lambda: next(descend(network, [X], [[1, 0]])))
    check_same(network.parameters, before)


# Stopped in the middle.


def interrupt_at(line, call):
    """Call, and raise a KeyboardInterrupt before this line of `learning` is run, counted from 1; None for never.

    Returns how many lines were run.
    """
    source, run = inspect.getsourcefile(learning), 0

    def trace(frame, event, _):
        nonlocal run
        if frame.f_code.co_filename != source:
            return None
        if event == "line":
            run += 1
            if run == line:
                raise KeyboardInterrupt
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return run


def two_steps():
    """A network after two steps, and the third that waits."""
    network = deck_network()
    steps = descend(network, LETTERS[:3], ANSWERS[:3], rate=0.1, batch=2)
    return network, (next(steps), next(steps), steps)[2]


def test_a_step_may_be_interrupted_anywhere():
    """Wherever it stops, each of the arrays is as it was before the step or as it is after, and learning can go on."""
    network, steps = two_steps()
    before = numbers_of(network)
    lines = interrupt_at(None, lambda: next(steps))
    after = numbers_of(network)
    assert lines > 30 and not any(np.array_equal(*pair) for pair in zip(before, after, strict=True))

    found = set()
    for line in range(1, lines + 1):
        network, steps = two_steps()
        with pytest.raises(KeyboardInterrupt):
            interrupt_at(line, lambda steps=steps: next(steps))
        moved = tuple(np.array_equal(*pair) for pair in zip(network.parameters, after, strict=True))
        expected = [new if is_new else old for is_new, old, new in zip(moved, before, after, strict=True)]
        check_same(network.parameters, expected)
        found.add(moved)
        assert next(descend(network, LETTERS, ANSWERS)).step == 1
        with pytest.raises(StopIteration):  # an interrupted generator is at its end
            next(steps)
    assert {(False, False), (True, True)} <= found  # early and late


@pytest.mark.parametrize("name", ["convolve", "relu", "max_pool", "vote", "error_gradient", "vote_gradient",
                                  "max_pool_gradient", "relu_gradient", "convolve_gradient", "error"])
def test_a_step_interrupted_in_an_operation_has_changed_nothing(name, monkeypatch):
    network, steps = two_steps()
    before = numbers_of(network)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(learning.ops, name, interrupted)
    with pytest.raises(KeyboardInterrupt):
        next(steps)
    monkeypatch.undo()
    check_same(network.parameters, before)
    assert next(descend(network, LETTERS, ANSWERS)).step == 1


# What is refused.


@pytest.mark.parametrize("kind, change, message", [
    (ValueError, {"images": X}, "images must be a list of pictures (n, H, W), but their shape is (9, 9)"),
    (ValueError, {"images": [[X]]}, "images must be a list of pictures (n, H, W), but their shape is (1, 1, 9, 9)"),
    (ValueError, {"images": []}, "images must hold at least one number"),
    (TypeError, {"images": "X"}, "images must hold real numbers"),
    (ValueError, {"images": [X, X * np.nan]}, "images must hold finite numbers, but images[1, 0, 0] is nan"),
    (ValueError, {"images": [X[:5], O[:5]]}, "layer 6 (voting): these weights are for 12 values, but the list holds 6"),
    (ValueError, {"right": [1, 0]}, "right must have one row for each of the 2 pictures, (2, answers), but its shape "
     "is (2,)"),
    (ValueError, {"right": np.eye(3)}, "right must have one row for each of the 2 pictures, (2, answers), but its "
     "shape is (3, 3)"),
    (ValueError, {"right": [[1], [0]]}, "right and actual must have one shape (..., answers), but right has (2, 1) "
     "and actual has (2, 2)"),
    (ValueError, {"right": [[1, 0], [0]]}, "right must have rows of equal length"),
    (ValueError, {"right": [[1, 0], [0, np.inf]]}, "right must hold finite numbers, but right[1, 1] is inf"),
    (ValueError, {"rate": 0}, "rate must be a number more than 0, but it is 0.0"),
    (ValueError, {"rate": -0.1}, "rate must be a number more than 0, but it is -0.1"),
    (ValueError, {"rate": np.nan}, "rate must hold finite numbers, but rate is nan"),
    (ValueError, {"rate": [0.1, 0.2]}, "rate must be a number more than 0, but it is [0.1 0.2]"),
    (TypeError, {"rate": "fast"}, "rate must hold real numbers"),
    (ValueError, {"rate": lambda step: 1 - step}, "rate must be a number more than 0, but it is 0.0"),
    (TypeError, {"rate": lambda step: None}, "rate must hold real numbers"),
    (ValueError, {"momentum": 1}, "momentum must be a number of at least 0 and less than 1, but it is 1.0"),
    (ValueError, {"momentum": -0.1}, "momentum must be a number of at least 0 and less than 1, but it is -0.1"),
    (ValueError, {"momentum": [0.9]}, "momentum must be a number of at least 0 and less than 1, but it is [0.9]"),
    (ValueError, {"momentum": np.nan}, "momentum must hold finite numbers"),
    (TypeError, {"momentum": None}, "momentum must hold real numbers"),
    (ValueError, {"batch": 0}, "batch must be a whole number of at least 1, but it is 0"),
    (TypeError, {"batch": 2.0}, "batch must be a whole number of at least 1, but it is 2.0"),
    (TypeError, {"batch": True}, "batch must be a whole number of at least 1, but it is True"),
])
def test_what_nobody_can_learn_from_is_refused_and_the_network_left_as_it_was(kind, change, message):
    network = deck_network()
    refused(kind, message, lambda: next(descend(network, **{"images": [X, O], "right": np.eye(2), **change})))
    check_same(network.parameters, deck_network().parameters)


# For as long as one likes, and to some end.


def test_a_thousand_steps_more_take_no_more_memory():
    """So learning may go on for as long as one likes: not even one number is kept of a step that is over."""
    network = Network([Flatten(), Vote([[0.5], [0.25]])])
    steps = descend(network, np.arange(10.0).reshape(5, 1, 2), np.arange(5.0).reshape(5, 1), 1e-4, batch=2)
    tracemalloc.start()
    try:
        assert next(islice(steps, 99, None)).step == 100
        before, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        assert next(islice(steps, 999, None)).step == 1100
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 2_000 and peak - before < 20_000  # bytes


TRAINING = {"rate": 0.2, "momentum": 0.9, "batch": 32}


@pytest.mark.parametrize("make", [deck_network, random_network], ids=["from the deck's numbers", "from noise"])
def test_a_network_learns_to_read_all_ten_of_the_decks_letters_and_nearly_all_others(make):
    network, (images, right) = make(), random_letters(2000, seed=1)
    tests = random_letters(2000, seed=2)
    before = accuracy(tests[1], network(tests[0]))
    for _ in islice(descend(network, images, right, **TRAINING), 500):
        pass
    letters, answers = deck_letters()
    assert accuracy(answers, network(letters)) == 1
    assert before < 0.97 and accuracy(tests[1], network(tests[0])) >= 0.99
