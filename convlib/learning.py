"""How a network learns: which way is downhill, and small steps that way.

The error says how wrong the votes are. Every feature pixel and every voting weight has a share in it. `nudge` asks
each of them in turn, as the slides tell it: a bit up, a bit down, does the error grow or shrink? The answers, one
number for each, are the gradient. `Network.gradient` finds the same numbers in one walk back through the network,
which is called backpropagation.

`descend` then moves all the numbers a little way downhill, again and again: gradient descent.
"""

from typing import NamedTuple

import numpy as np

from . import ops
from .checks import finite, real, whole, within_range

BEYOND = 1e15  # an error from which no network comes back


class Diverged(ValueError):
    """The numbers of a network grow without end, because the learning rate is too large."""


def nudge(network, images, right, step=1e-4):
    """The gradient of the mean error, found by moving each feature pixel and voting weight up and down by `step`.

    Every number costs two passes through the whole network, one with the number a bit larger and one with it a bit
    smaller. The network is left as it was found.

    A network of features, ReLU, max pooling and votes bends only in places. Between two bends the error is a straight
    line for each single number, so that the step may be large, and the result is exact but for rounding. If a bend
    lies within the step, the result is the mean slope over it.

    Shapes: images (..., H, W), right (..., answers) -> a list with one array for each of `network.parameters`, of its
    shape.
    Raises as `Network.gradient` does, and ValueError for a step of 0 or less, or too small to change a number at all.
    Slides 77-78.

    >>> from convlib.network import deck_network
    >>> from convlib.pictures import O
    >>> d_features, d_weights = nudge(deck_network(), O, right=[0, 1])
    >>> print(d_weights[0, 0].round(2))  # the first value's say in the vote for X
    0.56
    """
    step = real("step", step, more_than=0)
    slopes = []
    for numbers in network.parameters:
        slope = np.zeros_like(numbers)
        for place in np.ndindex(numbers.shape):
            found = numbers[place]
            above, below = found + step, found - step
            if above == below:
                raise ValueError(f"step must be large enough to change {found}, but it is {step}")
            try:
                numbers[place] = above
                error_above = mean_error(network, images, right)
                numbers[place] = below
                error_below = mean_error(network, images, right)
            finally:
                numbers[place] = found
            slope[place] = (error_above - error_below) / (above - below)
        slopes.append(slope)
    return slopes


@within_range
def mean_error(network, images, right):
    """The error of a network's votes, as `ops.error` counts it, as the mean over all pictures: a number.

    Raises as `Network.gradient` does.
    Slides 71-76.

    >>> from convlib.network import deck_network
    >>> from convlib.pictures import O, X
    >>> print(round(mean_error(deck_network(), [X, O], right=[[1, 0], [0, 1]]), 3))
    0.556
    """
    return float(ops.error(right, network(images)).mean())


def accuracy(right, votes):
    """Which share of the pictures gets its largest vote for the right answer: a number from 0 to 1.

    Where several answers lead, as `ops.leaders` finds them, the votes do not tell, and one can but guess. Of so many
    guesses one is right: a tie of two counts half. So a network that knows nothing is as good as guessing.

    Shapes: right and votes (..., answers).
    Raises ValueError when the two have different shapes.

    >>> print(accuracy(right=[[1, 0], [0, 1]], votes=[[0.9, 0.5], [0.6, 0.4]]))
    0.5
    >>> print(accuracy(right=[1, 0], votes=[0, 0]))
    0.5
    """
    ops.error(right, votes)  # refuses what does not fit together
    leading = ops.leaders(votes)
    hits = np.take_along_axis(leading, np.argmax(right, axis=-1, keepdims=True), axis=-1)[..., 0]
    return float((hits / leading.sum(axis=-1)).mean())


class Step(NamedTuple):
    """What one step of `descend` saw: its number from 1, and the error and accuracy of its pictures before it."""

    step: int
    error: float
    accuracy: float


