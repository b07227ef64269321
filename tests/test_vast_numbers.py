"""Whole numbers beyond all sense: each is answered, or refused in words, and none fills the memory."""

import tracemalloc

import numpy as np
import pytest

from convlib.architecture import random_network
from convlib.data.sounds import hiss, note, silence, tune
from convlib.data.tables import customers, judge
from convlib.data.tables.likeness import shuffled_neighbours
from convlib.learning import descend
from convlib.network import Convolution, MaxPool, Network
from convlib.ops import convolve, convolve_gradient, max_pool, max_pool_gradient
from convlib.pictures import FEATURES, X, random_letters
from convlib.teach import SelfTest
from convlib.transform import transform

STACK = list(FEATURES.values())
VAST = [10**9, 10**18, 2**63, 10**30]
PICTURE = np.arange(12.0).reshape(3, 4)
WITH_WHOLE_NUMBERS = {
    "convolve stride": lambda vast: convolve(PICTURE, [[1, 1]], stride=vast),
    "convolve padding": lambda vast: convolve(PICTURE, [[1, 1]], padding=vast),
    "convolve_gradient stride": lambda vast: convolve_gradient(PICTURE, [[1, 1]], [[1]], stride=vast),
    "convolve_gradient padding": lambda vast: convolve_gradient(PICTURE, [[1, 1]], [[1]], padding=vast),
    "max_pool window": lambda vast: max_pool(PICTURE, window=vast),
    "max_pool stride": lambda vast: max_pool(PICTURE, stride=vast),
    "max_pool both": lambda vast: max_pool(PICTURE, vast, vast),
    "max_pool_gradient window": lambda vast: max_pool_gradient(PICTURE, [[1, 1]], window=vast),
    "max_pool_gradient stride": lambda vast: max_pool_gradient(PICTURE, [[1]], stride=vast),
    "Convolution": lambda vast: Network([Convolution(STACK, vast, 1)]).stages(X),
    "Convolution padding": lambda vast: Network([Convolution(STACK, 1, vast)]).stages(X),
    "MaxPool": lambda vast: Network([MaxPool(vast, vast)]).sees(X, 1, (0, 0, 0)),
    "MaxPool stride": lambda vast: Network([MaxPool(1, vast)]).trace(X, 1, (0, 0, 0)),
    "trace stage": lambda vast: Network([]).trace(X, vast, (0, 0)),
    "trace place": lambda vast: Network([]).trace(X, 0, (vast, 0)),
    "shapes size": lambda vast: Network([MaxPool()]).shapes((vast, vast)),
    "transform size": lambda vast: transform(X, size=(vast, 9)),
    "transform down": lambda vast: transform(X, down=vast),
    "random_letters n": lambda vast: random_letters(vast),
    "random_letters size": lambda vast: random_letters(1, size=vast),
    "random_letters stray": lambda vast: random_letters(1, stray=(0, vast)),
    "random_network features": lambda vast: random_network(features=vast),
    "random_network side": lambda vast: random_network(side=vast),
    "random_network window": lambda vast: random_network(window=vast),
    "random_network stride": lambda vast: random_network(stride=vast),
    "random_network neurons": lambda vast: random_network(neurons=vast),
    "random_network answers": lambda vast: random_network(answers=vast),
    "random_network size": lambda vast: random_network(size=vast),
    "descend batch": lambda vast: next(descend(random_network(), [X], [[1, 0]], batch=vast)),
    "customers": lambda vast: customers(vast),
    "shuffled_neighbours": lambda vast: shuffled_neighbours(np.eye(3), vast),
    "judge": lambda vast: judge(np.eye(9), shuffles=vast),
    "note": lambda vast: note(440, seconds=vast),
    "note hertz": lambda vast: note(vast),
    "hiss": lambda vast: hiss(vast),
    "silence": lambda vast: silence(vast),
    "tune": lambda vast: tune("A4", vast),
    "SelfTest": lambda vast: SelfTest(vast),
    "SelfTest ask": lambda vast: SelfTest(1).ask(vast, ["03_filtering"], "?", 1),
}


@pytest.mark.parametrize("name", WITH_WHOLE_NUMBERS)
def test_a_vast_whole_number_is_answered_or_refused_and_fills_no_memory(name):
    for vast in VAST:
        tracemalloc.start()
        try:
            WITH_WHOLE_NUMBERS[name](vast)
        except (ValueError, TypeError) as refusal:
            assert len(str(refusal)) < 250  # TypeError: a whole number beyond 64 bits is none that NumPy has
        finally:
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert peak < 5_000_000


@pytest.mark.parametrize("vast", VAST)
def test_a_stride_beyond_the_picture_leaves_one_window(vast):
    np.testing.assert_array_equal(convolve(PICTURE, [[1, 1]], stride=vast), [[0.5]])
    np.testing.assert_array_equal(max_pool(PICTURE, stride=vast), [[5]])
    np.testing.assert_array_equal(max_pool(PICTURE, window=vast, stride=vast), [[11]])
    np.testing.assert_array_equal(max_pool_gradient(PICTURE, [[2]], stride=vast)[1], [0, 2, 0, 0])
    with pytest.raises(ValueError, match="^padding asks for .* numbers, but more than 100,000,000 are not made"):
        convolve(PICTURE, [[1, 1]], padding=vast)
