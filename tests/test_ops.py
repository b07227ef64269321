"""The operations give the deck's numbers, agree with independent versions, and refuse bad input in words.

Each gradient is compared with what happens when one number at a time is nudged up and down.
"""

import json
import math
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate2d

from convlib import ops
from convlib.ops import (
    convolve,
    convolve_gradient,
    error,
    error_gradient,
    filter_patch,
    filter_patch_gradient,
    max_pool,
    max_pool_gradient,
    relu,
    relu_gradient,
    vote,
    vote_gradient,
)
from convlib.pictures import FEATURES, O, X

DECK = json.loads((Path(__file__).parent / "deck.json").read_text())
STACK = np.stack(list(FEATURES.values()))

often = settings(max_examples=60, deadline=None)
seldom = settings(max_examples=25, deadline=None)


# The deck's numbers.


def check_printed(actual, printed):
    """Every number is a whole number of ninths, and its first two decimals are the printed ones."""
    actual, printed = np.asarray(actual), np.asarray(printed)
    assert actual.shape == printed.shape
    ninths = np.round(actual * 9)
    np.testing.assert_allclose(actual, ninths / 9, rtol=0, atol=1e-12)
    truncated = np.trunc(ninths * 100 / 9) / 100
    np.testing.assert_array_equal(truncated, printed)


@pytest.mark.parametrize("name", FEATURES)
def test_the_tables_of_the_x_are_the_decks(name):
    filtered = convolve(X, FEATURES[name])
    check_printed(filtered, DECK["filtered"][name])
    check_printed(relu(filtered), DECK["rectified"][name])
    check_printed(max_pool(relu(filtered)), DECK["pooled"][name])
    check_printed(max_pool(max_pool(relu(filtered))), DECK["pooled_twice"][name])


@pytest.mark.parametrize("name, image", [("X", X), ("O", O)])
def test_the_twelve_values_that_vote_are_the_decks(name, image):
    maps = max_pool(max_pool(relu(convolve(image, STACK))))
    assert maps.shape == (3, 2, 2)
    check_printed(maps.ravel(), DECK["exemplar_values"][name])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_perfect_match_is_exactly_one(dtype):
    for feature in STACK.astype(dtype):
        assert filter_patch(feature, feature) == 1
        assert convolve(feature, feature) == 1
        assert filter_patch(feature, -feature) == -1


def test_the_matches_worked_out_on_the_slides_are_one_and_five_ninths():
    assert filter_patch(X[1:4, 1:4], FEATURES["diagonal"]) == 1
    assert filter_patch(X[3:6, 3:6], FEATURES["diagonal"]) == 5 / 9


def test_the_thick_lines_vote_912_and_5175_thousandths():
    voting = DECK["voting"]
    weights = np.zeros((12, 2))
    weights[np.array(voting["x_voters_1based"]) - 1, 0] = 1 / 5
    weights[np.array(voting["o_voters_1based"]) - 1, 1] = 1 / 4
    np.testing.assert_allclose(vote(voting["values"], weights), [0.912, 0.5175], rtol=0, atol=1e-12)


def test_the_error_table_adds_up_to_59_hundredths():
    table = DECK["error_table_as_printed"]
    right = [table[answer]["right"] for answer in "XO"]
    actual = [table[answer]["actual"] for answer in "XO"]
    assert error(right, actual) == pytest.approx(0.59, abs=1e-12)
    np.testing.assert_array_equal(error_gradient(right, actual), [-1, 1])


# Independent versions, with every loop written out.


def convolve_by_loops(image, feature, stride=1, padding=0):
    image = np.pad(image, padding)
    height, width = feature.shape
    tops = range(0, image.shape[0] - height + 1, stride)
    lefts = range(0, image.shape[1] - width + 1, stride)
    matches = [
        [np.sum(image[top : top + height, left : left + width] * feature) / feature.size for left in lefts]
        for top in tops
    ]
    return np.array(matches)


def starts(size, window, stride):
    """Where the windows begin: the last is the first to reach the edge, and all begin inside."""
    begins = [0]
    while begins[-1] + window < size and begins[-1] + stride < size:
        begins.append(begins[-1] + stride)
    return begins


