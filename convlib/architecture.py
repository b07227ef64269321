"""An architecture: which layers, in what order, and with which knobs. A network of it begins with noise.

Learning finds the features and the voting weights. What it does not find is how many there should be: the number and
the size of the features, the pooling window and its stride, the number of neurons, and the order of the layers. A
person chooses these knobs, called hyperparameters.
"""

import numpy as np

from .checks import check_room, whole
from .layers import LAYERS, Convolution, Flatten, MaxPool, Relu, Vote
from .network import Network

STEPS = "convolution", "ReLU", "pooling", "pooling"  # the deck's
KINDS = [layer.kind for layer in LAYERS.values() if layer not in (Flatten, Vote)]


def random_network(
    steps=STEPS, *, features=3, side=3, window=2, stride=2, neurons=0, answers=2, size=9, seed=0
):
    """A network that knows nothing yet: its features and voting weights are noise.

    `steps` are the kinds of its layers before the vote, "convolution", "ReLU" or "pooling". Every convolution gets
    this many `features` of `side` x `side` pixels, every pooling this `window` and `stride`. With `neurons`, a first
    row of so many voters stands before the last one, with a ReLU between. There are `answers` votes in the end, for
    pictures of `size` x `size` pixels. What is not square has (rows, columns) for its `side` or `size`.

    Feature pixels are drawn evenly from -1 to 1, as pixels are. Weights are drawn evenly, too, and are the smaller the
    more values there are, so that no vote starts out loud. The same seed gives the same network.

    Raises TypeError when steps are no list; ValueError for a step of another kind, and when a layer cannot work on
    what the one before it makes; ValueError or TypeError for numbers that are not whole or too small.
    Slides 79-80.

    >>> random_network()
    Network([Convolution(3 features of 1 channel, 3 × 3, stride=1, padding=0), Relu(), MaxPool(window=2, stride=2), \
MaxPool(window=2, stride=2), Flatten(), Vote(12 values, 2 answers)])
    >>> random_network(["convolution"], side=(1, 3), size=(1, 12)).shapes((1, 12))  # pictures of one row
    [(1, 12), (3, 1, 10), (30,), (2,)]
    >>> random_network(["pooling", "convolution"], side=6)
    Traceback (most recent call last):
    convlib.network.LayerError: layer 2 (convolution): a feature of 6 × 6 pixels does not fit into a map of 5 × 5.
    """
    features, side = whole("features", features, least=1), _rows_and_columns("side", side)
    neurons, answers = whole("neurons", neurons, least=0), whole("answers", answers, least=1)
    size = _rows_and_columns("size", size)
    chance = np.random.default_rng(seed)
    if not isinstance(steps, (list, tuple)):
        raise TypeError(f"steps must be a list, such as {list(STEPS)}, but it is {steps!r:.80}")
    layers = []

    def shape():
        """Of what the layers so far make."""
        return Network(layers).shapes(size)[-1] if layers else (1, *size)

    def vote(count):
        (values,) = shape()
        check_room("neurons" if count == neurons else "answers", values, count)
        return Vote(chance.uniform(-1, 1, size=(values, count)) / np.sqrt(values))

    for step in steps:
        if step == Convolution.kind:
            numbers = features, shape()[0], *side
            check_room("features" if features > max(side) else "side", *numbers)
            layers.append(Convolution(chance.uniform(-1, 1, size=numbers)))
        elif step == Relu.kind:
            layers.append(Relu())
        elif step == MaxPool.kind:
            layers.append(MaxPool(window, stride))
        else:
            raise ValueError(f"steps must hold {', '.join(KINDS)}, but one of them is {step!r:.80}")
    layers.append(Flatten())
    if neurons:
        layers += [vote(neurons), Relu()]
    layers.append(vote(answers))
    return Network(layers)


def _rows_and_columns(name, size):
    """The rows and columns of what is square, or not."""
    rows, columns = size if isinstance(size, (tuple, list)) and len(size) == 2 else (size, size)
    return whole(name, rows, least=1), whole(name, columns, least=1)


def parameter_count(network):
    """How many numbers a network has to learn: its feature pixels and voting weights.

    >>> parameter_count(random_network())
    51
    """
    return sum(numbers.size for numbers in network.parameters)