def descend(network, images, right, rate=0.1, momentum=0.9, batch=None, seed=0):
    """Let the network learn from pictures: gradient descent, one step each time it is asked, without end.

    A step finds the gradient, and moves every feature pixel and voting weight against it, by `rate` times the slope
    (the learning rate). With `momentum`, a step also repeats this share of the step before, as a ball does that rolls
    downhill. With a `batch`, each step looks at this many pictures only: they are shuffled and dealt out, and
    shuffled again when all have had their turn (mini-batches). Without, each step looks at all of them.

    The network itself changes. Stop asking whenever you like: between two steps it is whole. `rate` may be a function
    of the step's number, for a rate that changes on the way. The same seed gives the same numbers.

    Shapes: images (n, H, W), right (n, answers). Yields a `Step` after each.
    Raises ValueError or TypeError as `Network.gradient` does, for a rate of 0 or less, a momentum outside of 0 to below
    1, and a batch below 1. Raises Diverged, a ValueError, when the numbers grow without end because the rate is too
    large; the network then is as it was before the step that went too far.
    Slides 71-78.

    >>> from itertools import islice
    >>> from convlib.network import deck_network
    >>> from convlib.pictures import O, X
    >>> for step, error, accuracy in islice(descend(deck_network(), [X, O], [[1, 0], [0, 1]], rate=0.05), 4):
    ...     print(step, round(error, 3), accuracy)
    1 0.556 1.0
    2 0.533 1.0
    3 0.467 1.0
    4 0.383 1.0
    """
    images, right = _check_pairs(images, right)
    momentum = real("momentum", momentum, least=0, less_than=1)
    rate_at = rate if callable(rate) else lambda step: rate
    moves = [np.zeros_like(numbers) for numbers in network.parameters]
    before = rate_now = None  # of the latest step
    for step, chosen in enumerate(_batches(len(images), batch, seed), start=1):
        with np.errstate(over="ignore", invalid="ignore"):  # NumPy need not warn: what grew too large is refused here
            try:
                seen, slopes = _look(step, network, images[chosen], right[chosen])
            except ValueError:
                if before is None:  # no step has been taken: the pictures or the answers are to blame, not the rate
                    raise
                _put_back(network, before)
                raise _too_large(step - 1, rate_now) from None
            rate_now = real("rate", rate_at(step), more_than=0)
            moves = [momentum * move - rate_now * slope for move, slope in zip(moves, slopes, strict=True)]
            before = [numbers.copy() for numbers in network.parameters]
            for numbers, move in zip(network.parameters, moves, strict=True):
                numbers += move
            if not all(np.isfinite(numbers).all() for numbers in network.parameters):
                _put_back(network, before)
                raise _too_large(step, rate_now)
        yield seen


def _look(step, network, images, right):
    """What a step sees, and the gradient. Raises ValueError where the votes are beyond all bounds."""
    results = network.forward(images)
    slopes = network.backward(results, right)
    seen = Step(step, float(ops.error(right, results[-1]).mean()), accuracy(right, results[-1]))
    if seen.error > BEYOND:
        raise ValueError(f"the error of the votes must be at most {BEYOND:g} to learn from, but it is {seen.error:g}")
    return seen, slopes


def _put_back(network, before):
    for numbers, found in zip(network.parameters, before, strict=True):
        numbers[...] = found


def _too_large(step, rate):
    return Diverged(f"the numbers grew without end at step {step}: a rate of {rate:g} is too large")


def _batches(n, batch, seed):
    """Without end, the numbers of the pictures that a step looks at."""
    if batch is None:
        while True:
            yield slice(None)
    batch = whole("batch", batch, least=1)
    chance = np.random.default_rng(seed)
    while True:
        order = chance.permutation(n)
        for first in range(0, n, batch):
            yield order[first : first + batch]


# What learning asks of its input.


def _check_pairs(images, right):
    """The pictures and the right answers as arrays, one answer for each picture."""
    images, right = finite("images", images), finite("right", right)
    if images.ndim != 3:
        raise ValueError(f"images must be a list of pictures (n, H, W), but their shape is {images.shape}")
    if right.ndim != 2 or len(right) != len(images):
        raise ValueError(
            f"right must have one row for each of the {len(images)} pictures, ({len(images)}, answers), "
            f"but its shape is {right.shape}"
        )
    return images, right