def max_pool_by_loops(image, window, stride):
    tops, lefts = (starts(size, window, stride) for size in image.shape)
    return np.array(
        [[image[top : top + window, left : left + window].max() for left in lefts] for top in tops]
    )


def each_picture(function, images):
    """Apply a function of one picture to every picture, whatever axes stand in front."""
    pictures = images.reshape(-1, *images.shape[-2:])
    results = np.array([function(image) for image in pictures])
    return results.reshape(*images.shape[:-2], *results.shape[1:])


FRONTS = st.sampled_from([(), (1,), (2,), (2, 3)])
SIDES = st.integers(1, 7)
STEPS = st.integers(1, 4)
FLOATS = st.sampled_from([np.float32, np.float64])
SEEDS = st.integers(0, 2**32 - 1)


@st.composite
def sweeps(draw):
    """Images, one feature or a stack of them that fit, a stride and a padding."""
    random = np.random.default_rng(draw(SEEDS))
    padding, stride = draw(st.integers(0, 2)), draw(STEPS)
    height, width = draw(SIDES), draw(SIDES)
    size = [draw(st.integers(1, side + 2 * padding)) for side in (height, width)]
    images = random.uniform(-1, 1, (*draw(FRONTS), height, width))
    features = random.uniform(-1, 1, (*draw(st.sampled_from([(), (1,), (3,)])), *size))
    return images, features, stride, padding


@st.composite
def walks(draw):
    """Images of distinct numbers, a window and a stride."""
    random = np.random.default_rng(draw(SEEDS))
    shape = (*draw(FRONTS), draw(SIDES), draw(SIDES))
    images = random.permutation(math.prod(shape)).reshape(shape) - math.prod(shape) / 2
    return images, draw(st.integers(1, 9)), draw(st.integers(1, 9))


@often
@given(sweeps())
def test_convolve_agrees_with_loops(sweep):
    images, features, stride, padding = sweep
    stack = features if features.ndim == 3 else features[np.newaxis]
    expected = each_picture(
        lambda image: np.array([convolve_by_loops(image, one, stride, padding) for one in stack]), images
    )
    if features.ndim == 2:
        expected = expected[..., 0, :, :]
    actual = convolve(images, features, stride, padding)
    assert actual.shape == expected.shape
    np.testing.assert_allclose(actual, expected, atol=1e-12)


@often
@given(sweeps())
def test_convolve_agrees_with_scipy(sweep):
    images, features, stride, padding = sweep
    feature = features.reshape(-1, *features.shape[-2:])[0]
    padded = np.pad(images, [(0, 0)] * (images.ndim - 2) + [(padding, padding)] * 2)
    expected = each_picture(lambda image: correlate2d(image, feature, mode="valid") / feature.size, padded)
    actual = convolve(images, feature, stride, padding)
    np.testing.assert_allclose(actual, expected[..., ::stride, ::stride], atol=1e-12)


@often
@given(sweeps())
def test_convolve_is_filter_patch_at_every_position(sweep):
    images, features, stride, padding = sweep
    feature = features.reshape(-1, *features.shape[-2:])[0]
    height, width = feature.shape
    padded = np.pad(images, [(0, 0)] * (images.ndim - 2) + [(padding, padding)] * 2)
    maps = convolve(images, feature, stride, padding)
    for row, column in np.ndindex(maps.shape[-2:]):
        top, left = row * stride, column * stride
        match = filter_patch(padded[..., top : top + height, left : left + width], feature)
        np.testing.assert_allclose(maps[..., row, column], match, atol=1e-12)


@often
@given(walks())
def test_max_pool_agrees_with_loops(walk):
    images, window, stride = walk
    expected = each_picture(lambda image: max_pool_by_loops(image, window, stride), images)
    np.testing.assert_array_equal(max_pool(images, window, stride), expected)


def test_max_pool_keeps_partial_windows():
    assert max_pool(np.zeros((7, 7))).shape == (4, 4)
    assert max_pool(np.zeros((4, 4))).shape == (2, 2)
    assert max_pool(np.zeros((3, 5)), window=3, stride=2).shape == (1, 2)
    np.testing.assert_array_equal(max_pool([[-3, -2, -1]]), [[-2, -1]])


def test_a_pooling_window_larger_than_the_picture_covers_all_of_it():
    assert max_pool(np.arange(6.0).reshape(2, 3), window=10**9).tolist() == [[5]]


def test_a_pooling_stride_larger_than_the_window_leaves_pixels_out_but_never_the_picture():
    np.testing.assert_array_equal(max_pool([[9, 8, 7, 6, 5]], window=2, stride=5), [[9]])
    np.testing.assert_array_equal(max_pool([[9, 8, 7, 6, 5, 4]], window=2, stride=5), [[9, 4]])


@often
@given(walks())
def test_pooling_and_relu_may_change_places(walk):
    images, window, stride = walk
    np.testing.assert_array_equal(
        relu(max_pool(images, window, stride)), max_pool(relu(images), window, stride)
    )


def test_relu_agrees_with_its_definition():
    values = np.random.default_rng(0).uniform(-1, 1, 100)
    assert relu(values).tolist() == [value if value > 0 else 0 for value in values]


@often
@given(FRONTS, st.integers(1, 5), st.integers(1, 3), SEEDS)
def test_vote_and_error_agree_with_sums_written_out(front, count, answers, seed):
    random = np.random.default_rng(seed)
    values, weights = random.uniform(-1, 1, (*front, count)), random.uniform(-1, 1, (count, answers))
    votes, right = vote(values, weights), random.uniform(-1, 1, (*front, answers))
    errors = error(right, votes)
    assert votes.shape == (*front, answers) and errors.shape == front
    for place in np.ndindex(front):
        expected = [
            sum(values[place][value] * weights[value, answer] for value in range(count))
            for answer in range(answers)
        ]
        np.testing.assert_allclose(votes[place], expected, atol=1e-12)
        distance = sum(abs(right[place][answer] - expected[answer]) for answer in range(answers))
        assert errors[place] == pytest.approx(distance, abs=1e-12)


# Every operation with input that suits it, for the promises that all of them keep.


def examples(dtype=np.float64):
    """Name -> function and its arguments: random, with leading axes, strides, padding, partial windows."""
    random = np.random.default_rng(1)

    def numbers(*shape):
        return random.uniform(-1, 1, shape).astype(dtype)

    images, features, right = numbers(2, 3, 7, 6), numbers(4, 3, 2), numbers(3, 2)
    sweep = {"images": images, "features": features}
    steps = {"stride": 2, "padding": 1}
    pool = {"window": 3, "stride": 2}
    patch = {"patch": numbers(5, 3, 3), "feature": numbers(3, 3)}
    ballot = {"values": numbers(5, 12), "weights": numbers(12, 2)}
    answers = {"right": right, "actual": numbers(3, 2)}
    return {
        "filter_patch": (filter_patch, patch),
        "filter_patch one": (filter_patch, {"patch": numbers(3, 3), "feature": numbers(3, 3)}),
        "filter_patch_gradient": (filter_patch_gradient, {**patch, "upstream": numbers(5)}),
        "convolve": (convolve, sweep),
        "convolve with steps": (convolve, {**sweep, **steps}),
        "convolve one feature of one pixel": (convolve, {"images": images, "features": numbers(1, 1)}),
        "convolve_gradient": (convolve_gradient, {**sweep, **steps, "upstream": numbers(2, 3, 4, 4, 4)}),
        "max_pool": (max_pool, {"images": images, **pool}),
        "max_pool of one pixel": (max_pool, {"images": images, "window": 1, "stride": 1}),
        "max_pool_gradient": (max_pool_gradient, {"images": images, **pool, "upstream": numbers(2, 3, 3, 3)}),
        "relu": (relu, {"images": images}),
        "relu of positives": (relu, {"images": np.abs(images)}),
        "relu_gradient": (relu_gradient, {"images": images, "upstream": numbers(2, 3, 7, 6)}),
        "vote": (vote, ballot),
        "vote_gradient": (vote_gradient, {**ballot, "upstream": numbers(5, 2)}),
        "error": (error, answers),
        "error of one": (error, {"right": numbers(2), "actual": numbers(2)}),
        "error_gradient": (error_gradient, answers),
    }


EXAMPLES = examples()
ARRAYS = [
    (name, argument)
    for name, (_, arguments) in EXAMPLES.items()
    for argument, value in arguments.items()
    if isinstance(value, np.ndarray)
]


def results(function, arguments):
    result = function(**arguments)
    return result if isinstance(result, tuple) else (result,)


@pytest.mark.parametrize("name", EXAMPLES)
def test_inputs_are_unchanged_and_share_no_memory_with_results(name):
    function, arguments = examples()[name]
    arrays = [value for value in arguments.values() if isinstance(value, np.ndarray)]
    before = [array.copy() for array in arrays]
    for array in arrays:
        array.setflags(write=False)
    for result in results(function, arguments):
        assert not any(np.shares_memory(result, array) for array in arrays)
    for array, copy in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_kind_of_number_is_kept(name, dtype):
    for result in results(*examples(dtype)[name]):
        assert result.dtype == dtype


@pytest.mark.parametrize("name, argument", ARRAYS)
def test_a_mixture_of_kinds_takes_the_wider(name, argument):
    function, arguments = examples(np.float32)[name]
    wider = {**arguments, argument: arguments[argument].astype(np.float64)}
    for result in results(function, wider):
        assert result.dtype == np.float64


@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint16, np.int64])
@pytest.mark.parametrize("name", EXAMPLES)
def test_whole_numbers_and_lists_count_as_float64(name, dtype):
    function, arguments = EXAMPLES[name]
    whole = {
        key: np.abs(value * 9).astype(dtype) if isinstance(value, np.ndarray) else value
        for key, value in arguments.items()
    }
    lists = {key: value.tolist() if isinstance(value, np.ndarray) else value for key, value in whole.items()}
    floats = {
        key: value.astype(float) if isinstance(value, np.ndarray) else value for key, value in whole.items()
    }
    for kind in (whole, lists):
        for result, expected in zip(results(function, kind), results(function, floats), strict=True):
            assert result.dtype == np.float64
            np.testing.assert_array_equal(result, expected)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_layout_in_memory_does_not_matter(name):
    function, arguments = EXAMPLES[name]
    turned = {
        key: np.asfortranarray(value)[..., ::-1] if isinstance(value, np.ndarray) else value
        for key, value in arguments.items()
    }
    plain = {
        key: np.ascontiguousarray(value) if isinstance(value, np.ndarray) else value
        for key, value in turned.items()
    }
    for result, expected in zip(results(function, turned), results(function, plain), strict=True):
        np.testing.assert_allclose(result, expected, atol=1e-12)


def test_strides_of_every_numpy_kind_are_whole_numbers():
    images = np.arange(81.0).reshape(9, 9)
    for kind in (np.int8, np.uint8, np.uint64):
        maps = convolve(images, STACK, stride=kind(2), padding=kind(1))
        np.testing.assert_array_equal(maps, convolve(images, STACK, stride=2, padding=1))
        np.testing.assert_array_equal(max_pool(images, kind(2), kind(3)), max_pool(images, 2, 3))


# Numbers at the end of what can be held.


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_result_is_right_or_refused_and_never_infinite(name, dtype):
    function, arguments = EXAMPLES[name]
    most, refused = float(np.finfo(dtype).max), 0
    for size in (0.1, 1, most**0.5 / 4, most**0.5 * 4, most / 8, most):
        scaled = {key: (value * size).astype(dtype) if isinstance(value, np.ndarray) else value
                  for key, value in arguments.items()}
        wide = {key: value.astype(np.longdouble) if isinstance(value, np.ndarray) else value
                for key, value in scaled.items()}
        try:
            found = results(function, scaled)
        except ValueError as refusal:
            assert str(refusal).startswith(f"the numbers are too large for {function.__name__}: its result is beyond")
            assert size > 1
            refused += 1
            continue
        for result, expected in zip(found, results(function, wide), strict=True):
            assert np.isfinite(result).all()
            close = 30 * np.finfo(dtype).eps * np.abs(expected).max()
            np.testing.assert_allclose(result.astype(np.longdouble), expected, rtol=0, atol=float(close))
    assert (refused > 0) == (function not in (max_pool, relu, relu_gradient, error_gradient))


# Gradients, by nudging.


def nudged(function, arguments, argument, upstream, step=1e-6):
    """How much sum(upstream * result) changes as one number at a time is nudged up and down, per unit."""
    slopes = np.zeros(arguments[argument].shape)
    for place in np.ndindex(slopes.shape):
        results = []
        for nudge in (step, -step):
            moved = arguments[argument].copy()
            moved[place] += nudge
            results.append(function(**{**arguments, argument: moved}))
        slopes[place] = np.sum(upstream * (results[0] - results[1])) / (2 * step)  # subtracted first: sums lose digits
    return slopes


def check_gradient(function, gradient, arguments, inputs):
    """One gradient function against nudging each of its inputs."""
    upstream = np.random.default_rng(2).uniform(-1, 1, np.shape(function(**arguments)))
    slopes = gradient(**arguments, upstream=upstream)
    for name, slope in zip(inputs, slopes if isinstance(slopes, tuple) else (slopes,), strict=True):
        assert slope.shape == arguments[name].shape
        np.testing.assert_allclose(slope, nudged(function, arguments, name, upstream), atol=1e-7)


@seldom
@given(FRONTS, SEEDS)
def test_the_gradient_of_filter_patch_is_what_nudging_finds(front, seed):
    random = np.random.default_rng(seed)
    arguments = {"patch": random.uniform(-1, 1, (*front, 2, 3)), "feature": random.uniform(-1, 1, (2, 3))}
    check_gradient(filter_patch, filter_patch_gradient, arguments, ["patch", "feature"])


@seldom
@given(sweeps())
def test_the_gradient_of_convolve_is_what_nudging_finds(sweep):
    arguments = dict(zip(["images", "features", "stride", "padding"], sweep, strict=True))
    check_gradient(convolve, convolve_gradient, arguments, ["images", "features"])


@seldom
@given(walks())
def test_the_gradient_of_max_pool_is_what_nudging_finds(walk):
    arguments = dict(zip(["images", "window", "stride"], walk, strict=True))
    check_gradient(max_pool, max_pool_gradient, arguments, ["images"])


@seldom
@given(FRONTS, SEEDS)
def test_the_gradients_of_relu_vote_and_error_are_what_nudging_finds(front, seed):
    random = np.random.default_rng(seed)

    def away_from_zero(*shape):
        return random.uniform(0.1, 1, shape) * random.choice([-1, 1], shape)

    check_gradient(relu, relu_gradient, {"images": away_from_zero(*front, 2, 2)}, ["images"])
    ballot = {"values": random.uniform(-1, 1, (*front, 4)), "weights": random.uniform(-1, 1, (4, 3))}
    check_gradient(vote, vote_gradient, ballot, ["values", "weights"])
    right = random.uniform(-1, 1, (*front, 2))
    answers = {"right": right, "actual": right + away_from_zero(*front, 2)}
    slopes = nudged(error, answers, "actual", upstream=1)
    np.testing.assert_allclose(error_gradient(**answers), slopes, atol=1e-7)


def test_the_first_of_several_largest_pixels_gets_everything():
    np.testing.assert_array_equal(max_pool_gradient([[1, 5], [5, 5]], [[3]]), [[0, 3], [0, 0]])
    ties = max_pool_gradient(np.zeros((3, 3)), [[1, 2], [3, 4]])
    np.testing.assert_array_equal(ties, [[1, 0, 2], [0, 0, 0], [3, 0, 4]])


def test_a_pixel_that_wins_in_several_windows_adds_up_what_it_gets():
    slopes = max_pool_gradient([[0, 0, 0], [0, 9, 0], [0, 0, 0]], [[1, 2], [3, 4]], window=2, stride=1)
    np.testing.assert_array_equal(slopes, [[0, 0, 0], [0, 10, 0], [0, 0, 0]])


def test_at_the_kinks_the_slope_is_zero():
    assert relu_gradient([0.0, -0.0], [5, 5]).tolist() == [0, 0]
    assert error_gradient([1, 0], [1, 0]).tolist() == [0, 0]


# Bad input.

IMAGE, FEATURE = np.zeros((3, 3)), np.zeros((2, 2))


@pytest.mark.parametrize(
    "call, message",
    [
        (lambda: filter_patch(IMAGE, FEATURE), "patch must end in .* (2, 2), but its shape is (3, 3)"),
        (lambda: filter_patch(5, FEATURE), "patch must end in .* but its shape is ()"),
        (lambda: filter_patch(IMAGE, [1]), "feature must have rows and columns .* shape is (1,)"),
        (lambda: filter_patch_gradient(IMAGE, IMAGE, [1]), "upstream must have .* (), but its shape is (1,)"),
        (lambda: convolve([1, 2], FEATURE), "images must have rows and columns .* shape is (2,)"),
        (lambda: convolve(IMAGE, [1, 2]), "features must be one feature .* stack .* shape is (2,)"),
        (lambda: convolve(IMAGE, np.zeros((1, 1, 2, 2))), "features must be .* (1, 1, 2, 2)"),
        (lambda: convolve(FEATURE, IMAGE), "features must be no larger .* 2 x 2 .* (3, 3)"),
        (lambda: convolve(IMAGE, np.zeros((1, 4))), "features must be no larger .* 3 x 3 .* (1, 4)"),
        (lambda: convolve([[1]], np.zeros((4, 1)), padding=1), "features must be no larger .* 3 x 3 pixels"),
        (lambda: convolve(IMAGE, FEATURE, stride=0), "stride must be .* at least 1, but it is 0"),
        (lambda: convolve(IMAGE, FEATURE, stride=-2), "stride must be .* at least 1, but it is -2"),
        (lambda: convolve(IMAGE, FEATURE, padding=-1), "padding must be .* at least 0, but it is -1"),
        (lambda: convolve_gradient(IMAGE, FEATURE, IMAGE), "upstream must have .* (2, 2), .* is (3, 3)"),
        (lambda: max_pool([1, 2]), "images must have rows and columns .* shape is (2,)"),
        (lambda: max_pool(IMAGE, window=0), "window must be .* at least 1, but it is 0"),
        (lambda: max_pool(IMAGE, stride=0), "stride must be .* at least 1, but it is 0"),
        (lambda: max_pool_gradient(IMAGE, IMAGE), "upstream must have .* (2, 2), .* shape is (3, 3)"),
        (lambda: relu_gradient(IMAGE, FEATURE), "upstream must have .* (3, 3), .* shape is (2, 2)"),
        (lambda: vote([1, 2, 3], FEATURE), "values must be as many as the rows of weights, .* (3,)"),
        (lambda: vote(1, FEATURE), "values must be as many .* but their shape is ()"),
        (lambda: vote([1, 2], [1, 2]), "weights must have two axes .* shape is (2,)"),
        (lambda: vote_gradient([1, 2], FEATURE, [1]), "upstream must have .* (2,), but its shape is (1,)"),
        (lambda: error([1, 0], [1]), "right and actual must have one shape .* (2,) and actual has (1,)"),
        (lambda: error(1, 1), "right and actual must have one shape .* right has ()"),
        (lambda: error_gradient([[1, 0]], [1, 0]), "right and actual must have one shape .* (1, 2)"),
    ],
)
def test_a_wrong_size_is_refused_with_its_name_and_what_would_be_right(call, message):
    pattern = ".*".join(re.escape(part) for part in re.split(r" ?\.\* ?", message))
    with pytest.raises(ValueError, match=pattern):
        call()


@pytest.mark.parametrize("value", [1.5, 2.0, True, np.True_, "2", None, [2], np.array(2), math.nan])
@pytest.mark.parametrize("name", ["stride", "padding", "window"])
def test_a_step_that_is_no_whole_number_is_refused(name, value):
    functions = {
        "stride": [convolve, convolve_gradient, max_pool, max_pool_gradient],
        "padding": [convolve, convolve_gradient],
        "window": [max_pool, max_pool_gradient],
    }
    sweep = {"images": IMAGE, "features": FEATURE}
    arguments = {
        convolve: sweep,
        convolve_gradient: {**sweep, "upstream": FEATURE},
        max_pool: {"images": IMAGE},
        max_pool_gradient: {"images": IMAGE, "upstream": FEATURE},
    }
    for function in functions[name]:
        message = f"{name} must be a whole number of at least [01], but it is {re.escape(repr(value))}"
        with pytest.raises(TypeError, match=message):
            function(**arguments[function], **{name: value})


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name, argument", ARRAYS)
@settings(max_examples=5, deadline=None)
@given(st.sampled_from([math.nan, math.inf, -math.inf]), FLOATS, st.data())
def test_a_number_that_is_not_finite_is_refused_with_its_place(name, argument, bad, dtype, data):
    function, arguments = examples(dtype)[name]
    array = arguments[argument]
    place = np.unravel_index(data.draw(st.integers(0, array.size - 1)), array.shape)
    array[place] = array.flat[-1] = bad
    where = re.escape(f"{argument}[{', '.join(str(index) for index in place)}] is {array[place]}")
    with pytest.raises(ValueError, match=f"{argument} must hold finite numbers, but {where}"):
        function(**arguments)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name, argument", ARRAYS)
@pytest.mark.parametrize(
    "bad, kind, message",
    [
        ("picture", TypeError, "real numbers, but it holds .*: 'picture'"),
        ([["a", "b"]], TypeError, "real numbers"),
        (None, TypeError, "real numbers"),
        ({1, 2}, TypeError, "real numbers"),
        (np.ones((3, 3), complex), TypeError, "real numbers, but it holds complex128"),
        (np.full((3, 3), None), TypeError, "real numbers, but it holds object"),
        (np.zeros((3, 3), "M8[s]"), TypeError, "real numbers, but it holds datetime64"),
        ([[1, 2], [3]], ValueError, r"rows of equal length, but it is \[\[1, 2\], \[3\]\]"),
        ([], ValueError, r"at least one number, but its shape is \(0,\)"),
        (np.zeros((2, 0, 3)), ValueError, r"at least one number, but its shape is \(2, 0, 3\)"),
    ],
)
def test_what_is_no_grid_of_numbers_is_refused_by_name(name, argument, bad, kind, message):
    function, arguments = EXAMPLES[name]
    with pytest.raises(kind, match=f"^{argument} must (hold|have) {message}"):
        function(**{**arguments, argument: bad})


@often
@given(st.lists(st.integers(0, 4), max_size=4), st.lists(st.integers(0, 4), max_size=4), SEEDS)
def test_convolve_and_max_pool_give_the_promised_shape_or_a_value_error(shape, feature_shape, seed):
    stride, padding = (int(number) for number in np.random.default_rng(seed).integers(-1, 4, 2))
    images, features = np.zeros(shape), np.zeros(feature_shape)
    pictures = len(shape) >= 2 and images.size > 0 and stride >= 1
    over = [side + 2 * padding - small for side, small in zip(shape[-2:], feature_shape[-2:], strict=False)]
    feature_stack = len(feature_shape) in (2, 3) and features.size > 0
    fits = feature_stack and padding >= 0 and all(room >= 0 for room in over)

    if pictures and fits:
        expected = (*shape[:-2], *feature_shape[:-2], *(room // stride + 1 for room in over))
        assert convolve(images, features, stride, padding).shape == expected
    else:
        with pytest.raises(ValueError, match="^(images|features|stride|padding) must"):
            convolve(images, features, stride, padding)

    if pictures and padding >= 1:
        assert max_pool(images, padding, stride).shape[:-2] == tuple(shape[:-2])
    else:
        with pytest.raises(ValueError, match="^(images|window|stride) must"):
            max_pool(images, padding, stride)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_largest_finite_numbers_are_fine(dtype):
    most = np.finfo(dtype).max
    largest = np.array([[most, most], [most, -most]])  # their sum is beyond what the kind can hold
    np.testing.assert_array_equal(relu(largest), [[most, most], [most, 0]])
    np.testing.assert_array_equal(max_pool(largest), largest[:1, :1])
    np.testing.assert_array_equal(convolve(largest, np.ones((1, 1), dtype)), largest)


def test_importing_the_operations_imports_numpy_and_nothing_else():
    code = (
        "import sys, numpy; before = set(sys.modules);"
        "import convlib, convlib.ops, convlib.pictures;"
        "print(*{name.split('.')[0] for name in set(sys.modules) - before})"
    )
    root = Path(ops.__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) in ({"convlib"}, {"convlib", "numpy"})
